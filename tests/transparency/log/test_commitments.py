"""What a commitment hides, and what an opening shows of it."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clarion.transparency.log.commitments import FIELDS, SALT, STATE, BadOpening, Opening, commitment

SALTS = some.binary(min_size=SALT, max_size=SALT)
VALUES = some.one_of(some.text(max_size=20), some.booleans(), some.none(), some.integers(0, 10**9))
RECORDS = some.fixed_dictionaries(dict.fromkeys(FIELDS[STATE], VALUES))


@given(RECORDS, SALTS, some.sets(some.sampled_from(FIELDS[STATE])))
def test_an_opening_gives_the_commitment_from_the_fields_that_it_shows(
    record: dict[str, Any], salt: bytes, shut: set[str]
) -> None:
    opening = Opening.read(str(Opening.partly(STATE, record, salt, shut)))
    shown = {name: value for name, value in record.items() if name not in shut}
    assert opening.commitment(STATE, shown) == commitment(STATE, record, salt)


@given(RECORDS, SALTS, some.sets(some.sampled_from(FIELDS[STATE])), some.sampled_from(FIELDS[STATE]))
def test_another_value_of_a_field_that_is_shown_is_another_commitment(
    record: dict[str, Any], salt: bytes, shut: set[str], name: str
) -> None:
    opening = Opening.partly(STATE, record, salt, shut - {name})
    forged = {**record, name: "something else entirely"}
    assert opening.commitment(STATE, forged) != commitment(STATE, record, salt)


@given(RECORDS)
def test_the_same_content_twice_gives_unrelated_commitments(record: dict[str, Any]) -> None:
    first, second = (commitment(STATE, record, secrets.token_bytes(SALT)) for _ in range(2))
    differing = sum((one ^ other).bit_count() for one, other in zip(first, second, strict=True))
    # Of 256 bits that have nothing to do with one another about half differ; 60 are 8 standard deviations away.
    assert 60 < differing < 196


@given(RECORDS, SALTS, some.sets(some.sampled_from(FIELDS[STATE]), min_size=1))
def test_what_is_shut_cannot_be_guessed_from_what_is_open(
    record: dict[str, Any], salt: bytes, shut: set[str]
) -> None:
    opening = Opening.partly(STATE, record, salt, shut)
    assert salt not in opening.fields
    assert all(len(value) == 32 for is_open, value in opening.fields if not is_open)
    assert opening.salt is None


@pytest.mark.parametrize("text", ["", "é", "!!", "QQ", "U", "UwE", "WA"])
def test_what_is_no_opening_is_refused(text: str) -> None:
    with pytest.raises(BadOpening):
        Opening.read(text).commitment(STATE, {})
