"""Files as requesters send them, friendly and hostile, made here byte by byte."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence

from PIL import Image


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, of which the first is the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def stream(content: bytes, head: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(content), content)


def letter_pdf(*lines: str, catalogue: bytes = b"", page: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A letter of one page in Helvetica. `more` are further objects, from number 6."""
    shown = b"BT /F 14 Tf 72 760 Td 20 TL " + b"".join(
        b"(%s) Tj T* " % line.encode("latin-1") for line in lines
    )
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F 5 0 R >> >> %s >>" % page,
            stream(shown + b"ET"),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            *more,
        ]
    )


def scripted_pdf(*lines: str) -> bytes:
    """A letter that runs a script when it is opened."""
    return letter_pdf(*lines, catalogue=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")


def noted_pdf(note: str, *lines: str) -> bytes:
    """A letter with a note stuck on it: words that stand in no page."""
    drawn = b"BT /F 14 Tf 0 5 Td (%s) Tj ET" % note.encode("latin-1")
    return letter_pdf(
        *lines,
        page=b"/Annots [6 0 R]",
        more=[
            b"<< /Type /Annot /Subtype /FreeText /Rect [72 400 400 430] /F 4 /Contents (%s) /AP << /N 7 0 R >> >>"
            % note.encode("latin-1"),
            stream(
                drawn,
                b"/Type /XObject /Subtype /Form /BBox [0 0 328 30] /Resources << /Font << /F 5 0 R >> >>",
            ),
        ],
    )


def pdf_of_pages(count: int) -> bytes:
    """A PDF of so many empty pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"] * count,
        ]
    )


def packed_bomb_pdf() -> bytes:
    """A page whose few kilobytes unpack into a gigabyte of drawing."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 0 m 9 9 l S " * 70_000) for _ in range(1000)) + packer.flush()
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            stream(packed, b"/Filter /FlateDecode"),
        ]
    )


def bomb_png() -> bytes:
    """A picture that says that it has 100,000 by 100,000 dots."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def photo(words: bytes = b"") -> bytes:
    """A JPEG, 400 by 300, red in the upper left quarter; `words` are hidden in its description."""
    image = Image.new("RGB", (400, 300), "white")
    image.paste("red", (0, 0, 200, 150))
    out = io.BytesIO()
    exif = Image.Exif()
    if words:
        exif[0x010E] = words.decode()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()
