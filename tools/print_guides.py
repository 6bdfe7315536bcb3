"""Prints the demonstration's sheet on letters and an invented notice as PDF, with the system's Chromium.

Run it after changing `[guide]` in `src/clarion/demo/content/rooms/organisation/*.toml`, or `[copyright]` in
`rooms/register/en.toml`, and commit what it writes.
"""

from __future__ import annotations

import os
from html import escape

from playwright.sync_api import sync_playwright

from clarion.demo.texts import FILES, LANGUAGES, room_texts, texts
from clarion.pages.languages import direction, html_lang

STYLE = """
@page { size: A4; margin: 22mm 20mm; }
body { font: 12pt/1.6 "Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC", serif; color: #15171c; }
:lang(ar) body { line-height: 1.9; }
header { border-block-end: 2pt solid #a8320c; padding-block-end: 4mm; margin-block-end: 8mm; }
header p { margin: 0; color: #a8320c; font-weight: 600; font-size: 10pt; }
h1 { font-size: 24pt; line-height: 1.2; margin-block: 3mm 0; }
li { margin-block-end: 4mm; padding-inline-start: 2mm; }
li::marker { color: #a8320c; font-weight: 600; }
footer { margin-block-start: 10mm; color: #575b66; font-size: 9.5pt; }
"""


def sheet(language: str) -> str:
    """The sheet as a page to print."""
    said = room_texts("organisation", language)["guide"]
    steps = "".join(f"<li>{escape(step)}</li>" for step in said["steps"])
    return (
        f'<!doctype html><html lang="{html_lang(language)}" dir="{direction(language)}"><meta charset="utf-8">'
        f"<title>{escape(said['title'])}</title><style>{STYLE}</style>"
        f"<header><p>{escape(texts(language)['site']['name'])}</p><h1>{escape(said['title'])}</h1></header>"
        f"<p>{escape(said['intro'])}</p><ol>{steps}</ol><p>{escape(said['close'])}</p>"
        f"<footer>{escape(said['note'])}</footer></html>"
    )


def notice() -> str:
    """The notice that an invented photographer sent, as a page to print."""
    said = room_texts("register", "en")["copyright"]
    head = f"{said['name']}\n7 Kelp Stair, Eastmere\nrequester-en-copyright@letters.example\n+1 555 0142 7788"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(said["subject"])}</title>'
        f"<style>{STYLE}</style><p>{escape(head).replace(chr(10), '<br>')}</p><h1>{escape(said['subject'])}</h1>"
        f"<p>{escape(said['letter'])}</p></html>"
    )


def main() -> None:
    """Prints every language."""
    FILES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page()
        sheets = {f"letter-{language}.pdf": sheet(language) for language in LANGUAGES}
        for name, content in {**sheets, "notice-en.pdf": notice()}.items():
            page.set_content(content)
            target = FILES / name
            page.pdf(path=target, prefer_css_page_size=True, tagged=True, outline=True)
            print(f"{target.name}: {target.stat().st_size // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main()
