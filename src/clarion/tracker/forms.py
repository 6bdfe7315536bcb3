"""The editor's form of an entry."""

from __future__ import annotations

from typing import Any

from clarion.pages.models import FiledPageForm


class TrackedPageForm(FiledPageForm):
    """Looks at the events of an entry together: each may be right, and yet not all of them."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        formset = self.formsets.get("events")
        if formset is not None and formset.is_valid():
            filled = [one for one in formset.forms if one.cleaned_data and not one.cleaned_data.get("DELETE")]
            events = [one.instance for one in filled if one.instance.date]
            for problem in self.instance.problems_of(events):
                self.add_error(None, problem)
        return cleaned
