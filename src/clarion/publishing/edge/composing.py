"""The edge, composed from Django's settings."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from clarion.publishing.edge import policies
from clarion.publishing.edge.application import Edge
from clarion.publishing.edge.gate import Gate
from clarion.publishing.edge.hand_over import HandOver, Wsgi
from clarion.publishing.edge.tree import Tree


def compose(django: Wsgi) -> Edge:
    """The edge before an application that answers what no file does."""
    base = urlsplit(settings.BASE_URL)
    over_tls = base.scheme == "https"
    pages = policies.of_pages(django, base.hostname or "localhost", over_tls=over_tls)
    return Edge(
        tree=Tree(
            settings.CLARION_SITE_DIR, lambda path: policies.of(path, pages, settings.CLARION_SHARED_FOR)
        ),
        gate=Gate(
            is_our_host=_is_our_host,
            cookies=(f"{settings.SESSION_COOKIE_NAME}=", f"{settings.LANGUAGE_COOKIE_NAME}="),
            over_tls=over_tls,
            here_alone=settings.CLARION_DEMO,
        ),
        django=HandOver(django, settings.CLARION_WEB_THREADS),
        languages=frozenset(code for code, _ in settings.LANGUAGES),
        language_for=language_for,
        policies=pages,
    )


@lru_cache(maxsize=4096)
def language_for(accept_language: str) -> str:
    """The language of the site for an `Accept-Language`, as Django finds it."""
    for code, _ in parse_accept_lang_header(accept_language):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return get_supported_language_variant(settings.LANGUAGE_CODE)


def _is_our_host(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
