"""A translation beside its original, piece by piece, with what changed in the original since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from wagtail.admin.compare import diff_text

from clarion.translation.models import TranslatedPage
from clarion.translation.segments import is_translated


@dataclass(frozen=True)
class Row:
    """One place: what the original says, what the translation says, and how the original changed."""

    place: str
    source: str
    target: str
    before: str | None

    @property
    def is_changed(self) -> bool:
        """Whether the original says something else than what the translation was made from."""
        return self.before is not None

    @property
    def is_missing(self) -> bool:
        """Whether the translation says nothing here."""
        return bool(self.source) and not is_translated(self.source, self.target)

    @property
    def change(self) -> SafeString:
        """The original before and now in one, what was taken out and put in marked."""
        return diff_text(self.before or "", self.source).to_html()


def rows(state: TranslatedPage) -> Iterator[Row]:
    """Every piece of the original in order, then what the original has no longer."""
    source, known, here = (
        state.original.wording.by_place,
        state.source_wording.by_place,
        state.wording.by_place,
    )
    for place, text in source.items():
        before = known.get(place, "")
        yield Row(place, text, here.get(place, ""), before if before != text else None)
    for place, text in known.items():
        if place not in source:
            yield Row(place, "", here.get(place, ""), text)
