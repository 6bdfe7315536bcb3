"""The five topics, named as the advocacy page names them."""

from __future__ import annotations

from wagtail.models import Locale

from clarion.demo.built import Built
from clarion.demo.site import key_of
from clarion.demo.texts import texts
from clarion.pages.models import Topic


def write_topics(built: Built) -> None:
    """Makes each topic in each language."""
    for language in built.homes:
        locale = Locale.objects.get(language_code=language)
        for place, words in enumerate(texts(language)["pages"]["advocacy"]["elsewhere"]["topics"]):
            slug = words["page"].rpartition("/")[2]
            Topic.objects.get_or_create(
                locale=locale,
                translation_key=key_of(f"topic/{slug}"),
                defaults={
                    "slug": slug,
                    "name": words["label"],
                    "description": words["text"],
                    "place": place,
                },
            )
