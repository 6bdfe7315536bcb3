"""What a file is and why it is held, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clarion.register import filetypes, screening

KINDS = {
    filetypes.PDF: _("PDF"),
    filetypes.TEXT: _("Plain text"),
    "image/png": _("Picture (PNG)"),
    "image/jpeg": _("Picture (JPEG)"),
    "image/gif": _("Picture (GIF)"),
    "image/webp": _("Picture (WebP)"),
    "image/tiff": _("Picture (TIFF)"),
    "image/bmp": _("Picture (BMP)"),
    "image/svg+xml": _("Drawing that can hold scripts (SVG)"),
    "text/html": _("Web page"),
    "text/xml": _("XML"),
    "application/zip": _("Archive or office document (ZIP)"),
    "application/gzip": _("Archive (gzip)"),
    "application/vnd.rar": _("Archive (RAR)"),
    "application/x-7z-compressed": _("Archive (7-Zip)"),
    "application/x-ole-storage": _("Old office document"),
    "application/x-msdownload": _("Program"),
    "application/x-executable": _("Program"),
}
UNKNOWN = _("Unknown")

HELD = {
    screening.ACTIVE: _("It holds something that can act on your computer, such as a script or a macro."),
    screening.ARCHIVE: _("It is an archive: nobody here has looked at what is in it."),
    screening.MANY_RECIPIENTS: _("It was sent to very many people."),
}
HELD_OTHERWISE = _("It is to be handled with care.")


def said_kind(found: str) -> str:
    """The kind of a file, by the media type that its bytes have."""
    return str(KINDS.get(found, UNKNOWN))


def said_held(held: str) -> str:
    """Why a file is held; empty where it is not."""
    return str(HELD.get(held, HELD_OTHERWISE)) if held else ""
