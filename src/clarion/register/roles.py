"""Who may do what: roles are groups of staff, and this is the table of what each may do.

Asked here and never through `has_perm`, which says yes to every superuser: an administrator of the site has none of
these rights until somebody puts them into a group.
"""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.models import Group

from clarion.core.models import User


class Role(StrEnum):
    """The names of the groups."""

    CLERK = "Intake clerk"
    REVIEWER = "Reviewer"
    APPROVER = "Approver"
    LEAD = "Legal lead"
    AUDITOR = "Auditor"
    EDITOR = "Report editor"


class Action(StrEnum):
    """What a person does with the register."""

    VIEW = "view"
    RECEIVE = "receive"
    TRIAGE = "triage"
    ASSIGN = "assign"
    REVIEW = "review"
    PROPOSE = "propose"
    APPROVE = "approve"
    ACT_AT_ONCE = "act_at_once"
    CARRY_OUT = "carry_out"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"
    APPEAL = "appeal"
    WITHDRAW = "withdraw"
    EXTEND = "extend"
    WALL = "wall"
    SUMMARISE = "summarise"
    READ_NEW_DOSSIER = "read_new_dossier"
    READ_DOSSIER = "read_dossier"
    WRITE_DOSSIER = "write_dossier"
    READ_HISTORY = "read_history"
    READ_EVENTS = "read_events"
    REDACT = "redact"
    PUBLISH = "publish"
    WRITE_TEMPLATES = "write_templates"
    READ_REPORT = "read_report"
    BUILD_REPORT = "build_report"
    PUBLISH_REPORT = "publish_report"


_REVIEWER = frozenset(
    {
        Action.VIEW,
        Action.RECEIVE,
        Action.TRIAGE,
        Action.REVIEW,
        Action.PROPOSE,
        Action.ACT_AT_ONCE,
        Action.CARRY_OUT,
        Action.ANSWER,
        Action.CLOSE,
        Action.APPEAL,
        Action.WITHDRAW,
        Action.READ_NEW_DOSSIER,
        Action.READ_DOSSIER,
        Action.WRITE_DOSSIER,
        Action.READ_HISTORY,
        Action.REDACT,
    }
)

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.CLERK: frozenset(
        {Action.VIEW, Action.RECEIVE, Action.TRIAGE, Action.READ_NEW_DOSSIER, Action.WRITE_DOSSIER}
    ),
    Role.REVIEWER: _REVIEWER,
    Role.APPROVER: frozenset(
        {
            Action.VIEW,
            Action.APPROVE,
            Action.REOPEN,
            Action.READ_NEW_DOSSIER,
            Action.READ_DOSSIER,
            Action.READ_HISTORY,
            Action.PUBLISH,
        }
    ),
    Role.LEAD: _REVIEWER
    | {
        Action.ASSIGN,
        Action.APPROVE,
        Action.REOPEN,
        Action.EXTEND,
        Action.WALL,
        Action.SUMMARISE,
        Action.READ_EVENTS,
        Action.PUBLISH,
        Action.WRITE_TEMPLATES,
        Action.READ_REPORT,
        Action.BUILD_REPORT,
        Action.PUBLISH_REPORT,
    },
    Role.AUDITOR: frozenset({Action.VIEW, Action.READ_HISTORY, Action.READ_EVENTS, Action.READ_REPORT}),
    Role.EDITOR: frozenset(
        {Action.VIEW, Action.SUMMARISE, Action.READ_REPORT, Action.BUILD_REPORT, Action.PUBLISH_REPORT}
    ),
}


def roles_of(user: User) -> frozenset[Role]:
    """The roles of a member of staff. Asked of the database once for each `User` object."""
    found: frozenset[Role] | None = getattr(user, "_register_roles", None)
    if found is None:
        names = set(user.groups.values_list("name", flat=True)) if user.pk else set()
        found = frozenset(role for role in Role if role.value in names)
        user._register_roles = found  # type: ignore[attr-defined]
    return found


def may(user: User, action: Action) -> bool:
    """Whether one of the person's roles allows the action. Nobody who has left may do anything."""
    return user.is_active and any(action in ALLOWED[role] for role in roles_of(user))


def group_of(role: Role) -> Group:
    """The group of a role, as the migration made it."""
    return Group.objects.get(name=role.value)
