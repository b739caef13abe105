"""Networks as files: hostile names survive, the same network makes the same bytes, and one is told what is left out."""

import csv
import hashlib
import io
import json
import os
import random
import subprocess
import sys
from typing import Any

import networkx as nx
import pytest

from kg import exports, measures, picture
from kg.cli.network import FORMATS as OFFERED
from kg.project import Project
from tests import networking
from tests.exported import READERS
from tests.networking import cleaned
from tests.running import answer, complaint, kg
from tests.seeing import expected, named, whole

FORMATS = list(exports.FORMATS)
READ = [(form, reader) for form in READERS for reader in READERS[form]]
LABELS = [
    "plain",
    "图书馆 📚",
    "\u202eright to left\u202c",
    '<b>&amp;</b> "quoted" &nothing &lt;',
    "two\nlines\r\nor\rthree\tand a tab",
    "bell\x07 and null\x00",
    "\ufffe",
    "=1+1",
    "@SUM(1,2)",
    "-2+3",
    "C:\\folder\\",
    "\\n is no break, \\N no name",
    "it's, a;list|of%signs#and{brackets}[]",
    "*Vertices 3",
    "twin",
    "twin",
    "",
    "alone",
]


def odd(*, directed: bool = False) -> "nx.Graph[str]":
    """A small network of what breaks writers: no value, odd letters, long numbers, unknown years."""
    graph: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    for number, label in enumerate(LABELS):
        graph.add_node(
            f"http://n/{number}", label=label, labels={"en": label}, type="", country=None, x=1 / 3, y=float(number)
        )
    source = {"iri": "http://s", "title": "bell\x07", "publisher": "", "published": "", "url": "http://s/?a=1&b=%3C"}
    fact = {"event": "http://e", "label": {"en": "<e>"}, "start": "2011", "end": "", "place": "", "sources": [source]}
    for number in range(1, len(LABELS) - 1):
        numbers = {"weight": 1, "share": 1 / 3, "significance": 1e-9}
        graph.add_edge(f"http://n/{number}", "http://n/0", **numbers, first=None, last=2011, facts=[fact])
    graph.graph.update(facts=1, alone=0, title='a "title"\nof two lines')
    return graph


def content(graph: "nx.Graph[str]", form: str) -> bytes:
    """A network in a format."""
    text = exports.written(graph, form)
    return text if isinstance(text, bytes) else text.encode()


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize(("form", "reader"), READ)
def test_odd_letters_and_missing_values_are_read_back(form: str, reader: str, *, directed: bool) -> None:
    """What XML cannot hold becomes the sign for it, what is missing stays missing, everything else stays itself."""
    graph = odd(directed=directed)
    if form in ("csv", "parquet"):
        graph.remove_node("http://n/17")  # which has no ties
    there = whole(graph if form == "json" else cleaned(graph))
    found = READERS[form][reader](content(graph, form))
    assert named(form, found, there) == expected(form, there)._replace(counts=found.counts)


@pytest.mark.parametrize("form", ["csv", "nodes-csv"])
def test_no_cell_is_a_formula_where_one_asks(form: str) -> None:
    """With ``--safe`` a spreadsheet shows names that begin like formulas; without, they are themselves."""
    for safe in (False, True):
        text = str(exports.written(odd(), form, safe=safe))
        cells = {cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row}
        assert ("=1+1" in cells, "'=1+1" in cells) == (not safe, safe)
        assert any(cell.startswith(("=", "@")) for cell in cells) == (not safe)


def test_json_holds_everything(built: Project) -> None:
    """JSON has the facts whole, with labels, dates and sources, and networkx reads it as the very network."""
    graph = networking.network(built, "countries")
    found = nx.node_link_graph(json.loads(content(graph, "json")), edges="edges")
    assert dict(found.nodes) == dict(graph.nodes)
    assert dict(found.edges) == dict(graph.edges)
    assert found.graph == graph.graph


def test_json_holds_no_picture_of_the_past(mini: Project) -> None:
    """Where things stood at the last release is for pages alone."""
    found = json.loads(answer(mini, "network", "co-participation", "--format", "json"))["graph"]
    assert {"facts", "alone", "title"} <= found.keys() <= {"facts", "alone", "title", "themes"}


def mixed(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """The same network, its nodes and edges added in another order and edges turned round."""
    copy: nx.Graph[str] = nx.Graph(**graph.graph)
    order = random.Random(7)
    copy.add_nodes_from(order.sample(sorted(graph.nodes(data=True), key=str), len(graph)))
    copy.add_edges_from(
        (b, a, data) for a, b, data in order.sample(sorted(graph.edges(data=True), key=str), graph.number_of_edges())
    )
    return copy


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_network_makes_the_same_bytes(form: str) -> None:
    """In whatever order it was put together."""
    assert exports.written(mixed(odd()), form) == exports.written(odd(), form)


WRITING = """import sys, hashlib; from pathlib import Path; from kg import exports, measures, picture, project
here = project.find()._replace(build=Path(sys.argv[1]))
for name in sys.argv[2:]:
    network, _ = picture.drawn(here, name, {})
    for thing, figures in measures.measured(network).items():
        network.nodes[thing].update(figures)
    for form in exports.FORMATS:
        text = exports.written(network, form)
        print(name, form, hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest())"""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "MKL_NUM_THREADS")


def digests(project: Project, *names: str) -> list[str]:
    """The digest of each format of each network, with places and measures, as three processes write it at once, of one,
    two and four threads."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITING, str(project.build), *names],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": number} | dict.fromkeys(THREADS, number),
        )
        for number in ("1", "2", "4")
    ]
    one, two, four = (run.communicate()[0].splitlines() for run in runs)
    assert one == two == four
    assert len({*one}) == len(names) * len(FORMATS)
    return one


def test_three_processes_write_the_same_bytes(mini: Project) -> None:
    """Neither the hash seed nor the number of threads nor the day shows in a file of any format, with a direction or
    without; nor in this process."""
    found = digests(mini, "co-participation", "people-and-institutions")
    graph, _ = picture.drawn(mini, "co-participation", {})
    for thing, figures in measures.measured(graph).items():
        graph.nodes[thing].update(figures)
    assert found[: len(FORMATS)] == [
        f"co-participation {form} {hashlib.sha256(content(graph, form)).hexdigest()}" for form in FORMATS
    ]
    assert b"library-of-lantern-isle" in content(graph, "csv")


def test_three_processes_write_the_same_bytes_of_the_real_network(built: Project) -> None:
    """Large enough that threads share the work of measures and layout."""
    assert digests(built, "co-participation")


@pytest.mark.parametrize(("form", "reader"), READ)
def test_an_empty_network_is_a_file(form: str, reader: str) -> None:
    """A network without nodes is written, not refused, and read as such."""
    empty: nx.Graph[str] = nx.Graph()
    found = READERS[form][reader](content(empty, form))
    assert not found.nodes
    assert not found.edges


def test_the_command_offers_what_there_is() -> None:
    """The names that ``kg network`` knows without loading what writes them are those of the table."""
    assert OFFERED == FORMATS
    assert set(READERS) == set(FORMATS)


def test_the_list_of_formats_tells_what_each_holds(mini: Project) -> None:
    """All, all but some, or some, whichever is short."""
    lines = dict(line.split(None, 1) for line in answer(mini, "list", "formats").splitlines() if "kg network" in line)
    assert lines["json"].strip() == "kg network  everything"
    assert lines["pajek"].strip() == "kg network  directions, ties, names, weights"
    assert lines["gexf-dynamic"].strip() == "kg network  all but names and places of facts"


@pytest.mark.parametrize(
    ("form", "lost"),
    [
        ("json", []),
        ("gexf-dynamic", ["names and places of facts"]),
        ("csv", ["names in other languages", "types and countries", "years of each fact"]),
        ("nodes-csv", ["ties", "counts of the whole network"]),
    ],
)
def test_one_is_told_what_is_left_out(mini: Project, form: str, lost: list[str]) -> None:
    """The command says on standard error what the network has and the file has not, and nothing else."""
    done = kg(mini, "network", "co-participation", "--format", form)
    assert done.exit_code == 0
    assert done.stderr.startswith(f"{form} leaves out: " if lost else "")
    assert [what for what in lost if what not in done.stderr] == []
    assert "direction" not in done.stderr, "this network has none"
    assert len(done.stderr.splitlines()) == bool(lost)


def test_a_network_without_ties_is_told(mini: Project) -> None:
    """An empty file is written, and its reader need not look for the reason in it."""
    done = kg(mini, "network", "co-participation", "--since", "3000", "--format", "json")
    assert done.exit_code == 0
    assert "no tie is left" in done.stderr
    assert json.loads(done.stdout)["nodes"] == []


def test_a_direction_is_lost_in_a_table_of_things(mini: Project) -> None:
    """A network that has directions loses them only where a format has no word for them."""
    found = {form: exports.left_out(networking.network(mini, "people-and-institutions"), form) for form in FORMATS}
    assert not [form for form, lost in found.items() if "directions" in lost]
    assert [form for form, lost in found.items() if "ties" in lost] == ["nodes-csv", "nodes-parquet"]


def test_places_are_there_where_a_format_holds_them(mini: Project) -> None:
    """GEXF has places unless one says no, a table has none; where one asks for places in vain, one is told."""
    words = ("network", "co-participation", "--format")
    assert "viz:position" in answer(mini, *words, "gexf")
    assert "viz:position" not in answer(mini, *words, "gexf", "--no-places")
    assert "places" not in kg(mini, *words, "nodes-csv").stderr
    assert "places in the picture" in kg(mini, *words, "nodes-csv", "--places").stderr


def test_a_network_has_its_title(mini: Project) -> None:
    """Cytoscape names the network after its title."""
    data: dict[str, Any] = json.loads(answer(mini, "network", "co-participation", "--format", "cyjs"))["data"]
    assert data["name"] == "Institutions that took part in the same events"


def test_what_a_format_cannot_do_is_refused(mini: Project) -> None:
    """Cells are safe in tables only, and bytes go into a file."""
    assert "csv" in complaint(mini, "network", "co-participation", "--format", "graphml", "--safe")
