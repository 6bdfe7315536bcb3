"""The parts are filled by the rules of Annex II, and agree with one another."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clarion.transparency.dsa import annex
from clarion.transparency.dsa.cases import (
    About,
    Automated,
    Case,
    CaseProblem,
    Ground,
    Result,
    SuspendedFor,
    Type,
    categories_of,
)
from clarion.transparency.dsa.declaration import RESTRICTIONS, Accuracy, Class
from transparency.dsa.given import NOON, case, declared, filled, value, values

IP = "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"
COMPLAINTS = "Number of complaints submitted to the internal-complaints mechanism"
DISPUTES = "Number of disputes submitted to out-of-court dispute settlement bodies"
SOLELY, NOT = (
    "Number of measures solely taken by automated means",
    "Number of measures not taken by automated means",
)


def test_two_orders_with_ten_items_and_one_are_two_orders_and_eleven_items() -> None:
    report = filled([case(Type.ORDER_TO_ACT, items=10), case(Type.ORDER_TO_ACT, items=1)])
    assert values(report, 3, annex.TOTAL, "TOTAL")[:2] == ["2", "11"]
    assert values(report, 3, IP, "DE")[:2] == ["2", "11"]


def test_two_notices_of_one_video_are_two_notices() -> None:
    report = filled([case(items=1), case(items=1)])
    assert values(report, 4, IP)[0] == "2"


def test_medians_are_in_hours_over_all_cases_and_not_over_medians() -> None:
    times = [1, 2, 100]
    report = filled(
        [case(Type.ORDER_TO_ACT, after=one, acknowledged_at=NOON + timedelta(minutes=90)) for one in times]
        + [case(Type.ORDER_TO_ACT, after=4, country="FR", acknowledged_at=NOON + timedelta(hours=3))]
    )
    assert values(report, 3, annex.TOTAL, "TOTAL")[2:4] == ["1.5", "3"]
    assert values(report, 3, annex.TOTAL, "DE")[2:4] == ["1.5", "2"]
    assert values(report, 3, annex.TOTAL, "FR")[2:4] == ["3", "4"]


def test_a_time_nobody_recorded_stays_blank_with_a_note_and_what_never_happened_is_0() -> None:
    report = filled([case(Type.ORDER_TO_ACT)])
    row = next(row for row in report.parts[3] if row[3] == IP and row[5] == "DE")
    assert (row[8], row[9]) == ("", "")
    assert row[15] == "No acknowledgement is recorded for these 1 orders."
    assert row[10:13] == ["0", "0", "0"]
    never = next(row for row in report.parts[3] if row[3] == "STATEMENT_CATEGORY_VIOLENCE" and row[5] == "DE")
    assert never[6:13] == ["0"] * 7


def test_only_states_that_gave_orders_have_rows_each_with_every_category() -> None:
    report = filled([case(Type.ORDER_TO_ACT), case(Type.ORDER_FOR_INFORMATION, country="EL")])
    by_scope = defaultdict(list)
    for row in report.parts[3][1:]:
        by_scope[row[5]].append(row[3])
    assert list(by_scope) == ["TOTAL", "DE", "EL"]
    assert by_scope["DE"] == by_scope["EL"] == by_scope["TOTAL"]


def test_actions_rest_on_law_or_terms_and_those_of_trusted_flaggers_are_among_them() -> None:
    report = filled(
        [
            case(after=10, items=3),
            case(after=20, ground=Ground.TERMS),
            case(after=30, trusted_flagger=True),
            case(),
        ]
    )
    assert values(report, 4, annex.TOTAL) == ["4", "1", "6", "1", "20", "30", "4", "1", "1", "0"]


def test_what_came_last_year_and_was_done_this_year_is_an_action_of_this_year_alone() -> None:
    before = NOON.replace(year=2025)
    report = filled([case(received_at=before, acted_at=NOON, measures=1)])
    assert values(report, 4, annex.TOTAL)[0] == "0"
    assert values(report, 4, annex.TOTAL)[6] == "1"


def test_a_host_leaves_rows_of_platforms_blank_and_a_mere_conduit_those_of_hosts() -> None:
    host = filled([case()], declaration=declared(kind=Class.HOSTING))
    assert value(host, 7, COMPLAINTS, "Total number") == "0"
    assert value(host, 7, COMPLAINTS, "Decisions upheld") == ""
    assert value(host, 7, DISPUTES, "Total number") == ""
    conduit = filled([case(Type.ORDER_TO_ACT)], declaration=declared(kind=Class.INTERMEDIARY))
    assert values(conduit, 4, annex.TOTAL) == [""] * 10
    assert values(conduit, 3, annex.TOTAL)[0] == "1"


def test_restrictions_that_can_never_be_are_blank_and_others_0() -> None:
    report = filled(
        [case(Type.OWN_INITIATIVE)],
        declaration=declared(
            impossible=frozenset({"monetary_suspension", "monetary_termination", "monetary_other"})
        ),
    )
    assert values(report, 5, annex.TOTAL) == ["1", "0", "1", *["0"] * 6, "", "", "", *["0"] * 4]
    assert values(report, 6, annex.TOTAL)[0] == "0"


def test_a_measure_with_two_restrictions_is_one_measure() -> None:
    report = filled([case(Type.OWN_INITIATIVE, restrictions=("removal", "account_suspension"))])
    assert values(report, 5, annex.TOTAL) == ["1", "0", "1", *["0"] * 11, "1", "0"]


def test_what_breaks_terms_alone_is_in_part_6_alone() -> None:
    terms = case(
        Type.OWN_INITIATIVE, ground=Ground.TERMS, category=annex.OF_TERMS_ALONE, keyword="KEYWORD_NUDITY"
    )
    report = filled([terms])
    assert values(report, 6, annex.OF_TERMS_ALONE)[0] == "1"
    assert values(report, 5, annex.TOTAL)[0] == "0"
    with pytest.raises(CaseProblem, match="is none of those for notice"):
        filled([case(category=annex.OF_TERMS_ALONE, keyword="KEYWORD_NUDITY")])


def test_each_description_of_another_sub_category_has_one_row() -> None:
    report = filled(
        [case(keyword=annex.OTHER, other=one) for one in ("Doxing", "doxing ", "Mirror sites", "Doxing")]
    )
    others = [row for row in report.parts[4][1:] if row[3] == annex.OTHER and row[4]]
    assert [(row[4], row[5]) for row in others] == [("Doxing", "3"), ("Mirror sites", "1")]


def test_nothing_is_counted_twice() -> None:
    with pytest.raises(CaseProblem, match="C-7 is given twice"):
        filled([case(reference="C-7"), case(reference="C-7")])


def test_complaints_by_what_they_are_about_add_up_and_share_what_was_decided() -> None:
    made = [
        case(Type.COMPLAINT, after=10, about=About.VISIBILITY, result=Result.REVERSED),
        case(Type.COMPLAINT, after=30, about=About.NO_ACTION, result=Result.UPHELD),
        case(
            Type.COMPLAINT, after=50, about=About.NO_ACTION, result=Result.PARTLY_REVERSED, new_restrictions=2
        ),
        case(Type.COMPLAINT, after=999, about=About.ACCOUNT, result=Result.OMITTED),
        case(Type.COMPLAINT, about=About.NO_ACTION_TRUSTED),
    ]
    report = filled(made)
    assert value(report, 7, COMPLAINTS, "Total number") == "5"
    scopes = ("Decisions upheld", "Decisions partially reversed", "Decisions reversed", "Decision omitted")
    assert [value(report, 7, COMPLAINTS, one) for one in scopes] == ["1", "1", "1", "1"]
    assert value(report, 7, COMPLAINTS, "Median time") == "30"
    totals = [
        row
        for row in report.parts[7]
        if row[4].startswith("Complaint regarding") and row[5] == "Total number"
    ]
    assert sum(int(row[6]) for row in totals) == 5
    assert (
        value(
            report,
            7,
            "Number of restrictions newly imposed as a result of an internal complaint",
            "Total number",
        )
        == "2"
    )


def test_the_share_of_outcomes_implemented_lies_from_0_to_1() -> None:
    made = [
        case(Type.DISPUTE, after=5, result=Result.REVERSED, implemented=True),
        case(Type.DISPUTE, after=5, result=Result.PARTLY_REVERSED, implemented=False),
        case(Type.DISPUTE, after=5, result=Result.REVERSED, implemented=True),
        case(Type.DISPUTE, after=5, result=Result.UPHELD),
    ]
    assert value(filled(made), 7, DISPUTES, "Percentage of outcomes implemented") == "0.6667"


def test_what_nobody_records_is_blank_and_a_gap_and_not_0() -> None:
    report = filled([], known=frozenset(Type) - {Type.DISPUTE, Type.SUSPENSION, Type.OWN_INITIATIVE})
    assert value(report, 7, DISPUTES, "Total number") == ""
    assert values(report, 5, annex.TOTAL) == [""] * 16
    assert {"disputes", "suspensions", "own_initiative"} <= {one.key for one in report.gaps}
    assert value(filled([]), 7, DISPUTES, "Total number") == "0"


def test_suspensions_are_told_apart_by_their_reason() -> None:
    made = [case(Type.SUSPENSION, suspended_for=SuspendedFor.UNFOUNDED_NOTICES)]
    report = filled(made)
    wanted = "Number of suspensions enacted for the provision of manifestly unfounded notices"
    assert value(report, 7, wanted, "Total number") == "1"


def test_partly_automated_measures_are_neither_solely_automated_nor_not() -> None:
    report = filled(
        [
            case(Type.OWN_INITIATIVE, automated=Automated.SOLELY),
            case(Type.OWN_INITIATIVE, automated=Automated.PARTLY),
            case(Type.OWN_INITIATIVE),
            case(after=1, items=2),
            case(Type.ORDER_TO_ACT, after=1),
        ]
    )
    assert value(report, 8, SOLELY, "Total number") == "1"
    assert value(report, 8, NOT, "Total number") == "4"
    assert value(report, 8, NOT, "Own-initiative") == "1"


def test_accuracy_is_what_was_declared_and_blank_where_no_automated_means_are_used() -> None:
    precise = {"total": Accuracy({"precision": 0.97}, "Hashes")}
    report = filled([], declaration=declared(uses_automated_means=True, accuracy=precise))
    assert value(report, 8, "Accuracy of the automated means - Precision", "Total number") == "0.97"
    none = filled([], declaration=declared(uses_automated_means=False))
    row = next(row for row in none.parts[8] if row[4].endswith("Recall"))
    assert (row[6], row[7]) == ("", "")


def test_a_very_large_platform_tells_people_and_recipients_by_language_and_state() -> None:
    facts = {
        "kind": Class.VLOP,
        "moderators": {"internal": 3},
        "linguists": {"de": 2},
        "recipients": {"EL": 5},
    }
    report = filled([], declaration=declared(**facts))
    wanted = "Number of total moderators with sufficient linguistic expertise"
    assert value(report, 9, "Number of internal moderators employed by the provider", "Total number") == "3"
    assert value(report, 9, wanted, "de") == "2"
    assert len(report.parts[9]) == 1 + 3 + 24
    assert [row[5] for row in report.parts[10][1:3]] == ["TOTAL", "AT"]
    assert next(row[6] for row in report.parts[10] if row[5] == "EL") == "5"
    assert len(report.parts[8]) == 1 + 20 + 5 * 24


@some.composite
def cases(draw: some.DrawFn) -> Case:
    kind = draw(
        some.sampled_from([Type.ORDER_TO_ACT, Type.ORDER_FOR_INFORMATION, Type.NOTICE, Type.OWN_INITIATIVE])
    )
    category = draw(some.sampled_from(sorted(categories_of(kind))))
    keyword = draw(some.sampled_from(annex.keywords_of(category) or ("",)))
    ground = Ground.TERMS if category == annex.OF_TERMS_ALONE else draw(some.sampled_from(Ground))
    return case(
        kind,
        after=draw(some.none() | some.integers(-9000, 9000)),
        category=category,
        keyword=keyword,
        other=draw(some.sampled_from(["Doxing", "doxing", "Mirrors"])) if keyword == annex.OTHER else "",
        country=draw(some.sampled_from(["DE", "EL", "SE"])),
        ground=ground,
        items=draw(some.integers(1, 5)),
        trusted_flagger=draw(some.booleans()),
        restrictions=tuple(draw(some.sets(some.sampled_from(RESTRICTIONS), min_size=1, max_size=3))),
        automated_detection=draw(some.booleans()),
        automated=draw(some.sampled_from(Automated)),
    )


COUNTS = {3: (0, 1, 4), 4: (0, 1, 2, 3, 6, 7, 8, 9), 5: range(16), 6: range(16)}
"""The places of counts among the values of a part: medians add up to nothing."""


@settings(max_examples=40, deadline=None)
@given(some.lists(cases(), max_size=25))
def test_totals_are_the_sum_of_categories_and_categories_that_of_their_sub_categories(
    made: list[Case],
) -> None:
    report = filled(made)
    for number, places in COUNTS.items():
        part = annex.part(number)
        blocks: dict[str, list[tuple[str, str, list[int]]]] = defaultdict(list)
        for category, keyword, row in annex.in_categories(report.parts[number][1:], 3):
            counts = [int(row[part.first + place]) for place in places]
            blocks[row[5] if number == 3 else ""].append((category, keyword, counts))
        for block in blocks.values():
            high = {category: counts for category, keyword, counts in block if not keyword}
            total = high.pop(annex.TOTAL)
            assert total == [sum(column) for column in zip(*high.values(), strict=True)]
            for category, counts in high.items():
                below = [found for one, keyword, found in block if one == category and keyword]
                if below:
                    assert counts == [sum(column) for column in zip(*below, strict=True)]
        if number == 3 and len(blocks) > 1:
            states = [
                next(counts for one, _keyword, counts in block if one == annex.TOTAL)
                for scope, block in blocks.items()
                if scope != "TOTAL"
            ]
            assert [sum(column) for column in zip(*states, strict=True)] == blocks["TOTAL"][0][2]


@settings(max_examples=40, deadline=None)
@given(some.lists(cases(), max_size=25))
def test_parts_agree_on_measures_of_our_own_and_on_notices(made: list[Case]) -> None:
    report = filled(made)
    own = int(values(report, 5, annex.TOTAL)[0]) + int(values(report, 6, annex.TOTAL)[0])
    partly = sum(
        one.measures for one in made if one.type is Type.OWN_INITIATIVE and one.automated is Automated.PARTLY
    )
    automation = [int(value(report, 8, one, "Own-initiative")) for one in (SOLELY, NOT)]
    assert own == sum(automation) + partly
    notices = int(values(report, 4, annex.TOTAL)[0])
    assert notices == sum(1 for one in made if one.type is Type.NOTICE)
