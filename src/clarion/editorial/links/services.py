"""What is noted of links that lead elsewhere."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from clarion.editorial.links.asking import Permit, ask, is_public
from clarion.editorial.models import ExternalLink

LONGEST = 2000
BATCH = 50
PAUSE = 1.0
"""Seconds between two questions to the same server."""


@transaction.atomic
def note_links(*, page: Page, addresses: Collection[str]) -> None:
    """Notes which addresses elsewhere a page links to, and forgets those that no page has any more."""
    wanted = {one for one in addresses if len(one) <= LONGEST}
    ExternalLink.objects.bulk_create(
        [ExternalLink(address=one) for one in sorted(wanted)], ignore_conflicts=True
    )
    uses = ExternalLink.pages.through.objects
    uses.filter(page_id=page.pk).exclude(externallink__address__in=wanted).delete()
    known = ExternalLink.objects.filter(address__in=wanted).values_list("pk", flat=True)
    uses.bulk_create(
        [ExternalLink.pages.through(page_id=page.pk, externallink_id=pk) for pk in known],
        ignore_conflicts=True,
    )
    ExternalLink.objects.unused().delete()


def check_due(*, permit: Permit = is_public, pause: float = PAUSE) -> int:
    """Asks after the links that are due, a batch at most, slowly enough for every server. Returns how many."""
    last_asked: dict[str, float] = defaultdict(lambda: float("-inf"))
    due = list(ExternalLink.objects.due()[:BATCH])
    for link in due:
        host = urlsplit(link.address).netloc
        time.sleep(max(0.0, last_asked[host] + pause - time.monotonic()))
        answer = ask(link.address, permit)
        last_asked[host] = time.monotonic()
        ExternalLink.objects.filter(pk=link.pk).update(
            problem=answer.problem, status=answer.status, checked_at=timezone.now()
        )
    return len(due)
