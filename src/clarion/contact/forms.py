"""The contact form, and the forms of those who answer."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clarion.contact.models import Topic
from clarion.core.forms import GuardedForm, OneLineField, ParagraphsField
from clarion.core.languages import language as written_in
from clarion.core.models import User
from clarion.mail.addresses import LONGEST, normalise

LONGEST_MESSAGE = 5000


class ContactForm(GuardedForm):
    """A message to one of the teams."""

    form_name: ClassVar[str] = "contact.message"
    least_seconds: ClassVar[float] = 3.0

    name = OneLineField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = OneLineField(
        label=_("E-mail address"),
        help_text=_("We answer to this address and use it for nothing else."),
        max_length=LONGEST,
        error_messages={"required": _("Enter your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr", "spellcheck": "false"}),
    )
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Topic.choices,
        error_messages={"required": _("Choose a topic."), "invalid_choice": _("Choose one of the topics.")},
    )
    language = forms.ChoiceField(
        label=_("Language of our answer"),
        choices=settings.LANGUAGES,
        error_messages={
            "required": _("Choose a language."),
            "invalid_choice": _("Choose one of the languages."),
        },
    )
    message = ParagraphsField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Write your message.")},
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = written_in(translation.get_language() or settings.LANGUAGE_CODE).integer(LONGEST_MESSAGE)
        self.fields["message"].help_text = gettext("Up to %(count)s characters.") % {"count": longest}

    def clean_email(self) -> str:
        """The address in the spelling that mail servers expect."""
        return normalise(self.cleaned_data["email"])


class AnswerForm(forms.Form):
    """An answer, and what its author had seen when writing it."""

    text = forms.CharField(
        label=_("Your answer"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"})
    )
    last_seen = forms.IntegerField(widget=forms.HiddenInput)


def those_who_answer() -> QuerySet[User]:
    """Members of staff who may answer messages."""
    permission = Permission.objects.filter(
        codename="answer_contactmessage", content_type__app_label="contact"
    )
    may = Q(is_superuser=True) | Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    return User.objects.filter(may, is_active=True).distinct().order_by("last_name", "email")


class AssignForm(forms.Form):
    """Whose message it is."""

    assignee = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = those_who_answer()  # type: ignore[attr-defined]
