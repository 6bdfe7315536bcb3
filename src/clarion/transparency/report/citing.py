"""How to cite a report or a figure: as plain text, as BibTeX, and as CSL JSON (https://citationstyles.org)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from clarion.core.languages import language
from clarion.transparency import wording
from clarion.transparency.editions.models import Edition
from clarion.transparency.periods import Period
from clarion.transparency.presentation import Fact
from clarion.transparency.report.calendar import report_address
from clarion.transparency.report.published import address as address_of

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_ESCAPED = re.compile(r"[\\{}%&$#_~^]")


@dataclass(frozen=True, slots=True)
class Citation:
    """What stands in a list of references. `issued` is the day of publication, or the day the numbers describe.

    `edition` is 0 where nothing is frozen: the address then shows numbers that can still move.
    """

    key: str
    title: str
    organisation: str
    address: str
    code: str
    issued: date | None = None
    edition: int = 0
    is_report: bool = True

    def words(self) -> str:
        """All but the address, in the language."""
        say = language(self.code)
        said = [f"{self.organisation}.", f"{self.title}."]
        if self.edition:
            said.append(_("Edition %(number)s.") % {"number": say.integer(self.edition)})
        if self.issued:
            said.append(f"{say.day(self.issued)}.")
        return " ".join(said)

    def plain(self) -> str:
        """One line for people."""
        return f"{self.words()} {self.address}"

    def bibtex(self) -> str:
        """An entry for BibTeX and BibLaTeX, in UTF-8."""
        kind, place = ("techreport", "institution") if self.is_report else ("misc", "publisher")
        fields = {
            "author": f"{{{_escaped(self.organisation)}}}",
            "title": f"{{{_escaped(self.title)}}}",
            place: _escaped(self.organisation),
            "year": str(self.issued.year) if self.issued else "",
            "month": str(self.issued.month) if self.issued else "",
            "edition": str(self.edition) if self.edition else "",
            "language": language(self.code).tag,
            "url": self.address,
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return f"@{kind}{{{self.key},\n" + ",\n".join(lines) + "\n}\n"

    def csl(self) -> list[dict[str, Any]]:
        """A list with one item, as reference managers read it."""
        item: dict[str, Any] = {
            "id": self.key,
            "type": "report" if self.is_report else "dataset",
            "title": self.title,
            "author": [{"literal": self.organisation}],
            "publisher": self.organisation,
            "language": language(self.code).tag,
            "URL": self.address,
        }
        if self.issued:
            item["issued"] = {"date-parts": [[self.issued.year, self.issued.month, self.issued.day]]}
        if self.edition:
            item["edition"] = str(self.edition)
        return [item]


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: _SPECIAL.get(found[0], "\\" + found[0]), text)


def of_report(
    name: str, period: Period, code: str, edition: Edition | None, as_of: date | None = None
) -> Citation:
    """How to cite a report of the organisation `name`; an edition by the address at which it stays.

    `as_of` is the day that numbers which are not frozen describe.
    """
    title = _("Transparency report, %(period_name)s") % {"period_name": wording.period_name(period, code)}
    if edition is None:
        address = settings.BASE_URL + report_address(period, code)
        return Citation(_key(name, str(period)), title, name, address, code, as_of)
    published = timezone.localdate(edition.published_at) if edition.published_at else None
    address = settings.BASE_URL + address_of(edition, code)
    key = _key(name, str(period), str(edition.number))
    return Citation(key, title, name, address, code, published, edition.number)


def of_figure(name: str, fact: Fact) -> Citation:
    """How to cite a figure of the organisation `name`."""
    address = settings.BASE_URL + fact.address
    key = _key(name, fact.key)
    return Citation(key, fact.title, name, address, fact.language, fact.reading.as_of, is_report=False)


def _key(*parts: str) -> str:
    return "-".join(filter(None, (slugify(part.replace(".", "-")) for part in parts))) or "report"
