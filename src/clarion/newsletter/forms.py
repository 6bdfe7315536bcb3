"""The sign-up form."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from clarion.core.forms import GuardedForm, OneLineField
from clarion.mail.addresses import LONGEST, normalise

FORM_NAME = "newsletter.subscribe"


class SignUpForm(GuardedForm):
    """One field: where to write to."""

    form_name: ClassVar[str] = FORM_NAME

    email = OneLineField(
        label=_("E-mail address"),
        max_length=LONGEST,
        error_messages={"required": _("Enter your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        """The address in the spelling that mail servers expect."""
        return normalise(self.cleaned_data["email"])
