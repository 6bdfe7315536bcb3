"""What the parts of the report are about, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_NAMES = {
    1: _("Who reports, and when"),
    2: _("Categories"),
    3: _("Orders of Member States"),
    4: _("Notices"),
    5: _("Measures on own initiative: illegal content"),
    6: _("Measures on own initiative: terms and conditions"),
    7: _("Complaints, disputes and suspensions"),
    8: _("Automated means"),
    9: _("People who moderate"),
    10: _("Average monthly recipients"),
    11: _("Texts"),
}


def part_name(number: int) -> str:
    """The name of a part."""
    return str(_NAMES[number])
