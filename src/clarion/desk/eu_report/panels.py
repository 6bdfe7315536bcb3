"""On a demand's page: what it counts as in the EU report, and the way to say otherwise."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from clarion.desk.eu_report.wording import category_name, type_name
from clarion.desk.panels import Panel, Sheet, panel
from clarion.register.roles import Action
from clarion.transparency.dsa import from_register, rules
from clarion.transparency.dsa.models import CaseDetail


@panel
class EuReport(Panel):
    """Type and category, as somebody said or as the rules have it."""

    key = "eu-report"
    heading = _("EU report")
    order = 90
    template = "desk/eu_report/panel.html"

    def context(self, sheet: Sheet) -> dict[str, Any]:
        """In words, and whether anybody said so."""
        by_rules = from_register.default_of(sheet.demand, rules.version())
        said = CaseDetail.objects.filter(demand=sheet.demand).first()
        category = (
            (said.category, said.keyword)
            if said and said.category
            else (by_rules["category"], by_rules["keyword"])
        )
        return {
            "type": type_name((said.type if said else "") or by_rules["type"]),
            "category": category_name(*category),
            "said": said,
            "may_say": sheet.may(Action.REVIEW),
        }
