"""What a network must hold, by questions of the tests' own: which things have part in which facts, in which years; and
from these, by sets alone, which facts tie which two things."""

import itertools
from collections import defaultdict
from functools import cache
from typing import NamedTuple

import networkx as nx
import pytest

from kg import exports, store
from kg.exports import Held
from kg.project import Project
from tests.networking import Part
from tests.seeing import Seen

PREFIXES = "PREFIX lc: <https://w3id.org/libcoop/ontology#> PREFIX role: <https://w3id.org/libcoop/id/role/>"
_OFFICE = "role:host, role:organizer"
_THERE = "{ ?p lc:participant ?who } UNION { ?p lc:onBehalfOf ?who } ?p lc:event ?event ; lc:role ?role ."
_BY_OFFICE = "{ ?event lc:host ?who } UNION { ?event lc:organizer ?who }"
# Who was at an event, by what the parameter roles of three networks asks for.
WHO = {
    "participants": f"{_THERE} FILTER (?role NOT IN ({_OFFICE}))",
    "organizers": f"{{ {_THERE} FILTER (?role IN ({_OFFICE})) }} UNION {_BY_OFFICE}",
    "all": f"{{ {_THERE} }} UNION {_BY_OFFICE}",
}
HELD = '?who a lc:Institution . ?event lc:status "held" ; lc:year ?year . FILTER NOT EXISTS { ?event a lc:Award }'
CROWDS = {
    "agreements-and-projects": """{ ?fact lc:party ?thing } UNION { ?fact lc:partner ?thing } ?thing a lc:Institution .
        OPTIONAL { ?fact lc:year ?year }""",
    "co-participation": f"{HELD} BIND (?who AS ?thing) BIND (?event AS ?fact)",
    "events": f"{HELD} BIND (?who AS ?fact) BIND (?event AS ?thing)",
    "series": f"{HELD} ?event lc:inSeries ?thing . BIND (?who AS ?fact)",
    "themes": """?fact lc:theme ?thing ; lc:statedIn ?source . OPTIONAL { ?fact lc:year ?own }
        OPTIONAL { ?fact lc:event/lc:year ?its } BIND (IF(BOUND(?own), ?own, ?its) AS ?year)""",
}
PAIRS = {
    "countries": """?fact a lc:Delegation ; lc:participant ?sent ; lc:event ?event ; lc:statedIn ?source .
        ?sent lc:country ?one . ?event lc:country ?other ; lc:status "held" ; lc:year ?year .
        FILTER (?one != ?other)""",
    "memberships": """?fact lc:member ?one ; lc:organization ?other ; lc:statedIn ?source . FILTER (?one != ?other)
        OPTIONAL { ?fact lc:year ?year }""",
    "people-and-institutions": """{ ?fact lc:holder ?one ; lc:institution ?other ; lc:statedIn ?source } UNION
        { ?p lc:participant ?one ; lc:onBehalfOf ?other ; lc:event ?fact ; lc:statedIn ?source . ?one a lc:Person }
        OPTIONAL { ?fact lc:year ?year }""",
}
Pair = tuple[str, str]


class Tied(NamedTuple):
    """The facts behind each two things; of the facts in which things have part, how many things each has; and how many
    facts there are at all. A tie without direction has the smaller name first."""

    behind: dict[Pair, frozenset[str]]
    sizes: dict[str, int]
    facts: int

    @property
    def counts(self) -> tuple[int, int]:
        """How many facts, and how many of them stand alone with one thing."""
        return self.facts, sum(size == 1 for size in self.sizes.values())

    def share(self, pair: Pair) -> float:
        """1/(n-1) for each fact of a tie, n things having part in it; 1 for each that ties the two by itself."""
        return sum(1 / (self.sizes[fact] - 1) if fact in self.sizes else 1 for fact in self.behind[pair])


def tied(built: Project, part: Part) -> Tied:
    """What a network, or a part of it, must hold."""
    found = _crowded(built, part) if part.name in CROWDS else _paired(built, part)
    if part.around is None:
        return found
    graph: nx.Graph[str] = nx.Graph(list(found.behind))
    near = set(nx.ego_graph(graph, part.around, radius=part.hops))
    return found._replace(behind={pair: facts for pair, facts in found.behind.items() if near.issuperset(pair)})


def _crowded(built: Project, part: Part) -> Tied:
    who = WHO[part.given.get("roles", "participants")] if "?who" in CROWDS[part.name] else ""
    members: dict[str, set[str]] = defaultdict(set)
    for fact, thing in _rows(built, f"SELECT ?fact ?thing ?year {{ {who} {CROWDS[part.name]} }}", part):
        members[fact].add(thing)
    behind: dict[Pair, set[str]] = defaultdict(set)
    for fact, things in members.items():
        for pair in itertools.combinations(sorted(things), 2):
            behind[pair].add(fact)
    sizes = {fact: len(things) for fact, things in members.items()}
    return Tied({pair: frozenset(facts) for pair, facts in behind.items()}, sizes, len(sizes))


def _paired(built: Project, part: Part) -> Tied:
    behind: dict[Pair, set[str]] = defaultdict(set)
    for fact, one, other in _rows(built, f"SELECT ?fact ?one ?other ?year {{ {PAIRS[part.name]} }}", part):
        behind[one, other].add(fact)
    return Tied({p: frozenset(facts) for p, facts in behind.items()}, {}, len(frozenset().union(*behind.values())))


def _rows(built: Project, sparql: str, part: Part) -> list[tuple[str, ...]]:
    """The rows of the years that a part is made of, without their years."""
    since, until = (int(part.given.get(key, year)) for key, year in (("since", "0"), ("until", "9999")))
    every = not {"since", "until"} & set(part.given)
    return [names for year, names in _asked(built, sparql) if every or (year is not None and since <= year <= until)]


@cache
def _asked(built: Project, sparql: str) -> list[tuple[int | None, tuple[str, ...]]]:
    rows = store.opened(built).select(f"{PREFIXES} {sparql}").rows
    return [(year if isinstance(year, int) else None, tuple(map(str, names))) for *names, year in rows]


def compared(form: str, found: Seen, said: Tied) -> None:
    """Fails where a file of a format does not tell of each tie what it must hold, as far as the format can."""
    holds, ties = exports.FORMATS[form].holds, found.edges or {}
    if Held.TIES not in holds:
        assert not ties
        return
    assert {pair: tie["weight"] for pair, tie in ties.items()} == {
        pair: len(facts) for pair, facts in said.behind.items()
    }
    if Held.FACTS in holds:
        assert {pair: tie["facts"] for pair, tie in ties.items()} == said.behind
    if Held.NUMBERS in holds:
        assert {pair: tie["share"] for pair, tie in ties.items()} == pytest.approx(
            {pair: said.share(pair) for pair in said.behind}, rel=2e-8, abs=1e-9
        )
