"""A page says the same of itself whoever serves it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client

from clarion.publishing.edge import policies
from clarion.publishing.edge.composing import language_for
from support.baked import STYLE

OF_THE_CONTENT = {
    "Content-Type", "Content-Length", "Content-Language", "Content-Encoding", "Vary", "Cache-Control", "Last-Modified",
    "ETag", "Accept-Ranges",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("over_tls", [False, True])
def test_the_policies_of_files_are_those_of_djangos_answers(settings, over_tls):
    settings.SECURE_SSL_REDIRECT = over_tls
    settings.SECURE_HSTS_SECONDS = 1000 if over_tls else 0
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if over_tls else None
    # Django closes connections to the database when an answer is over: in a thread, not those of this test.
    with ThreadPoolExecutor(1) as pool:
        ours = pool.submit(policies.of_pages, get_wsgi_application(), "localhost", over_tls=over_tls).result()
    for address in ("/en/no-such-page/", "/robots.txt"):
        answer = Client().get(address, secure=over_tls, headers={"x-forwarded-proto": "https"})
        assert answer.status_code in {200, 404}
        theirs = {name: value for name, value in answer.headers.items() if name not in OF_THE_CONTENT}
        parts = {name: sorted(value.split("; ")) for name, value in theirs.items()}
        assert {name: sorted(value.split("; ")) for name, value in ours} == parts
    assert ("Strict-Transport-Security" in dict(ours)) == over_tls


@pytest.mark.once
def test_a_cdn_may_keep_pages_while_it_is_told_of_changes_and_browsers_ask():
    assert policies.kept_for("en/index.html", 3600) == "max-age=0, must-revalidate, public, s-maxage=3600"
    assert policies.kept_for(STYLE, 3600) == policies.FOREVER
    assert policies.kept_for("theme/abc.css") == policies.FOREVER


@pytest.mark.once
@pytest.mark.parametrize(
    ("accepted", "language"),
    [("ar-EG, en;q=0.5", "ar"), ("de, fr;q=0.8", "fr"), ("zh-CN", "zh-hans"), ("*", "en"), ("", "en"), ("xx", "en"),
     ("en;q=0, es", "es")],
)  # fmt: skip
def test_the_readers_language_is_the_one_that_django_finds(accepted, language, rf):
    from django.utils.translation import get_language_from_request

    request = rf.get("/", headers={"accept-language": accepted})
    assert language_for(accepted) == get_language_from_request(request) == language
