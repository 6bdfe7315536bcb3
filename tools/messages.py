"""`make messages`: gathers the words of every room into its `locale/*/LC_MESSAGES/django.po`, and compiles them.

A room that has a `locale` folder has its words there, in every language but English. Words that are gone are dropped;
new ones are added empty, and named, so that they can be translated. The status is 1 while any is missing.
Name rooms to do only those: `python tools/messages.py news pages`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import django
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages

ROOMS = Path(__file__).resolve().parents[1] / "src" / "clarion"
PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "es": "nplurals=2; plural=n != 1;",
    "fr": "nplurals=2; plural=n > 1;",
    "zh_Hans": "nplurals=1; plural=0;",
}
HEADER = """#
msgid ""
msgstr ""
"Project-Id-Version: Clarion\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"""


class Gather(makemessages.Command):
    """Gathers words; a new one that resembles an old one does not get the old one's translation."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def main(rooms: list[str]) -> int:
    """Gathers and compiles; prints what has no translation."""
    settings.configure(USE_I18N=True, LOCALE_PATHS=[], INSTALLED_APPS=[])
    django.setup()
    missing = 0
    for locale in sorted(ROOMS.glob("*/locale")):
        if rooms and locale.parent.name not in rooms:
            continue
        gather(locale)
        for language in PLURALS:
            missing += tidy(locale, language)
    print("Every word is translated." if not missing else f"{missing} still to be translated.")
    return 1 if missing else 0


def gather(locale: Path) -> None:
    """Writes the words found in a room's code and templates into its files."""
    before = Path.cwd()
    os.chdir(locale.parent)
    try:
        call_command(
            Gather(),
            locale=list(PLURALS),
            extensions=["html", "txt", "mjml", "py", "xhtml"],
            ignore_patterns=["migrations", "demo"],
            no_location=True,
            no_obsolete=True,
            no_wrap=True,
            verbosity=0,
        )
    finally:
        os.chdir(before)


def tidy(locale: Path, language: str) -> int:
    """Gives a file the short header, compiles it, and names what it leaves untranslated; returns how many."""
    path = locale / language / "LC_MESSAGES" / "django.po"
    body = path.read_text("utf-8").partition("\n\n")[2]
    header = HEADER.format(language=language, plurals=PLURALS[language])
    path.write_text(re.sub(r"\n{3,}", "\n\n", f"{header}\n{body}"), "utf-8")
    subprocess.run(["msgfmt", "--check-format", "-o", str(path.with_suffix(".mo")), str(path)], check=True)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    untold = [one for one in catalogue if one.id and (one.fuzzy or not all(_forms(one.string)))]
    for one in untold:
        print(f"{locale.parent.name}/{language}: {one.id if isinstance(one.id, str) else one.id[0]!r}")
    return len(untold)


def _forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
