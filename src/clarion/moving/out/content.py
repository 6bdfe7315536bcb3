"""Writing the content into a folder: pages, pictures, documents, words of the site, redirects.

The same content makes the same files, byte for byte, so that two exports can be compared.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.core import serializers
from django.core.files.storage import Storage
from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.models import Page, PageQuerySet
from wagtail.snippets.models import get_snippet_models

from clarion.media.models import CreditedImage
from clarion.moving.out.markdown import markdown
from clarion.pages.addresses import address_of

Show = Callable[[str, int, int], None]
"""Told the name of a step, how much of it is done, and how much there is."""

_INTERNAL = frozenset(
    {"pk", "path", "depth", "numchild", "content_type", "draft_title", "latest_revision", "live_revision", "locked",
     "locked_at", "locked_by", "owner", "url_path", "has_unpublished_changes", "latest_revision_created_at",
     "search_index", "alias_of", "wagtail_admin_comments", "comments", "locale", "translation_key"}
)  # fmt: skip
"""What only this installation needs to know of a page."""

README = """# Content of a site

`pages/` holds a folder for each page, at its address: `index.md` to be read, `index.json` with all that is stored,
blocks included. `images/` and `documents/` hold the files; beside each, a `.json` with its title, author, source,
licence and words in each language. `site/` holds the words and settings of the whole site, `redirects.csv` the old
addresses. A figure in a text is `{{figure KEY FORM}}`: its value is computed where it is shown.
"""


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    pages: int
    images: int
    documents: int


def write_content(folder: Path, *, drafts: bool = False, show: Show = lambda *_: None) -> Written:
    """Writes all that is public (and with `drafts`, what is not published yet) into an empty folder.

    Pages behind a password or for some groups only are never written.

    Raises:
        OSError: a file cannot be written, or one of the site's own cannot be read.
    """
    (folder / "README.md").write_text(README, encoding="utf-8")
    pages = _pages(drafts)
    places = {page.pk: f"pages{address_of(page.url_path, page.locale.language_code)}" for page in pages}
    files = _Files(folder)
    images = files.all("images", CreditedImage.objects.prefetch_related("texts").order_by("pk"), _image)
    documents = files.all("documents", get_document_model().objects.order_by("pk"), _document)
    names = {"image": images, "document": documents}
    for done, page in enumerate(pages, 1):
        place = folder / places[page.pk].strip("/")
        place.mkdir(parents=True, exist_ok=True)
        _write_page(page.specific, place, PurePosixPath(places[page.pk]), places, names)
        show("Writing pages", done, len(pages))
    _write_site(folder / "site")
    _write_redirects(folder / "redirects.csv", places)
    return Written(len(pages), len(images), len(documents))


def _pages(drafts: bool) -> list[Page]:
    found: PageQuerySet = (
        Page.objects.filter(depth__gt=1).public().select_related("locale").order_by("url_path", "pk")
    )
    return list(found if drafts else found.live())


def _write_page(
    page: Any, folder: Path, place: PurePosixPath, places: dict[int, str], names: dict[str, dict[int, str]]
) -> None:
    up = "../" * (len(place.parts))

    def where(kind: str, number: int) -> str:
        found = places.get(number) if kind == "page" else names.get(kind, {}).get(number)
        if found is None:
            return ""
        return f"{up}{found.strip('/')}{'/index.md' if kind == 'page' else ''}"

    stored = {name: value for name, value in page.serializable_data().items() if name not in _INTERNAL}
    told = {
        "title": page.title,
        "slug": page.slug,
        "language": page.locale.language_code,
        "type": page._meta.label,
        "translation": str(page.translation_key),
        "address": f"/{place.relative_to('pages')}/",
        "live": page.live,
        "first_published": page.first_published_at.isoformat() if page.first_published_at else None,
        "updated": page.last_published_at.isoformat() if page.last_published_at else None,
        "description": page.search_description,
        "picture": where("image", page.image_id) if getattr(page, "image_id", None) else None,
        "topics": [one.slug for one in page.topics.all()] if hasattr(page, "topics") else None,
        "authors": [one.name for one in page.authors] if hasattr(page, "bylines") else None,
    }
    front = "\n".join(f"{name}: {_json(value)}" for name, value in told.items() if value not in (None, ""))
    lead = "\n\n".join(filter(None, [getattr(page, "lead", ""), getattr(page, "summary", "")]))
    body = markdown(page.body.raw_data, where) if hasattr(page, "body") else ""
    text = f"---\n{front}\n---\n\n# {page.title}\n\n" + (f"{lead}\n\n" if lead else "") + body
    (folder / "index.md").write_text(text.rstrip() + "\n", encoding="utf-8")
    _write_json(folder / "index.json", {**told, "fields": stored})


def _write_site(folder: Path) -> None:
    """The words and settings of the whole site: whatever editors keep outside of pages."""
    folder.mkdir()
    models = {*get_snippet_models(), *settings_registry}
    for model in sorted(models, key=lambda one: one._meta.label_lower):
        if not model._meta.label.startswith(_NOT_CONTENT):
            rows = serializers.serialize("json", model._default_manager.order_by("pk"), ensure_ascii=False)
            _write_json(folder / f"{model._meta.label_lower}.json", json.loads(rows))


_NOT_CONTENT = ("register.", "newsletter.", "contact.", "mail.", "core.")
"""Rooms that hold what people entrusted to us. Nothing of them is content."""


def _write_redirects(path: Path, places: dict[int, str]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["from", "to", "permanent"])
    for one in Redirect.objects.order_by("old_path", "pk"):
        target = places.get(one.redirect_page_id or 0, "")
        writer.writerow(
            [one.old_path, target.removeprefix("pages") or one.redirect_link, str(one.is_permanent).lower()]
        )
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


@dataclass(frozen=True, slots=True)
class _Files:
    folder: Path

    def all(self, name: str, rows: Any, told: Callable[[Any], dict[str, Any]]) -> dict[int, str]:
        """Copies the files of rows, with what is known of each beside it; returns where each is, by its number."""
        (self.folder / name).mkdir()
        return dict(self._copied(name, rows, told))

    def _copied(
        self, name: str, rows: Any, told: Callable[[Any], dict[str, Any]]
    ) -> Iterator[tuple[int, str]]:
        for row in rows:
            place = f"{name}/{row.pk}-{PurePosixPath(row.file.name).name}"
            storage: Storage = row.file.storage
            with storage.open(row.file.name) as source, (self.folder / place).open("wb") as target:
                shutil.copyfileobj(source, target)
            _write_json(self.folder / f"{place}.json", told(row))
            yield row.pk, place


def _image(image: CreditedImage) -> dict[str, Any]:
    return {
        "title": image.title,
        "author": image.author,
        "source": image.source_url,
        "licence": image.licence,
        "width": image.width,
        "height": image.height,
        "only_decorates": image.only_decorates,
        "words": {one.language: {"title": one.title, "alt": one.alt} for one in image.texts.all()},
    }


def _document(document: Model) -> dict[str, Any]:
    return {"title": str(document)}


def _json(value: Any) -> str:
    """A value that is YAML as much as JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _write_json(path: Path, value: Any) -> None:
    path.write_text(
        json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n", encoding="utf-8"
    )
