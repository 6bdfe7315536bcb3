"""The words for a value that is one of a vocabulary, as every `get_…_display` of the register's models gives them."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models


class Named(models.Model):
    """A model whose values are shown in words, many on a page.

    Django looks a word up by translating the whole vocabulary, for each value anew; here only the word is translated.
    """

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> Any:  # noqa: N802 - Django's name
        value = getattr(self, field.attname)
        word = _words(field).get(value, value)
        return None if word is None else str(word)


@cache
def _words(field: models.Field[Any, Any]) -> dict[Any, Any]:
    return dict(field.flatchoices)
