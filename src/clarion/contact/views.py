"""The public contact page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from clarion.contact import services
from clarion.contact.forms import ContactForm
from clarion.contact.models import Topic
from clarion.core.form_pages import GuardedFormPage
from clarion.core.forms import GuardedForm


class Contact(GuardedFormPage):
    """The form."""

    form_class: ClassVar[type[GuardedForm]] = ContactForm
    template_name: ClassVar[str] = "contact/contact.html"
    limit: ClassVar[int] = 5

    def initial(self) -> dict[str, Any]:
        """The language of the page, and the topic that a link may name (`?topic=press`)."""
        asked = self.request.GET.get("topic", "")
        return {
            "language": translation.get_language() or settings.LANGUAGE_CODE,
            "topic": asked if asked in Topic.values else Topic.POLICY,
        }

    def accept(self, given: dict[str, Any]) -> str:
        """Stores the message."""
        services.receive(
            name=given["name"],
            email=given["email"],
            topic=given["topic"],
            body=given["message"],
            language=given["language"],
        )
        return reverse("contact:thanks")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The message has arrived."""
    return render(request, "contact/thanks.html")
