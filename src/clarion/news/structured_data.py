"""An article in Schema.org's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from clarion.core.linked_data import Thing, organisation
from clarion.pages.addresses import address_of
from clarion.pages.languages import html_lang
from clarion.pages.sharing import card_of

if TYPE_CHECKING:
    from clarion.news.models import ArticlePage, Author
    from clarion.pages.rendering import Scope


def news_article(article: ArticlePage, scope: Scope) -> Thing:
    """The article, who wrote it, and who publishes it."""
    card = card_of(article, scope)
    changed = article.last_published_at
    return {
        "@type": "NewsArticle",
        "headline": card.title,
        "description": card.description,
        "mainEntityOfPage": settings.BASE_URL + address_of(article.url_path, scope.language),
        "inLanguage": html_lang(scope.language),
        "image": card.picture,
        "datePublished": article.date.isoformat(),
        "dateModified": changed.isoformat() if changed else article.date.isoformat(),
        "author": [_person(one) for one in article.authors] or organisation(),
        "publisher": organisation(),
    }


def _person(author: Author) -> Thing:
    person: Thing = {"@type": "Person", "name": author.name}
    if author.role:
        person["jobTitle"] = author.role
    if author.address:
        person["url"] = settings.BASE_URL + author.address
    return person
