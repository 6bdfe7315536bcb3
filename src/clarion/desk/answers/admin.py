"""Templates of answers in the admin."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.views.generic import CreateView, EditView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.permissions import register_permission_policy

from clarion.core.models import User
from clarion.desk.answers.fields import FIELDS, example
from clarion.desk.answers.models import AnswerTemplate, save_version
from clarion.desk.answers.permissions import RolePolicy

register_permission_policy(AnswerTemplate, RolePolicy(AnswerTemplate), exact_class=True)


class _FieldsHelp:
    """The list of merge fields, in the language in which the page is shown."""

    def __str__(self) -> str:
        return render_to_string("desk/answers/fields.html", {"fields": FIELDS.values()})


class SavesVersions:
    """Saves through `save_version`, so that the words as they were stay to be read."""

    form: Any
    request: Any

    @transaction.atomic
    def save_instance(self) -> AnswerTemplate:
        """The template, in a version of its own if its words are new."""
        user = self.request.user
        made: AnswerTemplate = self.form.save(commit=False)
        is_new = made.pk is None
        save_version(made, by=user if isinstance(user, User) else None)
        log(instance=made, action="wagtail.create" if is_new else "wagtail.edit", user=user)
        return made


class AddTemplate(SavesVersions, CreateView):
    """A new template."""


class EditTemplate(SavesVersions, EditView):
    """A template that is there."""


class ShowTemplate(InspectView):
    """The words with the examples of their fields, and every version."""

    template_name = "desk/answers/template.html"
    object: AnswerTemplate

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the preview and the versions."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        shown = self.object
        return found | {
            "shown": shown,
            "subject": example(shown.subject, shown.language),
            "body": example(shown.body, shown.language),
            "versions": shown.versions.select_related("by"),
        }


class TemplateViewSet(ModelViewSet):
    """The words that answers begin with. Nobody deletes one: letters name it. It is no longer offered instead."""

    model = AnswerTemplate
    icon = "mail"
    menu_label = _("Answer templates")
    url_prefix = "desk/templates"
    add_to_reference_index = False
    copy_view_enabled = True
    inspect_view_enabled = True
    inspect_view_fields = ("purpose", "kind", "outcome", "language", "version", "saved_at")
    list_display = ("name", "purpose", "kind", "outcome", "language", "version", "retired")
    list_filter = ("purpose", "kind", "outcome", "language", "retired")
    search_fields = ("name", "subject", "body")
    list_per_page = 50
    add_view_class = AddTemplate
    edit_view_class = EditTemplate
    inspect_view_class = ShowTemplate
    panels = (
        FieldPanel("name"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("purpose"), FieldPanel("language")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("outcome")]),
            ],
            heading=_("When it is offered"),
        ),
        FieldPanel("subject"),
        FieldPanel("body"),
        HelpPanel(content=lazystr(_FieldsHelp()), heading=_("Merge fields")),
        FieldPanel("retired"),
    )


template_viewset = TemplateViewSet("answer_templates")
