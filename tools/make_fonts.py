"""Make the fonts that Clarion ships, from their upstream files.

Two sets come out:

* web fonts (WOFF2) in ``src/clarion/pages/static/clarion/fonts/`` with their ``css/fonts.css``;
* picture fonts (WOFF2 too, which FreeType reads) in ``src/clarion/charts/fonts/``, for the share pictures.

Upstream, all under the SIL Open Font License 1.1. Source Serif and Source Sans reserve the name
"Source", so the families are renamed inside the files. Fetch and unpack the packages into one
directory, each under its own name, then run this tool::

    for name in source-serif-4 source-sans-3 noto-naskh-arabic; do
        mkdir -p upstream/$name
        npm pack --silent @fontsource-variable/$name
        tar xzf fontsource-variable-$name-*.tgz -C upstream/$name --strip-components=1
    done
    mkdir -p upstream/gelasio && npm pack --silent @fontsource/gelasio
    tar xzf fontsource-gelasio-*.tgz -C upstream/gelasio --strip-components=1
    python tools/make_fonts.py upstream

The Chinese picture fonts are cut from Debian's ``fonts-noto-cjk``. Gelasio (metrically Georgia) and
Debian's ``fonts-liberation`` (metrically Arial and Times New Roman) are only measured, to fit the
local fallbacks to the web fonts; nothing of them is shipped.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src/clarion/pages/static/clarion"
PICTURE = ROOT / "src/clarion/charts/fonts"
CJK = Path("/usr/share/fonts/opentype/noto")
LIBERATION = Path("/usr/share/fonts/truetype/liberation")

SERIF = "source-serif-4/files/source-serif-4-{}-opsz-normal.woff2"
SANS = "source-sans-3/files/source-sans-3-{}-wght-normal.woff2"
NASKH = "noto-naskh-arabic/files/noto-naskh-arabic-{}-wght-normal.woff2"

Axes = Mapping[str, float | tuple[float, float]]
Ranges = tuple[tuple[int, int], ...]

LATIN: Ranges = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x178, 0x178), (0x2BB, 0x2BC),
    (0x2C6, 0x2C6), (0x2DA, 0x2DA), (0x2DC, 0x2DC), (0x2009, 0x200A), (0x2010, 0x2015),
    (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030), (0x2032, 0x2033),
    (0x2039, 0x203A), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2191, 0x2191), (0x2193, 0x2193),
    (0x2212, 0x2212),
)  # fmt: skip
# Signs that no heading or numeral needs; they fall to the fitted local font.
RARE: Ranges = (
    (0x5C, 0x5C), (0x5E, 0x60), (0x7B, 0x7E), (0xA4, 0xA6), (0xA8, 0xA8), (0xAC, 0xAC), (0xAF, 0xAF),
    (0xB4, 0xB6), (0xB8, 0xB8), (0xBC, 0xBE), (0x131, 0x131),
    (0x2BB, 0x2DC), (0x2020, 0x2021), (0x2032, 0x2033),
)  # fmt: skip
LATIN_EXTENDED: Ranges = ((0x100, 0x130), (0x132, 0x151), (0x154, 0x177), (0x179, 0x17F), (0x218, 0x21B))
ARABIC: Ranges = (
    (0x600, 0x605), (0x60C, 0x60F), (0x610, 0x61C), (0x61E, 0x674), (0x679, 0x681), (0x685, 0x688),
    (0x691, 0x691), (0x698, 0x698), (0x6A4, 0x6A4), (0x6A9, 0x6A9), (0x6AB, 0x6AB),
    (0x6AF, 0x6AF), (0x6B5, 0x6B5),
    (0x6BA, 0x6BA), (0x6BE, 0x6BE), (0x6C0, 0x6C3), (0x6C6, 0x6C6), (0x6CC, 0x6CE), (0x6D0, 0x6D5),
    (0x6DD, 0x6DE), (0x6F0, 0x6F9), (0xFD3E, 0xFD3F), (0xFDF2, 0xFDF2), (0xFDFC, 0xFDFC),
)  # fmt: skip
# What Arabic text takes from Latin: spaces, digits and punctuation. Whole Latin words fall to the fitted local font.
ARABIC_SIGNS: Ranges = (
    (0x20, 0x22), (0x25, 0x29), (0x2B, 0x3B), (0x3D, 0x3D), (0x5B, 0x5B), (0x5D, 0x5D), (0xA0, 0xA0),
    (0xA9, 0xA9), (0xAB, 0xAB), (0xB7, 0xB7), (0xBB, 0xBB), (0x2009, 0x2009), (0x2013, 0x2014),
    (0x2018, 0x2019), (0x201C, 0x201D), (0x2026, 0x2026), (0x202F, 0x202F),
)  # fmt: skip
LOOK_ALIKES = {0x202F: 0x2009, 0x2010: 0x2D, 0x2011: 0x2D}
WESTERN = ("latin", "latin-ext", "cyrillic", "greek")

SAMPLE = (
    "Nobody should need permission to learn. We defend the right to read, write and share knowledge, in "
    "courtrooms and parliaments and in the quiet refusals that nobody hears about. Nul ne devrait avoir "
    "besoin d’une autorisation pour apprendre. Nadie debería necesitar permiso para aprender."
)


@dataclass(frozen=True)
class Cut:
    """One file to make: a family renamed, its axes pinned or limited, its characters chosen."""

    file: str
    family: str
    sources: tuple[str, ...]
    axes: Axes
    ranges: Ranges
    without: Ranges = ()
    weights: str = ""
    style: str = "Regular"

    def characters(self) -> set[int]:
        return set(characters(self.ranges)) - set(characters(self.without))


WEB_CUTS = (
    Cut(
        "clarion-serif.woff2",
        "Clarion Serif",
        (SERIF.format("latin"),),
        {"opsz": 36, "wght": 570},
        LATIN,
        RARE,
        "400 700",
    ),
    Cut(
        "clarion-serif-extended.woff2",
        "Clarion Serif",
        (SERIF.format("latin-ext"),),
        {"opsz": 36, "wght": 570},
        LATIN_EXTENDED,
        (),
        "400 700",
    ),
    Cut(
        "clarion-sans.woff2",
        "Clarion Sans",
        (SANS.format("latin"),),
        {"wght": (400, 600)},
        LATIN,
        (),
        "400 600",
    ),
    Cut(
        "clarion-sans-extended.woff2",
        "Clarion Sans",
        (SANS.format("latin-ext"),),
        {"wght": (400, 600)},
        LATIN_EXTENDED,
        (),
        "400 600",
    ),
    Cut(
        "clarion-naskh.woff2",
        "Clarion Naskh",
        (NASKH.format("arabic"),),
        {"wght": (400, 600)},
        ARABIC,
        (),
        "400 600",
    ),
    Cut(
        "clarion-naskh-signs.woff2",
        "Clarion Naskh",
        (NASKH.format("latin"),),
        {"wght": (400, 600)},
        ARABIC_SIGNS,
        (),
        "400 600",
    ),
)
EVERYTHING: Ranges = ((0x20, 0xFFFF),)
PICTURE_CUTS = (
    Cut(
        "serif.woff2",
        "Clarion Serif",
        tuple(map(SERIF.format, WESTERN)),
        {"opsz": 60, "wght": 600},
        EVERYTHING,
    ),
    Cut("sans.woff2", "Clarion Sans", tuple(map(SANS.format, WESTERN)), {"wght": 400}, EVERYTHING),
    Cut(
        "sans-semibold.woff2",
        "Clarion Sans",
        tuple(map(SANS.format, WESTERN)),
        {"wght": 600},
        EVERYTHING,
        style="SemiBold",
    ),
    Cut(
        "naskh.woff2",
        "Clarion Naskh",
        tuple(map(NASKH.format, ("arabic", "latin"))),
        {"wght": 400},
        EVERYTHING,
    ),
    Cut(
        "naskh-semibold.woff2",
        "Clarion Naskh",
        tuple(map(NASKH.format, ("arabic", "latin"))),
        {"wght": 600},
        EVERYTHING,
        style="SemiBold",
    ),
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the web and picture fonts from their upstream files.")
    parser.add_argument(
        "upstream", type=Path, help="directory with the unpacked packages, each under its name"
    )
    upstream: Path = parser.parse_args().upstream
    missing = [
        name for cut in WEB_CUTS + PICTURE_CUTS for name in cut.sources if not (upstream / name).is_file()
    ]
    if missing:
        print(
            f"{upstream / missing[0]} is not there; unpack the packages as the docstring says.",
            file=sys.stderr,
        )
        return 2
    for cut in WEB_CUTS:
        write(make(cut, upstream), WEB / "fonts" / cut.file)
    for cut in PICTURE_CUTS:
        write(make(cut, upstream), PICTURE / cut.file)
    for file, source in (("song.woff2", "NotoSerifCJK-Bold.ttc"), ("hei.woff2", "NotoSansCJK-Regular.ttc")):
        write(chinese(CJK / source, file.removesuffix(".woff2")), PICTURE / file)
    (WEB / "css/fonts.css").write_text(stylesheet(upstream), encoding="utf-8")
    return 0


def make(cut: Cut, upstream: Path) -> TTFont:
    """Instance, subset, join and rename the sources of one cut."""
    parts = []
    for name in cut.sources:
        font = instancer.instantiateVariableFont(
            TTFont(upstream / name), dict(cut.axes), updateFontNames=False
        )
        font = settled(font)
        lend_look_alikes(font)
        parts.append(subset(font, cut.characters()))
    font = parts[0] if len(parts) == 1 else join(parts)
    rename(font, cut.family, cut.style)
    return font


def lend_look_alikes(font: TTFont) -> None:
    """Give the narrow no-break space and the hyphens, which French needs, the glyphs that look like them."""
    for table in font["cmap"].tables:
        if not table.isUnicode():
            continue
        for code, twin in LOOK_ALIKES.items():
            if twin in table.cmap:
                table.cmap.setdefault(code, table.cmap[twin])


def settled(font: TTFont) -> TTFont:
    """The font as written and read again: the subsetter wants tables as a file has them."""
    buffer = io.BytesIO()
    font.flavor = None
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer)


def characters(ranges: Ranges) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


def subset(font: TTFont, codes: Iterable[int]) -> TTFont:
    """Keep the given characters with all the shaping they need; drop hinting and unused tables."""
    options = Options()
    options.layout_features = [*Options._layout_features_default, "lnum", "pnum", "tnum"]
    for unused in ("frac", "numr", "dnom"):
        options.layout_features.remove(unused)
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "BASE", "VORG", "vhea", "vmtx", "MVAR"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(codes))
    subsetter.subset(font)
    return font


def join(parts: list[TTFont]) -> TTFont:
    """One font of several that share their units and never claim the same character."""
    taken: set[int] = set()
    with TemporaryDirectory() as folder:
        paths = []
        for number, part in enumerate(parts):
            fresh = set(part.getBestCmap()) - taken
            part = subset(part, fresh)
            part["cmap"].tables = [
                table for table in part["cmap"].tables if table.isUnicode() and table.format == 4
            ]
            taken |= fresh
            path = f"{folder}/{number}.ttf"
            part.save(path)
            paths.append(path)
        return Merger().merge(paths)


def chinese(source: Path, name: str) -> TTFont:
    """GB 2312 level 1, its punctuation, and Latin, from the Simplified Chinese face of a Noto collection."""
    font = next(
        face
        for face in (TTFont(source, fontNumber=number, lazy=True) for number in range(10))
        if str(face["name"].getDebugName(1)).endswith("CJK SC")
    )
    font = subset(font, gb2312_level_1())
    rename(font, f"Clarion {name.capitalize()}", "Regular")
    return font


def gb2312_level_1() -> list[int]:
    """Latin, and of GB 2312 the punctuation (rows 1, 3) and the 3,755 common ideographs (rows 16 to 55)."""
    codes = set(
        characters(((0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x3000, 0x301F), (0xFF01, 0xFF5E)))
    )
    for row in (1, 3, *range(16, 56)):
        for cell in range(1, 95):
            codes.update(map(ord, bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312", errors="ignore")))
    return sorted(codes)


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the file its own family name, as the licence's reserved names ask, and say the licence in it."""
    copyright_line = font["name"].getDebugName(0) or ""
    names = font["name"]
    names.names = []
    postscript = f"{family}-{style}".replace(" ", "")
    full = f"{family} {style}"
    licence = "SIL Open Font License, Version 1.1"
    records = {0: copyright_line, 1: family, 2: "Regular", 3: postscript, 4: full, 6: postscript, 13: licence}
    records[14] = "https://openfontlicense.org"
    for number, text in records.items():
        names.setName(text, number, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]
    if "CFF " in font:
        top = font["CFF "].cff
        top.fontNames = [postscript]
        top[0].FamilyName, top[0].FullName = family, full
    if "fvar" in font:
        for axis in font["fvar"].axes:
            axis.axisNameID = names.addName("Weight", platforms=((3, 1, 0x409),))
        font["fvar"].instances = []


def write(font: TTFont, path: Path) -> None:
    font.flavor = "woff2"
    # Fixed stamps keep the files the same from one run to the next.
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 3786912000
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    font.save(buffer)
    path.write_bytes(buffer.getvalue())
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.1f} KB")


def stylesheet(upstream: Path) -> str:
    """The @font-face rules: the web fonts, then local fonts fitted to their widths and heights."""
    rules = ["/* Written by tools/make_fonts.py. */"]
    for cut in WEB_CUTS:
        present = set(TTFont(WEB / "fonts" / cut.file).getBestCmap())
        # Running text never moves under the reader: where its font is late, the reader's own stays until the next page.
        display = "optional" if cut.family == "Clarion Sans" else "swap"
        rules.append(
            f'@font-face {{\n  font-family: "{cut.family}";\n  src: url("../fonts/{cut.file}")'
            f' format("woff2");\n'
            f"  font-weight: {cut.weights};\n  font-style: normal;\n  font-display: {display};\n"
            f"  unicode-range: {unicode_range(present & cut.characters())};\n}}"
        )
    serif, sans = TTFont(WEB / "fonts/clarion-serif.woff2"), TTFont(WEB / "fonts/clarion-sans.woff2")
    georgia = TTFont(upstream / "gelasio/files/gelasio-latin-400-normal.woff2")
    times = TTFont(LIBERATION / "LiberationSerif-Regular.ttf")
    arial = TTFont(LIBERATION / "LiberationSans-Regular.ttf")
    rules.append(fitted("Clarion Serif Georgia", ("Georgia", "Gelasio"), serif, georgia))
    rules.append(
        fitted("Clarion Serif Times", ("Times New Roman", "Liberation Serif", "Tinos"), serif, times)
    )
    rules.append(
        fitted("Clarion Sans Arial", ("Arial", "Liberation Sans", "Helvetica", "Arimo"), sans, arial)
    )
    return "\n\n".join(rules) + "\n"


def unicode_range(codes: set[int]) -> str:
    """A set of characters as a CSS unicode-range."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in runs)


def fitted(name: str, local: tuple[str, ...], web: TTFont, stand_in: TTFont) -> str:
    """A local font scaled so that a running text takes the same room as in the web font."""
    scale = mean_advance(web) / mean_advance(stand_in)
    units = web["head"].unitsPerEm
    ascent, descent = web["hhea"].ascent / units / scale, -web["hhea"].descent / units / scale
    sources = ", ".join(f'local("{each}")' for each in local)
    return (
        f'@font-face {{\n  font-family: "{name}";\n  src: {sources};\n  size-adjust: {scale:.2%};\n'
        f"  ascent-override: {ascent:.2%};\n  descent-override: {descent:.2%};\n  line-gap-override: 0%;\n}}"
    )


def mean_advance(font: TTFont) -> float:
    """The mean advance of a sample text, in ems."""
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    widths = [metrics[cmap[ord(character)]][0] for character in SAMPLE]
    return sum(widths) / len(widths) / font["head"].unitsPerEm


if __name__ == "__main__":
    sys.exit(main())
