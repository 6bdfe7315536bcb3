"""Profiles: files that say how the columns of an organisation's CSV become tallies (see `docs/profiles.md`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from clarion.core.languages import SOURCE_LANGUAGE
from clarion.register.vocabulary import Kind, Outcome, Process, Requester, Unit
from clarion.transparency import measures, periods
from clarion.transparency.breakdowns import DIMENSIONS, name
from clarion.transparency.imports.problems import ImportProblem, ImportProblems, Place
from clarion.transparency.periods import Period, PeriodError

MAX_BYTES = 64 * 1024 * 1024
ANY_MEASURE = "any"
"""In `differences`: what holds for every measure of a peer."""

_BRACES = re.compile(r"\{([^{}]+)\}")
_PARTS_OF_PERIOD = {"year": r"\d{4}", "half": "[12]", "quarter": "[1-4]", "month": r"\d{1,2}"}
_LINE_OF_KEY = r'^\s*(?:\[+[^\]]*\b{key}\b[^\]]*\]+|"?{key}"?\s*=|[^#]*[{{,]\s*"?{key}"?\s*=)'


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class SourceEntry(_Part):
    """Where figures come from, as it is shown beside them."""

    title: str = Field(max_length=300)
    publisher: str = Field(max_length=200)
    as_of: date
    url: str = ""
    licence: str = Field("", max_length=80)
    standing: Literal["dataset", "quoted"] = "dataset"
    note: str = Field("", max_length=500)


class Labels(_Part):
    """How labels of a file become values. `base = "cldr:en"` knows the countries' names in that language, `base =
    "slug"` writes a project's name in lower case and without spaces.

    `grouping`: several labels mean one value on purpose, and are not two names of one thing.
    """

    map: dict[str, str] = Field(default_factory=dict)
    base: str = Field("", pattern=r"^(cldr:[a-zA-Z_-]+|slug)?$")
    grouping: bool = False


class PeriodColumns(_Part):
    """Where a row says its period: columns of days, one column such as 2017-h1, several together, or nowhere (`is`).

    `text` puts columns together (`"{year}-h{half}"`), `pattern` reads a text that is written otherwise
    (`"H<half>-<year>"`), `months` is how long a period is of which only the last day is said.
    """

    start: str = ""
    end: str = ""
    months: int = Field(0, ge=0, le=24)
    column: str = ""
    text: str = ""
    pattern: str = ""
    is_: str = Field("", alias="is")
    format: str = "%Y-%m-%d"

    @model_validator(mode="after")
    def _one_form(self) -> PeriodColumns:
        days = bool(self.end) and bool(self.start) != bool(self.months)
        forms = [days, bool(self.column), bool(self.text), bool(self.is_)]
        if sum(forms) != 1 or bool(self.start or self.end or self.months) != days:
            raise ValueError("a period is {start, end}, or {end, months}, or {column}, or {text}, or {is}")
        if self.text and not self.columns:
            raise ValueError("the `text` of a period names its columns in braces, as in {year}-h{half}")
        if self.pattern and not (self.column or self.text):
            raise ValueError("a `pattern` reads the `column` or `text` of a period")
        if self.pattern and "<year>" not in self.pattern:
            raise ValueError("the `pattern` of a period says where its <year> stands")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it is read from."""
        named = _BRACES.findall(self.text)
        return tuple(one for one in (self.start, self.end, self.column, *named) if one)

    def read(self, values: Mapping[str, str]) -> Period:
        """The period of a row that is written in words; `values` are its texts by column.

        Raises:
            PeriodError: they are no period.
        """
        text = (
            _BRACES.sub(lambda found: values[found[1]], self.text) or values.get(self.column, "") or self.is_
        )
        if not self.pattern:
            return periods.parse(text)
        found = self._expression.fullmatch(text)
        if found is None:
            raise PeriodError(f"{text!r} is no period written as {self.pattern}.")
        return Period.of_parts(**{part: int(number) for part, number in found.groupdict().items()})

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        written = re.escape(self.pattern)
        for part, digits in _PARTS_OF_PERIOD.items():
            written = written.replace(f"<{part}>", f"(?P<{part}>{digits})", 1)
        return re.compile(written)


class Column(_Part):
    """A column whose labels are values of a dimension."""

    column: str
    labels: str = ""


class Chosen(_Part):
    """A value that depends on the text of a column."""

    column: str
    map: dict[str, str]


def _column(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


class Counts(_Part):
    """A group of columns that together say how many, and what came of them."""

    kind: tuple[Kind, ...]
    unit: Unit = Unit.REQUEST
    received: str = ""
    granted: str = ""
    partial: str = ""
    full: str = ""
    count: str = ""
    outcome: Outcome | Literal[""] = ""
    process: Process | Literal[""] = ""
    requester: Requester | Literal[""] = ""
    each: dict[str, dict[str, str]] = Field(default_factory=dict)
    check: bool = False
    lists: Literal["all", "government", "some", ""] = ""

    @model_validator(mode="before")
    @classmethod
    def _kind_as_list(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("kind"), str):
            return {**value, "kind": [value["kind"]]}
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Counts:
        if bool(self.received) == bool(self.count):
            raise ValueError("give `received` for requests and items, or `count` for accounts")
        if bool(self.count) != self.unit.startswith("account"):
            raise ValueError("accounts have a `count`, requests and items have `received`")
        if bool(self.partial) != bool(self.full) or (self.partial and self.granted):
            raise ValueError("give `granted`, or both `partial` and `full`")
        if self.outcome and (self.granted or self.partial or self.count):
            raise ValueError("a fixed `outcome` stands beside `received` alone")
        if len(self.kind) > 1 and not self.check:
            raise ValueError("counts of several kinds together can only `check` others")
        if unknown := set(self.each) - set(DIMENSIONS):
            raise ValueError(f"`each` knows no dimension {sorted(unknown)[0]!r}")
        if len(self.each) > 1:
            raise ValueError("`each` goes through one dimension")
        return self

    def expanded(self) -> list[Counts]:
        """One `Counts` for every entry of `each`, its stem put in the place of `{}` in the column names."""
        if not self.each:
            return [self]
        ((dimension, stems),) = self.each.items()
        columns = ("received", "granted", "partial", "full", "count")
        return [
            self.model_copy(
                update={one: getattr(self, one).replace("{}", stem) for one in columns}
                | {dimension: value, "each": {}}
            )
            for value, stem in stems.items()
        ]


class Table(_Part):
    """One reading of one file. Of tables that state the same, the one named first is published."""

    name: str
    file: str
    source: str | Chosen
    period: PeriodColumns | None = None
    country: Annotated[Column | None, BeforeValidator(_column)] = None
    project: Annotated[Column | None, BeforeValidator(_column)] = None
    requester: Annotated[Column | None, BeforeValidator(_column)] = None
    process: Annotated[Column | None, BeforeValidator(_column)] = None
    counts: tuple[Counts, ...] = Field(min_length=1)
    where: dict[str, str | list[str]] = Field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    lists: Literal["all", "government", "some"] = "all"
    also: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    check: bool = False

    @property
    def columns(self) -> dict[str, Column]:
        """The columns of dimensions, by dimension."""
        return {one: getattr(self, one) for one in DIMENSIONS if getattr(self, one) is not None}


class LeftOut(_Part):
    """A column that is not imported, and why."""

    file: str
    column: str
    reason: str


class Reading(_Part):
    """How the files are written."""

    blank: tuple[str, ...] = ("",)
    max_bytes: int = Field(MAX_BYTES, gt=0)
    delimiter: str = Field(",", min_length=1, max_length=1)


class Profile(_Part):
    """A whole profile."""

    profile: Literal[1]
    slug: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")
    title: str
    peer: str = Field("", pattern=r"^([a-z0-9][a-z0-9-]{0,59})?$")
    differences: dict[str, dict[str, str]] = Field(default_factory=dict)
    reading: Reading = Reading.model_validate({})
    period: PeriodColumns | None = None
    sources: dict[str, SourceEntry] = Field(min_length=1)
    labels: dict[str, Labels] = Field(default_factory=dict)
    tables: tuple[Table, ...] = Field(min_length=1)
    left_out: tuple[LeftOut, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Profile:
        for table in self.tables:
            keys = [table.source] if isinstance(table.source, str) else list(table.source.map.values())
            if missing := [key for key in keys if key not in self.sources]:
                raise ValueError(
                    f"table {table.name!r} names the source {missing[0]!r}, which is not in [sources]"
                )
            if table.period is None and self.period is None:
                raise ValueError(f"table {table.name!r} does not say where its period is")
            for column in table.columns.values():
                if column.labels and column.labels not in self.labels:
                    raise ValueError(
                        f"table {table.name!r} names the labels {column.labels!r}, which do not exist"
                    )
            for breakdown in table.also:
                if breakdown != "total":
                    name(breakdown.split("+"))
        names = [table.name for table in self.tables]
        if twice := [one for one in names if names.count(one) > 1]:
            raise ValueError(f"two tables are named {twice[0]!r}")
        return self

    @model_validator(mode="after")
    def _differences_told(self) -> Profile:
        for measure, told in self.differences.items():
            if not self.peer:
                raise ValueError("`differences` are told of a `peer`; name whose series this is")
            if measure not in {ANY_MEASURE, *(one.key for one in measures.every())}:
                raise ValueError(f"`differences` knows no measure {measure!r}")
            if SOURCE_LANGUAGE not in told:
                raise ValueError(f"the difference of {measure!r} is not told in English (`en`)")
        return self

    @property
    def files(self) -> tuple[str, ...]:
        """The files it reads, each once, in order."""
        return tuple(dict.fromkeys(table.file for table in self.tables))


def load(path: Path) -> Profile:
    """The profile in the TOML file `path`.

    Raises:
        ImportProblems: it cannot be read, is no TOML, or has a key or value that means nothing.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise _problem(path, 0, f"the profile cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise _problem(path, 0, f"the profile is not UTF-8 (byte {error.start}).") from error
    try:
        return Profile.model_validate(_with_differences(path, tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise _problem(
            path, int(line[1]) if line else 0, f"the profile is not valid TOML: {error}."
        ) from error
    except ValidationError as error:
        errors = error.errors()
        # A list whose entry is wrong is also said to be too short; that would only confuse.
        telling = [one for one in errors if one["type"] != "too_short"] or errors
        raise ImportProblems(_explained(path, text, one) for one in telling) from error


def _with_differences(path: Path, read: dict[str, Any]) -> dict[str, Any]:
    """The profile with its `differences`, which may stand in a file of their own that several profiles share."""
    name = read.get("differences")
    if not isinstance(name, str):
        return read
    beside = path.parent / name
    try:
        return {**read, "differences": tomllib.loads(beside.read_text(encoding="utf-8"))}
    except OSError as error:
        raise _problem(beside, 0, f"the differences cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _problem(beside, 0, f"the differences are not valid TOML in UTF-8: {error}.") from error


def _problem(path: Path, line: int, message: str) -> ImportProblems:
    return ImportProblems([ImportProblem(Place(path.name, line), message)])


def _explained(path: Path, text: str, error: Any) -> ImportProblem:
    keys = [str(one) for one in error["loc"] if isinstance(one, str)]
    where = ".".join(str(one) for one in error["loc"]) or "the profile"
    message = (
        "there is no such key"
        if error["type"] == "extra_forbidden"
        else error["msg"].removeprefix("Value error, ")
    )
    return ImportProblem(Place(path.name, _line_of(text, keys)), f"{where}: {message}.")


def _line_of(text: str, keys: list[str]) -> int:
    for key in reversed(keys):
        pattern = re.compile(_LINE_OF_KEY.format(key=re.escape(key)))
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                return number
    return 0
