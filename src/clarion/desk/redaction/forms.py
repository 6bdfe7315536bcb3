"""What a person says of a public copy: what is hidden, and that all of it was looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clarion.core.languages import active_language
from clarion.register.services.publishing import Material, Review

_PHRASES = {"rows": 6, "dir": "auto", "data-desk-phrases": ""}
_BOXES = {"rows": 6, "dir": "ltr", "data-desk-boxes": "", "spellcheck": "false"}


class CopyForm(forms.Form):
    """What is hidden. The suggestions come by their keys: no word of the dossier goes back and forth."""

    keys = forms.MultipleChoiceField(label=_("Suggestions"), required=False)
    phrases = forms.CharField(
        label=_("Also hide"),
        required=False,
        widget=forms.Textarea(attrs=_PHRASES),
        help_text=_("One phrase a line, copied from the text. It is hidden wherever it stands."),
    )
    boxes = forms.CharField(
        label=_("Black boxes"),
        required=False,
        widget=forms.Textarea(attrs=_BOXES),
        help_text=_(
            "One box a line: the page, a colon, and left, top, width and height in hundredths of the page, such as "
            "1: 10 20 35 4. With a mouse, draw them on the pages below."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), required=False)
    with_items = forms.BooleanField(
        label=_("Also show which addresses the demand names"),
        required=False,
        help_text=_("Not where an address tells who somebody is."),
    )

    def __init__(self, *args: Any, material: Material, language: str, **kwargs: Any) -> None:
        earlier = material.earlier
        kwargs.setdefault("initial", {})
        kwargs["initial"] |= {
            "keys": [
                one.key for one in material.found if (one.key in earlier.keys if earlier else one.ticked)
            ],
            "phrases": "\n".join(earlier.phrases) if earlier else "",
            "boxes": earlier.boxes if earlier else "",
            "language": (earlier.language if earlier else "") or language,
        }
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(one.key, one.text) for one in material.found]  # type: ignore[attr-defined]
        codes = dict.fromkeys(
            [*(code for code, _name in settings.LANGUAGES), *([language] if language else [])]
        )
        spoken = active_language()
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", _("not recorded")),
            *((code, spoken.language_name(code)) for code in codes),
        ]
        if material.form == "text":
            del self.fields["boxes"]

    @property
    def ticked(self) -> set[str]:
        """The keys that are ticked as the form stands."""
        return set(self["keys"].value() or [])

    def asked(self) -> dict[str, Any]:
        """What the register is told."""
        found = dict(self.cleaned_data)
        found["phrases"] = found["phrases"].splitlines()
        return found


class PublishForm(forms.Form):
    """That a second person has looked at all of it, and what the last search found may stay."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    looked = forms.BooleanField(label=_("I have looked at the whole copy, page by page"), required=False)
    confirmed = forms.MultipleChoiceField(label=_("May stay"), required=False)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["confirmed"].choices = [(one.key, one.text) for one in review.leftovers]  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        """The keys that are ticked as the form stands."""
        return set(self["confirmed"].value() or [])


class WithdrawForm(forms.Form):
    """Why a copy is taken back: for colleagues, sealed in the dossier."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Why, for colleagues"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
