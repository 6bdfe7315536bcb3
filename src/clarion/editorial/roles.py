"""The roles of those who write: one table. What a role may do is here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

CONFIDENTIAL_ROOMS = frozenset({"register", "intake", "desk"})
"""Rooms of which no role of the voice may see anything."""

_ALL_PAGES = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
_ALL = ("add", "change", "delete")


@dataclass(frozen=True, kw_only=True)
class Role:
    """A role, which is a group of users.

    `pages` are Wagtail's permissions on every page, `library` those on pictures and documents, `snippets` those on
    every snippet of the voice; `more` are further permissions by name.
    """

    key: str
    group: str
    pages: tuple[str, ...]
    library: tuple[str, ...]
    snippets: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def permissions(self) -> tuple[str, ...]:
        """Named permissions, the door to the admin among them."""
        return ("wagtailadmin.access_admin", *self.more)


WRITER = Role(key="writer", group="Writers", pages=("add", "change"), library=("add", "choose"))
TRANSLATOR = Role(
    key="translator",
    group="Translators",
    pages=("change",),
    library=("choose",),
    snippets=("change",),
    more=("wagtail_localize.submit_translation",),
)
PUBLISHER = Role(
    key="publisher",
    group="Site publishers",
    pages=_ALL_PAGES,
    library=(*_ALL, "choose"),
    snippets=_ALL,
    more=(
        "wagtail_localize.submit_translation",
        *(f"wagtailredirects.{act}_redirect" for act in _ALL),
        *(f"newsletter.{act}_campaign" for act in (*_ALL, "view", "send")),
    ),
)
ADMINISTRATOR = Role(
    key="administrator",
    group="Site administrators",
    pages=_ALL_PAGES,
    library=(*_ALL, "choose"),
    snippets=_ALL,
    more=(
        *PUBLISHER.more,
        *(f"core.{act}_user" for act in _ALL),
        *(
            f"wagtailcore.{act}_{model}"
            for model in ("site", "locale", "collection", "workflow", "task")
            for act in _ALL
        ),
        *(f"pages.change_{part}" for part in ("about", "menus", "theme", "giving")),
        "tracker.change_checkintervals",
        "mail.view_outboxmessage",
        "mail.resend_outboxmessage",
        *(f"newsletter.{act}_mailinglist" for act in _ALL),
    ),
)

ROLES = (WRITER, TRANSLATOR, PUBLISHER, ADMINISTRATOR)
"""Each role. The table for people is in the README of this room."""

RETIRED_GROUPS = ("Editors", "Moderators")
"""The groups Wagtail begins with, which our roles take the place of."""
