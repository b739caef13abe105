"""``kg query``: questions from files, standard input and the command line, their parameters, the forms of answers."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kg import engine, results, terminal
from kg.project import Project
from tests.running import answer, complaint

PREFIXES = "PREFIX lc: <https://w3id.org/libcoop/ontology#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
QUESTION = (
    """#+ title: {"en": "Names of the institutions of a country", "zh": "某国机构名称"}
#+ parameters: {"country": {"type": "country", "default": "NO"}, "words": {"type": "text"}, "least": {"type": "number"}}
"""
    + PREFIXES
    + """SELECT ?library ?name WHERE {
  ?library lc:country $country ; a lc:Institution ; skos:prefLabel ?name .
  OPTIONAL { ?library lc:founded $words }
  FILTER (LANG(?name) = "nb" || STRLEN(?name) > $least)
}
ORDER BY ?name
"""
)
NAMES = (
    PREFIXES
    + """SELECT ?thing ?name ?year { ?thing skos:prefLabel ?name OPTIONAL { ?thing lc:year ?year } }
ORDER BY ?thing ?name"""
)
TEXTS = ("table", "markdown", "csv", "tsv", "json", "xml")
SV = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture
def question(tmp_path: Path) -> str:
    """A question with parameters, in a file."""
    path = tmp_path / "question.rq"
    path.write_text(QUESTION, "utf-8")
    return str(path)


def rows(text: str) -> list[list[str]]:
    """The rows of an answer in CSV, without its head."""
    return list(csv.reader(io.StringIO(text)))[1:]


def test_a_question_comes_from_anywhere(mini: Project, question: str) -> None:
    """From a file, from standard input and from -e the same question has the same answer."""
    expected = answer(mini, "query", question, "--format", "csv")
    assert "Lanternøy bibliotek" in expected
    assert answer(mini, "query", "-", "--format", "csv", stdin=QUESTION) == expected
    assert answer(mini, "query", "-e", QUESTION, "--format", "csv") == expected


@pytest.mark.parametrize(
    "country", ["FJ", "fj", "place/fj", "Fiji", "斐济", "Фиджи", "https://w3id.org/libcoop/id/place/fj"]
)
def test_a_parameter_takes_a_thing_by_any_name(mini: Project, question: str, country: str) -> None:
    """-p replaces the default; an id, an IRI, a code or a name will do."""
    found = rows(answer(mini, "query", question, "-p", f"country={country}", "-p", "least=0", "--format", "csv"))
    assert "https://w3id.org/libcoop/id/institution/reef-reading-rooms" in {row[0] for row in found}
    assert "https://w3id.org/libcoop/id/institution/library-of-lantern-isle" not in {row[0] for row in found}


def test_a_parameter_without_a_value_matches_anything(mini: Project) -> None:
    """A parameter that has no default and is not given stays a variable."""
    text = (
        '#+ parameters: {"one": {"type": "institution"}}\n'
        + PREFIXES
        + "SELECT ?e $one { ?e lc:host $one } ORDER BY ?e"
    )
    everything = rows(answer(mini, "query", "-e", text, "--format", "csv"))
    narrowed = rows(
        answer(
            mini,
            "query",
            "-e",
            text.replace("SELECT ?e $one", "SELECT ?e"),
            "-p",
            "one=reef-reading-rooms",
            "--format",
            "csv",
        )
    )
    assert len(everything) > len(narrowed) == 1


INJECTIONS = ['x" } # ', "x' }", "\\", '\\" }', "$country", "$least", "a\nb", "} UNION { ?s ?p ?o", "💥"]


@pytest.mark.parametrize("words", INJECTIONS)
def test_a_parameter_is_never_a_piece_of_query(mini: Project, words: str) -> None:
    """A text is compared as a text, whatever it holds, other parameters' names included."""
    types = {"words": {"type": "text"}, "country": {"type": "text", "default": '" } evil'}, "least": {"type": "text"}}
    text = f"#+ parameters: {json.dumps(types)}\nSELECT ($words AS ?is) ($country AS ?c) ($least AS ?l) {{}}"
    given = ["-p", f"words={words}", "-p", "least=z"]
    found = json.loads(answer(mini, "query", "-e", text, *given, "--format", "json"))["results"]["bindings"]
    assert [row["is"]["value"] for row in found] == [words.strip()]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("county=NO", "did you mean country?"),
        ("x=NO", "it takes country, words, least"),
        ("country=Atlantis", "names nothing"),
        ("country=Lantern Harbour", "names nothing"),
        ("least=many", "write a number such as 10"),
        ("least=-1", "write a number"),
        ("least=1.5", "write a number"),
        ("least=٣", "write a number"),
    ],
)
def test_a_parameter_that_does_not_fit_is_told(mini: Project, question: str, given: str, told: str) -> None:
    """A name that the question lacks, or a value of another kind."""
    assert told in complaint(mini, "query", question, "-p", given)


@pytest.mark.parametrize("header", ["{", '{"a"}', '{"a": {}}', '{"a": "text"}', "text", "[]"])
def test_a_broken_header_is_told(mini: Project, header: str) -> None:
    """Parameters that are no map of names to types stop the question, with the form to write."""
    assert "parameters" in complaint(mini, "query", "-e", f"#+ parameters: {header}\nASK {{}}")


def test_what_is_no_text_is_told(mini: Project, tmp_path: Path) -> None:
    """A file or an input in another encoding is refused in one line."""
    path = tmp_path / "latin.rq"
    path.write_bytes("SELECT ('é' AS ?x) {}".encode("latin-1"))
    assert "UTF-8" in complaint(mini, "query", str(path))
    assert "UTF-8" in complaint(mini, "query", "-", stdin=path.read_bytes())
    assert complaint(mini, "query", str(tmp_path / "folder.rq"))


def values(mini: Project) -> list[list[str]]:
    """The answer to NAMES as rows of texts."""
    return rows(answer(mini, "query", "-e", NAMES, "--format", "csv"))


def test_csv_and_json_and_xml_say_the_same(mini: Project) -> None:
    """The standard formats hold the same rows; JSON and XML keep languages and types."""
    found = json.loads(answer(mini, "query", "-e", NAMES, "--format", "json"))
    columns = found["head"]["vars"]
    assert columns == ["thing", "name", "year"]
    assert [[row.get(c, {}).get("value", "") for c in columns] for row in found["results"]["bindings"]] == values(mini)
    assert {row["name"].get("xml:lang") for row in found["results"]["bindings"]} >= {"en", "zh", "ar", "he", "nb"}
    tree = ET.fromstring(answer(mini, "query", "-e", NAMES, "--format", "xml"))
    cells = [{b.get("name"): "".join(b.itertext()) for b in row} for row in tree.iter(f"{SV}result")]
    assert [[row.get(c, "") for c in columns] for row in cells] == values(mini)


def test_tsv_writes_terms(mini: Project) -> None:
    """TSV holds a line a row, with terms as SPARQL writes them."""
    lines = answer(mini, "query", "-e", NAMES, "--format", "tsv").splitlines()
    assert lines[0] == "?thing\t?name\t?year"
    assert len(lines) == len(values(mini)) + 1
    assert '<https://w3id.org/libcoop/id/institution/library-of-lantern-isle>\t"灯岛图书馆"@zh\t1890' in lines


def test_a_table_is_for_people(mini: Project) -> None:
    """Short ids, columns under each other, wide letters counted twice, and the number of rows at the end."""
    text = answer(mini, "query", "-e", NAMES)
    lines = text.splitlines()
    assert lines[-1] == f"({len(values(mini))} rows)"
    assert "institution/library-of-lantern-isle" in text
    assert "https://w3id.org" not in text
    columns = [line.index(word) for line, word in zip(lines[:1], ["name"], strict=True)]
    wide = next(line for line in lines if "灯岛图书馆" in line)
    assert terminal.width(wide[: wide.index("灯岛图书馆")]) == columns[0]
    assert terminal.width(wide[: wide.index("1890")]) == lines[0].index("year")


def test_a_table_shortens_what_is_ours() -> None:
    """Ids and names of the ontology are short, other addresses whole."""
    store = engine.in_memory()
    text = results.as_table(store, PREFIXES + "SELECT (lc:year AS ?p) (<https://example.org/x> AS ?u) {}")
    assert text.splitlines()[2].split() == ["lc:year", "https://example.org/x"]


@pytest.mark.parametrize(
    ("long", "cut"), [("x" * 60, "x" * 60), ("x" * 61, "x" * 59 + "…"), ("图" * 31, "图" * 29 + "…")]
)
def test_a_long_cell_is_cut_in_a_table(long: str, cut: str) -> None:
    """A cell takes sixty columns of a terminal at most; the other formats keep it whole."""
    store = engine.in_memory()
    assert results.as_table(store, f"SELECT ('{long}' AS ?x) {{}}").splitlines()[2] == cut
    assert long in results.as_markdown(store, f"SELECT ('{long}' AS ?x) {{}}")


def test_markdown_breaks_no_table(mini: Project) -> None:
    """A bar or a tag in a value does not end its cell."""
    text = answer(mini, "query", "-e", "SELECT ('a|b <i>' AS ?x) ('c' AS ?y) {}", "--format", "markdown")
    assert text == "| x | y |\n| --- | --- |\n| a\\|b &lt;i> | c |\n"


@pytest.mark.parametrize("form", TEXTS)
def test_an_empty_answer_is_an_answer(mini: Project, form: str) -> None:
    """No rows is no error, in every format."""
    text = answer(mini, "query", "-e", "SELECT ?a ?b { ?a <http://example.org/nothing> ?b }", "--format", form)
    assert "a" in text


@pytest.mark.parametrize("form", TEXTS)
def test_yes_or_no_is_an_answer(mini: Project, form: str) -> None:
    """ASK is answered in every format."""
    assert "true" in answer(mini, "query", "-e", "ASK {}", "--format", form).lower()


def test_statements_are_an_answer(mini: Project) -> None:
    """CONSTRUCT and DESCRIBE give a table of three columns."""
    for query in (
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1",
        "DESCRIBE <https://w3id.org/libcoop/id/person/ada-wick>",
    ):
        assert answer(mini, "query", "-e", query).startswith("subject ")
