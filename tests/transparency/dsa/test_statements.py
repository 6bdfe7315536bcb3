"""Statements of reasons are checked before they leave, sent in batches, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from clarion.register.models import Demand
from clarion.register.vocabulary import Kind, Outcome
from clarion.transparency.dsa.models import CaseDetail, Statement
from clarion.transparency.dsa.statements import schema, sending
from clarion.transparency.sending import NotSent
from register.conftest import received
from support.submission_servers import TOKEN, DsaDatabase, served

GOOD: dict[str, Any] = {
    "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"],
    "decision_ground": schema.ILLEGAL,
    "illegal_content_legal_ground": "Directive 2001/29/EC",
    "illegal_content_explanation": "A valid copyright notice",
    "content_type": ["CONTENT_TYPE_IMAGE"],
    "category": "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS",
    "category_specification": ["KEYWORD_COPYRIGHT_INFRINGEMENT"],
    "content_date": "2026-01-02",
    "application_date": "2026-02-03",
    "decision_facts": "We received a notice.",
    "source_type": "SOURCE_ARTICLE_16",
    "automated_detection": "No",
    "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    "puid": "abc-1_2",
}
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no decision": ({"decision_visibility": []}, "decision_visibility: one of the four"),
    "a code of no vocabulary": ({"category": "SPAM"}, "category: 'SPAM' is not in the vocabulary"),
    "a category of orders": ({"category": "STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER"}, "category: "),
    "no list": ({"content_type": "CONTENT_TYPE_IMAGE"}, "content_type: must be a list"),
    "no legal ground": ({"illegal_content_legal_ground": ""}, "illegal_content_legal_ground: must be there"),
    "a ground of terms": (
        {"incompatible_content_ground": "x"},
        "incompatible_content_ground: must not be there",
    ),
    "other, unspecified": (
        {"content_type": ["CONTENT_TYPE_OTHER"]},
        "content_type_other: must be there, by content_type",
    ),
    "no day": ({"content_date": "2026-02-30"}, "content_date: '2026-02-30' is no day"),
    "too early": ({"application_date": "2019-12-31"}, "application_date: 2019-12-31 lies before 2020-01-01"),
    "too late": ({"application_date": "2038-01-02"}, "or after 2038-01-01"),
    "too long": ({"decision_facts": "x" * 5001}, "decision_facts: has 5001 characters"),
    "a name that is none": ({"puid": "a b"}, "puid: may have letters"),
    "no such country": ({"territorial_scope": ["US"]}, "territorial_scope: 'US' is not in the vocabulary"),
    "a language in small letters": ({"content_language": "de"}, "content_language: 'de' is no"),
    "no such field": ({"colour": "red"}, "colour: is no field"),
    "an e-mail address": ({"decision_facts": "Asked by ana@example.org"}, "looks like personal data"),
    "a source of our own": (
        {"source_type": "SOURCE_VOLUNTARY", "source_identity": "x"},
        "source_identity: goes with no measure",
    ),
    "a short EAN": ({"content_id": {"EAN-13": "1"}}, "content_id: must be an EAN-13"),
}


def test_a_good_statement_has_no_fault() -> None:
    assert schema.faults(GOOD) == []
    assert schema.faults(GOOD | {"category_specification": ["KEYWORD_STALKING"]}) == []


@pytest.mark.parametrize(("changed", "words"), BAD.values(), ids=BAD)
def test_a_fault_names_its_field(changed: dict[str, Any], words: str) -> None:
    assert any(words in one for one in schema.faults(GOOD | changed))


@pytest.fixture
def database(settings: Settings) -> Iterator[DsaDatabase]:
    stand_in = DsaDatabase()
    with served(stand_in) as address:
        settings.DSA_DATABASE_URL = f"{address}/api/v1"
        settings.DSA_DATABASE_TOKEN = TOKEN
        yield stand_in


def restricted(items: int = 1, **detail: Any) -> Demand:
    """A copyright notice of which each item was removed; quicker than the whole way through the register."""
    demand = received(
        kind=Kind.COPYRIGHT,
        legal_basis="Directive 2001/29/EC",
        items=[f"https://en.example.org/wiki/{one}" for one in range(items)],
    )
    demand.items.update(outcome=Outcome.FULL)
    facts = {"outcome": Outcome.FULL, "item_counts": {"full": items}, "carried_out_at": datetime.now(UTC)}
    Demand.objects.filter(pk=demand.pk).update(**facts)
    given = {
        "content_types": ["CONTENT_TYPE_TEXT"],
        "content_date": date(2026, 1, 2),
        "explanation": "A valid notice",
        "changed_at": datetime.now(UTC),
    }
    CaseDetail.objects.create(demand=demand, **(given | detail))
    return demand


def states() -> dict[str, int]:
    found = {state.value: Statement.objects.filter(state=state).count() for state in Statement.State}
    return {state: count for state, count in found.items() if count}


def test_each_item_has_a_statement_and_batches_hold_100(database: DsaDatabase, db: None) -> None:
    restricted(items=230)
    call_command("submit_statements", dry_run=True)
    assert (states(), database.asked) == ({"ready": 230}, [])
    call_command("submit_statements")
    assert (states(), len(database.has), len(database.asked)) == ({"sent": 230}, 230, 3)
    one = Statement.objects.first()
    assert one is not None
    assert one.uuid == f"uuid-{one.puid}"
    assert "https://" not in str(list(database.has.values()))
    call_command("submit_statements")
    assert len(database.asked) == 3


def test_what_is_not_complete_is_named_and_not_sent(
    database: DsaDatabase, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    demand = restricted(content_date=None, content_types=[])
    call_command("submit_statements")
    assert (states(), database.asked) == ({"invalid": 1}, [])
    told = capsys.readouterr().err
    assert f"{demand.reference}, item 1: content_type: is missing; content_date: is missing" in told
    CaseDetail.objects.update(content_date=date(2026, 1, 2), content_types=["CONTENT_TYPE_TEXT"])
    call_command("submit_statements")
    assert states() == {"sent": 1}


def test_one_that_the_database_refuses_keeps_none_of_the_others_back(database: DsaDatabase, db: None) -> None:
    restricted(items=5)
    call_command("submit_statements", dry_run=True)
    bad = Statement.objects.get(item=3)
    database.unwanted = {bad.puid}
    call_command("submit_statements")
    assert states() == {"sent": 4, "refused": 1}
    bad.refresh_from_db()
    assert bad.faults == ["decision_facts: The decision facts field is invalid."]


def test_a_connection_that_broke_off_after_they_were_taken_sends_nothing_twice(
    database: DsaDatabase, db: None
) -> None:
    restricted(items=3)
    database.moods = [0]
    with pytest.raises(NotSent, match="cannot be reached"):
        call_command("submit_statements")
    assert (states(), len(database.has)) == ({"ready": 3}, 3)
    call_command("submit_statements")
    assert (states(), len(database.has)) == ({"sent": 3}, 3)


def test_a_busy_database_is_waited_for_and_then_left_for_another_day(database: DsaDatabase, db: None) -> None:
    restricted()
    database.moods = [429, 503]
    call_command("submit_statements")
    assert states() == {"sent": 1}
    restricted()
    database.moods, database.retry_after = [429], "3600"
    with pytest.raises(NotSent, match="asks to wait 3600 s"):
        call_command("submit_statements")
    assert states() == {"sent": 1, "ready": 1}


def test_a_wrong_token_and_none_are_said_to_be_so(
    database: DsaDatabase, db: None, settings: Settings
) -> None:
    restricted()
    settings.DSA_DATABASE_TOKEN = "another"
    with pytest.raises(NotSent, match="does not accept the token"):
        call_command("submit_statements")
    settings.DSA_DATABASE_TOKEN = ""
    with pytest.raises(NotSent, match="there is no token"):
        sending.submit(lambda _done, _total: None)


def test_the_demonstration_sends_nothing(database: DsaDatabase, db: None, settings: Settings) -> None:
    settings.CLARION_DEMO = True
    with pytest.raises(NotSent, match="made up"):
        sending.submit(lambda _done, _total: None)
