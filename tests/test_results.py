"""Answers as texts: what another program reads from each format is what was answered, hostile values too."""

import csv
import io
import json
import re
import unicodedata
from typing import Any

import pytest
import rdflib
from rdflib.query import Result
from rdflib.term import Literal

from kg import engine, rdf, results
from kg.errors import KGError
from kg.project import Project
from kg.results import Manner
from tests.answering import EVERYTHING, EXPECTED, HOSTILE, empty, question, quoted
from tests.running import answer, complaint

DEPRECATED = "ignore:.*is deprecated:DeprecationWarning"  # rdflib's readers use what rdflib gives up
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


def text(sparql: str, form: str, manner: Manner = results.PLAIN) -> str:
    """The answer of a query on nothing, in a format of texts."""
    found = results.written(empty(), sparql, form, manner)
    assert isinstance(found, str)
    return found


def terms(form: str, manner: Manner = results.PLAIN) -> list[Any]:
    """What rdflib reads of EVERYTHING in a format: the terms of its second column."""
    raw = text(EVERYTHING, form, manner).encode()
    found = Result.parse(io.BytesIO(raw), format=form)
    assert found.bindings is not None
    return [row.get(rdflib.Variable("value")) for row in found.bindings]


def lexical(value: Any) -> str | None:
    """A value as it is written in SPARQL."""
    if value is None or isinstance(value, str):
        return value
    special = {True: "true", float("-inf"): "-INF"}
    return special.get(value, str(value)) if isinstance(value, bool | float) else str(value)


PLAIN = [lexical(value) for value in EXPECTED]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_standard_format_is_read_back_whole(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON and XML give another reader every text to the last character, with type and language."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    found = terms(form)
    assert [None if term is None else str(term) for term in found] == PLAIN
    assert found[-1] is None
    languages = {str(term): term.language for term in found if isinstance(term, Literal) and term.language}
    assert languages == {"图书馆": "zh"}
    types = {str(term): str(term.datatype).rpartition("#")[2] for term in found if getattr(term, "datatype", None)}
    assert {types[key] for key in ("-42", "2.5", "true", "1904-07-05", "1904")} == {
        "integer",
        "decimal",
        "boolean",
        "date",
        "gYear",
    }


def unescaped(term: str) -> str:
    """A cell of TSV as JSON reads its quoted part: both write tabs, breaks and quotes alike."""
    found = re.fullmatch(r'(".*")(@[\w-]+|\^\^<.*>)?', term)
    return json.loads(found[1], strict=False) if found else term.strip("<>")


def test_tsv_is_read_back_whole() -> None:
    """A line a row, a tab between columns, and no other tab or break in between."""
    lines = text(EVERYTHING, "tsv").split("\n")
    assert (lines[0], lines[-1]) == ("?n\t?value", "")
    cells = [line.split("\t") for line in lines[1:-1]]
    assert [len(row) for row in cells] == [2] * len(EXPECTED)
    assert [unescaped(value) or None for _, value in cells if value != '""'] == [
        value for value in PLAIN if value != ""
    ]


def test_csv_is_read_back_whole() -> None:
    """Python's reader finds every text; what is unbound is empty."""
    rows = list(csv.reader(io.StringIO(text(EVERYTHING, "csv"), newline="")))
    assert rows[0] == ["n", "value"]
    assert [row[1] for row in rows[1:]] == [value or "" for value in PLAIN]


def test_safe_csv_holds_no_formula() -> None:
    """With --safe a cell that begins like a formula begins with an apostrophe; numbers and other cells are as ever."""
    rows = list(csv.reader(io.StringIO(text(EVERYTHING, "csv", Manner(safe=True)), newline="")))
    cells = [row[1] for row in rows[1:]]
    begun = [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n＝＋－＠") and cell]
    assert begun == ["-5", "-42"]
    assert [cell[1:] if cell.startswith("'") else cell for cell in cells] == [value or "" for value in PLAIN]
    assert sum(cell.startswith("'") for cell in cells) == 9


def test_safe_tsv_holds_no_formula() -> None:
    """The same within the quotes of TSV, so that it stays the TSV of SPARQL."""
    lines = text(EVERYTHING, "tsv", Manner(safe=True)).splitlines()[1:]
    cells = [unescaped(line.partition("\t")[2]) for line in lines]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n＝＋－＠") and cell] == ["-42"]
    assert [cell.removeprefix("'") for cell in cells] == [value or "" if value != "" else "" for value in PLAIN]


def test_safe_leaves_quotes_within_a_text() -> None:
    """Only the beginning of a cell counts."""
    assert text(question(quoted('a"=1')), "tsv", Manner(safe=True)) == text(question(quoted('a"=1')), "tsv")


@pytest.mark.parametrize("sign", ["\x01", "\x07", "\x0b", "\x1b", "\ufffe"])
def test_xml_refuses_what_it_cannot_hold(sign: str) -> None:
    """A control character would break the file for every reader; JSON takes it."""
    with pytest.raises(KGError, match="write json"):
        text(question(quoted(f"a{sign}b")), "xml")
    found = json.loads(text(question(quoted(f"a{sign}b")), "json"))
    assert found["results"]["bindings"][0]["value"]["value"] == f"a{sign}b"


STATEMENTS = (
    "CONSTRUCT { <http://example.org/s> <http://example.org/p> ?value } { VALUES ?value { "
    + " ".join([*map(quoted, HOSTILE.values()), '"图书馆"@zh', "42", "true", "<http://example.org/o>"])
    + " } }"
)


@pytest.mark.filterwarnings(DEPRECATED)
@pytest.mark.parametrize("form", results.GRAPHS)
def test_statements_are_read_back_whole(form: str) -> None:
    """What CONSTRUCT makes is in every syntax of RDF what rdflib reads from N-Triples, to the last character."""
    found = rdflib.Dataset(default_union=True).parse(data=text(STATEMENTS, form), format=RDFLIB[form])
    objects = {o for _, _, o in found.triples((None, None, None))}
    values = {str(o) for o in objects if isinstance(o, Literal)}
    assert values == {*HOSTILE.values(), "图书馆", "42", "true"}
    assert len(objects) == len(HOSTILE) + 4


@pytest.mark.parametrize("form", ["table", *results.GRAPHS])
def test_blank_nodes_have_the_same_names_each_time(mini: Project, form: str) -> None:
    """The engine names them by chance; an answer names them by what is said of them, so that its bytes stay."""
    made = "[ <http://e.org/of> ?s ; <http://e.org/has> [ <http://e.org/is> ?o ] ]"
    words = ["query", "-e", f"CONSTRUCT {{ {made} }} {{ ?s a ?o }}", "--format", form]
    once = answer(mini, *words)
    assert once == answer(mini, *words)
    if form == "ntriples":
        found = rdflib.Graph().parse(data=once, format="nt")
        whole = answer(mini, "query", "-e", "SELECT ?s ?o { ?s a ?o }", "--format", "csv").splitlines()[1:]
        assert len(found) == 3 * len(whole) > 100


@pytest.mark.filterwarnings(DEPRECATED)
@pytest.mark.parametrize("form", results.GRAPHS)
def test_a_description_is_in_every_syntax(mini: Project, form: str) -> None:
    """DESCRIBE gives the same statements in each, and the same bytes again."""
    words = ["query", "-e", "DESCRIBE <https://w3id.org/libcoop/id/person/ada-wick>", "--format", form]
    once = answer(mini, *words)
    assert once == answer(mini, *words)
    found = rdflib.Dataset(default_union=True).parse(data=once, format=RDFLIB[form])
    plain = rdflib.Graph().parse(data=answer(mini, *words[:-1], "ntriples"), format="nt")
    assert set(found.triples((None, None, None))) == set(plain)
    assert len(plain) > 3


def test_syntaxes_are_those_of_the_exports() -> None:
    """What the graph is written in, an answer is written in."""
    assert set(results.GRAPHS) == set(rdf.FORMATS)


@pytest.mark.parametrize("value", ['"a\\u0001b"', '"a\\uFFFEb"'])
def test_rdfxml_refuses_a_character(value: str) -> None:
    """One that XML cannot hold; Turtle takes it."""
    query = f"CONSTRUCT {{ <http://example.org/s> <http://example.org/p> {value} }} {{}}"
    with pytest.raises(KGError, match="write turtle"):
        text(query, "rdfxml")
    (read,) = rdflib.Graph().parse(data=text(query, "turtle"), format="turtle").objects()
    assert unicodedata.category(str(read)[1]) in ("Cc", "Cn")


def test_rdfxml_refuses_a_property_without_a_name() -> None:
    """A property is an element there, and 1 is no name of one."""
    with pytest.raises(KGError, match="write turtle"):
        text('CONSTRUCT { <http://example.org/s> <http://example.org/1> "x" } {}', "rdfxml")


def test_a_kind_of_answer_has_its_formats(mini: Project) -> None:
    """Rows are no statements, statements no rows of csv: each refusal names the way out."""
    assert "CONSTRUCT" in complaint(mini, "query", "-e", "SELECT * { ?s ?p ?o }", "--format", "turtle")
    assert "turtle" in complaint(mini, "query", "-e", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "--format", "csv")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--labels", "--format", "csv"], "table, markdown, xlsx, parquet"),
        (["--language", "zh", "--format", "json"], "table, markdown, xlsx, parquet"),
        (["--fold", "--format", "markdown"], "table"),
        (["--safe"], "csv, tsv, xlsx"),
    ],
)
def test_a_wish_without_a_place_is_told(mini: Project, words: list[str], told: str) -> None:
    """An option that would do nothing is not passed over in silence."""
    assert told in complaint(mini, "query", "-e", "ASK {}", *words)


def test_a_number_that_is_none_is_a_text() -> None:
    """What claims to be an integer and is not is shown as it stands."""
    store = engine.in_memory()
    query = 'SELECT ("x"^^<http://www.w3.org/2001/XMLSchema#integer> AS ?x) {}'
    assert store.select(query).rows == [("x",)]
