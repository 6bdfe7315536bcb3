"""`{% newsletter_signup %}`: the small sign-up form, for any page. It asks the database nothing."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from clarion.newsletter.consent import wording
from clarion.newsletter.forms import SignUpForm
from clarion.newsletter.models import Action

register = template.Library()


@register.inclusion_tag("newsletter/_signup.html")
def newsletter_signup(prefix: str = "signup") -> dict[str, object]:
    """The small form. `prefix` keeps the ids apart where a page has it twice."""
    return {
        "form": SignUpForm(auto_id=f"{prefix}-%s"),
        "form_action": reverse("newsletter:subscribe"),
        "words": wording(Action.SIGNED_UP, get_language() or "").text,
        "language": get_language(),
    }


@register.simple_tag
def consent_words() -> str:
    """The words that a reader agrees to by signing up, in the language of the page."""
    return wording(Action.SIGNED_UP, get_language() or "").text
