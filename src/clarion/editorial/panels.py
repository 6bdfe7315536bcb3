"""What needs an editor, counted on the first page of the admin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from clarion.editorial.concerns import CONCERNS, discover
from clarion.editorial.models import Finding


class NeedsAnEditorPanel(Component):
    """How much there is of each kind: one query."""

    order = 150
    template_name = "editorial/needs_an_editor.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """With the counts and where each leads."""
        discover()
        counts, report = Finding.objects.counted(), reverse("editorial_report")
        rows = [
            (one.label, counts[key], f"{report}?concern={key}")
            for key, one in CONCERNS.items()
            if counts.get(key)
        ]
        return {"rows": rows, "report": report}
