"""Networks as files, read by others: nodes, ties and all attributes that a format holds, in every network of the real
graph; and what the files say of facts is what an independent question counts."""

from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

import pytest

from kg import exports
from kg.exports import Held
from kg.project import Project
from tests import networking, pairing
from tests.exported import READERS
from tests.networking import Part
from tests.seeing import Seen, expected, named, whole

CASES = [(name, form, reader) for name in networking.NAMES for form in READERS for reader in READERS[form]]


class Case(NamedTuple):
    """A network, a format, and what a reader of it found in the file."""

    name: str
    form: str
    reader: str
    found: Seen


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def case(built: Project, request: pytest.FixtureRequest) -> Case:
    """Each reader of each format with each network; all tests of one run one after another, and only one is kept."""
    name, form, reader = request.param
    return Case(name, form, reader, READERS[form][reader](written(built, name, form)))


@lru_cache(maxsize=1)
def written(built: Project, name: str, form: str) -> bytes:
    """A network in a format."""
    text = exports.written(networking.network(built, name), form)
    return text if isinstance(text, bytes) else text.encode()


@cache
def original(built: Project, name: str) -> Seen:
    """What there is to be found."""
    return whole(networking.network(built, name))


def test_a_reader_finds_what_the_table_says(built: Project, case: Case) -> None:
    """All that the format holds, to the last attribute, and nothing that the table denies."""
    there = original(built, case.name)
    assert len(there.nodes) > 20
    assert there.edges
    found = named(case.form, case.found, there)
    assert found == expected(case.form, there)._replace(counts=found.counts)


def test_no_fact_is_lost_or_made_up(built: Project, case: Case) -> None:
    """Each two things are tied by the facts that a question of the tests and sets alone say, and by no others: as many
    as the weight says, 1/(n-1) for each fact of n things; facts with one thing are counted."""
    said = pairing.tied(built, Part(case.name))
    assert sum(map(len, said.behind.values())) > 100
    pairing.compared(case.form, named(case.form, case.found, original(built, case.name)), said)
    if Held.COUNTS in exports.FORMATS[case.form].holds and case.reader != "graphology":  # which passes over it
        assert case.found.counts == said.counts


def test_each_fact_shares_out_half_of_its_things(built: Project, case: Case) -> None:
    """A congress of 400 gives as much, to all together, as a meeting of two gives to each: its ties, 1/(n-1) each, add
    up to n/2; where a fact ties two things by itself, it gives 1. All facts together give all that the ties have."""
    if not {Held.FACTS, Held.NUMBERS} <= exports.FORMATS[case.form].holds:
        return
    said, ties = pairing.tied(built, Part(case.name)), (case.found.edges or {}).values()
    times = Counter(fact for tie in ties for fact in tie["facts"])
    sizes = {fact: n for fact, n in said.sizes.items() if n > 1}
    assert sizes == {} or times.keys() == sizes.keys()
    given = {fact: number / (sizes[fact] - 1) if sizes else number for fact, number in times.items()}
    assert sizes == {} or given == {fact: n / 2 for fact, n in sizes.items()}
    assert sum(tie["share"] for tie in ties) == pytest.approx(sum(given.values()), rel=1e-8)
