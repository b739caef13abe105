"""What networks know of their facts beside names and sources: the year since which each ties its ends, and its themes;
and that each network is explained to readers of two languages."""

import re
from collections import defaultdict

import pytest

from kg import engine, networks, queries
from kg.project import Project
from kg.terms import ID, value
from tests import networking
from tests.networking import NAMES, Part
from tests.writing import PROJECT, page, quad, whole


@pytest.mark.parametrize("name", NAMES)
def test_a_network_is_explained_in_two_languages(name: str) -> None:
    """Title and explanation stand in English and in Chinese."""
    query = queries.load(PROJECT.queries / "networks", name)
    for words in (query.title, query.description):
        assert list(words) == ["en", "zh"]
        assert re.search("[一-鿿]", words["zh"])


@pytest.mark.parametrize("name", NAMES)
def test_facts_up_to_a_year_are_those_of_the_network_until_then(built: Project, name: str) -> None:
    """Each fact has the year since which it ties its two ends: counted by it, ties are those that the years give."""
    network, until = networking.network(built, name), networking.part(built, Part(name, (("until", "2012"),)))

    def ends(one: str, other: str) -> tuple[str, str]:
        return (one, other) if network.is_directed() or one < other else (other, one)

    early: dict[tuple[str, str], int] = defaultdict(int)
    for one, other, tie in network.edges(data=True):
        for fact in tie["facts"]:
            assert fact["year"] is None or tie["first"] <= fact["year"] <= tie["last"]
            if fact["year"] is not None and fact["year"] <= 2012:
                early[ends(one, other)] += 1
    assert early
    assert early == {ends(one, other): tie["weight"] for one, other, tie in until.edges(data=True)}


@pytest.mark.parametrize("name", ["co-participation", "countries", "themes", "memberships"])
def test_a_fact_is_about_its_own_themes_or_those_of_its_event(built: Project, name: str) -> None:
    """Read from the lines of kg.nq, a fact has the same themes; these and those above them have names."""
    network, said = networking.network(built, name), stated(built)
    for *_, tie in network.edges(data=True):
        for fact in tie["facts"]:
            about = said[f"<{fact['event']}>"]
            own = about["theme"] or {theme for event in about["event"] for theme in said[event]["theme"]}
            assert fact["themes"] == sorted(map(value, own))
    known = network.graph["themes"]
    assert {theme for *_, tie in network.edges(data=True) for fact in tie["facts"] for theme in fact["themes"]} <= {
        *known
    }
    for theme, told in known.items():
        assert {"en", "zh"} <= set(told["label"])
        assert told["broader"] == sorted(map(value, said[f"<{theme}>"]["broader"]))
        assert set(told["broader"]) <= set(known)


def test_a_theme_leads_up_to_the_broadest() -> None:
    """Of a theme that a fact has, the network knows all that are above it, each with what is next above."""
    met = "{institution: east-library, role: delegation}, {institution: west-library, role: delegation}"
    visit = f"type: Visit, name: {{en: One}}, start: 2011, themes: [web archiving], participants: [{met}]"
    files = {"page": page(f"events:\n  one: {{{visit}}}\n")}
    lines = (" ".join(filter(None, one)) + " .\n" for one in whole(files))
    query = queries.load(PROJECT.queries / "networks", "co-participation")
    sparql = queries.bound(query, {}, lambda kind, _: pytest.fail(f"{kind} asked for"))

    graph = networks.network(engine.in_memory("".join(lines).encode()), sparql)

    ((*_, tie),) = graph.edges(data=True)
    (fact,) = tie["facts"]
    way = [f"{ID}theme/{one}" for one in ("web-archiving", "digital-preservation", "preservation-and-conservation")]
    assert fact["themes"] == way[:1]
    known = graph.graph["themes"]
    assert [known[theme]["broader"] for theme in way] == [way[1:2], way[2:], [f"{ID}theme/preservation-and-heritage"]]
    assert known[f"{ID}theme/preservation-and-heritage"]["broader"] == []
    assert known[way[0]]["label"]["zh"]


def stated(built: Project) -> dict[str, dict[str, set[str]]]:
    """What the default graph says of themes and events: thing, local name of a property, objects."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with (built.current / "kg.nq").open(encoding="utf-8") as lines:
        for s, p, o, graph in map(quad, lines):
            if not graph and (key := value(p).rpartition("#")[2]) in ("theme", "event", "broader"):
                said[s][key].add(o)
    return said
