"""What one page needs in order to be shown, looked up once per kind of thing.

A page is made of many small blocks, and each might ask the database for its images, links or figures. Instead the
page's stored content is walked first, everything it refers to is read in one query per kind, and the blocks find it
here. Rendering a page therefore costs the same few queries however many blocks editors put on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import translation
from django.utils.functional import cached_property
from wagtail.models import Page

from clarion.core.composed import composed
from clarion.core.keeping import keeps_nothing
from clarion.media.models import CreditedImage
from clarion.pages.links import FoundLink, PageLink, in_language, linked_pages
from clarion.pages.menus import MenuEntry, chosen_pages, entries
from clarion.pages.parts.defaults import site_says
from clarion.pages.parts.giving import with_parameters
from clarion.pages.theme.look import Look
from clarion.transparency.figures import Figure, FigureError, Reading, read

if TYPE_CHECKING:
    from clarion.pages.models import Organisation, SiteTexts

_PAGE_LINK = re.compile(r'linktype="page"[^>]*?\bid="(\d+)"|\bid="(\d+)"[^>]*?linktype="page"')
_FIGURE = re.compile(r'embedtype="figure"[^>]*?\bfigure="([^"]+)"|\bfigure="([^"]+)"[^>]*?embedtype="figure"')


@dataclass
class References:
    """What stored content points to: ids of pages and images, and keys of figures."""

    pages: set[int] = field(default_factory=set)
    images: set[int] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)

    def collect(self, value: Any) -> References:
        """Walks stored stream content (lists, dicts and strings as kept in the database)."""
        if isinstance(value, str):
            self.pages.update(int(one or other) for one, other in _PAGE_LINK.findall(value))
            self.figures.update(one or other for one, other in _FIGURE.findall(value))
        elif isinstance(value, dict):
            self._collect_dict(value)
        elif isinstance(value, Iterable):
            for part in value:
                self.collect(part)
        return self

    def add(self, other: References) -> None:
        """Takes in what something else points to."""
        self.pages |= other.pages
        self.images |= other.images
        self.figures |= other.figures

    def _collect_dict(self, value: dict[str, Any]) -> None:
        for name, part in value.items():
            if name == "page" and isinstance(part, int):
                self.pages.add(part)
            elif name == "image" and isinstance(part, int):
                self.images.add(part)
            elif name == "figure" and isinstance(part, str) and part:
                self.figures.add(part)
            else:
                self.collect(part)


class Scope:
    """Everything one rendering shares: the site's own texts, links, images, figures, and the pictures shown."""

    def __init__(self, language: str, page: Page | None = None) -> None:
        self.language = language
        self.page = page
        self.frame: Scope | None = None
        self.links: dict[int, PageLink] = {}
        self._tree_menu: list[PageLink] = []
        self._counterparts: dict[int, PageLink] = {}
        self.translations: dict[str, PageLink] = {}
        self.above: list[PageLink] = []
        self.images: dict[int, CreditedImage] = {}
        self.readings: dict[Figure, Reading] = {}
        self.shown: dict[int, CreditedImage] = {}
        self._prepared: dict[str, Any] = {}
        self._wanted: set[Figure] = set()
        self._missing: set[int] = set()
        self._references: dict[int, tuple[dict[str, Any], References]] = {}
        self._texts: SiteTexts | None = None
        self._organisation: Organisation | None = None

    @property
    def texts(self) -> SiteTexts:
        """The site's own texts in this language."""
        if self._texts is None:
            from clarion.pages.models import SiteTexts

            self._texts = SiteTexts.in_language(self.language)
        return self._texts

    @property
    def organisation(self) -> Organisation:
        """Who speaks, in every language."""
        if self._organisation is None:
            from clarion.pages.models import Organisation

            self._organisation = Organisation.load()
        return self._organisation

    @property
    def updates_privacy(self) -> str:
        """How addresses are handled, for beside a sign-up."""
        return site_says("updates_privacy", self.texts)

    @property
    def place(self) -> str:
        """What a link says of where it stood, to whom it leads: the page's slug."""
        return getattr(self.page, "slug", "") or "site"

    @property
    def donate_address(self) -> str:
        """Where 'Donate' leads: this language's address, the organisation's, or the Support page."""
        outside = self.texts.donate_url or self.organisation.donate_url
        if not outside:
            return f"/{self.language}/support/"
        return with_parameters(outside, {self.organisation.gift_parameters.source: self.place})

    @cached_property
    def menu(self) -> tuple[MenuEntry, ...]:
        """The main menu: the one that editors made, or else the pages below the front page that show in menus."""
        made = entries(self.organisation.main_menu.raw_data, self)
        return made or tuple(MenuEntry(link.title, link.address) for link in self._tree_menu)

    @cached_property
    def look(self) -> Look:
        """How the organisation made the site look."""
        return Look.of(self.organisation)

    def prepare(self, *content: Any, images: Iterable[int] = ()) -> Scope:
        """Reads everything that `content` (stored stream values) and the site's own texts refer to.

        Blocks that show other content than their own (the newest articles, say) bring it through their
        `preload(value, scope)`, which returns the ids of the images they will show.
        """
        wanted = References()
        for stream in content:
            for stored in stream:
                wanted.add(self.references(stored))
        wanted.images.update(images)
        wanted.images.update(one for one in self.organisation.mark_ids if one)
        wanted.images.update(self._preload(content))
        self._read_pages(wanted.pages)
        self.read_images(wanted.images)
        self._read_figures(wanted.figures)
        return self

    def references(self, stored: dict[str, Any]) -> References:
        """What one stored block points to."""
        # Keeping the block beside its references keeps its id from being another's.
        known = self._references.get(id(stored))
        if known is None:
            known = self._references[id(stored)] = (stored, References().collect(stored["value"]))
        return known[1]

    def _preload(self, content: Iterable[Any]) -> Iterator[int]:
        from clarion.pages.blocks.registry import preloading_blocks

        preloading = preloading_blocks()
        for stream in content:
            for child in stream:
                if block := preloading.get(child.get("type")):
                    yield from block.preload(child.get("value") or {}, self)

    def _read_pages(self, ids: set[int]) -> None:
        for found in self._linked(ids):
            link = found.link
            if found.stands_for is not None:
                self._counterparts[found.stands_for] = link
                continue
            self.links[link.pk] = link
            if found.is_in_menu and link.language == self.language:
                self._tree_menu.append(link)
            if found.is_translation:
                self.translations[link.language] = link
            if found.is_above:
                self.above.append(link)
        foreign = {pk for pk in ids & self.links.keys() if self.links[pk].language != self.language}
        self.links.update(in_language(foreign, self.language))
        self._missing.update(ids - self.links.keys())

    def _linked(self, ids: set[int]) -> Iterator[FoundLink]:
        """In one query; where nothing is kept, what is of this page apart from the menu, which every page reads."""
        chosen = frozenset(chosen_pages(self.organisation.menus))
        if not keeps_nothing():
            yield from linked_pages(ids, self.language, self.page, chosen)
            return
        for found in linked_pages(ids, around=self.page):
            yield replace(found, is_in_menu=False)
        yield from linked_pages((), self.language, chosen=chosen)

    def read_images(self, ids: set[int]) -> None:
        """Reads images with their words in this language, and with the sizes already made of them."""
        if not ids:
            return
        by_name = {f"id{number}": pk for number, pk in enumerate(ids)}
        images = _images_of(self.language, **by_name)
        sized = [image for image in images if not image.is_svg()]
        if sized:
            prefetch_related_objects(sized, "renditions")
        self.images.update((image.pk, image) for image in images)

    def _read_figures(self, keys: set[str]) -> None:
        for key in keys:
            with suppress(FigureError):  # The place that shows it says so, to the editor who can mend it.
                self._wanted.add(Figure.parse(key))
        if self._wanted:
            self.readings.update(read(self._wanted))

    def want(self, figure: Figure) -> None:
        """Asks for a figure to be read with the others of the page."""
        self._wanted.add(figure)

    def reading(self, figure: Figure) -> Reading:
        """The figure's value now."""
        if figure not in self.readings:
            self.readings.update(read([figure]))
        return self.readings[figure]

    def link(self, pk: int) -> PageLink | None:
        """The live page with this id, or None."""
        if pk not in self.links and pk not in self._missing:
            self.links.update((found.link.pk, found.link) for found in linked_pages({pk}))
            self._missing.update({pk} - self.links.keys())
        return self.links.get(pk)

    def counterpart(self, pk: int) -> PageLink | None:
        """The live page that stands in this language for one that a menu chose in any, or None."""
        return self._counterparts.get(pk)

    def image(self, pk: int) -> CreditedImage | None:
        """The image with this id, or None."""
        if pk not in self.images:
            self.read_images({pk})
        return self.images.get(pk)

    def keep(self, name: str, value: Any) -> None:
        """Keeps what a block preloaded, under a name of its own."""
        self._prepared[name] = value

    def kept(self, name: str) -> Any:
        """What `keep` was given under this name, or None."""
        return self._prepared.get(name)

    @contextmanager
    def noting_pictures(self) -> Iterator[dict[int, CreditedImage]]:
        """Notes the pictures shown meanwhile apart from those shown before."""
        before, self.shown = self.shown, {}
        try:
            yield self.shown
        finally:
            self.shown = before

    def show(self, image: CreditedImage) -> None:
        """Notes that a picture is really on the page, so that it is credited."""
        self.shown.setdefault(image.pk, image)

    @contextmanager
    def active(self) -> Iterator[Scope]:
        """While active, rich text and image choosers find what they need here."""
        token = _current.set(self)
        try:
            yield self
        finally:
            _current.reset(token)


@composed
def _images_of(language: str, **ids: int) -> QuerySet[CreditedImage]:
    return CreditedImage.objects.with_words(language).filter(pk__in=list(ids.values()))


_current: ContextVar[Scope | None] = ContextVar("clarion_scope", default=None)


def active_scope() -> Scope | None:
    """The scope of the page being shown, or None outside of any, as in the editor."""
    return _current.get()


def current_scope() -> Scope:
    """The scope of the rendering under way, or a fresh one outside of any."""
    return active_scope() or Scope(translation.get_language() or "en")
