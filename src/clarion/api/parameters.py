"""Parameters of a query: read one by one, documented by the same definition that checks them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from clarion.api import problems
from clarion.api.problems import Problem
from clarion.transparency import measures
from clarion.transparency.filters import BY_NAME, PERIOD, Form, Parameter

MOST = 200
"""How many figures one answer lists at most."""
USUAL = 50
FURTHEST = 1_000_000

LANGUAGE = Parameter(
    "language",
    _("The language of the words."),
    Form.CHOICE,
    tuple(code for code, _ in settings.LANGUAGES),
    default=settings.LANGUAGE_CODE,
)
ONE_PERIOD = Parameter(
    PERIOD,
    _(
        "One period, for which every measure is then answered, known or not. Without it, every period on record."
    ),
    Form.TEXT,
    example=BY_NAME[PERIOD].example,
)
LIMIT = Parameter(
    "limit",
    _("How many figures to list at most, from 1 to 200."),
    Form.TEXT,
    default=str(USUAL),
    example="50",
)
OFFSET = Parameter(
    "offset",
    _("How many figures to pass over first. The answer links to the next part of the list."),
    Form.TEXT,
    default="0",
    example="50",
)
SIZE = Parameter(
    "size",
    _("The size of the tree in which the leaf is proved. Without it, that of the newest checkpoint."),
    Form.TEXT,
)
FIRST = Parameter("first", _("The size of the smaller tree."), Form.TEXT, example="16")
SECOND = Parameter(
    "second",
    _("The size of the larger tree. Without it, that of the newest checkpoint."),
    Form.TEXT,
)
LARGEST = 2**53 - 1
"""The largest size of a tree that every reader of JSON takes for what it is."""
NUMBERS = {
    LIMIT.name: (1, MOST),
    OFFSET.name: (0, FURTHEST),
    **dict.fromkeys((SIZE.name, FIRST.name, SECOND.name), (1, LARGEST)),
}

BLANK = ""
"""What every parameter but a number, and each part of a list, may be, and is then as good as left out."""
LONGEST = 300
"""The most characters that any one value can have."""


def measure() -> Parameter:
    """The parameter that chooses a measure: made anew, since applications may register more of them."""
    return Parameter(
        "measure",
        _("One measure. Without it, all."),
        Form.CHOICE,
        tuple(one.key for one in measures.every()),
        example="takedown-requests-received",
    )


def of_the_list() -> tuple[Parameter, ...]:
    """The parameters of the list of figures."""
    return measure(), ONE_PERIOD, LANGUAGE, LIMIT, OFFSET


def given(request: HttpRequest, known: Iterable[Parameter]) -> dict[str, str]:
    """The parameters of the query, each given once; blank ones are as good as left out.

    Raises:
        Problem: a parameter does not exist, is given twice, is far too long or holds a null byte, its value is not
            among those that are listed for it, or it is a number and blank.
    """
    by_name = {one.name: one for one in known}
    read = {}
    for name, listed in request.GET.lists():
        parameter = by_name.get(name)
        if parameter is None:
            raise Problem(
                problems.UNKNOWN_PARAMETER,
                f"There is no parameter {name[:40]!r} here.",
                parameter=name[:40],
                allowed=tuple(by_name),
            )
        if len(listed) > 1:
            raise Problem(
                problems.REPEATED_PARAMETER, f"{name} is given {len(listed)} times.", parameter=name
            )
        read[name] = _value(parameter, listed[0])
    return {name: value for name, value in read.items() if value}


def _value(parameter: Parameter, text: str) -> str:
    if len(text) > LONGEST:
        raise bad(parameter, f"{parameter.name} is longer than {LONGEST} characters.")
    if "\0" in text:
        raise bad(parameter, f"{parameter.name} holds a null byte.")
    value = text.strip()
    if not value and parameter.name in NUMBERS:
        raise bad(parameter, f"{parameter.name} is empty. Give a number, or leave it out.")
    if value and parameter.form is Form.CHOICE and value.lower() not in parameter.allowed:
        raise bad(parameter, f"{value!r} is no {parameter.name}.")
    if parameter.form is Form.CHOICES:
        value = ",".join(filter(None, map(str.strip, value.split(","))))
    return value.lower() if parameter.form is Form.CHOICE else value


def number(read: dict[str, str], parameter: Parameter) -> int:
    """The whole number that `parameter` is, or by default is.

    Raises:
        Problem: it is none, or out of range.
    """
    text = read.get(parameter.name, parameter.default)
    least, most = NUMBERS[parameter.name]
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise bad(parameter, f"{text!r} is no whole number from {least} to {most}.")
    return int(text)


def bad(parameter: Parameter, detail: str) -> Problem:
    """The problem that the value of `parameter` means nothing."""
    return Problem(problems.BAD_PARAMETER, detail, parameter=parameter.name, allowed=parameter.allowed)


def documented(parameter: Parameter) -> dict[str, Any]:
    """The parameter as an OpenAPI parameter object."""
    schema: dict[str, Any] = {"type": "string"}
    if parameter.name in NUMBERS:
        least, most = NUMBERS[parameter.name]
        schema = {"type": "integer", "minimum": least, "maximum": most}
    told: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.description,
        "schema": schema,
    }
    if parameter.form is Form.CHOICE:
        schema["enum"] = [*parameter.allowed, BLANK]
    if parameter.form is Form.CHOICES:
        told |= {"style": "form", "explode": False}
        told["schema"] = schema = {
            "type": "array",
            "items": {"type": "string", "enum": [*parameter.allowed, BLANK]},
        }
    if parameter.default:
        schema["default"] = _typed(parameter, parameter.default)
    if parameter.example:
        told["example"] = _typed(parameter, parameter.example)
    return told


def _typed(parameter: Parameter, text: str) -> Any:
    if parameter.name in NUMBERS:
        return int(text)
    return text.split(",") if parameter.form is Form.CHOICES else text
