"""Tells people by e-mail what became of a page, through the mail room and in their own language.

Wagtail announces the steps of a workflow by signals and listens to them itself; we listen in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from clarion.core.models import User
from clarion.mail.services import send


def take_over() -> None:
    """Listens to the workflow in Wagtail's place; called once Wagtail has begun to listen."""
    for signal, sender, theirs, ours in (
        (task_submitted, TaskState, "group_approval_task_submitted", ask_for_a_check),
        (workflow_submitted, WorkflowState, "workflow_state_submitted", None),
        (workflow_approved, WorkflowState, "workflow_state_approved", say_approved),
        (workflow_rejected, WorkflowState, "workflow_state_rejected", say_rejected),
    ):
        if not signal.disconnect(sender=sender, dispatch_uid=f"{theirs}_email_notification"):
            raise ImproperlyConfigured(f"Wagtail no longer listens to its workflow as {theirs!r}.")
        if ours:
            signal.connect(ours, sender=sender, dispatch_uid=f"clarion.editorial.{theirs}")


def ask_for_a_check(instance: TaskState, user: User | None = None, **_more: Any) -> None:
    """Writes to those who may do the check, except whoever asked for it."""
    task = instance.task.specific
    members = User.objects.filter(groups__in=task.groups.all()).distinct() if hasattr(task, "groups") else []
    subject = instance.workflow_state.content_object
    asker = instance.workflow_state.requested_by
    tell("submitted", members, subject, by=user or asker)


def say_approved(instance: WorkflowState, user: User | None = None, **_more: Any) -> None:
    """Writes to whoever asked for the check."""
    tell("approved", [instance.requested_by], instance.content_object, by=user)


def say_rejected(instance: WorkflowState, user: User | None = None, **_more: Any) -> None:
    """Writes to whoever asked for the check, with the reason given."""
    state = instance.current_task_state
    words = state.specific.get_comment() if state else ""
    tell("rejected", [instance.requested_by], instance.content_object, by=user, words=words)


def tell(kind: str, members: Iterable[User | None], subject: Any, *, by: User | None, **more: Any) -> None:
    """Writes to each of the members who wants mail of this kind, except to the one who acted."""
    if not isinstance(subject, Page):
        return
    context = {
        "page_title": subject.get_admin_display_title(),
        "person": str(by) if by else "",
        "words": "",
        "address": settings.BASE_URL + reverse("wagtailadmin_pages:edit", args=[subject.pk]),
        **more,
    }
    for member in members:
        if member and member != by and wants(kind, member):
            send(f"editorial.{kind}", to=member.email, context=context, language=_language_of(member))


def wants(kind: str, member: User) -> bool:
    """Whether a member of staff is there, and has not switched this kind of mail off."""
    switch = "updated_comments" if kind == "commented" else kind
    profile = UserProfile.get_for_user(member)
    return bool(member.is_active and member.email and getattr(profile, f"{switch}_notifications"))


def _language_of(member: User) -> str:
    return str(UserProfile.get_for_user(member).get_preferred_language())


Changes = Mapping[str, Any]
"""What Wagtail's editor finds changed among the comments of a page."""


def tell_about_comments(page: Page, changes: Changes, actor: User) -> None:
    """Writes to who follows the page about all comments, and to who takes part in a thread about that thread."""
    said = _said(changes)
    if not said:
        return
    followers = User.objects.filter(
        page_subscriptions__page=page, page_subscriptions__comment_notifications=True
    ).distinct()
    tell("commented", followers, page, by=actor, said=[one for _, one in said])
    threads: dict[User, list[dict[str, str]]] = {}
    for comment, one in said:
        taking_part = (
            {comment.user, *(reply.user for reply in comment.replies.all())} if comment.pk else set()
        )
        for member in taking_part - set(followers):
            threads.setdefault(member, []).append(one)
    for member, theirs in threads.items():
        tell("commented", [member], page, by=actor, said=theirs)


def _said(changes: Changes) -> list[tuple[Any, dict[str, str]]]:
    """Every change with its comment, in the order in which people read: new ones, answers, settled, gone."""
    plain = [
        (comment, {"kind": kind, "words": comment.text, "about": ""})
        for kind in ("new", "resolved", "deleted")
        for comment in changes[f"{kind}_comments"]
    ]
    answers = [
        (comment, {"kind": "reply", "words": reply.text, "about": comment.text})
        for comment, replies in changes["new_replies"]
        for reply in replies
    ]
    return [*plain[: len(changes["new_comments"])], *answers, *plain[len(changes["new_comments"]) :]]
