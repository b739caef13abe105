"""Networks as files, read by others: nodes, ties and all attributes that a format holds, in every network of the real
graph; and what the files say of facts is what an independent question counts."""

from functools import cache, lru_cache
from typing import NamedTuple

import pytest

from kg import exports, store
from kg.exports import Held
from kg.project import Project
from tests import networking
from tests.exported import READERS
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


# Questions of our own, one for each network: which things have part in which facts, or which facts tie which things.
TAKING_PART = """
    { ?p lc:participant ?who } UNION { ?p lc:onBehalfOf ?who }
    ?p lc:event ?event ; lc:role ?role . ?who a lc:Institution .
    FILTER (?role NOT IN (role:host, role:organizer))
    ?event lc:status "held" ; lc:year ?year . FILTER NOT EXISTS { ?event a lc:Award }
    FILTER EXISTS { ?p lc:statedIn ?source }
"""
CROWDS = {
    "agreements-and-projects": (
        "{ ?fact lc:party ?thing } UNION { ?fact lc:partner ?thing } ?thing a lc:Institution . ?fact lc:statedIn ?s"
    ),
    "co-participation": TAKING_PART.replace("?who", "?thing").replace("?event", "?fact"),
    "events": TAKING_PART.replace("?who", "?fact").replace("?event", "?thing"),
    "series": TAKING_PART.replace("?who", "?fact") + " ?event lc:inSeries ?thing .",
    "themes": "?fact lc:theme ?thing ; lc:statedIn ?source",
}
PAIRS = {
    "countries": """?fact a lc:Delegation ; lc:participant ?sent ; lc:event ?event ; lc:statedIn ?source .
        ?sent lc:country ?one . ?event lc:country ?other ; lc:status "held" ; lc:year ?year .
        FILTER (?one != ?other)""",
    "memberships": "?fact lc:member ?one ; lc:organization ?other ; lc:statedIn ?source . FILTER (?one != ?other)",
    "people-and-institutions": """{ ?fact lc:holder ?one ; lc:institution ?other ; lc:statedIn ?source } UNION
        { ?p lc:participant ?one ; lc:onBehalfOf ?other ; lc:event ?fact ; lc:statedIn ?source . ?one a lc:Person }""",
}
PREFIXES = "PREFIX lc: <https://w3id.org/libcoop/ontology#> PREFIX role: <https://w3id.org/libcoop/id/role/>"


@cache
def counted(built: Project, name: str) -> dict[str, tuple[int, int]]:
    """For each fact how many pairs it ties and how many things have part in it, counted by a question of the test."""
    graph = store.opened(built)
    if name in CROWDS:
        sparql = f"SELECT ?fact (COUNT(DISTINCT ?thing) AS ?n) {{ {CROWDS[name]} }} GROUP BY ?fact"
        sizes = {str(fact): int(str(n)) for fact, n in graph.select(f"{PREFIXES} {sparql}").rows}
        return {fact: (n * (n - 1) // 2, n) for fact, n in sizes.items()}
    sparql = f"SELECT DISTINCT ?fact ?one ?other {{ {PAIRS[name]} }}"
    found: dict[str, tuple[int, int]] = {}
    for fact, _, _ in graph.select(f"{PREFIXES} {sparql}").rows:
        found[str(fact)] = (found.get(str(fact), (0, 0))[0] + 1, 2)
    return found


def test_no_fact_is_lost_or_made_up(built: Project, case: Case) -> None:
    """The facts on the ties are those of an independent question; weights add up to all pairs of all facts, shares to
    n/2 for each fact of n things; facts with one thing are counted."""
    holds, ties = exports.FORMATS[case.form].holds, (case.found.edges or {}).values()
    if Held.TIES not in holds:
        assert not ties
        return
    pairs = counted(built, case.name)
    assert sum(tie["weight"] for tie in ties) == sum(number for number, _ in pairs.values()) > 100
    if Held.FACTS in holds:
        assert all(len(tie["facts"]) == tie["weight"] for tie in ties)
        assert frozenset().union(*(tie["facts"] for tie in ties)) == {fact for fact, (n, _) in pairs.items() if n}
    if Held.NUMBERS in holds:
        shares = sum(n / 2 if case.name in CROWDS else number for number, n in pairs.values() if number)
        assert sum(tie["share"] for tie in ties) == pytest.approx(shares, rel=1e-8)
    if Held.COUNTS in holds and case.reader != "graphology":  # which passes over it
        assert case.found.counts == (len(pairs), sum(number == 0 for number, _ in pairs.values()))


@pytest.mark.parametrize("name", CROWDS)
def test_each_fact_shares_out_half_of_its_things(built: Project, name: str) -> None:
    """A congress of 400 gives as much, to all together, as a meeting of two gives to each: 1/(n-1) a pair."""
    pairs: dict[str, int] = {}
    for *_, tie in networking.network(built, name).edges(data=True):
        for fact in tie["facts"]:
            pairs[fact["event"]] = pairs.get(fact["event"], 0) + 1
    sizes = {fact: n for fact, (_, n) in counted(built, name).items() if n > 1}
    assert {fact: number / (sizes[fact] - 1) for fact, number in pairs.items()} == {
        fact: n / 2 for fact, n in sizes.items()
    }
