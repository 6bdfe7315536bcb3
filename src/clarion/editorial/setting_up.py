"""Makes the roles and the way to publication; run after every migration, and safe to run again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from wagtail.documents import get_document_model
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.snippets.models import get_snippet_models

from clarion.editorial.roles import CONFIDENTIAL_ROOMS, PUBLISHER, RETIRED_GROUPS, ROLES, Role

CHECK = "Policy check"
WORKFLOW = "Policy check, then publication"
_WAGTAILS_OWN = "Moderators approval"


def after_migrate(using: str, **_more: Any) -> None:
    """Sets up, unless only a part of the migrations has run."""
    loader = MigrationLoader(connections[using])
    if all(leaf in loader.applied_migrations for leaf in loader.graph.leaf_nodes()):
        set_up()


@transaction.atomic
def set_up() -> None:
    """Gives every role what the table says, and every page the workflow. Takes nothing away from anybody.

    Wagtail's own beginnings are retired where nobody uses them.
    """
    root = Page.get_first_root_node()
    library = Collection.get_first_root_node()
    if root is None or library is None:
        return  # A database without pages is none we set up.
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role.group)
        group.permissions.add(*_named([*role.permissions, *_snippet_permissions(role)]))
        for act in role.pages:
            _grant(GroupPagePermission, group, f"wagtailcore.{act}_page", page=root)
        for model in (Image, get_document_model()):
            for act in role.library:
                label = f"{model._meta.app_label}.{act}_{model._meta.model_name}"
                _grant(GroupCollectionPermission, group, label, collection=library)
    _set_up_workflow(root)
    _retire()


def _named(labels: Iterable[str]) -> list[Permission]:
    """The permissions with these names; one whose room is not installed is left out."""
    wanted = set(labels)
    codenames = {label.partition(".")[2] for label in wanted}
    found = Permission.objects.filter(codename__in=codenames).select_related("content_type")
    return [one for one in found if f"{one.content_type.app_label}.{one.codename}" in wanted]


def _snippet_permissions(role: Role) -> list[str]:
    return [
        f"{model._meta.app_label}.{act}_{model._meta.model_name}"
        for model in get_snippet_models()
        if model._meta.app_label not in CONFIDENTIAL_ROOMS
        for act in role.snippets
    ]


def _grant(kind: type[Any], group: Group, label: str, **where: Any) -> None:
    for permission in _named([label]):
        kind.objects.get_or_create(group=group, permission=permission, **where)


def _set_up_workflow(root: Page) -> None:
    if Workflow.objects.filter(name=WORKFLOW).exists():
        return
    check = GroupApprovalTask.objects.create(name=CHECK)
    check.groups.add(Group.objects.get(name=PUBLISHER.group))
    workflow = Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=check, sort_order=0)
    begun = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if begun is None:
        WorkflowPage.objects.create(page=root, workflow=workflow)
    elif begun.workflow.name == _WAGTAILS_OWN:
        begun.workflow = workflow
        begun.save()


def _retire() -> None:
    for workflow in Workflow.objects.filter(name=_WAGTAILS_OWN, workflow_states=None, workflow_pages=None):
        tasks = [one.task for one in workflow.workflow_tasks.all()]
        workflow.delete()
        Task.objects.filter(pk__in=[one.pk for one in tasks], task_states=None).delete()
    Group.objects.filter(name__in=RETIRED_GROUPS, user=None, groupapprovaltask=None).delete()
