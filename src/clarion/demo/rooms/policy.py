"""What the positions stand on: figures, those behind them, their history, and what to read."""

from __future__ import annotations

import json
from typing import Any

from clarion.demo.bodies import chart, facts
from clarion.demo.built import Built
from clarion.demo.rows import write_rows
from clarion.demo.texts import room_plan, room_texts, texts
from clarion.pages.models import Topic
from clarion.policy.models import PositionPage


def write_positions(built: Built) -> None:
    """Completes every position in every language."""
    for language, pages in built.pages.items():
        topics = {one.slug: one for one in Topic.objects.in_language(language)}
        for slug, plan in room_plan("policy").items():
            page = pages[f"policy/{slug}"]
            if isinstance(page, PositionPage) and not page.latest_revision_id:
                _complete(page, slug, plan, language, topics[slug])


def _complete(page: PositionPage, slug: str, plan: dict[str, Any], language: str, topic: Topic) -> None:
    words = room_texts("policy", language)
    own = words["pages"][f"policy/{slug}"]
    names = {**words["backers"], "organisation": texts(language)["site"]["name"]}
    page.stance = own["stance"]
    page.evidence = json.dumps(
        [facts(plan["evidence"]), *([chart(plan["chart"])] if "chart" in plan else [])]
    )
    page.topics = [topic]
    page.save()
    write_rows(
        page,
        "backers",
        [
            {"sort_order": place, "kind": one["kind"], "name": names[one["who"]], "adopted_on": one["on"]}
            for place, one in enumerate(plan["backers"])
        ],
    )
    changes = zip(plan["changes"], own["changes"], strict=True)
    write_rows(page, "changes", [{"changed_on": day, "note": note} for day, note in changes])
    resources = zip(plan["resources"], own["resources"], strict=True)
    write_rows(
        page,
        "resources",
        [
            {
                "sort_order": place,
                "title": title,
                "url": one.get(language, one["url"]),
                "language": "" if language in one else one["language"],
            }
            for place, (one, title) in enumerate(resources)
        ],
    )
