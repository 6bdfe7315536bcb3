"""Events cannot be changed; and what is changed behind the register's back is found, down to the row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from clarion.core.complaint import Complaint
from clarion.register import listeners, services
from clarion.register.dossiers import storage
from clarion.register.models import Demand, Event, EventKind, Seal
from clarion.register.papers import Attachment, Letter
from clarion.register.seals import seal, seals_file
from clarion.register.verification import verify
from clarion.register.vocabulary import Nature, Outcome
from clarion.register.workflow import Status
from register.actions import answered, in_review
from register.conftest import Staff, received

APPEND_ONLY = ("register_event", "register_seal")


@pytest.fixture
def demands(staff: Staff) -> list[Demand]:
    """Three with a history, sealed."""
    made = [
        answered(staff),
        in_review(staff),
        received(papers=[Letter(text="x"), Attachment(name="a", content=b"a")]),
    ]
    services.relate(actor=staff.clerk, demand=made[1], nature=Nature.SAME_CAMPAIGN, other=made[0])
    services.tag(actor=staff.clerk, demand=made[1], tags=["campaign"])
    seal()
    assert list(verify(files=True)) == []
    return made


def run(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        assert cursor.rowcount


@contextmanager
def unguarded() -> Iterator[None]:
    """What an attacker with the database's password can do: take the triggers away."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in (*APPEND_ONLY, "log_leaf"):
                for action in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER {table}_no_{action}")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
    yield


def found() -> list[tuple[str, str]]:
    return [(one.table, one.row) for one in verify(files=True)]


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_a_line(
    demands: list[Demand], table: str, statement: str
) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement.format(table))
    assert not found()


def test_a_line_is_not_changed_through_its_model_either(demands: list[Demand]) -> None:
    event = Event.objects.first()
    assert event is not None
    with pytest.raises(TypeError):
        event.save()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "closed"),
        ("actor_id", None),
        ("status", "closed"),
        ("facts", "{}"),
        ("at", "2020-01-01 00:00:00+00:00"),
    ],
)
def test_a_changed_event_is_named(demands: list[Demand], column: str, value: object) -> None:
    event = demands[0].events.get(kind=EventKind.DECIDED)
    with unguarded():
        run(f"UPDATE register_event SET {column} = %s WHERE id = %s", value, event.pk)  # noqa: S608
    assert ("register_event", f"{demands[0].reference} #{event.number} (id {event.pk})") in found()


def test_a_deleted_event_is_named(demands: list[Demand]) -> None:
    event = demands[0].events.get(number=2)
    with unguarded():
        run("DELETE FROM register_event WHERE id = %s", event.pk)
    assert "event 2 is missing" in str(next(verify()))


def test_two_events_that_changed_places_are_found(demands: list[Demand]) -> None:
    demand = demands[0]
    with unguarded():
        run("UPDATE register_event SET number = 100 WHERE demand_id = %s AND number = 2", demand.pk)
        run("UPDATE register_event SET number = 2 WHERE demand_id = %s AND number = 3", demand.pk)
        run("UPDATE register_event SET number = 3 WHERE demand_id = %s AND number = 100", demand.pk)
    assert any(row.startswith(f"{demand.reference} #2") for _table, row in found())


def test_a_tail_that_was_cut_off_with_the_head_set_back_is_found_by_the_seal(demands: list[Demand]) -> None:
    demand = demands[1]
    last, before = demand.events.order_by("-number")[:2]
    with unguarded():
        run("DELETE FROM register_event WHERE id = %s", last.pk)
        run(
            "UPDATE register_demand SET events_count = %s, head = %s WHERE id = %s",
            before.number, before.hash, demand.pk,
        )  # fmt: skip
    assert any("seal 1 covers" in str(one) for one in verify())


def test_a_demand_deleted_with_everything_is_found_by_its_number(demands: list[Demand]) -> None:
    demand = received()
    with unguarded():
        with connection.cursor() as cursor:
            for one in Demand._meta.related_objects:
                table, column = one.related_model._meta.db_table, one.field.column
                cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [demand.pk])  # noqa: S608
        run("DELETE FROM register_demand WHERE id = %s", demand.pk)
    assert any("4 references were given, 3 demands are there" in str(one) for one in verify())


def test_seals_that_were_cut_off_are_found_by_the_file_beside_the_database(demands: list[Demand]) -> None:
    received()
    seal()
    with unguarded():
        run("DELETE FROM register_seal WHERE number = 2")
    assert found() == [("register_seal", "2")]
    assert len(seals_file().read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE register_demand SET outcome = 'full' WHERE id = {0}", "register_demand"),
        ("UPDATE register_demand SET invented = (1 = 1) WHERE id = {0}", "register_demand"),
        ("UPDATE register_demand SET due_at = NULL WHERE id = {0}", "register_demand"),
        ("UPDATE register_item SET outcome = 'full' WHERE demand_id = {0} AND position = 1", "register_item"),
        (
            "UPDATE register_item SET address = 'https://x.example/' WHERE demand_id = {0} AND position = 1",
            "register_item",
        ),
        ("DELETE FROM register_item WHERE demand_id = {0} AND position = 2", "register_item"),
        (
            "UPDATE register_deadline SET due_at = '2099-01-01 00:00:00+00:00' WHERE demand_id = {0}",
            "register_deadline",
        ),
        ("DELETE FROM register_relation WHERE demand_id = {0}", "register_demand"),
        ("DELETE FROM register_demand_tags WHERE demand_id = {0}", "register_demand"),
    ],
)
def test_what_is_changed_beside_the_events_is_found_with_its_demand(
    demands: list[Demand], statement: str, table: str
) -> None:
    run(statement.format(demands[1].pk))
    assert (table, demands[1].reference) in found()


def test_papers_that_were_swapped_removed_or_slipped_in_are_found(demands: list[Demand]) -> None:
    letter, attachment = demands[2].dossier.entries.order_by("pk")
    run("UPDATE register_dossierentry SET sealed = %s WHERE id = %s", b"other", letter.pk)
    assert any("paper was changed" in str(one) for one in verify())
    run("DELETE FROM register_dossierentry WHERE id = %s", attachment.pk)
    assert any("paper is gone" in str(one) for one in verify())


def test_a_changed_file_is_found_when_files_are_read(demands: list[Demand]) -> None:
    name = demands[2].dossier.entries.exclude(file="").get().file
    Path(storage().path(name)).write_bytes(b"other")
    assert not list(verify())
    assert [one.what for one in verify(files=True)] == [f"the file {name} was changed or is gone"]


def test_the_command_names_the_rows_and_fails(
    demands: list[Demand], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_events")
    assert "as it was written" in capsys.readouterr().out
    run("UPDATE register_demand SET country = 'IT' WHERE id = %s", demands[1].pk)
    with pytest.raises(Complaint, match="1 rows"):
        call_command("verify_events")
    assert demands[1].reference in capsys.readouterr().out


def test_sealing_twice_seals_nothing_twice(demands: list[Demand]) -> None:
    assert seal() is None
    assert Seal.objects.count() == 1


def test_reading_says_who_and_what_and_changes_no_fact(staff: Staff) -> None:
    demand = in_review(staff)
    version = demand.version
    services.read_dossier(actor=staff.reviewer, demand=demand)
    event = demand.events.get(kind=EventKind.DOSSIER_READ)
    assert (event.actor, event.facts, demand.version) == (staff.reviewer, {}, version)


def test_a_step_that_fails_leaves_no_event(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    demand = in_review(staff)

    def fail(**given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(listeners, "_LISTENERS", [fail])
    with pytest.raises(RuntimeError):
        services.decide(actor=staff.reviewer, demand=demand, outcome=Outcome.REFUSED)
    again = Demand.objects.get(pk=demand.pk)
    assert (again.status, again.events.count(), again.version) == (Status.REVIEW, 2, 2)
