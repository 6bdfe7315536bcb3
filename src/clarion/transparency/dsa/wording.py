"""What a gap of the report means, in words, and what fills it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_Words = Callable[[int, str], str]

_GAPS: dict[str, _Words] = {
    "service": lambda _count, _detail: _("The declaration does not name the service."),
    "provider": lambda _count, _detail: _("The declaration does not name the provider."),
    "previous_report": lambda _count, _detail: _(
        "The day of the report before this one is not known. If there was none, leave it empty."
    ),
    "note_on_nothing": lambda _count, detail: (
        _("There is no category %(code)s to write a note on.") % {"code": detail}
    ),
    "category_of_orders": lambda count, _detail: (
        ngettext(
            "%(count)d order has no category, and is counted as not specified by the authority.",
            "%(count)d orders have no category, and are counted as not specified by the authority.",
            count,
        )
        % {"count": count}
    ),
    "category_of_notices": lambda count, _detail: (
        ngettext(
            "%(count)d notice has no category, and is counted as not specified by the notifier.",
            "%(count)d notices have no category, and are counted as not specified by the notifier.",
            count,
        )
        % {"count": count}
    ),
    "sub_category": lambda count, _detail: (
        ngettext(
            "%(count)d case has no sub-category, and is described as not recorded.",
            "%(count)d cases have no sub-category, and are described as not recorded.",
            count,
        )
        % {"count": count}
    ),
    "own_initiative": lambda _count, _detail: _(
        "Measures on own initiative are not recorded: give them in a file of cases, or declare that it is complete."
    ),
    "disputes": lambda _count, _detail: _(
        "Disputes before settlement bodies are not recorded: give them in a file of cases, or declare there were none."
    ),
    "suspensions": lambda _count, _detail: _(
        "Suspensions for misuse are not recorded: give them in a file of cases, or declare there were none."
    ),
    "automated_means": lambda _count, _detail: _(
        "The declaration does not say whether automated means are used."
    ),
    "accuracy": lambda _count, _detail: _("The declaration does not say how accurate automated means are."),
    "people": lambda _count, _detail: _("The declaration does not say how many people moderate."),
    "recipients": lambda _count, _detail: _("The declaration does not say how many recipients there are."),
    "text": lambda _count, detail: _("The text “%(name)s” is empty.") % {"name": detail},
    "left_out_authority_of_unknown_country": lambda count, _detail: (
        ngettext(
            "%(count)d demand of an authority is in no part, since its country is not known.",
            "%(count)d demands of authorities are in no part, since their country is not known.",
            count,
        )
        % {"count": count}
    ),
    "left_out_authority_outside_the_union": lambda count, _detail: (
        ngettext(
            "%(count)d demand of an authority outside the Union is in no part.",
            "%(count)d demands of authorities outside the Union are in no part.",
            count,
        )
        % {"count": count}
    ),
    "left_out_not_of_this_report": lambda count, _detail: (
        ngettext(
            "%(count)d demand is of a kind that this report does not count.",
            "%(count)d demands are of a kind that this report does not count.",
            count,
        )
        % {"count": count}
    ),
    "left_out_by_hand": lambda count, _detail: (
        ngettext("%(count)d demand was left out by hand.", "%(count)d demands were left out by hand.", count)
        % {"count": count}
    ),
}


def gap(facts: Mapping[str, Any]) -> str:
    """A gap in a sentence; `facts` are those of the finding."""
    words = _GAPS.get(facts["key"])
    return words(facts["cases"], facts["detail"]) if words else str(facts["key"])
