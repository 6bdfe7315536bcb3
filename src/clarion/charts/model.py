"""What a chart is made of. All words and numbers come in already translated and localised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

UNKNOWN_KEY = "unknown"
"""The key of the point that counts what nobody attributed, such as requests from no known country."""

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True)
class Point:
    """One value with its name.

    `value` is a count, or None where nobody recorded one; None is never drawn as zero. `text` is the
    value as readers of the language write it ("٦٨٤"). `label` is short; in a series it may have two
    lines, of which neighbours share the second ("H1\\n2017"). `long_label` is for the table. `key`
    is a code: ISO 3166-1 alpha-2 on a map, `UNKNOWN_KEY` for what could not be attributed.
    `absent` says why a value of None is not known, in place of the chart's `unknown_text`.
    `emphasis` marks what the sentence beside the chart is about. `href` links the row of the table,
    `note` explains it.

    Raises ValueError for a negative value.
    """

    label: str
    value: int | None
    text: str
    key: str = ""
    long_label: str = ""
    emphasis: bool = False
    href: str = ""
    note: str = ""
    absent: str = ""

    def __post_init__(self) -> None:
        if self.value is not None and self.value < 0:
            raise ValueError(f"A chart draws counts; {self.name!r} has the value {self.value}.")

    @property
    def name(self) -> str:
        """The name on one line, the long one where there is one."""
        return self.long_label or " ".join(self.label.split())


@dataclass(frozen=True)
class Chart:
    """A set of points, its words, and the direction in which its readers read.

    `key` must be unique on the page: the ids are made of it. `title` names the chart, `description`
    says in a sentence what it shows. `unknown_text` stands wherever a value is unknown;
    `absent_text` says, on a map, what a country without a point means.
    """

    key: str
    title: str
    description: str
    points: tuple[Point, ...]
    label_heading: str
    value_heading: str
    unknown_text: str
    direction: Direction = "ltr"
    note: str = ""
    absent_text: str = ""

    def shown(self, point: Point) -> str:
        """The value of a point in words: its text, or that it is unknown."""
        return (point.absent or self.unknown_text) if point.value is None else point.text

    def spoken(self, point: Point) -> str:
        """Name and value in one line, for a tooltip."""
        return f"{point.name}: {self.shown(point)}" + (f" ({point.note})" if point.note else "")

    @property
    def largest(self) -> int:
        """The largest known value, at least one, so that it can divide."""
        return max((point.value for point in self.points if point.value), default=1)
