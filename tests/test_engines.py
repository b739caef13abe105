"""Every question has the same answer on four engines, but for what ``tests/avoided.py`` lists; so says a page."""

from collections.abc import Callable
from functools import cache

import pytest

from kg import dump, queries
from kg.project import Project
from kg.tables import Iri, Table, Text, Value
from tests import engines
from tests.avoided import CANNOT, FORMS
from tests.engines import Ask

# rdflib's reader of N-Quads uses what rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.fixture(scope="module")
def asks(built: Project, request: pytest.FixtureRequest) -> Callable[[str], Ask]:
    """The engines by name; each is started when it is first asked for."""

    def started(name: str) -> Ask:
        if name == "rdflib":
            return engines.with_rdflib(built.current / "kg.nq")
        return engines.over_http(
            request.getfixturevalue(f"{name.lower()}_store"), dump.CONSENSUS if name == "Virtuoso" else ""
        )

    return cache(started)


@pytest.fixture(scope="module")
def told(built: Project, asks: Callable[[str], Ask]) -> Callable[[str], dict[str, str]]:
    """What an engine cannot answer, asked once."""
    return cache(lambda name: engines.faults(asks(name), built))


@pytest.mark.parametrize("engine", CANNOT)
def test_answers(engine: str, told: Callable[[str], dict[str, str]]) -> None:
    """All questions and forms are answered like those of our own store, but for those that are listed."""
    assert told(engine) == CANNOT[engine]


def test_enough_is_answered(built: Project) -> None:
    """All questions by three engines, all but two at most by the fourth; no list names what is not asked."""
    names = set(queries.names(built.queries))
    left = sorted(len(names & set(faults)) for faults in CANNOT.values())
    assert left[:3] == [0, 0, 0]
    assert left[3] <= 2
    assert {name for faults in CANNOT.values() for name in faults} <= names | set(FORMS)


def test_each_form_is_avoided_for_an_engine() -> None:
    """A form that all engines answer need not be avoided."""
    assert set(FORMS) == {name for faults in CANNOT.values() for name in faults} & set(FORMS)


def test_the_page_is_the_one_that_is_found(built: Project, told: Callable[[str], dict[str, str]]) -> None:
    """docs/engines.md is generated; whoever changes questions or lists renews it."""
    due = engines.page(built, {name: told(name) for name in CANNOT})
    assert engines.PAGE.read_text("utf-8") == due, f"docs/engines.md is out of date: {engines.MAKE_PAGE}"


@pytest.mark.parametrize("engine", CANNOT)
def test_a_broken_question_is_refused(engine: str, asks: Callable[[str], Ask]) -> None:
    """An engine's error is told, and no answer is made of it."""
    with pytest.raises(engines.Refused, match=r"\w"):
        asks(engine)("SELECT ?x WHERE { ?x ?y ")


@pytest.mark.parametrize("engine", CANNOT)
def test_kinds_of_values(engine: str, asks: Callable[[str], Ask]) -> None:
    """An engine's answer keeps apart IRIs, languages, texts, numbers, truth and nothing."""
    values = ["<urn:x>", '"x"@zh-Hant', '"x"', "7", "true", "UNDEF"]
    rows = "".join(f"({number} {value})" for number, value in enumerate(values))
    answer = engines.table(asks(engine)(f"SELECT ?n ?x {{ VALUES (?n ?x) {{ {rows} }} }} ORDER BY ?n"))
    due: list[Value] = [Iri("urn:x"), Text("x", "zh-hant"), "x", 7, True, None]
    assert engines.difference(answer, Table(["n", "x"], list(enumerate(due)))) == ""


ROWS: list[tuple[Value, ...]] = [("a",), ("b",)]


@pytest.mark.parametrize(
    ("columns", "rows", "expected"),
    [
        (["x"], ROWS, ""),
        (["y"], ROWS, "other columns"),
        (["x"], ROWS[::-1], "another order"),
        (["x"], ROWS[:1], "other rows"),
        (["x"], [*ROWS, ("b",)], "other rows"),
        (["x"], [("a",), (Text("b", "en"),)], "other rows"),
        (["x"], [("a",), (Iri("b"),)], "other rows"),
    ],
)
def test_a_difference_is_seen(columns: list[str], rows: list[tuple[Value, ...]], expected: str) -> None:
    """Columns, rows, how often each, their order, their languages and kinds."""
    assert engines.difference(Table(columns, rows), Table(["x"], ROWS)) == expected


def test_numbers_and_truth_differ() -> None:
    """One is not true, though Python says so; an integer is equal to the same decimal."""
    assert engines.difference(Table(["x"], [(1,)]), Table(["x"], [(True,)])) == "other rows"
    assert engines.difference(Table(["x"], [(1,)]), Table(["x"], [(1.0,)])) == ""


def test_an_answer_that_is_not_the_checked_one(built: Project, asks: Callable[[str], Ask]) -> None:
    """An engine that answers another question is found out."""
    ask = asks("Oxigraph")
    told = engines.faults(lambda sparql: ask(sparql.replace('"held"', '"cancelled"')), built)
    assert told["who-met-whom"] == "other rows"
    assert "names-of-thing" not in told
