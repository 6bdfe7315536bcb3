"""Sending a campaign: everybody who should have it gets one copy, whatever is killed in between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from clarion.mail.models import OutboxMessage
from clarion.mail.services import Letter, send_all
from clarion.newsletter import links
from clarion.newsletter.models import Campaign, CampaignState, State, Subscriber
from clarion.newsletter.tasks import post_campaign
from clarion.pages.rendering import Scope
from clarion.pages.text_only.markup import plain

KIND = "newsletter.campaign"
AT_ONCE = 100
"""Copies that are written to the outbox in one transaction, together with how far it has got."""

_FAULT = re.compile(r'class="[^"]*\bfig-fault\b')
_BLOCKS = ("h2", "h3", "p", "li")


class CannotSend(Exception):
    """The campaign cannot be sent as it is. `reason` is a word by which the caller says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Words(NamedTuple):
    """What a campaign says, as HTML that needs no style, and as text."""

    html: SafeString
    text: str


def recipients(campaign: Campaign) -> QuerySet[Subscriber]:
    """Those who have confirmed, on its list and in its language, in the order in which they are written to."""
    return Subscriber.objects.filter(
        state=State.CONFIRMED, language=campaign.language, lists=campaign.mailing_list
    ).order_by("pk")


def words_of(campaign: Campaign) -> Words:
    """What it says: as it was settled, or, of a draft, with figures as they are now.

    Raises:
        CannotSend: `fault`, if a figure in it names no measure or period.
    """
    if not campaign.is_draft:
        return Words(mark_safe(campaign.html), campaign.text)  # noqa: S308 - made below
    with translation.override(campaign.language), Scope(campaign.language).active():
        shown = expand_db_html(campaign.body)
    if _FAULT.search(shown):
        raise CannotSend("fault")
    html = plain(shown, _absolute, settings.BASE_URL)
    # What is not closed in HTML is no MJML.
    soup = BeautifulSoup(html, "html.parser")
    return Words(mark_safe(soup.decode(formatter="minimal")), "\n\n".join(_lines(soup)))  # noqa: S308 - our own markup


def send_test(*, campaign: Campaign, to: str) -> OutboxMessage:
    """Puts one copy into the outbox, for whoever wrote it. Its way out leads nowhere.

    Raises:
        CannotSend: as `words_of` does.
        ValidationError: if `to` is no address.
    """
    with translation.override(campaign.language):
        way_out = settings.BASE_URL + reverse("newsletter:unsubscribe", args=["test"])
    letter = _letter(campaign, words_of(campaign), to, way_out, {"List-Unsubscribe": f"<{way_out}>"})
    return send_all(KIND, [letter])[0]


@transaction.atomic
def start(*, campaign: Campaign, actor: Any) -> None:
    """Settles the words, and begins to send.

    Raises:
        CannotSend: `begun`, if it was sent before; `nobody`, if there are no recipients; or as `words_of` does.
    """
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if not locked.is_draft:
        raise CannotSend("begun")
    if not recipients(locked).exists():
        raise CannotSend("nobody")
    locked.html, locked.text = words_of(locked)
    locked.state, locked.started_at, locked.started_by = CampaignState.SENDING, timezone.now(), actor
    locked.save()
    transaction.on_commit(lambda: post_campaign.enqueue(locked.pk))


@transaction.atomic
def post_next(pk: int) -> bool:
    """Puts the next copies into the outbox. Returns whether there may be more.

    How far it has got is written with them, so that a process that dies here has done both or neither.
    """
    campaign = Campaign.objects.select_for_update().get(pk=pk)
    if campaign.state != CampaignState.SENDING:
        return False
    words = words_of(campaign)
    some = list(recipients(campaign).filter(pk__gt=campaign.last_written_to)[:AT_ONCE])
    if some:
        send_all(
            KIND,
            (
                _letter(
                    campaign, words, one.email, links.unsubscribe_url(one), links.unsubscribe_headers(one)
                )
                for one in some
            ),
        )
        campaign.last_written_to = some[-1].pk
        campaign.written_to += len(some)
    else:
        campaign.state = CampaignState.SENT
    campaign.save(update_fields=["last_written_to", "written_to", "state"])
    return bool(some)


def _letter(campaign: Campaign, words: Words, to: str, way_out: str, headers: Mapping[str, str]) -> Letter:
    said = {"title": campaign.subject, "words": words.html, "text": words.text, "unsubscribe_url": way_out}
    return Letter(to, said, campaign.language, headers)


def _absolute(address: str) -> str:
    return urljoin(settings.BASE_URL, address)


def _lines(soup: BeautifulSoup) -> Iterator[str]:
    for block in soup.find_all(_BLOCKS):
        words = " ".join("".join(_text(block)).split())
        if block.name == "li":
            before = len(block.find_previous_siblings("li")) + 1
            yield f"{f'{before}.' if block.parent and block.parent.name == 'ol' else '-'} {words}"
        elif words:
            yield words


def _text(part: Tag) -> Iterator[str]:
    """The words of an element, each link with its address after it."""
    for child in part.children:
        if isinstance(child, NavigableString):
            yield str(child)
        elif isinstance(child, Tag):
            if child.name == "br":
                yield " "
            yield from _text(child)
            if child.name == "a" and child.get("href"):
                yield f" ({child['href']})"
