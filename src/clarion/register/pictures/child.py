"""Draws what somebody else sent, in a process of its own: whatever a hostile file does, it does it here and briefly.

Run as a program, never imported: it reads one line of JSON and then the file from standard input, and writes one line
of JSON and then bytes. It knows nothing of Clarion, gets no setting and no secret, and opens no file by name.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

MEMORY = 1536 * 1024 * 1024
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
MOST_PIXELS = 64_000_000
"""Of a picture that is read."""
DRAWN_PIXELS = 6_000_000
"""Of a page that is drawn: an A4 page at 150 dots an inch has 2.2 million."""
DOTS = 150 / 72
PADDING = 2
"""Dots around a word that is covered."""
QUALITY = 82


class Refusal(Exception):
    """The file is not drawn, and why, in a word that the caller knows."""


class Shown(NamedTuple):
    """One page as a picture, and where each character of its text stands in it: a character and its box, or none."""

    picture: Any
    characters: list[tuple[str, tuple[float, float, float, float] | None]]


class Pages:
    """The pages of a PDF, or of a picture with one or more frames."""

    def __init__(self, content: bytes, most: int) -> None:
        self.pdf: Any = None
        self.image: Any = None
        if b"%PDF-" in content[:1024]:
            self.pdf = _pdf(content)
            self.count = len(self.pdf)
        else:
            self.image = _image(content)
            self.count = getattr(self.image, "n_frames", 1)
        if self.count > most:
            raise Refusal("pages")

    def shown(self, number: int, *, words: bool = False, drawn: bool = True) -> Shown:
        """A page, from 1."""
        if not 1 <= number <= self.count:
            raise Refusal("no_page")
        if self.image is not None:
            self.image.seek(number - 1)
            return Shown(_plain(self.image) if drawn else None, [])
        return _pdf_page(self.pdf, number - 1, words=words, drawn=drawn)


def _pdf(content: bytes) -> Any:
    import pypdfium2

    try:
        # What a form says is drawn; no script is run, since this build of PDFium has no engine for it.
        pdf = pypdfium2.PdfDocument(content)
        if not len(pdf):
            raise Refusal("unreadable")
        with contextlib.suppress(pypdfium2.PdfiumError):
            pdf.init_forms()
    except pypdfium2.PdfiumError as error:
        raise Refusal("locked" if "assword" in str(error) else "unreadable") from error
    return pdf


def _image(content: bytes) -> Any:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal("bomb") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refusal("unreadable") from error
    return image


def _plain(image: Any) -> Any:
    """The picture alone: upright, on white, and with nothing that its file said beside it."""
    from PIL import Image, ImageOps

    try:
        if image.format == "JPEG":
            image.draft("RGB", (3000, 3000))
        upright = ImageOps.exif_transpose(image)
        if upright.width * upright.height > DRAWN_PIXELS:
            side = (DRAWN_PIXELS / (upright.width * upright.height)) ** 0.5
            upright = upright.resize((max(1, int(upright.width * side)), max(1, int(upright.height * side))))
        seen = upright.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise Refusal("unreadable") from error
    ground = Image.new("RGB", seen.size, "white")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground


def _pdf_page(pdf: Any, index: int, *, words: bool, drawn: bool) -> Shown:
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        page = pdf[index]
        # Notes and filled-in fields become part of the page, so that their words are found like all others.
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = pdf[index]
        width, height = page.get_size()
        scale = min(DOTS, (DRAWN_PIXELS / max(width * height, 1)) ** 0.5)
        picture: Any = page.render(scale=scale).to_pil().convert("RGB") if drawn else None
        size = picture.size if drawn else (max(1, round(width * scale)), max(1, round(height * scale)))
        characters = _characters(page, size) if words else []
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise Refusal("unreadable") from error
    return Shown(picture, characters)


def _characters(
    page: Any, size: tuple[int, int]
) -> list[tuple[str, tuple[float, float, float, float] | None]]:
    """Each character of a page as PDFium counts them, with its box in dots of the picture."""
    from ctypes import byref, c_int

    import pypdfium2.raw as raw

    text = page.get_textpage()
    found: list[tuple[str, tuple[float, float, float, float] | None]] = []
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        shown = chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"
        left, bottom, right, top = text.get_charbox(place, loose=True)
        box = None
        if right > left and top > bottom and not shown.isspace():
            x, y = c_int(), c_int()
            corners = []
            for across, up in ((left, bottom), (left, top), (right, bottom), (right, top)):
                # Knows of turned pages and of pages cut to a part.
                raw.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, byref(x), byref(y))
                corners.append((x.value, y.value))
            box = (
                min(one[0] for one in corners), min(one[1] for one in corners),
                max(one[0] for one in corners), max(one[1] for one in corners),
            )  # fmt: skip
        found.append((shown, box))
    return found


def count(pages: Pages, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """How many pages there are."""
    return {"pages": pages.count}, b""


def draw(pages: Pages, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """One page as WebP."""
    picture = pages.shown(int(asked["page"])).picture
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=2)
    return {"pages": pages.count, "width": picture.width, "height": picture.height}, out.getvalue()


def words(pages: Pages, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The text of each page, one character for each that PDFium counts."""
    texts = [
        "".join(one for one, _box in pages.shown(number, words=True, drawn=False).characters)
        for number in range(1, pages.count + 1)
    ]
    return {"texts": texts}, b""


def burn(pages: Pages, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """A new PDF of pictures alone, with black where something is hidden, and the text that is still to be seen."""
    from PIL import ImageDraw

    made: list[tuple[int, int, bytes]] = []
    left: list[str] = []
    for number in range(1, pages.count + 1):
        page = pages.shown(number, words=True)
        covers = [
            *_covers_of_words(page, asked["spans"].get(str(number), [])),
            *_covers_by_hand(page, [one[1:] for one in asked["boxes"] if one[0] == number]),
        ]
        pen = ImageDraw.Draw(page.picture)
        for cover in covers:
            pen.rectangle(cover, fill="black")
        out = io.BytesIO()
        page.picture.save(out, "JPEG", quality=QUALITY)
        made.append((*page.picture.size, out.getvalue()))
        left.append(_left(page, covers))
    return {"pages": pages.count, "left": left}, _pdf_of(made)


Cover = tuple[float, float, float, float]


def _covers_of_words(page: Shown, spans: list[list[int]]) -> Iterator[Cover]:
    """One box for each line of each passage, so that nothing shows between its letters."""
    for start, end in spans:
        line: Cover | None = None
        before: Cover | None = None
        for _one, box in page.characters[start:end]:
            if box is None:
                continue
            if line and before and _side_by_side(before, box):
                line = (
                    min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3])
                )  # fmt: skip
            else:
                if line:
                    yield _padded(line)
                line = box
            before = box
        if line:
            yield _padded(line)


def _side_by_side(one: Cover, other: Cover) -> bool:
    """Whether two characters stand in one line, across or, on a turned page, down."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    height, width = min(one[3] - one[1], other[3] - other[1]), min(one[2] - one[0], other[2] - other[0])
    return (down > height / 2 and across > -4 * height) or (across > width / 2 and down > -width)


def _covers_by_hand(page: Shown, boxes: list[list[float]]) -> Iterator[Cover]:
    width, height = page.picture.size
    for left, top, across, down in boxes:
        yield (
            left * width / 100,
            top * height / 100,
            (left + across) * width / 100,
            (top + down) * height / 100,
        )


def _padded(box: Cover) -> Cover:
    return box[0] - PADDING, box[1] - PADDING, box[2] + PADDING, box[3] + PADDING


def _left(page: Shown, covers: list[Cover]) -> str:
    """The text that no box covers altogether; what is covered becomes one block."""
    found: list[str] = []
    for one, box in page.characters:
        if box and any(
            cover[0] <= box[0] + 1
            and cover[1] <= box[1] + 1
            and cover[2] >= box[2] - 1
            and cover[3] >= box[3] - 1
            for cover in covers
        ):
            if found[-1:] != ["\u2588"]:
                found.append("\u2588")
        else:
            found.append(one)
    return "".join(found)


def _pdf_of(pictures: list[tuple[int, int, bytes]]) -> bytes:
    """A PDF (ISO 32000-1) of these pictures and of nothing else: no text, no font, no name, no date, no producer."""
    objects: list[bytes] = [b"", b""]
    kids = []
    for width, height, jpeg in pictures:
        across, down = f"{width / DOTS:.2f}".encode(), f"{height / DOTS:.2f}".encode()
        drawing = b"q %s 0 0 %s 0 0 cm /P Do Q" % (across, down)
        number = len(objects) + 1
        kids.append(b"%d 0 R" % number)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s %s] /Resources << /XObject << /P %d 0 R >> >> "
            b"/Contents %d 0 R >>" % (across, down, number + 2, number + 1),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
            b"/Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(jpeg), jpeg),
        ]
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


TASKS = {"count": count, "draw": draw, "words": words, "burn": burn}


def _limit(seconds: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def main() -> None:
    """Does one task."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(asked["seconds"])
    try:
        said, blob = TASKS[asked["task"]](Pages(sys.stdin.buffer.read(), asked["most"]), asked)
    except Refusal as refusal:
        said, blob = {"refused": str(refusal)}, b""
    except MemoryError:
        said, blob = {"refused": "bomb"}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    sys.stdout.buffer.write(blob)


if __name__ == "__main__":
    main()
