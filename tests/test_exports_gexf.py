"""GEXF 1.3 beyond what its readers check: elements and attributes that the format knows, and the years of each tie."""

import re
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import networkx as nx
import pytest

from kg import exports
from kg.project import Project
from tests import networking
from tests.test_exports import odd

SPACES = {"": "{http://gexf.net/1.3}", "viz:": "{http://gexf.net/1.3/viz}"}
DATE, NUMBER, ANY = r"\d{4}-\d\d-\d\d", r"-?\d+(\.\d+)?(e[+-]?\d+)?", r"(?s).*"


class Kind(NamedTuple):
    """What an element of GEXF may have, of all that the format knows the part that we write."""

    needs: dict[str, str]
    may: dict[str, str]
    children: tuple[str, ...]


TYPES = "integer|long|double|boolean|string"
KINDS = {
    "gexf": Kind({"version": r"1\.3"}, {}, ("meta", "graph")),
    "meta": Kind({}, {}, ("creator", "description")),
    "creator": Kind({}, {}, ()),
    "description": Kind({}, {}, ()),
    "graph": Kind(
        {"defaultedgetype": "directed|undirected", "mode": "static|dynamic"},
        {"timeformat": "date"},
        ("attributes", "nodes", "edges"),
    ),
    "attributes": Kind({"class": "node|edge", "mode": "static"}, {}, ("attribute",)),
    "attribute": Kind({"id": r"\d+", "title": r"[\w-]+", "type": TYPES}, {}, ()),
    "nodes": Kind({}, {}, ("node",)),
    "node": Kind({"id": r"https?://\S+"}, {"label": ANY}, ("spells", "viz:position", "attvalues")),
    "edges": Kind({}, {}, ("edge",)),
    "edge": Kind(
        {"id": r"\d+", "source": r"https?://\S+", "target": r"https?://\S+"},
        {"weight": NUMBER},
        ("spells", "attvalues"),
    ),
    "spells": Kind({}, {}, ("spell",)),
    "spell": Kind({"start": DATE, "end": DATE}, {}, ()),
    "viz:position": Kind({"x": NUMBER, "y": NUMBER, "z": NUMBER}, {}, ()),
    "attvalues": Kind({}, {}, ("attvalue",)),
    "attvalue": Kind({"for": r"\d+", "value": ANY}, {}, ()),
}


def faults(element: Element, name: str) -> list[str]:
    """What is wrong with an element and those in it."""
    kind = KINDS[name]
    allowed = kind.needs | kind.may
    wrong = [f"{name} lacks {key}" for key in kind.needs if key not in element.attrib]
    for key, value in element.attrib.items():
        if not re.fullmatch(allowed.get(key, "(?!)"), value):
            wrong.append(f"{name} {key}={value}")
    children = {SPACES["viz:" if ":" in child else ""] + child.removeprefix("viz:"): child for child in kind.children}
    for child in element:
        wrong += faults(child, children[child.tag]) if child.tag in children else [f"{child.tag} in {name}"]
    return wrong


def spells(element: Element) -> list[tuple[str, str]]:
    """The spells of a thing or a tie."""
    return [(spell.attrib["start"], spell.attrib["end"]) for spell in element.iter(f"{SPACES['']}spell")]


@pytest.mark.parametrize("form", ["gexf", "gexf-dynamic"])
@pytest.mark.parametrize("name", ["odd", "empty", *networking.NAMES])
def test_a_file_has_what_the_format_knows(built: Project, name: str, form: str) -> None:
    """Each element where it may stand, each attribute known and of its type; ids name what is there."""
    made: dict[str, nx.Graph[str]] = {"odd": odd(), "empty": nx.Graph()}
    graph = made[name] if name in made else networking.network(built, name)
    root = ElementTree.fromstring(str(exports.written(graph, form)))
    assert root.tag == f"{SPACES['']}gexf"
    assert faults(root, "gexf") == []
    declared = {one.attrib["id"] for one in root.iter(f"{SPACES['']}attribute")}
    assert {one.attrib["for"] for one in root.iter(f"{SPACES['']}attvalue")} == declared
    nodes = {one.attrib["id"] for one in root.iter(f"{SPACES['']}node")}
    for edge in root.iter(f"{SPACES['']}edge"):
        assert {edge.attrib["source"], edge.attrib["target"]} <= nodes


def test_a_fault_is_found() -> None:
    """Were it not, the test above would pass for ever."""
    text = str(exports.written(odd(), "gexf"))
    for right, wrong in ((' mode="static"', ' mode="still"'), ("viz:position", "position"), ('class="node"', "")):
        assert faults(ElementTree.fromstring(text.replace(right, wrong)), "gexf")


def fact(start: str, end: str = "") -> dict[str, object]:
    """A fact with a date."""
    return {"event": f"http://f/{start}", "label": {}, "start": start, "end": end, "place": "", "sources": []}


def test_a_tie_is_there_in_the_years_of_its_facts() -> None:
    """Years side by side are one spell; a fact may go on for years; where no fact has a date, the tie's years stand; a
    tie of which nothing is known has no spell, nor have its ends."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge(
        "http://a", "http://b", first=2001, last=2009, facts=[fact("2009-05"), fact("2001"), fact("2002-03")]
    )
    graph.add_edge("http://b", "http://c", first=2015, last=2015, facts=[fact("2015-10-12?", "2017")])
    graph.add_edge("http://c", "http://d", first=1998, last=2003, facts=[fact("")])
    graph.add_edge("http://d", "http://e", first=None, last=None, facts=[fact("")])
    root = ElementTree.fromstring(str(exports.written(graph, "gexf-dynamic")))
    edges = {
        edge.attrib["source"][-1] + edge.attrib["target"][-1]: spells(edge) for edge in root.iter(f"{SPACES['']}edge")
    }
    assert edges == {
        "ab": [("2001-01-01", "2002-12-31"), ("2009-01-01", "2009-12-31")],
        "bc": [("2015-01-01", "2017-12-31")],
        "cd": [("1998-01-01", "2003-12-31")],
        "de": [],
    }
    nodes = {node.attrib["id"][-1]: spells(node) for node in root.iter(f"{SPACES['']}node")}
    assert nodes["b"] == [*edges["ab"], *edges["bc"]]
    assert nodes["c"] == [*edges["cd"], *edges["bc"]]
    assert nodes["d"] == nodes["e"] == []


@pytest.mark.parametrize("name", networking.NAMES)
def test_the_years_of_the_real_ties(built: Project, name: str) -> None:
    """A tie begins with its first year; networkx finds the spells, and static GEXF has none."""
    graph = networking.network(built, name)
    text = str(exports.written(graph, "gexf-dynamic"))
    dated = 0
    for edge in ElementTree.fromstring(text).iter(f"{SPACES['']}edge"):
        tie, found = graph.edges[edge.attrib["source"], edge.attrib["target"]], spells(edge)
        assert bool(found) == (tie["first"] is not None)
        dated += bool(found)
        if found:
            assert int(found[0][0][:4]) == tie["first"]
            assert int(found[-1][1][:4]) >= tie["last"]
            assert sorted(found) == found
    assert dated > 50
    assert "<spell" not in str(exports.written(graph, "gexf"))
