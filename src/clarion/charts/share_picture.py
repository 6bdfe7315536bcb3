"""The picture a link shows when it is shared: one figure, large, with its words and its source."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from PIL import Image, ImageColor, ImageDraw, ImageFont, features

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
PAPER, INK, SOFT, RULE = "#fbf9f4", "#15171c", "#575b66", "#d9d4c7"
ACCENT = "#a8320c"
FINE = 4
"""Pixels, colours of the light theme, and how many times finer the mark is drawn before it is scaled down."""

ROOM, TOP, BOTTOM, GAP = WIDTH - 2 * MARGIN, 142, 500, 40
"""Pixels: the width of the text, the upper and lower bound of the figure, numeral to phrase."""

PAIRS = ((230, 60), (230, 54), (210, 50), (190, 46), (170, 42), (150, 38), (130, 34), (110, 30))
"""Sizes of numeral and phrase, from the best to the smallest."""

TITLE_SIZES = (88, 80, 72, 64, 56, 50, 44)
"""Sizes of a title, from the best to the smallest."""

MOST_BARS, BARS_TOP, NAME_ROOM, NUMBER_ROOM, BAR_GAP, BAR_COLOUR = 6, 214, 330, 110, 20, "#bdb6a6"
"""How many bars a picture has, where they begin, and the room of names and numbers beside them."""

LONGEST = 240
"""Characters of a text that are looked at; more never fit."""

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
LATIN_FACES = {"display": "serif", "small": "sans", "strong": "sans-semibold"}
ARABIC_FACES = {"display": "naskh-semibold", "small": "naskh", "strong": "naskh-semibold"}
CHINESE_FACES = {"display": "song", "small": "hei", "strong": "hei"}

Line = tuple[str, ImageFont.FreeTypeFont]


def share_picture(
    number: str, words: str, source: str, organisation: str, language: str, *, accent: str = ACCENT
) -> bytes:
    """A PNG of 1200 by 630 pixels (Open Graph) that shows a figure.

    `number` is localised ("٦٨٤"), `words` the noun phrase after it, `source` a line that says where
    it comes from. `language` is a BCP 47 tag; it decides the side reading starts at. `accent` is a
    colour that Pillow knows. Texts that are too long wrap, shrink, and at last end in an ellipsis.
    Equal arguments give equal bytes.

    Raises RuntimeError where Pillow cannot shape complex scripts, ValueError for an unknown colour.
    """
    page = Page(language, accent)
    page.name(organisation)
    page.figure(number, words)
    page.source(source)
    return page.png()


def title_picture(title: str, note: str, organisation: str, language: str, *, accent: str = ACCENT) -> bytes:
    """As `share_picture`, but of a title: large, with a line below the hairline that says more, such as a date."""
    page = Page(language, accent)
    page.name(organisation)
    page.title(title)
    page.source(note)
    return page.png()


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart in a picture: name, the value as readers write it, and its length as a share of one."""

    name: str
    number: str
    share: float
    emphasis: bool = False


def chart_picture(
    title: str, bars: Sequence[Bar], source: str, organisation: str, language: str, *, accent: str = ACCENT
) -> bytes:
    """As `share_picture`, but of the first bars of a chart under its title."""
    page = Page(language, accent)
    page.name(organisation)
    page.bars(title, bars[:MOST_BARS])
    page.source(source)
    return page.png()


class Page:
    """The sheet: an organisation's line above, a figure or a title in the middle, a line below a hairline."""

    def __init__(self, language: str, accent: str) -> None:
        if not features.check("raqm"):
            raise RuntimeError(
                "Pillow has no Raqm, which joins Arabic letters; install Pillow's own wheel, or libraqm."
            )
        self.language = language.lower()
        self.rtl = self.language.split("-")[0] in RIGHT_TO_LEFT
        self.accent = ImageColor.getrgb(accent)[:3]
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def name(self, organisation: str) -> None:
        """The mark and the organisation's name on one line."""
        mark = self.mark(46)
        self.image.paste(mark, (WIDTH - MARGIN - 46 if self.rtl else MARGIN, 62), mark)
        room = ROOM - 70
        (line,) = fitted(organisation, "strong", room, sizes=(32, 28, 24), most=1)
        self.write([line], 85, indent=64, colour=INK, leading=1, anchor="m")

    def figure(self, number: str, words: str) -> None:
        """The numeral and its noun phrase, together in the middle, as large as the sheet allows."""
        for numeral_size, phrase_size in PAIRS:
            numeral = fitted(number, "display", ROOM, sizes=tuple(range(numeral_size, 50, -10)), most=1)
            phrase = fitted(words, "display", ROOM, sizes=(phrase_size, phrase_size - 2), most=3)
            tall, step = ink_height(*numeral[0]), phrase[0][1].size * leading(words)
            height = tall + GAP + step * len(phrase)
            if height <= BOTTOM - TOP and not phrase[-1][0].endswith("…"):
                break
        top = TOP + (BOTTOM - TOP - height) / 2
        self.write(numeral, top + tall, colour=self.accent, leading=1, anchor="ink")
        self.write(phrase, top + tall + GAP + step / 2, colour=INK, leading=leading(words), anchor="m")

    def title(self, title: str) -> None:
        """The title in the middle, as large as the sheet allows."""
        for size in TITLE_SIZES:
            lines = fitted(title, "display", ROOM, sizes=(size,), most=4)
            step = size * leading(title)
            if step * len(lines) <= BOTTOM - TOP and not lines[-1][0].endswith("…"):
                break
        top = TOP + (BOTTOM - TOP - step * len(lines)) / 2
        self.write(lines, top + step / 2, colour=INK, leading=leading(title), anchor="m")

    def bars(self, title: str, bars: Sequence[Bar]) -> None:
        """The title, and below it a bar a row: its name, then the bar, then its number."""
        (line,) = fitted(title, "strong", ROOM, sizes=(40, 36, 32, 28), most=1)
        self.write([line], 172, colour=INK, leading=1, anchor="m")
        step = (BOTTOM - BARS_TOP) / MOST_BARS
        for place, bar in enumerate(bars):
            middle = BARS_TOP + step * (place + 0.5)
            (name,) = fitted(bar.name, "small", NAME_ROOM, sizes=(26, 24, 22), most=1)
            self.write([name], middle, colour=INK, leading=1, anchor="m")
            (number,) = fitted(bar.number, "strong", NUMBER_ROOM, sizes=(26, 22), most=1)
            long = max(round((ROOM - NAME_ROOM - NUMBER_ROOM - 2 * BAR_GAP) * min(max(bar.share, 0), 1)), 3)
            start = NAME_ROOM + BAR_GAP
            left = WIDTH - MARGIN - start - long if self.rtl else MARGIN + start
            colour = self.accent if bar.emphasis else ImageColor.getrgb(BAR_COLOUR)
            self.draw.rectangle((left, middle - 13, left + long, middle + 13), fill=colour)
            indent = start + long + BAR_GAP // 2
            self.write([number], middle, indent=indent, colour=INK, leading=1, anchor="m")

    def png(self) -> bytes:
        """The sheet as a file."""
        out = io.BytesIO()
        self.image.save(out, format="PNG", compress_level=6)
        return out.getvalue()

    def source(self, source: str) -> None:
        """The hairline and the source, on one line or on two smaller ones."""
        self.draw.line((MARGIN, HEIGHT - 106, WIDTH - MARGIN, HEIGHT - 106), fill=RULE, width=2)
        lines = fitted(source, "small", ROOM, sizes=(26, 24), most=1)
        if lines[0][0].endswith("…"):
            lines = fitted(source, "small", ROOM, sizes=(22, 20), most=2)
        self.write(lines, HEIGHT - (66 if len(lines) == 1 else 76), colour=SOFT, leading=1.4, anchor="m")

    def write(
        self,
        lines: list[Line],
        y: float,
        *,
        colour: str | tuple[int, ...],
        leading: float,
        anchor: str,
        indent: int = 0,
    ) -> None:
        """Lines from the side where reading starts.

        `y` is the middle of the first line, or the lowest ink of it where `anchor` is "ink".
        """
        for words, font in lines:
            box = font.getbbox(words, direction=self.direction(words), features=["pnum"], anchor="ls")
            left = WIDTH - MARGIN - indent - box[2] if self.rtl else MARGIN + indent - box[0]
            base = y - box[3] if anchor == "ink" else y + middle(font)
            self.draw.text(
                (left, base),
                words,
                font=font,
                fill=colour,
                anchor="ls",
                direction=self.direction(words),
                features=["pnum"],
            )
            y += font.size * leading

    def direction(self, words: str) -> str:
        """The direction of a line: that of the page, but left to right where it has no Arabic letter."""
        return "rtl" if self.rtl and any(map(is_arabic, words)) else "ltr"

    def mark(self, size: int) -> Image.Image:
        """The call interrupted: a dot and three arcs, turned to the side the reader reads towards."""
        unit = size * FINE / 40
        sheet = Image.new("RGBA", (size * FINE, size * FINE), (*self.accent, 0))
        draw = ImageDraw.Draw(sheet)
        x, y = 8 * unit, 32 * unit
        for radius in (12, 21, 30):
            outer = (radius + 2) * unit
            draw.arc(
                (x - outer, y - outer, x + outer, y + outer), 270, 360, (*self.accent, 255), round(4 * unit)
            )
        dot = 4.5 * unit
        draw.ellipse((x - dot, y - dot, x + dot, y + dot), (*ImageColor.getrgb(INK), 255))
        small = sheet.resize((size, size), Image.Resampling.LANCZOS)
        return small.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if self.rtl else small


def fitted(text: str, role: str, room: float, *, sizes: tuple[int, ...], most: int) -> list[Line]:
    """The text at the first size at which it fits the room in at most `most` lines.

    At the last size what is left over ends in an ellipsis.
    """
    words = " ".join(text.split())
    if len(words) > LONGEST:
        words = words[:LONGEST].rstrip() + "…"
    for size in sizes:
        font = face(role, words, size)
        lines = greedy(words, room, font)
        if len(lines) <= most:
            return [(line, font) for line in (balanced(lines, words, room, font) if most > 1 else lines)]
    kept = lines[:most]
    while kept[-1] and length(kept[-1] + "…", font) > room:
        kept[-1] = kept[-1][:-1].rstrip()
    kept[-1] += "…"
    return [(line, font) for line in kept]


def length(words: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(words, features=["pnum"])


def balanced(lines: list[str], words: str, room: float, font: ImageFont.FreeTypeFont) -> list[str]:
    """The same number of lines, of nearly equal length."""
    narrower = room
    while len(lines) > 1 and narrower > room * 0.6:
        narrower -= room / 24
        tried = greedy(words, narrower, font)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def greedy(words: str, room: float, font: ImageFont.FreeTypeFont) -> list[str]:
    """Lines no wider than the room, broken at spaces, anywhere in Chinese, and within what is too wide."""
    lines: list[str] = []
    line = ""
    for piece in pieces(words):
        if not line or length((line + piece).rstrip(), font) <= room:
            line += piece
        else:
            lines.append(line.rstrip())
            line = piece.lstrip()
        while length(line.rstrip(), font) > room and len(line) > 1:
            cut = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or length(line[:n], font) <= room)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()]


def pieces(words: str) -> list[str]:
    """What may not be broken: words with the space after them, single Chinese characters with the marks
    and particles that may not begin a line."""
    out: list[str] = []
    for character in words:
        follows = bool(out) and not out[-1].endswith(" ")
        closing = unicodedata.category(character) in ("Pe", "Pf") or character in "，。、；：！？…的了"
        joins = not is_chinese(character) and not is_chinese(out[-1][-1]) if follows else False
        if follows and (joins or closing or character == " "):
            out[-1] += character
        else:
            out.append(character)
    return out


def face(role: str, words: str, size: int) -> ImageFont.FreeTypeFont:
    """The face for a role that has the script of the words."""
    faces = LATIN_FACES
    if any(map(is_arabic, words)):
        faces = ARABIC_FACES
    elif any(map(is_chinese, words)):
        faces = CHINESE_FACES
    return font(faces[role], size)


@lru_cache(maxsize=64)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    file = io.BytesIO(contents(name))
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=8)
def contents(name: str) -> bytes:
    return resources.files(__package__).joinpath("fonts", f"{name}.woff2").read_bytes()


def is_arabic(character: str) -> bool:
    code = ord(character)
    return 0x600 <= code <= 0x6FF or 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC


def is_chinese(character: str) -> bool:
    code = ord(character)
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF or code >= 0x20000


def leading(words: str) -> float:
    """The distance of lines in font sizes."""
    return 1.45 if any(map(is_arabic, words)) else 1.3 if any(map(is_chinese, words)) else 1.16


def ink_height(words: str, font: ImageFont.FreeTypeFont) -> float:
    box = font.getbbox(words, anchor="ls", features=["pnum"])
    return box[3] - box[1]


def middle(font: ImageFont.FreeTypeFont) -> float:
    """How far the baseline lies below the middle of the letters."""
    return font.size * 0.34
