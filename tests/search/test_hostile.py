"""Whatever is asked, the answer is an ordinary page."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

NASTY = [
    "a" * 10_000,
    "审" * 10_000,
    "word " * 2_000,
    "\0",
    "a\0b",
    "'; DROP TABLE site_search_entry; --",
    '" OR 1=1 UNION SELECT password FROM core_user --',
    "%s %d %(x)s %",
    "{{ 7 * 7 }} {% debug %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202egnp.exe\u202c \u2066\u2069 \ufeff",
    '"""""""',
    '"unclosed',
    "AND OR NOT NEAR ( ) * ? ^ ~ : [ ] \\",
    "-minus +plus title:word",
    "\ud83d",
    "🏳️‍🌈 👩‍💻",
    "⟦takedown-requests-received.2017⟧",
    "e" + "\u0301" * 500,
    "~قنن",
    " \t\r\n\u2028 ",
    "1" * 300,
    "'" * 200,
]


@pytest.mark.parametrize("asked", NASTY, ids=range(len(NASTY)))
def test_a_hostile_query_gets_an_ordinary_page(demo_site: object, client: Client, asked: str) -> None:
    answer = client.get("/en/search/?q=" + quote(asked, errors="surrogatepass"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>" in page
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "\0" not in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
    assert not answer.cookies


@pytest.mark.parametrize("asked", ["a" * 10_000, "audit " * 1_000])
def test_a_query_that_was_cut_says_so(demo_site: object, client: Client, asked: str) -> None:
    page = client.get("/en/search/", {"q": asked}).content.decode()
    assert "only its first words were looked for" in page
    assert len(page) < 60_000


@pytest.mark.parametrize(
    "rest",
    [
        "page=0",
        "page=-1",
        "page=999999",
        "page=x",
        "page=٣",
        "type=nothing",
        "year=x",
        "year=99999",
        "year=-5",
        "q=2&q=report",
        "page=1e9",
    ],
)
def test_other_parameters_are_taken_or_left(demo_site: object, client: Client, rest: str) -> None:
    assert client.get(f"/en/search/?q=report&{rest}").status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.text(max_size=300)
    | st.lists(
        st.sampled_from(['"', "“", "”", "censorship", "of", "審查", "الرقابة", "l’", "-", "*", "2017"]),
        max_size=40,
    ).map(" ".join),
    language=st.sampled_from(["en", "ar", "zh-hans", "fr", "es"]),
)
def test_any_text_at_all_gets_an_ordinary_page(
    demo_site: object, client: Client, asked: str, language: str
) -> None:
    answer = client.get(f"/{language}/search/", {"q": asked.encode("utf-8", "replace")})
    assert answer.status_code == 200
