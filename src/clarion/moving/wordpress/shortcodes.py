"""Shortcodes of the classic editor, made into the markup that blocks would have."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_CODE = re.compile(
    r"\[(?P<name>[a-zA-Z][\w-]*)(?P<attributes>[^\[\]]*?)/?\](?:(?P<inside>.*?)\[/(?P=name)\])?", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
Tell = Callable[[str], None]


def spelled_out(text: str, tell: Tell) -> str:
    """The text with known shortcodes as markup. Of others what they enclose stays, and `tell` hears of them.

    Brackets that hold neither attributes nor a closing twin, such as `[sic]`, are words, and stay.
    """

    def replaced(match: re.Match[str]) -> str:
        name, inside = match["name"].lower(), match["inside"]
        attributes = {
            one[0].lower(): one[1] or one[2] or one[3] for one in _ATTRIBUTE.findall(match["attributes"])
        }
        if name in SHORTCODES:
            return SHORTCODES[name](attributes, inside or "")
        if not attributes and inside is None:
            return match[0]
        left = "what it encloses stays" if inside else "nothing of it is left"
        tell(f"the shortcode [{name}] is a plugin's; {left}")
        return spelled_out(inside or "", tell)

    return _CODE.sub(replaced, text)


def _caption(attributes: dict[str, str], inside: str) -> str:
    picture, _, words = inside.rpartition(">")
    caption = attributes.get("caption") or words.strip()
    return f"<figure>{picture}><figcaption>{caption}</figcaption></figure>"


def _gallery(attributes: dict[str, str], inside: str) -> str:
    ids = re.findall(r"\d+", attributes.get("ids", ""))
    pictures = "".join(f'<img class="wp-image-{one}">' for one in ids)
    return f'<figure class="wp-block-gallery" data-own="{"" if ids else "1"}">{pictures}</figure>'


def _address(attributes: dict[str, str], inside: str) -> str:
    address = (attributes.get("src") or attributes.get("mp3") or attributes.get("mp4") or inside).strip()
    return f'<figure class="wp-block-embed">{escape(address)}</figure>'


SHORTCODES: dict[str, Callable[[dict[str, str], str], str]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "embed": _address,
    "video": _address,
    "audio": _address,
}
"""What each shortcode becomes: a new one is a line here."""
