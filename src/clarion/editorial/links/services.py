"""What is noted of links that lead elsewhere."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Collection
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from clarion.editorial.links.asking import Answer, Permit, ask, is_public
from clarion.editorial.models import ExternalLink

log = logging.getLogger(__name__)

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
    """Asks after the links that are due, a batch at most, slowly enough for every server.

    If none of several servers answers, it is we who are cut off, and nothing is noted.

    Returns:
        How many links were asked after and noted.
    """
    last_asked: dict[str, float] = defaultdict(lambda: float("-inf"))
    answers: list[tuple[ExternalLink, Answer]] = []
    for link in ExternalLink.objects.due()[:BATCH]:
        host = urlsplit(link.address).netloc
        time.sleep(max(0.0, last_asked[host] + pause - time.monotonic()))
        answers.append((link, ask(link.address, permit)))
        last_asked[host] = time.monotonic()
    if len(last_asked) > 1 and all(answer.problem == "silent" for _link, answer in answers):
        log.warning(
            "None of %s servers answers: links elsewhere are asked after again later.", len(last_asked)
        )
        return 0
    now = timezone.now()
    for link, answer in answers:
        link.problem, link.status, link.checked_at = answer.problem, answer.status, now
    ExternalLink.objects.bulk_update([link for link, _ in answers], ["problem", "status", "checked_at"])
    return len(answers)
