"""`{% newsletter_signup %}`: the small sign-up form, for any page. It asks the database nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from clarion.core.forms import form_token
from clarion.newsletter.consent import wording
from clarion.newsletter.forms import SignUpForm
from clarion.newsletter.models import Action

register = template.Library()


_TOKEN = re.compile(r'(?<=name="token" value=")[^"]*')


@register.simple_tag
def newsletter_signup(prefix: str = "signup") -> SafeString:
    """The small form. `prefix` keeps the ids apart where a page has it twice."""
    markup = _form(get_language() or "", prefix)
    return mark_safe(_TOKEN.sub(form_token(SignUpForm.form_name), markup, count=1))  # noqa: S308 - our template


@lru_cache(maxsize=256)
def _form(language: str, prefix: str) -> str:
    # All of the form but its token is the same for every reader of a language.
    return render_to_string(
        "newsletter/_signup.html",
        {
            "form": SignUpForm(auto_id=f"{prefix}-%s"),
            "form_action": reverse("newsletter:subscribe"),
            "words": wording(Action.SIGNED_UP, language).text,
            "language": language,
        },
    )


@register.simple_tag
def consent_words() -> str:
    """The words that a reader agrees to by signing up, in the language of the page."""
    return wording(Action.SIGNED_UP, get_language() or "").text
