"""The library: what ``import kg`` gives is what the command gives, in plain values and in those of known libraries."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.project import Project
from tests.running import answer

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
CASES = [
    'SELECT ?a ?b ?c ?d WHERE { VALUES (?a ?b ?c ?d) { (1 2.5 true "<b>x</b>"@en) (7 UNDEF false <https://e.org/>) } }'
]


@pytest.fixture
def graph(mini: Project) -> kg.Graph:
    """The graph of the invented sources."""
    return kg.open(mini.build)


def test_importing_loads_nothing() -> None:
    """``import kg`` costs nothing: what it gives out is loaded when it is asked for."""
    code = "import sys; old = {*sys.modules}; import kg; print(*sorted({*sys.modules} - old - {'typing'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = ("pyoxigraph", "networkx", "rdflib", "pandas", "polars", "click", "kg.")
    assert "kg" in done.stdout.split()
    assert not [name for name in done.stdout.split() if name.startswith(heavy)]


def test_the_module_tells_what_it_has() -> None:
    """All names that it promises are there, and no others are made up."""
    assert {*kg.__all__} <= {*dir(kg)}
    assert all(getattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        getattr(kg, "opne")  # noqa: B009 (mypy would not let it pass)


@pytest.mark.parametrize("name", ["who-met-whom", "countries-that-cooperate", "disagreements"])
def test_a_question_by_name_answers_as_the_command(built: Project, name: str) -> None:
    """The same rows in the same order, under the same names."""
    found = kg.open(built.build).query(name)
    rows = list(csv.DictReader(io.StringIO(answer(built, "query", name, "--format", "csv"))))
    assert found.columns == list(rows[0])
    assert [[_written(value) for value in row.values()] for row in found] == [list(row.values()) for row in rows]


def _written(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_values_are_plain(graph: kg.Graph) -> None:
    """Numbers are numbers, a yes is True, what is not there is None."""
    (found,) = [graph.query(sparql) for sparql in CASES]
    assert found == [
        {"a": 1, "b": 2.5, "c": True, "d": "<b>x</b>"},
        {"a": 7, "b": None, "c": False, "d": "https://e.org/"},
    ]
    assert graph.query("ASK { ?s ?p ?o }") == [{"answer": True}]


def test_parameters_are_python_values(built: Project) -> None:
    """A year may be a number, a thing may be a name in any script, None matches anything."""
    graph = kg.open(built.build)
    assert graph.query("active-in-year", year=2019) == graph.query("active-in-year", year="2019") != []
    one = graph.query("themes-by-decade", country="日本")
    assert one == graph.query("themes-by-decade", country="jp") != []
    assert sum(map(_events, graph.query("themes-by-decade", country=None))) > sum(map(_events, one))


def _events(row: dict[str, str | int | float | bool | None]) -> int:
    assert isinstance(row["events"], int)
    return row["events"]


def test_a_file_is_a_question(graph: kg.Graph, tmp_path: Path) -> None:
    """A file ``.rq`` is asked as the command asks it."""
    path = tmp_path / "my count.rq"
    path.write_text(COUNT)
    assert graph.query(str(path)) == graph.query(COUNT)


ODD = """SELECT * { VALUES (?n ?v) { (1 "图书馆"@zh) (2 <https://e.org/>) (3 "=x") (4 "INF"^^xsd:double) (5 UNDEF)
  (6 true) (7 12345678901234567890) (8 "\\u2028\\u0000") (9 "nan") } }"""


@pytest.mark.parametrize("sparql", [ODD, "ASK {}", "CONSTRUCT { ?s a ?o } { ?s a ?o }", "SELECT ?x { ?x <x:x> ?y }"])
def test_a_graph_on_disk_answers_as_one_in_memory(mini: Project, sparql: str) -> None:
    """The process that answers hands over every kind of value whole: its type, its language, and what is not there."""
    asked = f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> {sparql}"
    disk, memory = (kg.open(where).query(asked) for where in (mini.build, mini.current / "kg.nq"))
    assert disk.columns == memory.columns
    assert sorted(map(_kinds, disk)) == sorted(map(_kinds, memory))


def _kinds(row: dict[str, str | int | float | bool | None]) -> list[tuple[str, str, str]]:
    return [(type(one).__name__, repr(one), getattr(one, "language", "")) for one in row.values()]


def test_a_query_of_ones_own_has_limits(mini: Project) -> None:
    """Time and memory end it, not this process; a question that comes with us needs neither."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    graph = kg.open(mini.build, timeout=1.5)
    with pytest.raises(kg.KGError, match=r"no answer within 1\.5 seconds"):
        graph.query(endless)
    assert graph.query("active-in-year").columns
    large = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a"
    with pytest.raises(kg.KGError, match="more than 64 MiB"):
        kg.open(mini.build, memory=64).query(large)


def test_a_graph_whose_files_are_gone_says_so(mini: Project, tmp_path: Path) -> None:
    """After two more builds an opened one is not there any more for a process of its own."""
    shutil.copytree(mini.build, tmp_path / "build", symlinks=True)
    graph = kg.open(tmp_path / "build")
    shutil.rmtree(tmp_path / "build")
    with pytest.raises(kg.KGError, match="open the graph again"):
        graph.query(COUNT)


@pytest.mark.parametrize(
    ("question", "parameters", "told"),
    [
        ("who-met-hwom", {}, "did you mean who-met-whom"),
        ("disagreements", {"thng": "x"}, "did you mean thing"),
        ("active-in-year", {"year": "soon"}, "is no year"),
        ("disagreements", {"thing": "Nowhere Library of Nothing"}, "names nothing"),
        ("SELECT WHERE {", {}, "no SPARQL"),
        ("-", {}, "there is no such question"),
        ("SELECT * WHERE { SERVICE <http://localhost:9/> { ?s ?p ?o } }", {}, "SERVICE"),
    ],
)
def test_mistakes_are_told(graph: kg.Graph, question: str, parameters: dict[str, str], told: str) -> None:
    """What a user can mend comes as one error with one line."""
    with pytest.raises(kg.KGError, match=told) as caught:
        graph.query(question, **parameters)
    assert "\n" not in str(caught.value)


def test_questions_are_listed_in_words(graph: kg.Graph, mini: Project) -> None:
    """Each question that the command lists, with the question itself."""
    names = [line.split()[0] for line in answer(mini, "list", "queries").splitlines()]
    assert list(graph.questions()) == names
    assert all(words.endswith(("?", ".")) for words in graph.questions().values())


def test_data_frames(graph: kg.Graph) -> None:
    """Data frames of pandas and Polars hold the same table, empty columns and empty answers included."""
    (found,) = [graph.query(sparql) for sparql in CASES]
    assert found.polars().rows(named=True) == found
    assert list(found.pandas().columns) == found.columns
    assert found.pandas()["a"].tolist() == [1, 7]
    assert found.pandas()["b"].isna().tolist() == [False, True]
    empty = graph.query("SELECT ?a ?b WHERE { ?a <https://e.org/never> ?b }")
    assert (empty.pandas().shape, empty.polars().shape) == ((0, 2), (0, 2))


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_there_is_named(graph: kg.Graph, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """Without the library the error says what to install."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(kg.KGError, match=f"pip install {library}"):
        getattr(graph.query(COUNT), library)()


def test_rdflib_holds_the_consensus(graph: kg.Graph, mini: Project) -> None:
    """The same statements as the export of the consensus, read by rdflib itself."""
    import rdflib

    exported = rdflib.Graph().parse(data=answer(mini, "export", "turtle"), format="turtle")
    found = graph.rdflib()
    assert len(found) > 100
    assert {*found} == {*exported}


def test_networks_are_those_of_the_command(built: Project) -> None:
    """Nodes, ties and what stands on them."""
    network = kg.open(built.build).network("co-participation", since=2023)
    told = json.loads(answer(built, "network", "co-participation", "-p", "since=2023", "--format", "json"))
    assert sorted(network) == [node["id"] for node in told["nodes"]]
    assert {(*sorted(pair), data["weight"]) for *pair, data in network.edges(data=True)} == {
        (edge["source"], edge["target"], edge["weight"]) for edge in told["edges"]
    }


def test_show_is_the_page_of_the_command(built: Project) -> None:
    """A thing by its name in any script."""
    assert kg.open(built.build).show("浙江图书馆") == answer(built, "show", "浙江图书馆")


def test_a_graph_is_opened_from_what_there_is(mini: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of builds, one build, its file, and the place that the command takes from the environment."""
    wanted = kg.open(mini.build).query(COUNT)
    monkeypatch.setenv("KG_BUILD", str(mini.build))
    assert [kg.open(where).query(COUNT) for where in (None, mini.current, str(mini.current / "kg.nq"))] == [wanted] * 3


def test_what_is_no_graph_is_told(tmp_path: Path) -> None:
    """Nothing there, an empty folder, a broken file: one line each, with the place."""
    broken = tmp_path / "kg.nq"
    for place in (tmp_path / "none", tmp_path, broken):
        with pytest.raises(kg.KGError, match="name a folder that kg build made") as caught:
            kg.open(place)
        assert str(caught.value).startswith(str(place))
        assert "\n" not in str(caught.value)
        broken.write_bytes(b"<a> \xff nothing\n")
        if place.name == "none":
            broken.unlink()


def test_a_notebook_shows_a_table(graph: kg.Graph) -> None:
    """Texts stand in it as texts, never as markup."""
    (found,) = [graph.query(sparql) for sparql in CASES]
    page = found._repr_html_()
    assert page.count("<tr>") == 3
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "None" not in page


def test_readme_tells_the_truth(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python in the README runs as it stands there."""
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    _, _, rest = readme.partition("```python\n")
    code, fence, _ = rest.partition("```\n")
    assert fence
    assert "kg.open()" in code
    monkeypatch.setenv("KG_BUILD", str(built.build))
    exec(compile(code, "README.md", "exec"), {})
