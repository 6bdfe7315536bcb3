"""What the site says of the data it keeps, from what it really keeps: each room states its own, from its settings.

A room declares it in its own `statement.py`::

    @states(Section.MAIL)
    def what_the_outbox_keeps() -> Iterator[str]:
        yield gettext("%(span)s after it went out, mail is blanked.") % {"span": span(KEEP)}

The function yields sentences in the active language, each time a page is shown: it reads settings and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clarion.core.languages import active_language

Say = Callable[[], Iterator[str]]


class Section(TextChoices):
    """What a statement is about. The value is stored in content: never change one."""

    READING = "reading", _("While you read")
    FORMS = "forms", _("When you write to us")
    MAIL = "mail", _("E-mail updates")
    STAFF = "staff", _("For those who work on this site")
    OTHERS = "others", _("Who else takes part")
    TERMS = "terms", _("What you may do with what you find here")


@dataclass(frozen=True)
class Statement:
    """One room's sentences on a section."""

    section: Section
    say: Say


REGISTRY: dict[str, Statement] = {}


def states(section: Section) -> Callable[[Say], Say]:
    """Registers a function that yields sentences for a section."""

    def register(say: Say) -> Say:
        REGISTRY[f"{say.__module__}.{say.__qualname__}"] = Statement(section, say)
        return say

    return register


def discover() -> None:
    """Loads the `statement` module of every room that has one."""
    autodiscover_modules("statement")


def stated(section: Section) -> list[str]:
    """Every sentence on a section, in the active language: the rooms' own first, then those of the house."""
    found = [one for one in reversed(REGISTRY.values()) if one.section == section]
    return [sentence for one in found for sentence in one.say()]


def span(length: timedelta) -> str:
    """A length of time as it stands after 'after' or 'for', in whole days, or hours below two days."""
    hours = round(length / timedelta(hours=1))
    if hours < 48:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": _integer(hours)}
    days = round(hours / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": _integer(days)}


def _integer(value: int) -> str:
    return active_language().integer(value)
