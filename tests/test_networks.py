"""Networks: every tie counts its facts, every fact has its sources, and nothing ties that should not."""

import itertools
from collections import defaultdict
from functools import cache

import networkx as nx
import pytest

from kg import engine, networks, picture, queries
from kg.errors import KGError
from kg.project import Project
from kg.terms import ID, LC, value
from tests.writing import PROJECT, page, quad, whole

EAST, WEST, SOUTH = (f"{ID}institution/{one}" for one in ("east-library", "west-library", "south-museum"))
MET = "{institution: east-library, role: delegation}, {institution: west-library, role: delegation}"


def network(body: str, **given: str) -> "nx.Graph[str]":
    """The network of co-participation in a file with this body (or several, joined by ---)."""
    files = {f"page-{n}": page(part, stem=f"page-{n}") for n, part in enumerate(body.split("---"))}
    store = engine.in_memory("".join(" ".join(filter(None, one)) + " .\n" for one in whole(files)).encode())
    return networks.network(store, co_participation(**given))


def co_participation(**given: str) -> str:
    """The question behind the network, with its parameters."""
    query = queries.load(PROJECT.queries / "networks", "co-participation")
    return queries.bound(query, given, lambda kind, _: pytest.fail(f"{kind} asked for"))


def event(slug: str, participants: str = MET, more: str = "type: Visit, start: 2011-05") -> str:
    """An event with participants."""
    return f"\n  {slug}: {{name: {{en: {slug.title()}, zh: 会}}, {more}, participants: [{participants}]}}"


def test_a_tie_counts_its_facts() -> None:
    """Two events together are a tie of weight 2, with both events behind it, from the first year to the last."""
    graph = network(
        "events:"
        + event("one")
        + event("two", more="type: Forum, start: 2013")
        + event("three", "{institution: east-library, role: delegation}")
        + "\n"
    )
    assert set(graph) == {EAST, WEST}
    edge = graph.edges[EAST, WEST]
    assert (edge["weight"], edge["first"], edge["last"]) == (2, 2011, 2013)
    assert [fact["event"] for fact in edge["facts"]] == [f"{ID}event/one", f"{ID}event/two"]


def test_a_fact_says_what_when_where_and_who_says_so() -> None:
    """Behind a tie: the event's names, dates and place, and every source that states one of the two participations."""
    body = (
        "events:"
        + event("one", MET, "type: Visit, start: 2011-05-02, end: 2011-05-03, city: Moscow, country: RU")
        + "\n"
    )
    (fact,) = network(body + "---" + body).edges[EAST, WEST]["facts"]
    assert {key: fact[key] for key in ("event", "label", "start", "end", "year", "place", "places")} == {
        "event": f"{ID}event/one",
        "label": {"en": "One", "zh": "会"},
        "start": "2011-05-02",
        "end": "2011-05-03",
        "year": 2011,
        "place": "Moscow",
        "places": [{"en": "Moscow"}],
    }
    assert fact["sources"] == [
        {
            "iri": f"{ID}source/page-{n}",
            "title": "A page",
            "publisher": "Example Press",
            "published": "2020-06-01",
            "url": f"https://example.org/page-{n}",
        }
        for n in (0, 1)
    ]


def test_a_node_says_what_it_is() -> None:
    """The label in English, labels by language, the narrowest type and the country's code."""
    graph = network("events:" + event("one") + "\n")
    assert graph.nodes[EAST] == {
        "label": "East Library",
        "labels": {"en": "East Library", "zh": "东方图书馆"},
        "type": "PublicLibrary",
        "country": "CN",
    }


def test_institutions_meet_through_their_people() -> None:
    """A person ties the institution for which they came."""
    graph = network(
        "events:" + event("one", "{person: ada, role: speaker}, {person: bo, role: speaker, for: west-library}") + "\n"
    )
    assert list(graph.edges) == [(EAST, WEST)]


def test_two_delegates_are_one_fact() -> None:
    """Who sends ten people to an event met the others once."""
    more = "{person: ada, role: speaker}, {person: ada, role: chair}, {institution: west-library, role: visitor}"
    assert network("events:" + event("one", f"{MET}, {more}") + "\n").edges[EAST, WEST]["weight"] == 1


@pytest.mark.parametrize(
    "participants",
    [
        "{institution: east-library, role: host}, {institution: west-library, role: delegation}",
        "{institution: east-library, role: organizer}, {institution: west-library, role: delegation}",
    ],
)
def test_to_host_is_not_to_meet(participants: str) -> None:
    """Hosts and organizers as such make no ties."""
    assert not network("events:" + event("one", participants) + "\n")


@pytest.mark.parametrize(
    "more",
    [
        "type: Award, start: 2011",
        "type: Visit, start: 2021",
        "type: Visit, start: 2011, status: cancelled",
        "type: Visit, start: 2011, status: postponed",
    ],
)
def test_an_award_or_a_plan_is_no_meeting(more: str) -> None:
    """Recipients of an award need not have met, nor those that were to meet."""
    assert not network("events:" + event("one", more=more) + "\n")


@pytest.mark.parametrize(
    ("given", "expected"),
    [({"since": "2012"}, 1), ({"until": "2012"}, 1), ({"since": "2011", "until": "2013"}, 2), ({"since": "2014"}, 0)],
)
def test_years_narrow_a_network(given: dict[str, str], expected: int) -> None:
    """The years since and until are taken in."""
    graph = network("events:" + event("one") + event("two", more="type: Forum, start: 2013") + "\n", **given)
    assert sum(weight for weight in nx.get_edge_attributes(graph, "weight").values()) == expected


def test_a_question_of_another_form_is_refused() -> None:
    """A network needs rows of node, fact, source and year."""
    with pytest.raises(KGError, match="select \\?node \\?fact \\?source \\?year"):
        networks.network(engine.in_memory(), "SELECT ?a ?b { ?a ?p ?b }")


@cache
def real(built: Project) -> "nx.Graph[str]":
    """The network of the real data."""
    return picture.drawn(built, "co-participation", {})[0]


def test_every_tie_has_its_facts_and_every_fact_its_sources(built: Project) -> None:
    """In the real network no line is without a reason, and no reason without an address to read."""
    graph = real(built)
    assert graph.number_of_edges() > 500
    for one, other, edge in graph.edges(data=True):
        assert one != other
        assert edge["weight"] == len(edge["facts"]) == len({fact["event"] for fact in edge["facts"]})
        assert edge["first"] <= edge["last"]
        for fact in edge["facts"]:
            assert fact["label"]
            assert fact["sources"]
            assert all(source["url"].startswith("http") and source["title"] for source in fact["sources"])


def test_every_node_has_a_name_and_a_place_on_paper(built: Project) -> None:
    """Every library in the real network can be labelled and drawn."""
    for node, data in real(built).nodes(data=True):
        assert data["label"], node
        assert isinstance(data["x"], float)
        assert isinstance(data["y"], float)


def test_the_real_network_counted_by_hand(built: Project) -> None:
    """Counted from the lines of kg.nq without any query, the ties and their weights are the same."""
    ours = nx.get_edge_attributes(real(built), "weight")
    assert ours == counted(built)


def counted(built: Project) -> dict[tuple[str, str], int]:
    """How many held events other than awards two institutions shared, themselves or through a person."""
    said = facts(built)
    institutions = {s for s, node in said.items() if f"<{LC}Institution>" in node["type"]}
    there: dict[str, set[str]] = defaultdict(set)
    for node in said.values():
        if {value(role).rpartition("/")[2] for role in node["role"]} - {"host", "organizer"}:
            for meeting in node["event"]:
                there[meeting] |= (node["participant"] | node["onBehalfOf"]) & institutions
    weights: dict[tuple[str, str], int] = defaultdict(int)
    for meeting, who in there.items():
        if (
            said[meeting]["status"] == {'"held"'}
            and f"<{LC}Award>" not in said[meeting]["type"]
            and said[meeting]["year"]
        ):
            for one, other in itertools.combinations(sorted(map(value, who)), 2):
                weights[one, other] += 1
    return dict(weights)


@cache
def facts(built: Project) -> dict[str, dict[str, set[str]]]:
    """The default graph: thing, local name of a property, objects."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with (built.current / "kg.nq").open(encoding="utf-8") as lines:
        for s, p, o, graph in map(quad, lines):
            if not graph:
                said[s][value(p).rpartition("#")[2]].add(o)
    return said
