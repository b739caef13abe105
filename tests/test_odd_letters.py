"""Names that careless programs run, break or lose (scripts, quotes, marks of right-to-left text, emoji, a formula)
arrive in every output as they stand in ``tests/mini/data/sources/islands/odd-letters.yaml``."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import networkx as nx
import pytest
import rdflib
import yaml

from kg.project import Project
from tests.running import answer

PAGE = "islands/odd-letters.yaml"
SRX = "{http://www.w3.org/2005/sparql-results#}"
LABELS = (
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?name WHERE {"
    " GRAPH <https://w3id.org/libcoop/id/source/odd-letters> { ?thing skos:prefLabel|skos:altLabel ?name } }"
    " ORDER BY ?name"
)
Names = list[tuple[str, str]]  # text and language


def written(project: Project) -> Names:
    """The names in the file, as another reader of YAML finds them."""
    text = (project.sources / PAGE).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf"), "the file begins with a byte order mark"
    content = yaml.load(text.decode("utf-8-sig"), Loader=yaml.CBaseLoader)
    records = [*content["institutions"].values(), *content["people"].values(), *content["events"].values()]
    maps = [record[key] for record in records for key in ("name", "other_names") if key in record]
    pairs = [(tag, words) for names in maps for tag, words in names.items()]
    found = [(word, tag) for tag, words in pairs for word in (words if isinstance(words, list) else [words])]
    return sorted([*found, (records[0]["city"], "en")])


def test_the_file_holds_what_is_odd(mini: Project) -> None:
    """Else the tests below would prove nothing."""
    text = "".join(name for name, _ in written(mini))
    for odd in ("<script>", "</script>", '"', "'", "\\", "\u200f", "\u202e", "📚", "\u200d", "{{", "=HYPER", "&"):
        assert odd in text


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("file", "syntax"), [("kg.nq", "nquads"), ("kg.ttl", "turtle"), ("kg.trig", "trig")])
def test_the_graph_holds_them(mini: Project, file: str, syntax: str) -> None:
    """Read back by another library."""
    graph = rdflib.Dataset(default_union=True) if syntax != "turtle" else rdflib.Graph()
    graph.parse(data=(mini.current / file).read_bytes(), format=syntax)
    found = {(str(o), o.language) for o in graph.objects() if isinstance(o, rdflib.Literal) and o.language}
    assert set(written(mini)) <= found


def from_csv(text: str) -> Names:
    """The names of an answer in CSV, which knows no languages."""
    return [(row["name"], "") for row in csv.DictReader(io.StringIO(text, newline=""))]


def from_tsv(text: str) -> Names:
    """The names of an answer in TSV: terms as in Turtle."""
    terms = [rdflib.util.from_n3(line) for line in text.splitlines()[1:]]
    return [(str(term), term.language or "") for term in terms if isinstance(term, rdflib.Literal)]


def from_json(text: str) -> Names:
    """The names of an answer in JSON."""
    bindings = [row["name"] for row in json.loads(text)["results"]["bindings"]]
    return [(name["value"], name["xml:lang"]) for name in bindings]


def from_xml(text: str) -> Names:
    """The names of an answer in XML."""
    literals = ET.fromstring(text).iter(f"{SRX}literal")
    return [(one.text or "", one.get("{http://www.w3.org/XML/1998/namespace}lang", "")) for one in literals]


@pytest.mark.parametrize("reader", [from_csv, from_tsv, from_json, from_xml])
def test_answers_hold_them(mini: Project, reader: Callable[[str], Names]) -> None:
    """Read back from each standard format of answers."""
    text = answer(mini, "query", "-e", LABELS, "--format", reader.__name__.removeprefix("from_"))
    expected = [(name, "" if reader is from_csv else tag) for name, tag in written(mini)]
    assert sorted(reader(text)) == sorted(expected)


def institutions(project: Project) -> set[str]:
    """The English names of the two institutions that met."""
    return {name for name, tag in written(project) if tag == "en" and name.startswith(("<script>", "Library 📚"))}


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.parse_graphml), ("gexf", nx.read_gexf)])
def test_networks_hold_them(mini: Project, form: str, read: Callable[..., "nx.Graph[str]"]) -> None:
    """Read back from the files for other programs."""
    text = answer(mini, "network", "co-participation", "--format", form)
    graph = read(text) if form == "graphml" else read(io.BytesIO(text.encode()))
    assert institutions(mini) <= {data["label"] for _, data in graph.nodes(data=True)}


def test_the_page_holds_them_as_data(mini: Project) -> None:
    """The page is well-formed up to its data: no name ends the block in which it stands."""
    page = answer(mini, "view", "co-participation")
    (block,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    data = json.loads(block)
    assert institutions(mini) <= {node["label"] for node in data["nodes"]} | set(texts(data))
    assert not re.search("<(script>alert|img src=x|svg onload)", page)


def texts(value: object) -> list[str]:
    """Every text in JSON."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def test_a_table_in_the_terminal_holds_them(mini: Project) -> None:
    """What is shown of a thing has its names."""
    text = answer(mini, "show", "script-library")
    for name, tag in written(mini):
        if tag in ("ar", "he", "zh"):
            assert name in text


def test_norway_is_no_truth_value(mini: Project) -> None:
    """country: NO is the code of Norway."""
    text = answer(
        mini, "query", "-e", "ASK { <https://w3id.org/libcoop/id/place/no> ?p 'Norway'@en }", "--format", "csv"
    )
    assert "true" in text.lower()
