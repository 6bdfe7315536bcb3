"""The Atom feed of a figure: what it says, and each time it said something else (RFC 4287)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clarion.core.atom import SteadyAtom, noon
from clarion.core.languages import language as spoken
from clarion.register.counts import UNKNOWN, Count
from clarion.transparency import wording
from clarion.transparency.downloads import answer
from clarion.transparency.figures import Figure, read_one
from clarion.transparency.following import services
from clarion.transparency.following.models import Value
from clarion.transparency.presentation import Fact
from clarion.transparency.views.asked import of_figure
from clarion.transparency.views.reports import language, organisation

ENTRIES = 30
"""How many changes a feed holds."""


@require_safe
@of_figure
def feed(request: HttpRequest, wanted: Figure) -> HttpResponseBase:
    """The changes of a figure, the newest first. One that is not followed has what it says now as its one entry."""
    code = language()
    fact = Fact(read_one(wanted), code)
    name = organisation(request)
    atom = SteadyAtom(
        title=f"{fact.title} · {name}",
        link=settings.BASE_URL + fact.address,
        description=fact.definition,
        language=spoken(code).tag,
        author_name=name,
        author_link=f"{settings.BASE_URL}/{code}/",
        feed_url=f"{settings.BASE_URL}{fact.address}feed/",
        subtitle=fact.definition,
    )
    kept = services.changes(wanted, ENTRIES + 1)
    if kept:
        for now, before in zip(kept, [*kept[1:], None], strict=True):
            _tell(atom, fact, now, before)
    elif fact.known:
        # Its id holds the value, so that whoever follows sees a new entry when it moves.
        day = fact.reading.as_of or date.min
        _add(atom, fact, fact.reading.value, UNKNOWN, noon(day), f"{day}-{fact.reading.value}")
    return answer(
        request, atom.writeString("utf-8").encode(), "application/atom+xml; charset=utf-8", "inline"
    )


def _tell(atom: SteadyAtom, fact: Fact, now: Value, before: Value | None) -> None:
    if len(atom.items) < ENTRIES:
        _add(
            atom, fact, now.count, before.count if before else UNKNOWN, now.noticed_at, now.day.isoformat()
        )  # fmt: skip


def _add(atom: SteadyAtom, fact: Fact, now: Count, before: Count, at: datetime, mark: str) -> None:
    code = fact.language
    words = {"figure": fact.title, "now": _said(now, code), "before": _said(before, code)}
    told = _("%(figure)s: %(now)s (before: %(before)s)") if before.is_known else _("%(figure)s: %(now)s")
    page = settings.BASE_URL + fact.address
    atom.add_item(
        title=told % words,
        link=page,
        description=fact.definition,
        unique_id=f"{page}#{mark}",
        pubdate=at,
        updateddate=at,
    )


def _said(count: Count, code: str) -> str:
    return wording.number(count, code) if count.is_known else _("not known")
