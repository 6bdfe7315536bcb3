"""The forms of the room."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clarion.desk.answers.fields import FIELD, FIELDS
from clarion.desk.files import FilesField, refuse_by_size
from clarion.mail.addresses import normalise
from clarion.register.errors import Refused
from clarion.register.received_mail import largest_mail
from clarion.register.screening import checked_receipt


class NoteForm(forms.Form):
    """What a colleague writes for colleagues."""

    text = forms.CharField(
        label=_("Note"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Read by those who may read this dossier, and by nobody else."),
    )


class EmlField(forms.FileField):
    """A message saved from a mail program."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, refused by its size before it is read.

        Raises:
            ValidationError: it is too large.
        """
        given = super().clean(data, initial)
        if given:
            refuse_by_size(given, largest_mail())
        return given


class ReplyForm(forms.Form):
    """A reply as a file from a mail program, or typed in."""

    eml = EmlField(
        label=_("Message as a file (.eml)"),
        required=False,
        help_text=_("Save it from your mail program. Its sender, date, words and files are read from it."),
    )
    here = forms.BooleanField(label=_("File it here, although it answers another demand"), required=False)
    sender = forms.CharField(label=_("From"), max_length=300, required=False)
    at = forms.DateTimeField(
        label=_("Written"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: now."),
    )
    subject = forms.CharField(label=_("Subject"), max_length=1000, required=False)
    text = forms.CharField(
        label=_("Words"), required=False, widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"})
    )
    uploads = FilesField(label=_("Files"), required=False)

    def clean_at(self) -> Any:
        """A day that can be.

        Raises:
            ValidationError: it lies in the future or before anybody could have written.
        """
        given = self.cleaned_data["at"]
        try:
            return checked_receipt(given) if given else None
        except Refused as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Either a file or words."""
        found = super().clean() or {}
        typed = any(found.get(name) for name in ("sender", "subject", "text", "uploads"))
        if found.get("eml") and typed:
            self.add_error(None, _("Give the file alone, or type the message in, not both."))
        elif (
            not found.get("eml")
            and "eml" not in self.errors
            and not (found.get("text") or found.get("uploads"))
        ):
            self.add_error(None, _("Choose a file, or type the message in."))
        return found


class DropForm(forms.Form):
    """A message whose demand is looked for."""

    eml = EmlField(label=_("Message as a file (.eml)"))
    reference = forms.RegexField(
        label=_("Reference"),
        regex=re.compile(r"^\d{4}-\d{6}$"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "2026-000123"}),
        help_text=_("Empty: found by the message that it answers, or by a reference in its subject."),
    )


class LetterForm(forms.Form):
    """A letter of ours, before it goes out."""

    to = forms.CharField(
        label=_("To"), max_length=254, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    subject = forms.CharField(
        label=_("Subject"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    body = forms.CharField(
        label=_("Words"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 18, "dir": "auto"})
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of the letter: it sets the direction of writing and the words around yours."),
    )
    enclose = forms.MultipleChoiceField(
        label=_("Enclose from the dossier"), required=False, widget=forms.CheckboxSelectMultiple
    )
    uploads = FilesField(
        label=_("Enclose new files"),
        required=False,
        help_text=_("Chosen when you send: a preview forgets them. They are filed in the dossier."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    token = forms.RegexField(regex=r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    written_from = forms.CharField(max_length=160, required=False, widget=forms.HiddenInput)

    by_email: ClassVar[bool] = True

    def __init__(self, *args: Any, enclosable: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["enclose"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(enclosable)
        if not enclosable:
            del self.fields["enclose"]

    def clean_body(self) -> str:
        """The words, with no merge field left in them.

        Raises:
            ValidationError: one is.
        """
        return self._without_fields(self.cleaned_data["body"])

    def clean_subject(self) -> str:
        """The subject, with no merge field left in it."""
        return self._without_fields(self.cleaned_data["subject"])

    def clean_to(self) -> str:
        """The address as mail takes it.

        Raises:
            ValidationError: it is none.
        """
        given: str = self.cleaned_data["to"].strip()
        return normalise(given) if given and self.by_email else given

    def _without_fields(self, words: str) -> str:
        for name in FIELD.findall(words):
            if name in FIELDS:
                raise ValidationError(
                    _("{%(name)s} is still a merge field: write what it stands for.") % {"name": name}
                )
        return words


class LeftForm(LetterForm):
    """The same words, left for an account on the project."""

    by_email = False


def new_token() -> str:
    """What makes a letter one letter, however often its form is sent."""
    return uuid.uuid4().hex


class _VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ForbidForm(_VersionForm):
    """An order that forbids to tell."""

    until = forms.DateField(
        label=_("Forbidden until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The last day on which it is forbidden. Empty: until further notice."),
    )
    note = forms.CharField(
        label=_("The order"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Which court or authority, and where the order lies. Sealed in the dossier."),
    )

    def clean_until(self) -> date | None:
        """A day that is still to come, and not absurdly far.

        Raises:
            ValidationError: it is another.
        """
        given: date | None = self.cleaned_data["until"]
        today = timezone.localdate()
        if given and given < today:
            raise ValidationError(_("That day has passed. Record below that the order has ended."))
        if given and given > today + timedelta(days=366 * 30):
            raise ValidationError(_("That is more than thirty years away. Leave it empty instead."))
        return given


class EndForm(_VersionForm):
    """The end of an order."""

    last = forms.DateField(
        label=_("Last day of the order"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(
        label=_("How you know"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )

    def clean_last(self) -> date:
        """A day that has passed.

        Raises:
            ValidationError: it has not.
        """
        given: date = self.cleaned_data["last"]
        if given >= timezone.localdate():
            raise ValidationError(_("An order that has ended forbade it until yesterday, or earlier."))
        return given


class DoneForm(_VersionForm):
    """That the person was told otherwise than by a letter from here, or cannot be."""

    reached = forms.TypedChoiceField(
        label=_("The person concerned"),
        choices=[("yes", _("has been told")), ("no", _("cannot be reached"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("How, or what was tried"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class PersonForm(forms.Form):
    """Somebody whom the demand concerns."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    account = forms.CharField(label=_("Account on the project"), max_length=200, required=False)

    def clean_email(self) -> str:
        """The address as mail takes it."""
        given: str = self.cleaned_data["email"].strip()
        return normalise(given) if given else ""

    def clean(self) -> dict[str, Any]:
        """At least a way to reach the person."""
        found = super().clean() or {}
        if not self.errors and not (found.get("email") or found.get("account")):
            self.add_error(
                None, _("Give an e-mail address or an account, so that the person can be reached.")
            )
        return found
