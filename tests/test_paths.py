"""Chains between two institutions: the shortest, the strongest, each step with its facts and its sources."""

import csv
import io
import itertools
import json

import networkx as nx
import pytest

from kg import engine, paths, queries
from kg.cli.path import THROUGH
from kg.engine import Engine
from kg.errors import KGError
from kg.paths import Chain
from kg.project import Project
from kg.terms import ID
from tests.running import answer, complaint
from tests.writing import PROJECT, SOURCE, whole

EAST, WEST, SOUTH, NORTH = "east-library", "west-library", "south-museum", "north-library"
ALONG = [queries.load(PROJECT.queries / "networks", name) for name in THROUGH]


def meeting(slug: str, *who: str, start: str = "2011-05") -> str:
    """An event at which these took part."""
    present = ", ".join(f"{{institution: {one}, role: delegation}}" for one in who)
    return f"\n  {slug}: {{name: {{en: {slug.title()}}}, type: Visit, start: {start}, participants: [{present}]}}"


def world(*events: str) -> Engine:
    """A graph of events and of one agreement, between the south and the west."""
    known = (EAST, WEST, SOUTH, NORTH, "a-1", "a-2", "a-3", "a-4")
    institutions = "".join(f"\n  {one}: {{name: {{en: {one.title()}}}, type: Library}}" for one in known)
    signed = f"\nagreements:\n  pact: {{name: {{en: Pact}}, type: CooperationAgreement, parties: [{SOUTH}, {WEST}]}}\n"
    text = f"{SOURCE % 'page-0'}institutions:{institutions}\nevents:{''.join(events)}{signed}"
    return engine.in_memory("".join(" ".join(filter(None, one)) + " .\n" for one in whole({"page-0": text})).encode())


def between(store: Engine, one: str, other: str, most: int = 3, since: str = "") -> paths.Chains:
    """The chains between two institutions."""
    return paths.between(
        store, (f"institution/{one}", f"institution/{other}"), ALONG, {"since": since} if since else {}, most
    )


def slugs(chains: list[Chain]) -> list[list[str]]:
    """The chains by the ids of their things."""
    return [[thing.rpartition("/")[2] for thing in chain.things] for chain in chains]


CROWD = world(
    meeting("congress", EAST, WEST, "a-1", "a-2", "a-3", "a-4"),
    meeting("visit", EAST, SOUTH),
    meeting("second-visit", EAST, SOUTH, start="2015"),
)


def test_the_shortest_is_not_the_strongest() -> None:
    """A congress of six ties two libraries in one step, two visits and an agreement in two, but more firmly."""
    found = between(CROWD, EAST, WEST)
    assert slugs(found.shortest) == [[EAST, WEST]]
    assert slugs(found.strongest)[:2] == [[EAST, SOUTH, WEST], [EAST, WEST]]
    assert [chain.strength for chain in found.strongest[:2]] == [pytest.approx(1 / (1 / 2 + 1)), pytest.approx(1 / 5)]


def test_a_step_has_its_facts_and_their_sources() -> None:
    """Meetings and agreements both, with the page that states them."""
    found = between(CROWD, EAST, WEST)
    names = [f"{ID}institution/{one}" for one in (EAST, SOUTH, WEST)]
    facts = [[fact["event"] for fact in found.network.edges[step]["facts"]] for step in itertools.pairwise(names)]
    assert facts == [[f"{ID}event/visit", f"{ID}event/second-visit"], [f"{ID}agreement/pact"]]
    for *_, tie in found.network.edges(data=True):
        assert all(
            [source["url"] for source in fact["sources"]] == ["https://example.org/page-0"] for fact in tie["facts"]
        )


def test_equally_short_chains_come_by_strength() -> None:
    """Two ways in two steps: that along the firmer ties comes first, and no more than asked for."""
    store = world(meeting("one", EAST, SOUTH), meeting("two", EAST, NORTH), meeting("three", NORTH, WEST, "a-1"))
    assert slugs(between(store, EAST, WEST).shortest) == [[EAST, SOUTH, WEST], [EAST, NORTH, WEST]]
    assert len(between(store, EAST, WEST, most=1).shortest) == len(between(store, EAST, WEST, most=1).strongest) == 1


@pytest.mark.parametrize(
    ("ends", "since", "told"),
    [
        ((EAST, EAST), "", "institution/east-library, institution/east-library: is one thing; name two"),
        ((EAST, WEST), "2020", "east-library: it has no tie here; choose more years"),
        ((EAST, WEST), "2012", "it has no tie here; "),
        ((NORTH, EAST), "", "nothing links the two; "),
        (("nobody", EAST), "", "names nothing"),
    ],
)
def test_no_chain_is_an_error(ends: tuple[str, str], since: str, told: str) -> None:
    """With the reason and what to do."""
    store = world(meeting("one", EAST, SOUTH), meeting("two", NORTH, "a-1"))
    with pytest.raises(KGError, match=told):
        between(store, *ends, since=since)


def test_the_real_graph(built: Project) -> None:
    """Two libraries of two countries: the shortest chain is as short as networkx finds it, the text is whole."""
    text = answer(built, "path", "Shanghai Library", "Russian State Library", "--most", "2")
    assert text.startswith("Shortest 1: Shanghai Library – ")
    assert "Strongest 2: Shanghai Library – " in text
    lines = text.splitlines()
    sources = lines[lines.index("Sources") + 1 :]
    cited = {mark for line in lines[: lines.index("Sources")] for mark in line.split("[")[1:]}
    assert {f"[{mark.rstrip(']')}]" for mark in cited} == {line.split()[0] for line in sources}


def test_for_programs(built: Project) -> None:
    """JSON has each chain, each step with its facts whole; CSV a row for each fact of each step: the same facts."""
    words = ("path", "上海图书馆", "Российская государственная библиотека", "--most", "2", "--format")
    told = json.loads(answer(built, *words, "json"))
    rows = list(csv.DictReader(io.StringIO(answer(built, *words, "csv"), newline="")))
    assert len(told["shortest"]) in (1, 2)
    assert len(told["strongest"]) == 2
    whole = []
    for kind, chains in told.items():
        for number, chain in enumerate(chains, 1):
            names = [thing["id"] for thing in chain["things"]]
            assert [(step["source"], step["target"]) for step in chain["steps"]] == list(itertools.pairwise(names))
            for at, step in enumerate(chain["steps"], 1):
                assert step["weight"] == len(step["facts"]) > 0
                whole += [(kind, str(number), str(at), step["source"], fact["event"]) for fact in step["facts"]]
                assert all(fact["sources"] for fact in step["facts"])
    assert [(row["kind"], row["chain"], row["step"], row["source"], row["fact"]) for row in rows] == whole
    assert all(row["sources"].startswith("http") for row in rows)


def test_a_chain_is_told_once(built: Project) -> None:
    """Where the shortest is the strongest, the text says so."""
    text = answer(built, "path", "National Library of China", "Russian State Library", "--most", "1")
    assert text.split("\n\n")[1].splitlines()[1] == "  as shortest 1"


def test_along_ties_of_both_kinds(built: Project) -> None:
    """Networks in which things share facts, and in which facts tie things, may be named together, in any order."""
    words = ("path", "Shanghai Library", "Russian State Library", "--most", "1", "--format", "json")
    meetings, posts = ("--through", "co-participation"), ("--through", "memberships")
    assert answer(built, *words, *meetings, *posts) == answer(built, *words, *posts, *meetings)
    only, both = (json.loads(answer(built, *words, *way)) for way in (meetings, meetings + posts))
    assert len(both["shortest"][0]["steps"]) <= len(only["shortest"][0]["steps"])


def test_the_command_says_what_it_cannot_do(built: Project) -> None:
    """A network or a library that is not there is told in one line."""
    told = complaint(built, "path", "shanghai-library", "rsl", "--through", "nothing")
    assert told == "network nothing: there is no such network; see kg list networks"
    assert "names nothing" in complaint(built, "path", "shanghai-library", "no such library")


def test_strength_is_that_of_conductors_in_a_row() -> None:
    """As electric resistance adds up along a way, so do the inverses of shares."""
    found = between(CROWD, EAST, WEST)
    for chain in found.strongest:
        shares = [found.network.edges[step]["share"] for step in itertools.pairwise(chain.things)]
        assert 1 / chain.strength == pytest.approx(sum(1 / share for share in shares), rel=1e-5)
    assert nx.is_path(found.network, found.strongest[0].things)
