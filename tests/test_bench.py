"""The measurements work, at a small size: each compares answers before it takes times, and a difference stops it."""

import json
from pathlib import Path

import pytest
import rdflib

from bench import __main__ as command
from bench import comparing, corpus, finding, questions, seeing
from bench.answering import Answer
from bench.measure import Disagreement, in_turn, ratio, same
from bench.report import Row, Scale, Section, markdown
from kg import build, dump, project, queries, store
from kg.project import Project
from kg.terms import ID

ENGINES = ("memory", "disk", "server", "rdflib")
TINY = Scale(compared=8, files=(4, 8), statements=(0,), things=(60,), rounds=1, pairs=1, limit=30.0)._replace(
    seen=(60, 400), formats=("turtle", "nquads"), engines=ENGINES
)
FIGURES = {
    "building": {"read, check, map to quads, peer with safe_load", "whole build to kg.nq, peer with safe_load"},
    "drawing": {"60 things: the whole, conversion included", "60 things: betweenness", "60 things: places"},
    "exporting": {"the real graph, turtle", "the real graph, nquads: memory in GiB"},
    "finding": {"a look-up", "in the first five: a typing error", "in the first five: Cyrillic transliterated"},
    "pairing": {"20,000 statements: against SPARQL", "20,000 statements: pairing alone, against dictionaries"},
    "questions": {"the real graph: in memory, if rdflib alone had parsed the questions beforehand"},
    "seeing": {"60 nodes, 354 ties: first useful picture, against pyvis", "the atlas: ready", "page, map"},
    "shapes": {"reading and judging, peer: judging alone", "reading and judging, peer: reading and judging"},
    "starting": {"kg --help", "kg query, median of all questions", "kg find 'National Library of China'"},
}


@pytest.fixture(scope="module")
def sections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Section]:
    """All measurements, each once, over the first 200 files as if they were all."""
    work = tmp_path_factory.mktemp("bench")
    here = corpus.enlarged(project.find(), 200, work / "first")
    able = {name: name != "seeing" or seeing.is_possible() for name in command.MEASUREMENTS}
    return {name: command.measured(name, here, TINY, work) for name in able if able[name]}


@pytest.mark.parametrize("name", command.MEASUREMENTS)
def test_a_measurement_yields_its_rows(name: str, sections: dict[str, Section]) -> None:
    """Each measures what its name says, after it has compared what both did."""
    section = sections.get(name) or pytest.skip("no Chromium, or not what draws large networks: make tools views")
    assert FIGURES[name] <= {row.figure for row in section.rows}
    assert "same" in section.compared
    assert " 0 " not in section.compared
    assert all(row.factor is None or row.factor > 0 for row in section.rows)


def test_every_question_is_measured(sections: dict[str, Section]) -> None:
    """No question is left out that has an answer in the graph: from a cold process, and by each engine."""
    (grid,) = sections["questions"].grids
    assert grid.head == ("question", "rows", "in memory", "from disk", "Oxigraph's server", "rdflib")
    asked = {line[0] for line in grid.lines if all(line)}
    assert len(asked) >= 20
    known = set(queries.names(project.find().queries))
    started = {row.figure.removeprefix("kg query ") for row in sections["starting"].rows}
    assert started & known == asked


def test_a_difference_is_an_error() -> None:
    """Figures of engines that disagree are not told."""
    same({1, 2}, {2, 1}, "numbers")
    with pytest.raises(Disagreement, match="numbers"):
        same({1, 2}, {1, 3}, "numbers")


class Told:
    """An engine that says what it is told to say."""

    def __init__(self, answer: Answer | None) -> None:
        self.answer = answer

    def ask(self, _sparql: str) -> Answer | None:
        """Say it."""
        return self.answer


ASK = "SELECT ?a ?n (COUNT(?b) AS ?bs) (REPLACE(MIN(COALESCE(?c, 'z')), 'z', '') AS ?first) WHERE { … }"


def test_engines_that_differ_in_one_row_stop_the_report() -> None:
    """Rows are compared as a multiset: a row too often is a difference too; those beside are marked."""
    engines = {name: Told(Answer(1.0, ["a", "b"])) for name in ("memory", "disk", "rdflib", "virtuoso")}
    assert questions.asked("q", "SELECT ?a WHERE {}", engines, 1).rows == 2
    for other in (["a", "c"], ["a", "b", "b"], ["a"]):
        wrong = Told(Answer(1.0, other))
        with pytest.raises(Disagreement, match="q in disk"):
            questions.asked("q", "SELECT ?a WHERE {}", engines | {"disk": wrong}, 1)
        marked = questions.asked("q", "SELECT ?a WHERE {}", engines | {"virtuoso": wrong}, 1)
        assert marked.failed == {"virtuoso": "other rows"}
        assert "virtuoso" not in marked.seconds


def test_what_a_question_counts_is_what_it_returns() -> None:
    """Rows, or the things that are counted, where these are more."""
    assert questions.returned(ASK, ["x\t\t7\t2001", "y\t1\t5\t2002"]) == 12
    assert questions.returned("SELECT ?a WHERE {}", ["x", "y"]) == 2
    assert questions.returned(ASK, []) == 0


def measured(name: str, returned: float, seconds: float) -> comparing.Measured:
    """A question's figures, the same from memory and from disk."""
    return comparing.Measured(name, 1, returned, {"memory": [seconds], "disk": [seconds]}, [], {})


def test_growth_is_judged_by_what_is_returned() -> None:
    """Ten times the time for ten times the answer is fair; for the same answer it is told."""
    before = [measured("fair", 3, 1.0), measured("steep", 3, 1.0), measured("gone", 3, 1.0)]
    after = [measured("fair", 30, 10.0), measured("steep", 3, 10.0)]
    row, grid = comparing.growth(("1000", before), ("10000", after))
    assert row.factor == 1
    assert row.reached is False
    assert [(line[0], line[-1]) for line in grid.lines] == [("fair", ""), ("steep", "not explained")]


def test_sizes_are_measured_apart_and_told_together() -> None:
    """A size that was measured before stands in the tables beside a new one."""
    figures = {
        size: {"about": "…", "loaded": {}, "questions": [measured("q", 1, 1.0)._asdict()]}
        for size in ("1000000", "10000000", "0")
    }
    section = comparing.told(json.loads(json.dumps(figures)), 120.0)
    titles = [grid.title.partition(",")[0] for grid in section.grids]
    assert titles == ["the real graph", "1", "10", "From 1"]
    assert section.figures == figures


def test_a_question_that_ran_out_of_time_is_listed_and_left_out() -> None:
    """It has no ratio, and the mean is that of the others."""
    fast, slow = Told(Answer(1.0, ["a"], 1.0)), Told(Answer(8.0, ["a"], 2.0))
    ask = "SELECT ?a WHERE {}"
    finished = questions.asked("quick", ask, {"memory": fast, "disk": fast, "rdflib": slow}, 2)
    late = questions.asked("late", ask, {"memory": fast, "disk": fast, "rdflib": Told(None)}, 2)
    mean, disk, parsed = comparing.means("100000", [finished, late])
    assert parsed.factor == pytest.approx(2.0)
    assert mean.factor == disk.factor == pytest.approx(8.0)
    assert mean.reached is False
    assert "1 of 2 questions" in mean.figure
    line = comparing.told({"7": {"about": "", "loaded": {}, "questions": [late._asdict()]}}, 120.0).grids[0].lines[0]
    assert line == ("late", "1", "1,000.0", "1,000.0", "over 120 s")


def test_pairs_are_counted_together_and_by_kind() -> None:
    """The share is of all pairs, whatever their kind, and a missed goal is said."""
    lost = [("a thing", "a name")]
    every, *kinds = finding.reached([("one", 100, []), ("other", 50, 6 * lost)])
    assert (every.figure, every.ours, every.factor) == ("in the first five, of 150 pairs", "96.00 %", 96.0)
    assert every.reached is False
    assert finding.reached([("one", 100, lost), ("other", 50, lost)])[0].reached is True
    assert [row.ours for row in kinds] == ["100 of 100", "44 of 50"]


def test_rivals_take_turns() -> None:
    """Each has every place in the order, and ratios are taken within a round."""
    order: list[str] = []
    figures = {"a": 2.0, "b": 6.0}

    def runs(name: str) -> float:
        order.append(name)
        return figures[name]

    times = in_turn({name: lambda name=name: runs(name) for name in figures}, 2)  # type: ignore[misc]
    assert order == ["a", "b", "b", "a"]
    assert ratio(times["b"], times["a"]) == pytest.approx(3.0)


def test_copies_are_new_things_in_the_same_world(tmp_path: Path) -> None:
    """Twice the files are twice the sources and events; countries and themes stay as many; the bytes are the same."""
    here = project.find()
    files = len(list(here.sources.rglob("*.yaml")))
    once, twice, again = (
        corpus.enlarged(here, n, tmp_path / str(i)) for i, n in enumerate((files, 2 * files, 2 * files))
    )
    small, large = (_kinds(build.graph(made)) for made in (once, twice))
    for kind in ("source", "event", "person", "institution"):
        assert large[kind] == 2 * small[kind]
    assert large["theme"] == small["theme"]
    texts = [{p.name: p.read_bytes() for p in made.data.rglob("*.*")} for made in (twice, again)]
    assert texts[0] == texts[1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore:.*is deprecated:DeprecationWarning")
def test_a_graph_many_times_over_says_the_same_in_every_file(tmp_path: Path) -> None:
    """Things are new in each copy, themes stay shared; store, N-Quads, TriG and Turtle hold the same statements."""
    small = corpus.enlarged(project.find(), 8, tmp_path / "small")
    build.build(small)
    large = small._replace(build=tmp_path / "large")
    corpus.multiplied(small, 3, large.current)
    assert store.verified(large) == []
    for kind, times in (("source", 3), ("event", 3), ("theme", 1)):
        assert len(_subjects(large, kind)) == times * len(_subjects(small, kind)) > 0
    lines = large.current.joinpath("kg.nq").read_text("utf-8").splitlines()
    kinds = store.manifest(large)["statements"]
    assert len({*lines}) == len(lines) == sum(kinds.values())
    quads = {*rdflib.Dataset().parse(data="\n".join(lines), format="nquads").quads()}
    assert {*rdflib.Dataset().parse(large.current / "kg.trig", format="trig").quads()} == quads
    agreed = list(dump.lines(large, "turtle"))
    assert len(agreed) == kinds["default"]
    turtle = rdflib.Graph().parse(large.current / "kg.ttl", format="turtle")
    assert {*turtle} == {*rdflib.Graph().parse(data="".join(agreed), format="nt11")}


def _subjects(built: Project, kind: str) -> set[str]:
    text = built.current.joinpath("kg.nq").read_text("utf-8")
    return {line.partition(" ")[0] for line in text.splitlines() if line.startswith(f"<{ID}{kind}/")}


def _kinds(graph: build.Graph) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for subject in {line.partition(" ")[0] for line in graph.consensus()}:
        kind = subject.removeprefix("<https://w3id.org/libcoop/id/").partition("/")[0]
        kinds[kind] = kinds.get(kind, 0) + 1
    return kinds


def test_a_report_keeps_what_was_measured_before(tmp_path: Path) -> None:
    """A new section takes the place of its own old one; a missed goal is said; the page has all sections."""
    rows = [Row("speed", "1 s", "4 s", 4.0, 8.0), Row("memory", "1 GiB", "", 1.0, 2.0, most=True)]
    path = tmp_path / "bench.json"
    command.keep(path, Section("one", "About.", "Compared.", []))
    command.keep(path, Section("two", "About.", "Compared.", []))
    saved = command.keep(path, Section("one", "About.", "Compared.", rows))
    assert saved == json.loads(path.read_text("utf-8"))
    text = markdown("one", saved["one"])
    assert "| speed | 1 s | 4 s | 4.0 | ≥ 8 (missed) |" in text
    assert "| memory | 1 GiB |  | 1.00 | ≤ 2 |" in text
    command.write_page(tmp_path / "docs" / "benchmark.md", saved)
    page = (tmp_path / "docs" / "benchmark.md").read_text("utf-8")
    assert "## one" in page
    assert "## two" in page


def test_sizes_are_chosen_on_the_command_line() -> None:
    """Without a word, all that is measured every time; the largest is named."""
    assert command.chosen([]) == ([], Scale())
    names, scale = command.chosen(["questions", "--statements", "10000000", "--engines", "memory", "disk"])
    assert (names, scale.statements, scale.engines) == (["questions"], (10_000_000,), ("memory", "disk"))
    names, scale = command.chosen(["drawing", "--things", "1000", "--limit", "40"])
    assert (names, scale) == (["drawing"], Scale(things=(1000,), limit=40.0))


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is measured then."""
    assert command.main(["flying"], TINY) == 2
    assert "building" in capsys.readouterr().err
