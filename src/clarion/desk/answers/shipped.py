"""The wordings that Clarion ships, from the files of `wordings/`, one a language. An edited template is left alone."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from clarion.desk.answers.models import AnswerTemplate, save_version

HERE = Path(__file__).parent / "wordings"
_TAKEN = ("purpose", "kind", "outcome", "name", "subject", "body")


@cache
def wordings() -> dict[str, dict[str, str]]:
    """Every shipped wording by its key, such as `en.refused`. One for several kinds or outcomes is one for each."""
    found = {}
    for path in sorted(HERE.glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            kinds, outcomes = entry.pop("kinds", [""]), entry.pop("outcomes", [""])
            for kind, outcome in product(kinds, outcomes):
                several = [one for one, of in ((kind, kinds), (outcome, outcomes)) if len(of) > 1]
                key = ".".join([path.stem, name, *several])
                words = {place: value.strip() for place, value in entry.items()}
                found[key] = words | {"kind": kind, "outcome": outcome, "language": path.stem}
    return found


@transaction.atomic
def load() -> int:
    """Writes the wordings that are new or newer. Returns how many."""
    known = {one.shipped: one for one in AnswerTemplate.objects.exclude(shipped=None)}
    written = 0
    spoken = dict(settings.LANGUAGES)
    for key, words in wordings().items():
        if words["language"] not in spoken:
            continue
        template = known.get(key)
        if template is None:
            template = AnswerTemplate(shipped=key)
        elif template.edited or all(getattr(template, name) == words[name] for name in _TAKEN):
            continue
        for name in (*_TAKEN, "language"):
            setattr(template, name, words[name])
        save_version(template, by=None)
        written += 1
    return written


def after_migrating(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Loads them when the database has been brought up to date, and has their table."""
    if (
        using == DEFAULT_DB_ALIAS
        and AnswerTemplate._meta.db_table in connections[using].introspection.table_names()
    ):
        load()
