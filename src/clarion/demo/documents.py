"""The files of the demonstration that readers can take away."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from clarion.demo.texts import FILES, HERE

DATA = HERE / "data" / "wikimedia"


def guide(title: str, words: dict[str, Any], language: str) -> Document:
    """The sheet on letters, as printed by `tools/print_guides.py`."""
    return _document(title, f"letter-{language}.pdf", (FILES / f"letter-{language}.pdf").read_bytes())


def form(title: str, words: dict[str, Any], language: str) -> Document:
    """A notice to fill in, as plain text that every editor opens."""
    said = words["form"]
    numbered = [f"{place}. {line}\n\n" for place, line in enumerate(said["lines"], start=1)]
    text = "\n".join([said["title"], "", said["intro"], "", *numbered, said["close"], ""])
    return _document(title, f"notice-{language}.txt", text.encode("utf-8-sig"))


def data_file(name: str) -> Document:
    """One of the published files that the figures are read from."""
    return _document(name, name, (DATA / name).read_bytes())


def _document(title: str, name: str, content: bytes) -> Document:
    """The document with this title; its file is written only where it holds something else."""
    document = Document.objects.filter(title=title).first() or Document(title=title)
    if document.pk:
        with document.open_file() as file:
            if file.read() == content:
                return document
    document.file = ContentFile(content, name=name)
    document.file_size, document.file_hash = None, ""
    document.save()
    document.get_file_size()
    document.get_file_hash()
    return document
