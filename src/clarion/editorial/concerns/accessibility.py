"""What bars the way for some readers, by every check there is."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from clarion.editorial.checks import all_checks
from clarion.editorial.concerns import Concern, Found, register
from clarion.editorial.reading import ReadPage

_CHECKS = all_checks()


def _find(read: ReadPage) -> Iterator[Found]:
    for check in _CHECKS:
        for detail in check.find(read.main, read.language):
            yield Found(problem=check.key, detail=detail, page=read.page)


register(
    Concern(
        key="accessibility",
        label=_("Accessibility"),
        problems={check.key: check.label for check in _CHECKS},
        of_html=_find,
    )
)
