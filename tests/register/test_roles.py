"""Who may do what: every role tries every action, and the table in the room's README says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import clarion.register
from clarion.register import services
from clarion.register.errors import NotAllowed
from clarion.register.models import Demand, Event
from clarion.register.roles import ALLOWED, Action, Role, may
from register.actions import DOINGS
from register.conftest import Staff, received

README = Path(clarion.register.__file__).parent / "README.md"


@pytest.mark.parametrize("name", DOINGS)
@pytest.mark.parametrize("role", Role)
def test_a_role_can_do_what_the_table_allows_and_nothing_else(staff: Staff, role: Role, name: str) -> None:
    doing = DOINGS[name]
    demand = doing.at(staff)
    events = Event.objects.count()
    if doing.action in ALLOWED[role]:
        doing.do(staff.of(role), demand, staff)
        assert Event.objects.count() > events
    else:
        with pytest.raises(NotAllowed):
            doing.do(staff.of(role), demand, staff)
        assert Event.objects.count() == events


@pytest.mark.parametrize("name", DOINGS)
def test_a_site_administrator_can_do_nothing(staff: Staff, name: str) -> None:
    demand = DOINGS[name].at(staff)
    for nobody in (staff.root, staff.stranger):
        with pytest.raises(NotAllowed):
            DOINGS[name].do(nobody, demand, staff)


def test_every_right_but_those_of_looking_of_the_desk_and_of_reports_is_tried(staff: Staff) -> None:
    assert {one.action for one in DOINGS.values()} == {*Action} - {
        Action.VIEW,
        Action.READ_HISTORY,
        Action.READ_EVENTS,
        Action.WRITE_TEMPLATES,
        Action.READ_REPORT,
        Action.BUILD_REPORT,
        Action.PUBLISH_REPORT,
    }


def test_whoever_has_left_may_nothing(staff: Staff) -> None:
    staff.lead.is_active = False
    assert not any(may(staff.lead, action) for action in Action)


def test_demands_are_seen_by_those_with_a_role_alone(staff: Staff) -> None:
    demand = received()
    assert list(Demand.objects.visible_to(staff.auditor)) == [demand]
    assert not Demand.objects.visible_to(staff.root).exists()
    assert not Demand.objects.visible_to(staff.stranger).exists()


def test_behind_a_wall_a_demand_cannot_be_seen_read_or_changed(staff: Staff) -> None:
    demand = received()
    services.raise_wall(actor=staff.lead, demand=demand, user=staff.second)
    assert not Demand.objects.visible_to(staff.second).exists()
    assert Demand.objects.visible_to(staff.reviewer).exists()
    with pytest.raises(NotAllowed):
        services.read_dossier(actor=staff.second, demand=demand)
    with pytest.raises(NotAllowed):
        services.tag(actor=staff.second, demand=demand, tags=["x"])
    services.lift_wall(actor=staff.lead, demand=demand, user=staff.second)
    services.read_dossier(actor=staff.second, demand=demand)


def test_a_wall_takes_a_demand_from_whom_it_was_assigned_to_and_keeps_it_away(staff: Staff) -> None:
    demand = DOINGS["propose"].at(staff)
    services.assign(actor=staff.lead, demand=demand, to=staff.second)
    services.raise_wall(actor=staff.lead, demand=demand, user=staff.second)
    assert demand.assignee is None
    with pytest.raises(NotAllowed):
        services.assign(actor=staff.lead, demand=demand, to=staff.second)


def test_a_reviewer_may_take_what_is_nobodys_and_not_what_is_somebodys(staff: Staff) -> None:
    demand = DOINGS["propose"].at(staff)
    services.assign(actor=staff.reviewer, demand=demand, to=staff.reviewer)
    with pytest.raises(NotAllowed):
        services.assign(actor=staff.second, demand=demand, to=staff.second)


def test_the_readme_shows_the_table() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| may |"))
    heads = [cell.strip() for cell in lines[start].strip("|").split("|")][1:]
    shown = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        action, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        shown[action.strip("`")] = {head for head, cell in zip(heads, cells, strict=True) if cell == "yes"}
    assert shown == {
        action.value: {role.value for role in Role if action in ALLOWED[role]} for action in Action
    }
