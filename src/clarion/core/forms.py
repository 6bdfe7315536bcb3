"""What every public form has in common: a signed token instead of a cookie, a trap for robots, and safe fields.

Why there is no CSRF cookie: `docs/decisions/forms-without-cookies.md`.
"""

from __future__ import annotations

import time
import unicodedata
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

TOKEN_LIVES = timedelta(hours=24)
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Every character with the Unicode property Bidi_Control (UAX #9)."""
_BIDI_OVERRIDES = frozenset("\u202d\u202e")
_LINE_BREAKS = frozenset("\u2028\u2029")
_SALT = "clarion.core.forms"


def refuse_control_characters(value: str) -> None:
    """For fields of one line: no control character, no line break, nothing that reorders the text around it.

    Raises:
        ValidationError: if there is one.
    """
    if any(unicodedata.category(one) == "Cc" or one in BIDI_CONTROLS or one in _LINE_BREAKS for one in value):
        raise ValidationError(
            _("Remove line breaks and invisible control characters from this field."),
            code="control_character",
        )


def refuse_hidden_characters(value: str) -> None:
    """For fields of several lines: tabs and line breaks are welcome, other controls and overrides are not.

    Raises:
        ValidationError: if there is one.
    """
    if any(
        (unicodedata.category(one) == "Cc" and one not in "\n\r\t") or one in _BIDI_OVERRIDES for one in value
    ):
        raise ValidationError(
            _("Remove the invisible control characters from this text."), code="control_character"
        )


class OneLineField(forms.CharField):
    """Text that may stand in a subject, a heading or a list."""

    default_validators = [refuse_control_characters]


class ParagraphsField(forms.CharField):
    """Text of any number of lines."""

    default_validators = [refuse_hidden_characters]
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The text with one kind of line break."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


def form_token(name: str) -> str:
    """A token for the form `name`: says that we made this form, and when. It names no reader."""
    return signing.dumps([name, int(time.time())], salt=_SALT)


def token_age(token: str, name: str) -> float | None:
    """Seconds since the token was made; None if we did not make it for the form `name`, or it is too old."""
    try:
        made_for, made_at = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    age = time.time() - made_at
    return age if made_for == name and age <= TOKEN_LIVES.total_seconds() else None


def came_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the form.

    Sec-Fetch-Site is the browser's own word (Fetch Metadata); Origin is older. A client that sends neither is no
    browser that another site could have used, so it is let through to the other checks.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if not origin:
        return True
    return urlsplit(origin).netloc in {request.get_host(), urlsplit(settings.BASE_URL).netloc}


class GuardedForm(forms.Form):
    """A public form that robots and other sites find hard to use, and people do not.

    No guard drops what a person wrote: whatever stops a form shows it again with a reason, values kept, and
    pressing the button once more is enough.
    """

    form_name: ClassVar[str]
    least_seconds: ClassVar[float] = 2.0
    """Nobody reads and fills in the form in less."""

    use_required_attribute = False

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    homepage = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean(self) -> dict[str, Any]:
        """Adds what the guards object to; see the class."""
        cleaned: dict[str, Any] = super().clean() or {}
        age = token_age(self.data.get("token", ""), self.form_name)
        if cleaned.get("homepage") or "homepage" in self.errors:
            self.errors.pop("homepage", None)
            self.add_error(
                None,
                ValidationError(
                    _(
                        "A field that has to stay empty was filled in, perhaps by your browser. "
                        "It is empty again: please send the form once more."
                    ),
                    code="trap",
                ),
            )
        elif age is None:
            self.add_error(
                None,
                ValidationError(
                    _("The form was open for a long time. Please look it over and send it once more."),
                    code="stale",
                ),
            )
        elif age < self.least_seconds:
            self.add_error(
                None,
                ValidationError(
                    _("That was very quick. Please look the form over and send it once more."), code="quick"
                ),
            )
        return cleaned

    @property
    def current_token(self) -> str:
        """The token to put into the page: the one that came in, as long as it is good, so that nobody waits twice."""
        given = self.data.get("token", "") if self.is_bound else ""
        return given if token_age(given, self.form_name) is not None else form_token(self.form_name)

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The fields that people fill in, in order."""
        return [field for field in self if field.name not in {"token", "homepage"}]
