"""Published editions over HTTP: which there are, and their files at addresses that stay."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Path, Router, Schema
from pydantic import Field

from clarion.api import parameters, problems
from clarion.api.files import ServedFile, public_file
from clarion.api.problems import Problem
from clarion.transparency.datasets import archive
from clarion.transparency.datasets.published import EXTRA, FoundFile, find_file, manifest_sha256, published
from clarion.transparency.editions.models import Edition, Series
from clarion.transparency.periods import Period, PeriodError, parse

router = Router(tags=["Editions"])
LIST = "/api/v1/editions"


class EditionFileShape(Schema):
    """A file of an edition."""

    name: str
    media_type: str
    size: int = Field(description=_("In bytes."))
    sha256: str
    url: str = Field(description=_("Where this very file stays."))


class EditionShape(Schema):
    """A frozen publication of the counts of a period."""

    period: str = Field(description=_("The span in its shortest form, such as 2017-h1."))
    start: date = Field(description=_("The first day."))
    end: date = Field(description=_("The last day."))
    number: int = Field(description=_("From 1; a correction is the next edition of the period."))
    invented: bool = Field(description=_("Whether it counts requests made up for trying things out."))
    origin: str = Field(description=_("register or imported: what it was computed from."))
    published_at: datetime
    reason: str | None = Field(description=_("Why it corrects the edition before; null for the first."))
    manifest_sha256: str = Field(description=_("The SHA-256 of its manifest, which is signed."))
    files: list[EditionFileShape]
    links: dict[str, str]


class EditionList(Schema):
    """Every published edition, the newest period first, and of a period the newest edition first."""

    editions: list[EditionShape]
    links: dict[str, str]


@router.get(
    "/editions",
    response=EditionList,
    operation_id="list_editions",
    summary=_("List editions"),
    description=_(
        "Every published edition with its files. None is ever changed: a correction is a further one."
    ),
)
def list_editions(request: HttpRequest) -> EditionList:
    parameters.given(request, ())
    return EditionList(
        editions=[shape(one) for one in published()],
        links={"self": settings.BASE_URL + LIST, "archive": f"{settings.BASE_URL}{LIST}/archive.zip"},
    )


@router.get(
    "/editions/{period}",
    response=EditionShape,
    operation_id="read_edition",
    summary=_("Read an edition"),
    description=_(
        "The edition of a period that holds now. Its files lie below this address, each under its name: "
        "dataset.csv, .json, .parquet, .xlsx, .ods and .sqlite, datapackage.json, manifest.json."
    ),
)
def read_edition(
    request: HttpRequest,
    period: str = Path(description=_("The period, such as 2017-h1."), example="2017-h1"),
) -> EditionShape:
    parameters.given(request, ())
    return shape(_newest(period))


def shape(edition: Edition) -> EditionShape:
    """An edition as answers show it. Its files are known already."""
    base = f"{settings.BASE_URL}{LIST}/{edition.period}"
    own = f"{base}/{edition.number}/"
    return EditionShape(
        period=str(edition.period),
        start=edition.period_start,
        end=edition.period_end,
        number=edition.number,
        invented=edition.invented,
        origin=edition.origin,
        published_at=edition.published_at or edition.built_at,
        reason=edition.reason or None,
        manifest_sha256=manifest_sha256(edition),
        files=[
            EditionFileShape(
                name=one.name, media_type=one.media_type, size=one.size, sha256=one.sha256, url=own + one.name
            )
            for one in edition.files.all()
        ],
        links={
            "self": base,
            "files": own,
            "manifest": f"{own}manifest.json",
            "signature": f"{own}manifest.note",
            "page": f"{settings.BASE_URL}/{settings.LANGUAGE_CODE}/transparency/{edition.period}/",
        },
    )


@public_file
def newest_file(request: HttpRequest, period: str, name: str) -> ServedFile:
    """A file of the edition of a period that holds now."""
    return _served(find_file(_newest(period), name), period, name, is_final=False)


@public_file
def numbered_file(request: HttpRequest, period: str, number: int, name: str) -> ServedFile:
    """A file of one edition; what lies there never changes."""
    for one in published().of(_period(period), Series.REPORT).filter(number=number):
        return _served(find_file(one, name), period, name, is_final=True)
    raise Problem(
        problems.NO_SUCH_EDITION, f"There is no edition {number} of {period[:40]!r}.", allowed=_known()
    )


@public_file
def whole_archive(request: HttpRequest) -> ServedFile:
    """Every published edition with the log, in one archive."""
    found = archive.newest()
    return ServedFile(found.path, "transparency-archive.zip", "application/zip", found.sha256)


def _served(found: FoundFile | None, period: str, name: str, *, is_final: bool) -> ServedFile:
    if found is None:
        raise Problem(
            problems.NO_SUCH_ADDRESS,
            f"This edition has no file {name[:80]!r}.",
            allowed=[f"{LIST}/{period}/{one}" for one in EXTRA],
        )
    return ServedFile(
        found.path, f"transparency-{period}-{name}", found.media_type, found.sha256, is_final=is_final
    )


def _newest(text: str) -> Edition:
    found = published().of(_period(text), Series.REPORT).first()
    if found is None:
        raise Problem(
            problems.NO_SUCH_EDITION, f"No edition of {text[:40]!r} is published.", allowed=_known()
        )
    return found


def _period(text: str) -> Period:
    try:
        return parse(text)
    except PeriodError as error:
        raise Problem(problems.NO_SUCH_EDITION, str(error), allowed=_known()) from error


def _known() -> list[str]:
    return list(dict.fromkeys(str(one.period) for one in published()))
