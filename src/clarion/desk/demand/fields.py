"""Form fields that several rooms of the desk share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.register.counts import Count

MOST_ACCOUNTS = 1_000_000_000


class _AccountsWidget(forms.MultiWidget):
    """Two numbers: at least, at most."""

    template_name = "desk/accounts.html"

    def __init__(self) -> None:
        number = {"min": 0, "inputmode": "numeric"}
        super().__init__([forms.NumberInput(attrs=number), forms.NumberInput(attrs=number)])

    def decompress(self, value: Count | None) -> list[int | None]:
        """The two numbers of a count; an exact one needs the first alone."""
        if value is None or not value.is_known:
            return [None, None]
        return [value.low, None if value.is_exact else value.high]


class AccountsField(forms.MultiValueField):
    """A number of accounts: exact, a range, or, left empty, unknown. Empty means None where `empty_is` is None."""

    widget = _AccountsWidget

    def __init__(self, *, empty_is: Count | None = None, **kwargs: Any) -> None:
        self.empty_is = empty_is
        kwargs.setdefault(
            "help_text",
            gettext_lazy("A number; or two, of which the truth lies between. Empty: nobody knows."),
        )
        number = forms.IntegerField(min_value=0, max_value=MOST_ACCOUNTS, required=False)
        super().__init__([number, number], require_all_fields=False, required=False, **kwargs)

    def compress(self, data_list: list[int | None]) -> Count | None:
        """The count.

        Raises:
            ValidationError: the range is the wrong way round, or its first number is missing.
        """
        low, high = data_list or (None, None)
        if low is None and high is None:
            return self.empty_is
        if low is None or (high is not None and high < low):
            raise forms.ValidationError(_("Give the smaller number first, or one number alone."))
        return Count(low, low if high is None else high)

    def clean(self, value: Any) -> Any:
        """The count; `empty_is` for nothing."""
        cleaned = super().clean(value)
        return self.empty_is if cleaned is None else cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether what was typed is another count than before."""
        try:
            return bool(self.clean(data) != (initial or self.empty_is))
        except forms.ValidationError:
            return True


class MomentField(forms.DateTimeField):
    """A day and a time of day, by the browser's own means."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **kwargs)


class AddressesField(forms.CharField):
    """Addresses in any spelling, one a line or with spaces between; checked by the register when they are taken."""

    widget = forms.Textarea(attrs={"rows": 4, "dir": "ltr", "spellcheck": "false"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("One a line. Any spelling will do: it is put right."))
        super().__init__(strip=True, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The addresses as a list."""
        text = super().to_python(value) or ""
        return [one.strip("<>,;") for one in text.split() if one.strip("<>,;")]


def to_the_minute(at: datetime) -> str:
    """A moment as `MomentField` prints it."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")
