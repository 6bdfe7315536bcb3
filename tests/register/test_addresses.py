"""Addresses that demands name have one spelling, and nothing in them deceives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.register.addresses import MOST, PUNYCODE, normalise, normalise_all
from clarion.register.errors import Refused


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("https://EN.Example.org:443/wiki/A", "https://en.example.org/wiki/A"),
        ("en.example.org", "https://en.example.org/"),
        ("http://example.org:8080/a?b=ä#ç", "http://example.org:8080/a?b=%C3%A4#%C3%A7"),
        ("https://example.org/wiki/%e2%82%ac", "https://example.org/wiki/%E2%82%AC"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
    ],
)
def test_an_address_has_one_spelling(given_: str, kept: str) -> None:
    assert normalise(given_).text == kept


@pytest.mark.parametrize(
    ("given_", "reason"),
    [
        ("https://example.org/\u202egpj.exe", "direction"),
        ("https://example.org/a\u2066b", "direction"),
        ("https://example.org/a b", "space"),
        ("https://example.org/a\x00", "invisible"),
        ("https://example.org/\u200b", "invisible"),
        ("javascript://example.org/%0aalert(1)", "http"),
        ("ftp://example.org/", "http"),
        ("https://user:pass@example.org/", "user name"),
        ("https://xn--a-ecp.example-.org/", "host"),
        ("https://xn--99999999.org/", "host"),
        ("https://localhost/", "full name"),
        ("https://example.org:99999/", "no address"),
        ("", "1 to 2000"),
        ("https://example.org/" + "a" * 2000, "1 to 2000"),
    ],
)
def test_what_deceives_or_leads_nowhere_is_refused_with_a_reason(given_: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        normalise(given_)
    assert "\u202e" not in str(refused.value)


def test_a_host_in_another_script_is_marked_for_a_second_look() -> None:
    assert normalise("https://wikipedіa.org/").caution == PUNYCODE
    assert normalise("https://xn--wikipeda-2nf.org/").caution == PUNYCODE
    assert normalise("https://wikipedia.org/").caution == ""


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="utf-8"), max_size=40))
def test_the_spelling_of_a_spelling_is_itself(path: str, query: str) -> None:
    try:
        first = normalise(f"https://en.example.org/{path}?{query}")
    except Refused:
        return
    assert first.text.isascii()
    assert normalise(first.text) == first


def test_the_same_address_counts_once_and_a_bad_one_is_named_by_its_place() -> None:
    assert (
        len(normalise_all(["https://example.org/a", "HTTPS://EXAMPLE.org/a", "https://example.org/b"])) == 2
    )
    with pytest.raises(Refused, match="Address 2"):
        normalise_all(["https://example.org/a", "nonsense"])


def test_more_addresses_than_a_demand_may_name_are_refused_as_a_whole() -> None:
    with pytest.raises(Refused, match="10001"):
        normalise_all([f"https://example.org/{number}" for number in range(MOST + 1)])
