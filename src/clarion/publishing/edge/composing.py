"""The edge, composed from Django's settings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http.request import split_domain_port, validate_host
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from clarion.publishing.edge import policies
from clarion.publishing.edge.application import Edge
from clarion.publishing.edge.gate import Gate
from clarion.publishing.edge.hand_over import HandOver, Wsgi
from clarion.publishing.edge.servers import ServerConfig
from clarion.publishing.edge.tree import Tree

FILES_IN_A_FORM = 4


def compose(django: Wsgi) -> Edge:
    """The edge before an application that answers what no file does."""
    base = urlsplit(settings.BASE_URL)
    over_tls = base.scheme == "https"
    pages = policies.of_pages(django, base.hostname or "localhost", over_tls=over_tls)
    onion = settings.CLARION_ONION_ADDRESS.rstrip("/") if over_tls else ""
    return Edge(
        tree=Tree(
            settings.CLARION_SITE_DIR,
            lambda path: policies.of(path, pages, settings.CLARION_SHARED_FOR, onion),
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


def server_config(
    *,
    listen: str = "",
    upstreams: Sequence[str] | None = None,
    certificate: str = "",
    key: str = "",
    brotli: bool = True,
) -> ServerConfig:
    """What a web server in front has to know of this site. Empty values are told from the settings."""
    base = urlsplit(settings.BASE_URL)
    over_tls = base.scheme == "https"
    host = base.hostname or "localhost"
    limits = (settings.ATTACHMENT_LIMIT, settings.DOCUMENT_MAX_SIZE, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    return ServerConfig(
        site=settings.CLARION_SITE_DIR,
        host=host,
        over_tls=over_tls,
        listen=listen or str(base.port or (443 if over_tls else 80)),
        upstreams=tuple(upstreams or [f"{settings.SERVING.host}:{settings.SERVING.port}"]),
        pages=policies.of_pages(get_wsgi_application(), host, over_tls=over_tls),
        languages=tuple(code for code, _ in settings.LANGUAGES),
        staff_cookie=settings.SESSION_COOKIE_NAME,
        # Several files may come in one form.
        largest_body=max(limits) * FILES_IN_A_FORM,
        shared_for=settings.CLARION_SHARED_FOR,
        onion=settings.CLARION_ONION_ADDRESS.rstrip("/") if over_tls else "",
        certificate=certificate,
        key=key,
        brotli=brotli,
    )
