"""Pairing in columns: the same ties as pairing by hand, whatever the rows; weights, shares and years add up."""

import itertools
from collections import Counter, defaultdict
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KGError
from kg.projection import UNDATED, Row, Ties, ties

NAMES = st.sampled_from("abcdefg")
YEARS = st.none() | st.integers(1900, 1910)
MEMBERS = st.lists(
    st.builds(Row, NAMES, st.sampled_from("123456"), st.sampled_from("xy"), YEARS, st.none()), max_size=60
)
TIED = st.lists(st.builds(Row, NAMES, st.sampled_from("123456"), st.sampled_from("xy"), YEARS, NAMES), max_size=40)
Tie = tuple[list[str], Fraction, int | None, int | None]


def by_name(found: Ties) -> dict[tuple[str, str], Tie]:
    """Facts, share, first and last year of each tie."""
    told = {}
    for number, (one, other) in enumerate(found.ends):
        facts = [found.facts[at] for at in found.behind[found.starts[number] : found.starts[number + 1]]]
        assert len(facts) == found.weight[number]
        years = [None if year == UNDATED else int(year) for year in (found.first[number], found.last[number])]
        share = Fraction(float(found.share[number])).limit_denominator(10_000)
        told[found.nodes[one], found.nodes[other]] = (facts, share, years[0], years[1])
    return told


def by_hand(rows: list[Row]) -> dict[tuple[str, str], Tie]:
    """The same out of dictionaries."""
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    members: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        members[row.fact].add(row.node)
        years[row.fact, row.node].update(() if row.year is None else (row.year,))
    told: dict[tuple[str, str], tuple[list[str], Fraction, set[int]]] = {}
    for fact in sorted(members):
        for pair in itertools.combinations(sorted(members[fact]), 2):
            facts, share, known = told.get(pair, ([], Fraction(0), set()))
            known = known | years[fact, pair[0]] | years[fact, pair[1]]
            told[pair] = ([*facts, fact], share + Fraction(1, len(members[fact]) - 1), known)
    return {
        pair: (facts, share, min(known, default=None), max(known, default=None))
        for pair, (facts, share, known) in sorted(told.items())
    }


@given(MEMBERS)
def test_things_that_share_a_fact_are_tied(rows: list[Row]) -> None:
    """Facts, shares and years of each two things, as counted by hand, in the order of their names."""
    found = ties(rows)
    assert by_name(found) == by_hand(rows)
    assert list(by_name(found)) == sorted(by_name(found))


@given(MEMBERS)
def test_shares_of_a_fact_add_up_to_half_its_members(rows: list[Row]) -> None:
    """n(n-1)/2 ties of 1/(n-1) each; facts with one thing are counted apart."""
    sizes = Counter(fact for fact, _ in {(row.fact, row.node) for row in rows})
    found = ties(rows)
    assert found.share.sum() == pytest.approx(sum(n for n in sizes.values() if n > 1) / 2)
    assert found.alone == sum(n == 1 for n in sizes.values())
    assert len(found.behind) == found.weight.sum() == sum(n * (n - 1) // 2 for n in sizes.values())


@given(MEMBERS | TIED, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(rows: list[Row], chance: Random) -> None:
    """Rows in another order, or said once more, make the same ties."""
    mixed = rows * 2
    chance.shuffle(mixed)
    assert by_name(ties(mixed)) == by_name(ties(rows))


@given(TIED)
def test_a_fact_may_tie_by_itself(rows: list[Row]) -> None:
    """With direction, ties go one way; without, both ways are one tie; nothing is tied to itself."""
    there = {(row.node, row.other, row.fact) for row in rows if row.node != row.other}
    directed = by_name(ties(rows, directed=True))
    assert {(a, b, fact) for (a, b), (facts, *_) in directed.items() for fact in facts} == there
    assert all(share == len(facts) for facts, share, *_ in directed.values())
    both = by_name(ties(rows))
    assert {(a, b, fact) for (a, b), (facts, *_) in both.items() for fact in facts} == {
        (min(a, b), max(a, b), fact)  # type: ignore[type-var]
        for a, b, fact in there
    }


@given(MEMBERS, TIED, st.randoms(use_true_random=False))
def test_facts_of_both_kinds_make_one_network(members: list[Row], tied: list[Row], chance: Random) -> None:
    """What things have part in, and what ties by itself: each as if the other were not there, in whatever order."""
    apart = [row._replace(fact=f"tie {row.fact}") for row in tied]
    rows = chance.sample([*members, *apart], len(members) + len(apart))
    one, other, both = by_name(ties(members)), by_name(ties(apart)), by_name(ties(rows))
    assert ties(rows).alone == ties(members).alone
    assert both.keys() == one.keys() | other.keys()
    for pair, (facts, share, first, last) in both.items():
        parts = [told[pair] for told in (one, other) if pair in told]
        assert facts == [fact for told in parts for fact in told[0]]
        assert share == sum(told[1] for told in parts)
        assert first == min((year for told in parts if (year := told[2]) is not None), default=None)
        assert last == max((year for told in parts if (year := told[3]) is not None), default=None)


@given(MEMBERS, st.integers(1, 3))
def test_a_part_keeps_its_facts(rows: list[Row], least: int) -> None:
    """Ties that are marked stay as they were, with their own facts."""
    found = ties(rows)
    part = by_name(found.only(found.weight >= least))
    assert part == {pair: tie for pair, tie in by_name(found).items() if len(tie[0]) >= least}


@given(MEMBERS)
def test_pairs_made_a_few_at_a_time_are_the_same(rows: list[Row]) -> None:
    """The memory for pairs is that of a block; how many go into one is nothing to the ties."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.projection.BLOCK", 1)
        assert by_name(ties(rows)) == by_hand(rows)


def test_too_large_for_whole_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ends and fact go into one number of 64 bits; more is refused and never wraps around."""
    rows = [Row("a", "f", "s", None), Row("b", "f", "s", None)]
    monkeypatch.setattr("kg.projection.BITS", 2)
    with pytest.raises(KGError, match="2 things and 1 facts are too many; "):
        ties(rows)


def test_nothing_makes_no_ties() -> None:
    """An empty answer is an empty network."""
    assert by_name(ties([])) == {}
    assert np.array_equal(ties([]).starts, [0])
