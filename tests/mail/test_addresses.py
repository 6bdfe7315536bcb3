"""Addresses are normalised for sending and recognised however they are spelled."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clarion.mail.addresses import address_key, normalise


@pytest.mark.parametrize(
    ("typed", "sent_to"),
    [
        (" Ann@Example.ORG ", "Ann@example.org"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ann@BÜCHER.example", "ann@xn--bcher-kva.example"),
        ("ann@موقع.example", "ann@xn--4gbrim.example"),
        ("ann+news@example.org.", "ann+news@example.org"),
    ],
)
def test_an_address_is_sent_to_in_the_spelling_of_mail_servers(typed: str, sent_to: str) -> None:
    assert normalise(typed) == sent_to


def test_two_spellings_of_one_mailbox_have_one_key() -> None:
    assert address_key("ANN@bücher.example") == address_key("ann@XN--BCHER-KVA.example")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@exa mple.org",
        "änn@example.org",
        "a" * 250 + "@example.org",
        "ann@example.org\nBcc: all@example.org",
        "ann@example.org, bob@example.org",
        "ann@-x-.example",
    ],
)
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        normalise(wrong)


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_a_clean_ascii_address_or_a_clear_refusal(typed: str) -> None:
    try:
        found = normalise(typed)
    except ValidationError:
        return
    assert found.isascii()
    assert found.isprintable()
    assert found.count("@") >= 1
    assert normalise(found) == found
