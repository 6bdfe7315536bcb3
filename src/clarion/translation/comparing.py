"""A translation beside its original, piece by piece, with what changed in the original since."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from wagtail.admin.compare import diff_text

from clarion.translation.models import TranslatedPage
from clarion.translation.segments import readable


@dataclass(frozen=True)
class Row:
    """One place: what the original says, what the translation says, and how the original changed."""

    place: str
    source: str
    target: str
    before: str | None
    is_missing: bool

    @property
    def is_changed(self) -> bool:
        """Whether the original says something else than what the translation was made from."""
        return self.before is not None

    @property
    def source_words(self) -> str:
        """What the original says, without marks."""
        return readable(self.source)

    @property
    def target_words(self) -> str:
        """What the translation says, without marks."""
        return readable(self.target)

    @property
    def change(self) -> SafeString:
        """The original before and now in one, what was taken out and put in marked."""
        return diff_text(readable(self.before or ""), self.source_words).to_html()


def rows(state: TranslatedPage, untold: Collection[str] = ()) -> Iterator[Row]:
    """Every piece of the original in order, then what the original has no longer.

    `untold` are the pieces that stand in the translation in the original's words only because nobody translated them.
    """
    source, known, here = (
        state.original.wording.by_place,
        state.source_wording.by_place,
        state.wording.by_place,
    )
    for place, text in source.items():
        before = known.get(place, "")
        target = here.get(place, "")
        is_missing = not target or (target == text and text in untold)
        yield Row(place, text, target, before if before != text else None, is_missing)
    for place, text in known.items():
        if place not in source:
            yield Row(place, "", here.get(place, ""), text, is_missing=False)
