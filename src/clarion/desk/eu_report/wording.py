"""Types and categories in words. Categories are told as the Regulation has them, in English."""

from __future__ import annotations

from django.utils.translation import gettext as _

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.models import CaseDetail


def type_name(key: str) -> str:
    """What a demand is counted as."""
    return str(dict(CaseDetail.TYPES).get(key) or _("In no part of the report"))


def category_name(category: str, keyword: str) -> str:
    """A category and its sub-category; blank where there is none."""
    found = [
        one.description
        for one in annex.categories()
        if one.category == category and one.keyword in ("", keyword)
    ]
    return " · ".join(dict.fromkeys(found))
