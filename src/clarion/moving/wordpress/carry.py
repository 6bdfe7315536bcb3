"""Carrying an export over: first every page, empty, so that all have addresses; then what stands on each.

Each page is one transaction: one that cannot be carried is listed, and the others still come.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.encoding import filepath_to_uri
from django.utils.html import strip_tags
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from clarion.core.models import User
from clarion.media.models import CreditedImage
from clarion.moving.models import Carried
from clarion.moving.report import Report
from clarion.moving.wordpress.export import Entry, read
from clarion.moving.wordpress.files import Credit, Files
from clarion.moving.wordpress.markup import blocks_of
from clarion.moving.wordpress.places import Places
from clarion.moving.wordpress.survey import CARRIED, Outline, Survey, path_of, plain_file, survey
from clarion.news.models import ArticlePage, Byline
from clarion.news.models.articles import RESERVED_SLUGS
from clarion.pages.excerpts import excerpt
from clarion.pages.models import ContentPage
from clarion.pages.publication import PublicationRefused

SUMMARY = 250
Show = Callable[[str, int, int], None]
"""Told the name of a step, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a move is to be made. `language` is that of entries that do not say."""

    media: Path | None = None
    language: str = ""
    credit: Credit = field(default_factory=Credit)
    dry_run: bool = False
    actor: User | None = None


class _DryRun(Exception):
    """Undoes what was only tried."""


def carry(path: Path, wishes: Wishes, show: Show = lambda *_: None) -> Report:
    """Carries an export over and says what came and what did not. A second run changes only what has changed there.

    Raises:
        BadExport: the file is no export, or breaks off. Nothing was changed.
    """
    report = Report()
    found = survey(path, wishes.language, report)
    move = _Move(path, found, wishes, report, show)
    if not wishes.dry_run:
        move.run()
        return report
    with suppress(_DryRun), transaction.atomic():
        move.run()
        raise _DryRun
    return report


class _Move:
    """One run."""

    def __init__(self, path: Path, found: Survey, wishes: Wishes, report: Report, show: Show) -> None:
        self.path, self.found, self.report, self.show = path, found, report, show
        self.wishes = wishes
        self.site = found.head.site
        self.places = Places(found.head, report)
        self.files = Files(found, wishes.media, wishes.credit, report, wishes.actor, is_trial=wishes.dry_run)
        self.pages: dict[int, int] = {}
        self.new: set[int] = set()

    def run(self) -> None:
        total = len(self.found.entries)
        for done, outline in enumerate(self.found.in_order(), 1):
            self._attempt(outline.name, lambda one=outline: self._place(one))  # type: ignore[misc]
            self.show("Making pages", done, total)
        done = 0
        _, entries = read(self.path)
        for entry in entries:
            if entry.kind not in CARRIED or entry.id not in self.pages:
                continue
            if not self._attempt(entry.name, lambda one=entry: self._fill(one)):  # type: ignore[misc]
                self._take_back(entry.id)
            done += 1
            self.show("Filling pages", done, total)
        self.files.rest()

    def _attempt(self, name: str, step: Callable[[], None]) -> bool:
        """Takes one step whole or not at all."""
        try:
            with transaction.atomic():
                step()
        except ValidationError as error:
            self.report.note(name, f"it was not carried: {' '.join(error.messages)}")
        except (DatabaseError, ValueError, RecursionError) as error:
            self.report.note(name, f"it was not carried: {error}")
        else:
            return True
        self.report.counts["left out"] += 1
        return False

    def _place(self, outline: Outline) -> None:
        """Makes the page of an entry, hidden and empty, unless an earlier run did."""
        before = Carried.objects.filter(
            site=self.site, kind=Carried.Kind.PAGE, original=str(outline.id)
        ).first()
        if before and Page.objects.filter(pk=before.target).exists():
            self.pages[outline.id] = before.target
            return
        language = outline.tongue.language
        parent = self._parent(outline)
        group = outline.tongue.group or str(outline.id)
        key = self.places.key(f"entry:{group}")
        if Page.objects.filter(translation_key=key, locale__language_code=language).exists():
            self.report.note(
                outline.name, f"its translations “{group}” hold another page in {language}; it stands alone"
            )
            key = self.places.key(f"alone:{outline.id}")
        kind = ArticlePage if outline.kind == "post" else ContentPage
        page = kind(
            title=(outline.title or outline.slug or str(outline.id))[:255],
            slug=self._slug(outline, parent),
            locale=self.places.locale(language),
            translation_key=key,
            live=False,
            has_unpublished_changes=True,
        )
        if isinstance(page, ArticlePage):
            page.summary = page.title
        parent.add_child(instance=page)
        Carried.objects.update_or_create(
            site=self.site, kind=Carried.Kind.PAGE, original=str(outline.id),
            defaults={"target": page.pk, "fingerprint": "", "revision": None},
        )  # fmt: skip
        self.pages[outline.id] = page.pk
        self.new.add(outline.id)

    def _parent(self, outline: Outline) -> Page:
        language = outline.tongue.language
        if outline.kind == "post":
            return self.places.news(language)
        above = self.found.entries.get(outline.parent)
        if above is None or above.kind != "page" or above.id not in self.pages:
            return self.places.home(language)
        if above.tongue.language != language:
            self.report.note(
                outline.name, "the page above it is in another language; it stands below the front page"
            )
            return self.places.home(language)
        return Page.objects.get(pk=self.pages[above.id])

    def _slug(self, outline: Outline, parent: Page) -> str:
        wanted = slugify(unquote(outline.slug) or outline.title, allow_unicode=True) or f"entry-{outline.id}"
        if outline.kind == "post" and RESERVED_SLUGS.fullmatch(wanted):
            wanted = f"{wanted}-{outline.id}"
        taken = set(parent.get_children().values_list("slug", flat=True))
        slug, number = wanted[:240], 2
        while slug in taken:
            slug, number = f"{wanted[:240]}-{number}", number + 1
        if slug != unquote(outline.slug):
            self.report.note(outline.name, f"its address ends in “{slug}” here; the old one leads to it")
        return slug

    def _fill(self, entry: Entry) -> None:
        page = Page.objects.get(pk=self.pages[entry.id]).specific
        carried = Carried.objects.get(site=self.site, kind=Carried.Kind.PAGE, original=str(entry.id))
        digest = self._digest(entry)
        if carried.revision is not None and page.latest_revision_id != carried.revision:
            self.report.note(entry.name, "somebody has edited it here since it came; it was left as it is")
            self.report.counts["left as edited"] += 1
            return
        if carried.fingerprint == digest and carried.revision is not None:
            self.report.counts["unchanged"] += 1
            return
        self._write(page, entry)
        revision = page.save_revision(user=self.wishes.actor, changed=True)
        is_live = self._publish(entry, revision)
        self._redirect(entry, page)
        carried.fingerprint, carried.revision = digest, page.latest_revision_id or revision.pk
        carried.save(update_fields=["fingerprint", "revision"])
        self.report.counts["articles" if entry.kind == "post" else "pages"] += 1
        self.report.counts["of these unpublished"] += not is_live

    def _write(self, page: Any, entry: Entry) -> None:
        around = _Around(self, entry)
        language = self.found.entries[entry.id].tongue.language
        blocks = blocks_of(entry.content, around, f"{self.site}:{entry.id}")
        page.body = json.dumps(blocks)
        page.title = (entry.title or page.title)[:255]
        if thumbnail := entry.meta.get("_thumbnail_id", ""):
            number = int(thumbnail) if thumbnail.isdecimal() else 0
            page.image_id = self.files.picture(number, "", entry.name)
            page.image_alt = self.files.alt(number, language)
        if entry.published:
            page.first_published_at = entry.published
        if isinstance(page, ArticlePage):
            day = entry.published or timezone.now()
            page.date = timezone.localtime(day).date()
            page.summary = excerpt(strip_tags(entry.excerpt), SUMMARY) or _beginning(blocks) or page.title
            author = self.places.author(entry.creator, language)
            page.bylines.set([Byline(author=author)] if author else [])
            terms = [self.places.topic(one, language) for one in entry.of("category", "post_tag")]
            page.topics = list(dict.fromkeys(one for one in terms if one))
        else:
            page.lead = excerpt(strip_tags(entry.excerpt), SUMMARY)
        if entry.comments:
            self.report.note(entry.name, f"its {entry.comments} comments stay behind: pages here have none")
        page.full_clean()

    def _publish(self, entry: Entry, revision: Any) -> bool:
        if entry.status == "private":
            self.report.note(entry.name, "it was private; here it is a draft")
        if entry.status == "future" and entry.published and entry.published > timezone.now():
            self.report.note(
                entry.name, f"it was to appear on {entry.published:%Y-%m-%d %H:%M} UTC; here it is a draft"
            )
        if entry.status != "publish":
            return False
        try:
            with transaction.atomic():
                revision.publish(user=self.wishes.actor)
        except PublicationRefused as refused:
            self.report.note(entry.name, f"it is a draft for now. {refused}")
            return False
        return True

    def _redirect(self, entry: Entry, page: Page) -> None:
        """Keeps the old addresses: the permanent link, and the one by number."""
        base = urlsplit(self.site).path.rstrip("/")
        numbered = f"{base}/?{'p' if entry.kind == 'post' else 'page_id'}={entry.id}"
        for old in dict.fromkeys([path_of(entry.link), numbered]):
            ours = page.get_url() or ""
            if not old or old in ("/", ours.rstrip("/")):
                continue
            _, is_new = Redirect.objects.update_or_create(
                old_path=Redirect.normalise_path(old),
                site=None,
                defaults={"redirect_page": page, "is_permanent": True},
            )
            self.report.counts["redirects"] += is_new

    def _take_back(self, number: int) -> None:
        """Removes the empty page of an entry that could not be filled."""
        if number in self.new:
            Page.objects.get(pk=self.pages.pop(number)).delete()
            Carried.objects.filter(site=self.site, kind=Carried.Kind.PAGE, original=str(number)).delete()

    def _digest(self, entry: Entry) -> str:
        """Of all that the export says of an entry, and of what its links and pictures lead to."""
        told = asdict(entry) | {
            "published": str(entry.published),
            "media": str(self.wishes.media is not None),
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


class _Around:
    """What the markup of one entry refers to."""

    def __init__(self, move: _Move, entry: Entry) -> None:
        self.move, self.entry = move, entry

    def picture(self, number: int, address: str) -> tuple[int, str] | None:
        files, whole = self.move.files, urljoin(self.entry.link, address)
        ours = files.picture(number, whole, self.entry.name)
        language = self.move.found.entries[self.entry.id].tongue.language
        return None if ours is None else (ours, files.alt(number or files.number_of(whole), language))

    def own_pictures(self) -> Iterable[int]:
        return [one.id for one in self.move.found.files.values() if one.parent == self.entry.id]

    def link(self, address: str) -> tuple[str, int] | str:
        found, move = self.move.found, self.move
        parts = urlsplit(address)
        if parts.scheme not in ("", "http", "https") or address.startswith("#"):
            return address
        if parts.netloc.lower().removeprefix("www.") not in ("", found.host.removeprefix("www.")):
            return address
        whole = urljoin(self.entry.link or found.head.site, address)
        entry = found.by_path.get(path_of(whole)) or _by_number(whole)
        if entry in move.pages:
            return "page", move.pages[entry]
        number = found.by_file.get(plain_file(whole), 0)
        if number and (document := move.files.document(number)):
            return "document", document
        if number and (image := move.files.picture(number, whole, self.entry.name)):
            # Never where a bucket is public at present: this goes into a text, and stays.
            name = CreditedImage.objects.get(pk=image).file.name
            return settings.MEDIA_URL + filepath_to_uri(name)
        self.tell(f"its link to {whole} leads to nothing that was carried")
        return whole

    def tell(self, what: str) -> None:
        self.move.report.note(self.entry.name, what)


def _by_number(address: str) -> int:
    """The entry of an address such as `/?p=12`."""
    for pair in urlsplit(address).query.split("&"):
        name, _, value = pair.partition("=")
        if name in ("p", "page_id") and value.isdecimal():
            return int(value)
    return 0


def _beginning(blocks: list[dict[str, Any]]) -> str:
    """The first words of a body, for an article that has no excerpt."""
    for one in blocks:
        if one["type"] == "text" and (words := strip_tags(one["value"]["text"].replace("</p>", " "))).strip():
            return excerpt(words, SUMMARY)
    return ""
