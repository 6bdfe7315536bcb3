"""What is told of few: no table tells what a rule keeps back, nor lets it be worked out."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from clarion.transparency.editions.content import WITHHELD
from clarion.transparency.editions.disclosure import Combination, Rule, recode, rules

RULES = (
    Rule("country", ("a",), "country", 3),
    Rule("project", ("a",), "project", 3),
    Rule("requester", ("a",), "requester", 2, ("country",)),
    Rule("process", ("a", "b"), "process", 4, ("country", "project")),
)
combinations = st.builds(
    Combination,
    st.sampled_from("ab"),
    st.sampled_from(["", "warrant", "order", "subpoena"]),
    st.sampled_from(["", "court", "police"]),
    st.sampled_from(["", "DE", "FR", "IN", "US"]),
    st.sampled_from(["", "en", "de", "fr"]),
)
counts = st.dictionaries(combinations, st.integers(1, 9), max_size=40)


def published(counted: dict[Combination, int], rules: tuple[Rule, ...] = RULES) -> Counter[Combination]:
    """The rows as they are told, and how many are equal."""
    changed = recode(counted, rules).changed
    told: Counter[Combination] = Counter()
    for one, number in counted.items():
        told[changed.get(one, one)] += number
    return told


@given(counts)
@settings(max_examples=300, deadline=None)
def test_no_row_is_lost_and_no_kind_changes(counted: dict[Combination, int]) -> None:
    before, after = Counter[str](), Counter[str]()
    for one, number in counted.items():
        before[one.kind] += number
    for one, number in published(counted).items():
        after[one.kind] += number
    assert before == after


@given(counts)
@settings(max_examples=300, deadline=None)
def test_what_is_told_is_shared_by_enough_and_what_is_withheld_is_never_alone(
    counted: dict[Combination, int],
) -> None:
    changed = recode(counted, RULES).changed
    for rule in RULES:
        shown: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        behind: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for one, number in counted.items():
            if one.kind not in rule.kinds:
                continue
            told = changed.get(one, one)
            group = (told.kind, *(getattr(told, name) for name in rule.within))
            shown[group][getattr(told, rule.dimension)] += number
            if getattr(told, rule.dimension) == WITHHELD:
                behind[group].add(getattr(one, rule.dimension))
        for group, values in shown.items():
            others = {value: number for value, number in values.items() if value not in ("", WITHHELD)}
            assert all(number >= rule.threshold for number in others.values())
            if others and WITHHELD in values:
                assert values[WITHHELD] >= rule.threshold
                assert len(behind[group]) >= 2


@given(counts)
@settings(max_examples=200, deadline=None)
def test_exchanging_two_withheld_values_gives_the_same_publication(counted: dict[Combination, int]) -> None:
    """So nobody, knowing the rules and every table, can tell which of them stands behind a count."""
    rule = Rule("country", ("a", "b"), "country", 4)
    hidden: dict[str, set[str]] = defaultdict(set)
    for one, told in recode(counted, (rule,)).changed.items():
        hidden[one.kind].add(one.country) if told.country == WITHHELD else None
    for kind, values in hidden.items():
        for first, second in product(sorted(values), repeat=2):
            names = {first: second, second: first}
            other: Counter[Combination] = Counter()
            for one, number in counted.items():
                is_kind = one.kind == kind
                country = names.get(one.country, one.country) if is_kind else one.country
                other[one._replace(country=country)] += number
            assert published(dict(other), (rule,)) == published(counted, (rule,))


@given(counts)
@settings(max_examples=100, deadline=None)
def test_a_kind_without_a_rule_is_told_whole(counted: dict[Combination, int]) -> None:
    assert published(counted, ()) == Counter(counted)


def test_a_count_that_would_stand_alone_takes_the_next_smallest_with_it() -> None:
    counted = {
        Combination("a", "", "", country, ""): number for country, number in (("DE", 2), ("FR", 9), ("US", 5))
    }
    found = recode(counted, (Rule("country", ("a",), "country", 3),))
    assert {one.country for one in found.changed} == {"DE", "US"}
    assert found.withheld == {"country": {"a": 7}}


def test_a_band_holds_none_at_all_as_well() -> None:
    (band,) = rules().bands
    assert band.around(0) == band.around(249) == (0, 249)
    assert band.around(250) == (250, 499)


def test_every_rule_of_the_house_names_a_source_or_a_kind_that_exists() -> None:
    from clarion.register.vocabulary import Kind

    for rule in rules().rules:
        assert set(rule.kinds) <= set(Kind.values)
        assert {rule.dimension, *rule.within} <= set(Combination._fields)
