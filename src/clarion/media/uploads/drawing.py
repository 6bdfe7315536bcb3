"""SVG drawings. One that could run code, reach out or hide another document is refused, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from willow import Image as WillowImage

from clarion.media.uploads.names import readable
from clarion.media.uploads.refusal import UploadRefused

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_MEANINGFUL = frozenset(
    ("", _SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace", _XHTML)
)
"""Namespaces of attributes that browsers act on; drawing programs keep notes in others."""

_FORBIDDEN = frozenset(
    (
        "script",
        "foreignobject",
        "handler",
        "listener",
        "iframe",
        "embed",
        "object",
        "audio",
        "video",
        "canvas",
    )
)
_ANIMATION = frozenset(("set", "animate", "animatemotion", "animatetransform"))
_INLINE_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*")
_REACHES_OUT = re.compile(r"""url\(\s*(?!["']?\s*#)|@import|image-set\(|\\""", re.IGNORECASE)
_STYLE = gettext_lazy("a style that loads something from elsewhere")
_START = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!doctype|svg|[a-z]+:svg)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""How XML in two bytes a character begins."""


def looks_like_drawing(data: bytes) -> bool:
    """Whether the bytes begin as an XML document does."""
    return bool(_START.match(data[:1024])) or data.startswith(_WIDE)


class _Tree(TreeBuilder):
    """Builds the tree of a drawing, and refuses style sheets named before or in it."""

    def pi(self, target: str, text: str | None = None) -> Any:
        if target == "xml-stylesheet":
            raise _refusal(_("a style sheet from elsewhere"))


def check_drawing(data: bytes) -> None:
    """Looks through a drawing.

    Raises:
        UploadRefused: it holds what does not belong in a picture, or it has no size.
    """
    root = _parsed(data)
    for element in root.iter():
        for fault in _faults(element):
            raise _refusal(fault)
    try:
        width, height = WillowImage.open(BytesIO(data)).get_size()
    except Exception:  # Willow fails in many ways on sizes it cannot read.
        width = height = 0
    if not (root.get("viewBox") or (root.get("width") and root.get("height"))) or min(width, height) <= 0:
        raise UploadRefused(
            _("The drawing says no size. Give its <svg> element a width and a height, or a viewBox.")
        )


def _refusal(fault: str) -> UploadRefused:
    return UploadRefused(
        _("The drawing contains %(fault)s, which a picture may not. Save it as a plain SVG and try again.")
        % {"fault": fault}
    )


def _parsed(data: bytes) -> Element:
    parser = DefusedXMLParser(target=_Tree(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException as error:
        raise _refusal(_("declarations of entities")) from error
    except UploadRefused:
        raise
    except (ParseError, ValueError, LookupError) as error:
        raise UploadRefused(
            _("The drawing is no well-formed XML (%(error)s). Export or download it again.")
            % {"error": error}
        ) from error
    if not isinstance(root, Element) or root.tag != f"{{{_SVG}}}svg":
        raise UploadRefused(_("This is XML, but no SVG drawing. Choose an image."))
    return root


def _faults(element: Element) -> Iterator[str]:
    namespace, name = _parts(element.tag)
    if name in _FORBIDDEN or namespace == _XHTML:
        yield f"<{name}>"
    if name == "style" and _REACHES_OUT.search("".join(element.itertext())):
        yield str(_STYLE)
    for attribute, value in element.attrib.items():
        namespace, local = _parts(attribute)
        if namespace in _MEANINGFUL:
            yield from _attribute_faults(name, local, value)


def _attribute_faults(element: str, attribute: str, value: str) -> Iterator[str]:
    if attribute.startswith("on"):
        yield _("code that runs on an event (%(attribute)s)") % {"attribute": attribute}
    elif (attribute in {"href", "src"} and not _stays_inside(value)) or attribute == "base":
        yield _("an address outside of it (%(value)s)") % {"value": readable(value)[:60]}
    elif element in _ANIMATION and attribute == "attributename" and value.lower().endswith("href"):
        yield _("an animation that changes an address")
    elif attribute not in {"d", "points"} and _REACHES_OUT.search(value):
        yield str(_STYLE)


def _stays_inside(address: str) -> bool:
    trimmed = address.strip()
    return not trimmed or trimmed.startswith("#") or bool(_INLINE_PICTURE.fullmatch(trimmed))


def _parts(name: str) -> tuple[str, str]:
    namespace, _brace, local = name.rpartition("}")
    return namespace.lstrip("{"), local.lower()
