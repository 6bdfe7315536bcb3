"""Pictures and documents of an export, from a copy of its folder of uploads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from wagtail.documents import get_document_model

from clarion.core.models import User
from clarion.media.licences import UnknownLicence, licence_of
from clarion.media.models import CreditedImage
from clarion.media.models.image import Words
from clarion.media.models.text import LONGEST_ALT
from clarion.media.services import add_image
from clarion.media.uploads.document import check_document
from clarion.moving.models import Carried
from clarion.moving.report import Report
from clarion.moving.wordpress.survey import Outline, Survey, plain_file

PICTURES = frozenset({"avif", "gif", "jpg", "jpeg", "png", "svg", "webp"})
AUTHOR_KEYS = (
    "_wikimedia_author",
    "_credit_author",
    "credit_author",
    "_media_credit",
    "_credit_text",
    "credit",
    "photographer",
)
LICENCE_KEYS = ("_credit_licence", "_credit_license", "license", "licence", "_license")
SOURCE_KEYS = ("_credit_source", "_credit_link", "source_url", "_media_credit_url", "credit_url")
"""Where plugins for credits keep them."""


@dataclass(frozen=True, slots=True)
class Credit:
    """What is said of pictures whose export credits nobody."""

    author: str = ""
    licence: str = ""


@dataclass(slots=True)
class Files:
    """Carries files once each, when a page first shows them, and lists those that cannot be had."""

    survey: Survey
    folder: Path | None
    credit: Credit
    report: Report
    actor: User | None = None
    is_trial: bool = False
    known: dict[int, int | None] = field(default_factory=dict)
    documents: dict[int, int | None] = field(default_factory=dict)
    names: dict[str, Path] | None = None

    def number_of(self, address: str) -> int:
        """The attachment that an address is a file of, in any of its sizes; 0 for none."""
        return self.survey.by_file.get(plain_file(address), 0) if address else 0

    def picture(self, number: int, address: str, entry: str) -> int | None:
        """Our image for an attachment; None, and listed, if there is none to be had."""
        number = number if number in self.survey.files else self.number_of(address)
        outline = self.survey.files.get(number)
        if outline is None:
            self.report.note(entry, f"the picture {address or number} is not among the export's attachments")
            return None
        if number not in self.known:
            self.known[number] = self._carry_picture(outline)
        return self.known[number]

    def alt(self, number: int, language: str) -> str:
        """What an attachment shows, for a page in another language than its own; the library says it in its own."""
        outline = self.survey.files.get(number)
        if outline is None or outline.tongue.language == language:
            return ""
        return _alt(outline)

    def document(self, number: int) -> int | None:
        """Our document for an attachment that is no picture."""
        outline = self.survey.files.get(number)
        if outline is None or _ending(outline.file) in PICTURES:
            return None
        if number not in self.documents:
            self.documents[number] = self._carry_document(outline)
        return self.documents[number]

    def rest(self) -> None:
        """Carries the attachments that no page shows, if their files are there."""
        for number, outline in self.survey.files.items():
            if self.folder is None:
                continue
            if _ending(outline.file) in PICTURES:
                self.picture(number, "", outline.name)
            else:
                self.document(number)

    def _carry_picture(self, outline: Outline) -> int | None:
        path = self._path(outline)
        if path is None:
            return self._before(Carried.Kind.IMAGE, outline, CreditedImage)
        digest = _digest(path)
        if (there := self._before(Carried.Kind.IMAGE, outline, CreditedImage, digest)) is not None:
            return there
        if self.is_trial:
            self.report.counts["pictures"] += 1
            return None
        language = outline.tongue.language
        try:
            with path.open("rb") as file:
                image = add_image(
                    file=File(file, name=path.name),
                    name=path.name,
                    title=outline.title[:255],
                    author=_first(outline.meta, AUTHOR_KEYS)[:255] or self.credit.author,
                    source_url=self._source(outline),
                    licence=self._licence(outline),
                    words={language: Words(outline.title[:255], _alt(outline))} if language else {},
                    actor=self.actor,
                )
        except ValidationError as error:
            self.report.note(outline.name, " ".join(error.messages))
            return None
        _remember(self.survey.head.site, Carried.Kind.IMAGE, outline.id, image.pk, digest)
        self.report.counts["pictures"] += 1
        return int(image.pk)

    def _carry_document(self, outline: Outline) -> int | None:
        documents = get_document_model()
        path = self._path(outline)
        if path is None:
            return self._before(Carried.Kind.DOCUMENT, outline, documents)
        digest = _digest(path)
        if (there := self._before(Carried.Kind.DOCUMENT, outline, documents, digest)) is not None:
            return there
        if self.is_trial:
            self.report.counts["documents"] += 1
            return None
        try:
            with path.open("rb") as opened:
                file = File(opened, name=path.name)
                check_document(file)
                document = documents.objects.create(title=outline.title[:255] or path.name, file=file)
        except ValidationError as error:
            self.report.note(outline.name, " ".join(error.messages))
            return None
        _remember(self.survey.head.site, Carried.Kind.DOCUMENT, outline.id, document.pk, digest)
        self.report.counts["documents"] += 1
        return int(document.pk)

    def _before(self, kind: Carried.Kind, outline: Outline, model: type, digest: str = "") -> int | None:
        """What an earlier run made of it, if that is still there (and, with a digest, of the same file)."""
        found = Carried.objects.filter(site=self.survey.head.site, kind=kind, original=str(outline.id))
        for one in found:
            if digest in ("", one.fingerprint) and model.objects.filter(pk=one.target).exists():  # type: ignore[attr-defined]
                return one.target
        return None

    def _path(self, outline: Outline) -> Path | None:
        if self.folder is None:
            self.report.note(outline.name, f"its file {outline.file} was not asked for (--media)")
            return None
        if self.names is None:
            root = self.folder.resolve()
            self.names = {
                one.relative_to(root).as_posix().lower(): one
                for one in root.rglob("*")
                if one.is_file() and one.resolve().is_relative_to(root)
            }
        wanted = plain_file(outline.file)
        for name in (wanted, wanted.rpartition("/")[2]):
            if name in self.names:
                return self.names[name]
        self.report.note(outline.name, f"its file {wanted} is not in {self.folder}")
        return None

    def _licence(self, outline: Outline) -> str:
        told = _first(outline.meta, LICENCE_KEYS)
        if not told:
            return self.credit.licence
        try:
            return licence_of(told).code
        except UnknownLicence:
            self.report.note(outline.name, f"its licence “{told[:80]}” is none of the vocabulary")
            return ""

    def _source(self, outline: Outline) -> str:
        told = _first(outline.meta, SOURCE_KEYS) or outline.link
        return told[:1000] if told.startswith(("http://", "https://")) else ""


def _alt(outline: Outline) -> str:
    return outline.meta.get("_wp_attachment_image_alt", "")[:LONGEST_ALT]


def _first(meta: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((meta[key].strip() for key in keys if meta.get(key, "").strip()), "")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remember(site: str, kind: Carried.Kind, original: int, target: int, fingerprint: str) -> None:
    Carried.objects.update_or_create(
        site=site, kind=kind, original=str(original), defaults={"target": target, "fingerprint": fingerprint}
    )
