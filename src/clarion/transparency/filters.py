"""The one definition of the filter over tallies, for the page, the CSV and the API alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from clarion.register.vocabulary import Kind, Outcome, Process, Requester, Unit
from clarion.transparency import periods
from clarion.transparency.breakdowns import DIMENSIONS
from clarion.transparency.figures.figure import FigureError, check_value
from clarion.transparency.periods import EVER, Period

KIND, PERIOD, OUTCOME, UNIT, GROUP_BY, PEER = "kind", "period", "outcome", "unit", "group_by", "peer"
GROUPS = (KIND, PERIOD, *DIMENSIONS, OUTCOME)
"""What rows can be told apart by. Kinds always are, since they are never added; naming `kind` alone adds up periods."""


class FilterError(ValueError):
    """A parameter means nothing. `allowed` lists what would do, where that can be listed."""

    def __init__(self, parameter: str, message: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.message = message
        self.allowed = allowed


class Form(Enum):
    """How the value of a parameter is written."""

    CHOICE = "choice"
    """One of `allowed`."""
    CHOICES = "choices"
    """Any of `allowed`, separated by commas."""
    TEXT = "text"
    """A text of the form that the description says."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the filter, with what documentation needs to know of it."""

    name: str
    description: str
    form: Form
    allowed: tuple[str, ...] = ()
    default: str = ""
    example: str = ""


PARAMETERS = (
    Parameter(
        KIND,
        _("What was demanded. Without it, rows of every kind, told apart."),
        Form.CHOICE,
        tuple(Kind.values),
    ),
    Parameter(
        PERIOD,
        _(
            "A period: 2017, 2017-h1, 2017-q3, two days as 2012-07-01--2013-06-30, this_year, last_year or all."
        ),
        Form.TEXT,
        default=periods.ALL,
        example="2017",
    ),
    Parameter(
        "country", _("A country by its ISO 3166-1 alpha-2 code; ZZ is unknown."), Form.TEXT, example="DE"
    ),
    Parameter(
        "project",
        _("A project, such as en.wikipedia; unknown is a value."),
        Form.TEXT,
        example="en.wikipedia",
    ),
    Parameter(
        "requester",
        _("Who sent it; government takes in all branches."),
        Form.CHOICE,
        tuple(Requester.values),
    ),
    Parameter("process", _("The legal process, for user data."), Form.CHOICE, tuple(Process.values)),
    Parameter(
        OUTCOME,
        _("What came of it; granted takes in those granted in part and in full."),
        Form.CHOICE,
        tuple(Outcome.values),
    ),
    Parameter(
        UNIT,
        _("What is counted; units are never added."),
        Form.CHOICE,
        tuple(Unit.values),
        default=Unit.REQUEST,
    ),
    Parameter(
        GROUP_BY,
        _("What rows are told apart by, separated by commas."),
        Form.CHOICES,
        GROUPS,
        default=PERIOD,
        example="period,country",
    ),
    Parameter(
        PEER,
        _("Another organisation whose published series is meant. Without it, the organisation's own alone."),
        Form.TEXT,
        example="github",
    ),
)
BY_NAME = {one.name: one for one in PARAMETERS}


@dataclass(frozen=True, slots=True)
class TallyQuery:
    """A checked filter. `filters` are by dimension; `within` are the days of `period`, `EVER` for all.

    `peer` is blank for the organisation's own tallies; whether there is such a peer shows when the query is run.
    """

    kinds: tuple[str, ...]
    period: str
    within: Period
    filters: tuple[tuple[str, str], ...]
    outcome: str
    unit: str
    group_by: tuple[str, ...]
    peer: str = ""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that rows are told apart by."""
        return tuple(one for one in DIMENSIONS if one in self.group_by)

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters that make this query again, without those left at their default."""
        kind = self.kinds[0] if len(self.kinds) == 1 else ""
        told = {KIND: kind, PERIOD: self.period, **dict(self.filters), OUTCOME: self.outcome, UNIT: self.unit}
        told |= {GROUP_BY: ",".join(self.group_by), PEER: self.peer}
        return {name: value for name, value in told.items() if value and value != BY_NAME[name].default}


def parse(given: Mapping[str, str], *, today: date | None = None) -> TallyQuery:
    """The query that parameters ask for; blank ones are left out.

    Raises:
        FilterError: the first parameter that does not exist, or whose value means nothing.
    """
    for name in given:
        if name not in BY_NAME:
            raise FilterError(name, f"There is no parameter {name!r}.", tuple(BY_NAME))
    read = {one.name: (given.get(one.name) or "").strip() or one.default for one in PARAMETERS}
    for parameter in PARAMETERS:
        if parameter.form is Form.CHOICE and read[parameter.name]:
            read[parameter.name] = _choice(parameter, read[parameter.name])
    filters = tuple((one, _value(one, read[one])) for one in DIMENSIONS if read[one])
    group_by = _groups(read[GROUP_BY], dict(filters), read[OUTCOME])
    try:
        period = periods.canonical(read[PERIOD])
        within = periods.resolve(period, today or timezone.localdate) or EVER
    except periods.PeriodError as error:
        raise FilterError(PERIOD, str(error)) from error
    kinds = (read[KIND],) if read[KIND] else tuple(Kind.values)
    peer = read[PEER].lower()
    return TallyQuery(kinds, period, within, filters, read[OUTCOME], read[UNIT], group_by, peer)


def _choice(parameter: Parameter, value: str) -> str:
    if value.lower() not in parameter.allowed:
        raise FilterError(parameter.name, f"{value!r} is no {parameter.name}.", parameter.allowed)
    return value.lower()


def _value(dimension: str, value: str) -> str:
    try:
        return check_value(dimension, value)
    except FigureError as error:
        raise FilterError(dimension, str(error)) from error


def _groups(text: str, filters: Mapping[str, str], outcome: str) -> tuple[str, ...]:
    wanted = [one.strip().lower() for one in text.split(",") if one.strip()]
    for one in wanted:
        if one not in GROUPS:
            raise FilterError(GROUP_BY, f"Rows cannot be told apart by {one!r}.", GROUPS)
        is_fixed = one in filters and filters[one] != Requester.GOVERNMENT
        if is_fixed or (one == OUTCOME and outcome):
            raise FilterError(GROUP_BY, f"{one} is filtered to one value; rows cannot be told apart by it.")
    return tuple(one for one in GROUPS if one in wanted)
