"""Networks as files: what other programs read from them is what went in, and the same network makes the same bytes."""

import csv
import io
import json
import random
import subprocess
import sys
from functools import cache
from typing import Any

import networkx as nx
import pytest

from kg import exports, picture
from kg.project import Project

FORMATS = list(exports.FORMATS)
LABELS = [
    "plain",
    "图书馆 📚",
    "\u202eright to left\u202c",
    '<b>&amp;</b> "quoted"',
    "two\nlines",
    "bell\x07 and null\x00",
    "\ufffe",
    "",
]


@cache
def real(project: Project) -> "nx.Graph[str]":
    """The network of a project."""
    return picture.drawn(project, "co-participation", {})[0]


def odd() -> "nx.Graph[str]":
    """A small network of what breaks writers: no value, odd letters, long numbers, a node without ties."""
    graph: nx.Graph[str] = nx.Graph()
    for number, label in enumerate(LABELS):
        graph.add_node(
            f"http://n/{number}", label=label, labels={"en": label}, type="", country=None, x=1 / 3, y=float(number)
        )
    source = {"iri": "http://s", "title": "bell\x07", "publisher": "", "published": "", "url": "http://s/?a=1&b=%3C"}
    fact = {"event": "http://e", "label": {"en": "<e>"}, "start": "2011", "end": "", "place": "", "sources": [source]}
    for number in range(1, len(LABELS) - 1):
        graph.add_edge(f"http://n/{number}", "http://n/0", weight=1, first=None, last=2011, facts=[fact])
    return graph


def read(form: str, text: str) -> "nx.Graph[str]":
    """What networkx reads from a file."""
    file = io.BytesIO(text.encode())
    found: nx.Graph[str] = nx.read_graphml(file) if form == "graphml" else nx.read_gexf(file)
    return found


def nodes(graph: "nx.Graph[str]") -> dict[str, dict[str, Any]]:
    """Nodes and their attributes."""
    return {key: dict(data) for key, data in graph.nodes(data=True)}


def edges(graph: "nx.Graph[str]") -> dict[frozenset[str], dict[str, Any]]:
    """Edges and their attributes, but for the number that GEXF gives each edge."""
    return {
        frozenset((a, b)): {key: one for key, one in data.items() if key != "id"}
        for a, b, data in graph.edges(data=True)
    }


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_real_network_is_read_back(built: Project, form: str) -> None:
    """networkx, and so Gephi's and yEd's formats, reads every node and every edge with all attributes."""
    plain = exports.plain(real(built))
    found = read(form, exports.FORMATS[form](real(built)))
    assert nodes(found) == nodes(plain)
    assert edges(found) == edges(plain)
    assert len(found) == len(real(built)) > 100
    assert found.number_of_edges() == real(built).number_of_edges()


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_odd_letters_and_missing_values_are_read_back(form: str) -> None:
    """What XML cannot hold becomes the sign for it, what is missing stays missing, everything else stays itself."""
    found = nodes(read(form, exports.FORMATS[form](odd())))
    assert [found[f"http://n/{n}"]["label"] for n in range(len(LABELS))] == [
        *LABELS[:5],
        "bell\ufffd and null\ufffd",
        "\ufffd",
        "",
    ]
    assert "country" not in found["http://n/0"]
    assert found["http://n/0"]["x"] == 0.333333333


def test_an_edge_in_a_file_names_facts_and_sources(built: Project) -> None:
    """In Gephi, too, an edge says which events are behind it and where one reads of them."""
    for one, other, data in exports.plain(real(built)).edges(data=True):
        assert data["facts"].split(" | ") == [fact["event"] for fact in real(built).edges[one, other]["facts"]]
        assert data["sources"].startswith("http")


def test_json_holds_everything(built: Project) -> None:
    """JSON has the facts whole, with labels, dates and sources, and networkx reads it as the very network."""
    found = nx.node_link_graph(json.loads(exports.FORMATS["json"](real(built))), edges="edges")
    assert nodes(found) == nodes(real(built))
    assert edges(found) == edges(real(built))


def test_csv_has_a_line_for_each_edge(built: Project) -> None:
    """A spreadsheet sees both ends with their labels, the weight, the years, the facts and their sources."""
    lines = list(csv.DictReader(io.StringIO(exports.FORMATS["csv"](real(built)))))
    assert len(lines) == real(built).number_of_edges()
    for line in lines:
        edge = real(built).edges[line["source"], line["target"]]
        assert int(line["weight"]) == edge["weight"] == len(line["facts"].split(" | "))
        assert line["source_label"] == real(built).nodes[line["source"]]["label"]


def test_csv_keeps_odd_letters() -> None:
    """Quotes, commas and line breaks in a label break no line of the table."""
    lines = list(csv.DictReader(io.StringIO(exports.FORMATS["csv"](odd()), newline="")))
    assert [line["target_label"] for line in lines] == [*LABELS[1:5], "bell\ufffd and null\ufffd", "\ufffd"]
    assert {line["first"] for line in lines} == {""}


def mixed(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """The same network, its nodes and edges added in another order and edges turned round."""
    copy: nx.Graph[str] = nx.Graph()
    order = random.Random(7)
    copy.add_nodes_from(order.sample(sorted(graph.nodes(data=True), key=str), len(graph)))
    copy.add_edges_from(
        (b, a, data) for a, b, data in order.sample(sorted(graph.edges(data=True), key=str), graph.number_of_edges())
    )
    return copy


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_network_makes_the_same_bytes(form: str) -> None:
    """In whatever order it was put together."""
    assert exports.FORMATS[form](mixed(odd())) == exports.FORMATS[form](odd())


def test_two_processes_write_the_same_bytes(mini: Project) -> None:
    """Neither the hash seed nor the day shows in a file of any format."""
    code = "import sys; from pathlib import Path; from kg import exports, picture, project\n"
    code += "here = project.find()._replace(build=Path(sys.argv[1]))\n"
    code += "network, _ = picture.drawn(here, 'co-participation', {})\n"
    code += "for form in exports.FORMATS.values(): print(form(network))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(mini.build)],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[0].count(b"library-of-lantern-isle") >= len(FORMATS)
    assert b"lastmodifieddate" not in runs[0]


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_network_is_a_file(form: str) -> None:
    """A network without nodes is written, not refused."""
    empty: nx.Graph[str] = nx.Graph()
    assert exports.FORMATS[form](empty)
