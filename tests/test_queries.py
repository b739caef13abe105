"""The named questions: what their headers say, that their answers are the ones checked by hand, line by line."""

import json
import re
from pathlib import Path

import pytest

from kg import project, queries, store
from kg.engine import Engine
from kg.errors import KGError
from kg.project import Project
from kg.tables import Table
from kg.terms import ID
from tests import evidence

QUERIES = project.find().queries
NAMES = queries.names(QUERIES)
KINDS = {"institution", "person", "event", "series", "theme", "source", "country", "thing", "year"}
MOSCOW, ROTTERDAM = "china-russia-library-forum-2023", "wlic-2023"


@pytest.fixture(scope="module")
def graph(built: Project) -> Engine:
    """The store of the real data."""
    return store.opened(built)


def text(name: str) -> str:
    """A question as it stands in its file."""
    return (QUERIES / f"{name}.rq").read_text("utf-8")


def header(name: str) -> dict[str, str]:
    """The header lines of a question, their values as written."""
    return dict(re.findall(r"^#\+ (\w+): (.+)$", text(name), re.MULTILINE))


def bound(name: str, given: dict[str, str]) -> str:
    """The SPARQL of a question for parameters that are ids without their kind."""
    kinds = {"country": "place/", "thing": ""}
    return queries.bound(
        queries.load(QUERIES, name), given, lambda kind, slug: f"<{ID}{kinds.get(kind, kind + '/')}{slug}>"
    )


def test_there_are_enough() -> None:
    """Forty questions or more; each of them, and nothing else, has an expected answer and its evidence."""
    assert len(NAMES) >= 40
    for ending in (".csv", ".md"):
        assert sorted(path.stem for path in evidence.FOLDER.glob(f"*{ending}")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_header(name: str) -> None:
    """A title and the question in words in two languages, parameters of known kinds, a view, and what is read."""
    said = header(name)
    assert list(said) == ["title", "description", "parameters", "columns", "view", "reads"]
    title, description = json.loads(said["title"]), json.loads(said["description"])
    assert list(title) == list(description) == ["en", "zh"]
    assert re.search("[一-鿿]", title["zh"])
    assert "?" in description["en"]
    assert re.search("[一-鿿].*？", description["zh"])
    assert {one["type"] for one in json.loads(said["parameters"]).values()} <= KINDS
    assert said["view"] in ("table", "network", "timeline")
    assert said["reads"] == {(True, True): "both", (True, False): "claims"}.get(layers(name), "consensus")


@pytest.mark.parametrize("name", NAMES)
def test_columns_have_words(name: str) -> None:
    """Each column of the answer has a Chinese word, but for the names of what another column holds."""
    columns = evidence.expected(name).splitlines()[0].split(",")
    told = [one for one in columns if not (one.endswith("_name") and one.removesuffix("_name") in columns)]
    words = queries.load(QUERIES, name).columns
    assert list(words) == told
    assert all(re.fullmatch("[一-鿿]+", by_language["zh"]) for by_language in words.values())


def test_what_readers_see_is_said_plainly_or_by_language() -> None:
    """Plain words in a title, a description or a column are English."""
    plain = queries.read("q", "#+ title: Who\n#+ description: Who was there?\nASK {}", "q.rq")
    assert (plain.title, plain.description, plain.columns) == ({"en": "Who"}, {"en": "Who was there?"}, {})
    spoken = queries.read(
        "q", '#+ description: {"zh": "谁？"}\n#+ columns: {"who": "person", "at": {"zh": "于"}}', "q.rq"
    )
    assert (spoken.description, spoken.columns) == ({"zh": "谁？"}, {"who": {"en": "person"}, "at": {"zh": "于"}})


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('#+ title: {"en": "Who"', "title: is no JSON"),
        ('#+ description: ["Who?"]', "description: is no map of languages to texts"),
        ('#+ description: {"en": {"zh": "谁？"}}', "description: is no map of languages to texts"),
        ('#+ columns: ["who"]', "columns: is no map of columns to words"),
        ("#+ columns: who", "columns: is no map of columns to words"),
        ('#+ columns: {"who": {"en": 1}}', "columns: who: is no map of languages to texts"),
    ],
)
def test_a_bad_header_is_told_with_its_line(line: str, what: str) -> None:
    """One line of error names file and line and shows what to write."""
    with pytest.raises(KGError) as caught:
        queries.read("q", f"# mine\n{line}\nASK {{}}", "mine.rq")
    assert str(caught.value).startswith(f"mine.rq:2: {what}")
    assert str(caught.value).count("write {") == 1


def layers(name: str) -> tuple[bool, bool]:
    """Whether a question reads named graphs, and whether it reads the default graph as well."""
    body = text(name).partition("WHERE")[2]
    return "GRAPH" in body, bool(re.search(r"^ +\?\w+ (a|\w+:\w+) ", body, re.MULTILINE)) or "GRAPH" not in body


@pytest.mark.parametrize("name", NAMES)
def test_form(name: str) -> None:
    """A screenful, columns by name, an order; nothing of which engines differ, no prefix or parameter too many."""
    body = text(name)
    assert len(body.splitlines()) <= 40
    assert "SELECT *" not in body
    assert "\nORDER BY " in body
    assert not re.search(r"\bYEAR\(|GROUP_CONCAT|SAMPLE|GRAPH \S+ \{[^}]*(SELECT|MINUS|VALUES)", body)
    declared = re.findall(r"^PREFIX (\w+):", body, re.MULTILINE)
    used = re.findall(r"(?<![\w:])(\w+):\w", re.sub(r"#\+.*|<[^>]*>|\"[^\"]*\"", "", body))
    assert declared == sorted(set(used))
    assert set(re.findall(r"\$(\w+)", body)) == set(json.loads(header(name)["parameters"]))


@pytest.mark.parametrize("name", NAMES)
def test_answer(name: str, graph: Engine) -> None:
    """The answer is the one that was checked by hand."""
    assert evidence.written(graph.select(bound(name, evidence.asked(name, "parameters")))) == evidence.expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_answer(name: str, graph: Engine) -> None:
    """Where nothing is known there is no row, but there are columns."""
    table = graph.select(bound(name, evidence.asked(name, "no answer")))
    assert table == Table(evidence.expected(name).splitlines()[0].split(","), [])


@pytest.mark.parametrize("name", NAMES)
def test_parameters_may_be_left_out(name: str, graph: Engine) -> None:
    """A parameter without a value matches anything, and so finds something."""
    assert graph.select(bound(name, dict.fromkeys(queries.load(QUERIES, name).parameters, ""))).rows


@pytest.mark.parametrize("name", NAMES)
def test_sources_state_the_answer(name: str) -> None:
    """Each row has its lines, and they say what they are named for (python -m tests.evidence renumbers them)."""
    lines = evidence.lines(name)
    moved = [f"{line.file}:{line.number} is now in {line.found()}" for line in lines if line.number not in line.found()]
    assert not moved, "\n".join(moved)
    rows = {row for line in lines for row in line.rows}
    assert rows == set(range(1, evidence.expected(name).count("\n")))


def test_a_line_that_moved_is_found(tmp_path: Path) -> None:
    """Its number is mended; one whose words are gone is left as it is."""
    here = str((evidence.FOLDER / "who-says-so.md").relative_to(evidence.ROOT))
    wrong = f"- 1-2: {here}:99 `# Who says so`\n- 3: {here}:99 `no such words`\n"
    path = tmp_path / "a.md"
    path.write_text(wrong.replace("no such words", "none such"), "utf-8")
    evidence.main([path])
    assert path.read_text("utf-8") == f"- 1-2: {here}:1 `# Who says so`\n- 3: {here}:99 `none such`\n"


GREEN = (
    "Green Technologies Work Together to Promote a Sustainable Future for Public Library"
    " - A Perspective from the Zhijiang Library"
)
TALK = "History of Zhejiang Library, its collections, the new Zhejiang Library and the digitization of ancient books"

# Rows that the answers must hold, as (part, value) of an event in full: the whole of the article they come from.
SHOWN = {
    ROTTERDAM: [
        ("other name", "88th World Library and Information Congress"),
        ("motto", "Let's work together, let's library"),
        ("place", "Rotterdam"),
        ("poster", GREEN),
        ("poster", "Use Your Voice as a Gift: Reading for the Visually Impaired"),
        ("session", "Libraries for children and young adults"),
        ("session", "Inclusive and access to digital knowledge through digital preservation"),
        ("session", "How can we make libraries accessible and welcomed for everyone"),
    ],
    MOSCOW: [
        ("other name", "First Sino-Russia Library Forum"),
        ("session", "General session"),
        ("session", "Prospect for cooperation"),
        ("session", "Preserve priceless heritages for future generations"),
        ("session", "Libraries in the new era"),
        *(
            ("subject", subject)
            for subject in (
                "inter-library cooperation",
                "cultural exchange",
                "mutual learning",
                "responsibilities of library associations",
                "cultural promotion",
                "artificial intelligence in libraries",
                "digitalization",
                "smart library construction",
                "collaborative restoration of rare books",
                "library history",
                "special collections",
                "new library buildings",
                "digitization of ancient books",
            )
        ),
        ("speaker", "Zhang Qun"),
        ("post", "Deputy director, Ancient Books Department"),
    ],
}


@pytest.mark.parametrize("event", SHOWN)
def test_an_article_is_in_the_answer(event: str, graph: Engine) -> None:
    """The question about an event gives all that Zhejiang Library told of it in 2023."""
    answer = graph.select(bound("event-in-full", {"event": event}))
    found = {(row[0], row[1]) for row in answer.rows}
    assert [row for row in SHOWN[event] if row not in found] == []


def test_people_and_numbers_of_an_article_are_in_the_answer(graph: Engine) -> None:
    """Four colleagues went to Rotterdam; Zhang Qun spoke in Moscow for the library whose deputy head she was there."""
    four = graph.select(bound("event-in-full", {"event": ROTTERDAM})).rows
    assert ("delegation", "Zhejiang Library", None, None, 4) in four
    moscow = graph.select(bound("event-in-full", {"event": MOSCOW})).rows
    assert ("speaker", "Zhang Qun", None, "Zhejiang Library", None) in moscow
    assert ("post", "Deputy director, Ancient Books Department", "Zhang Qun", "Zhejiang Library", None) in moscow
    assert ("talk", TALK, "Zhang Qun", None, None) in moscow
    assert ("subject", "digitization of ancient books", TALK, None, None) in moscow
