"""What a file is by its bytes. What its name and its sender say of it is a claim, and is shown as one."""

from __future__ import annotations

PDF, TEXT, UNKNOWN = "application/pdf", "text/plain", "application/octet-stream"
_STARTS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"BM": "image/bmp",
    b"PK\x03\x04": "application/zip",
    b"\x1f\x8b": "application/gzip",
    b"Rar!": "application/vnd.rar",
    b"7z\xbc\xaf": "application/x-7z-compressed",
    b"\xd0\xcf\x11\xe0": "application/x-ole-storage",
    b"MZ": "application/x-msdownload",
    b"\x7fELF": "application/x-executable",
}
_MARKUP = {
    b"<!doctype html": "text/html",
    b"<html": "text/html",
    b"<svg": "image/svg+xml",
    b"<?xml": "text/xml",
}
_LOOKED_AT = 65_536
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")

DRAWN = frozenset({PDF, "image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff", "image/bmp"})
"""What can be looked at as pictures."""


def found_in(content: bytes) -> str:
    """The media type that the bytes have: one of a few that matter here, else `application/octet-stream`."""
    head = content[:1024]
    if b"%PDF-" in head:
        return PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    for start, found in _STARTS.items():
        if head.startswith(start):
            return found
    opening = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for start, found in _MARKUP.items():
        if opening.startswith(start):
            return found
    return TEXT if content and text_of(content[:_LOOKED_AT]) is not None else UNKNOWN


def text_of(content: bytes) -> str | None:
    """The text that the bytes are; None where they are none. A character cut off at the end does no harm."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    if not _CONTROLS.isdisjoint(content):
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(content) - 3:
            return content[: error.start].decode("utf-8-sig")
    return content.decode("cp1252", "replace")
