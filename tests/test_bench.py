"""The measurements work, at a small size: each compares answers before it takes times, and a difference stops it."""

import json
from pathlib import Path

import pytest

from bench import __main__ as command
from bench import corpus, questions
from bench.answering import Answer
from bench.measure import Disagreement, in_turn, ratio, same
from bench.report import Row, Scale, Section, markdown
from kg import build, project

TINY = Scale(compared=8, files=(4, 8), statements=(1,), rounds=1, pairs=1, limit=30.0)
FIGURES = {
    "building": {"read, check, map to quads, peer with safe_load", "whole build to kg.nq, peer with safe_load"},
    "finding": {"a look-up"},
    "questions": {"1 statements: loading"},
    "shapes": {"reading and judging, peer: judging alone", "reading and judging, peer: reading and judging"},
    "starting": {"kg --help", "kg query, median of all questions"},
}


@pytest.fixture(scope="module")
def sections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Section]:
    """All measurements, each once."""
    work = tmp_path_factory.mktemp("bench")
    return {name: command.measured(name, project.find(), TINY, work) for name in command.MEASUREMENTS}


@pytest.mark.parametrize("name", command.MEASUREMENTS)
def test_a_measurement_yields_its_rows(name: str, sections: dict[str, Section]) -> None:
    """Each measures what its name says, after it has compared what both did."""
    section = sections[name]
    assert FIGURES[name] <= {row.figure for row in section.rows}
    assert "same" in section.compared
    assert " 0 " not in section.compared
    assert all(row.factor is None or row.factor > 0 for row in section.rows)


@pytest.mark.parametrize(("name", "times"), [("questions", 2), ("starting", 1)])
def test_every_question_is_measured(name: str, times: int, sections: dict[str, Section]) -> None:
    """No question is left out: in memory, on disk, from a cold process."""
    figures = [f"{row.figure} " for row in sections[name].rows]
    for path in project.find().queries.glob("*.rq"):
        assert sum(f" {path.stem} " in figure for figure in figures) == times


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


def test_engines_that_differ_in_one_row_stop_the_report() -> None:
    """Rows are compared as a multiset: a row too often is a difference too."""
    engines = {name: Told(Answer(1.0, ["a", "b"])) for name in ("rdflib", "memory", "disk")}
    assert questions.asked("q", "", engines, 1).rows == 2
    for other in (["a", "c"], ["a", "b", "b"], ["a"]):
        with pytest.raises(Disagreement, match="q in disk"):
            questions.asked("q", "", engines | {"disk": Told(Answer(1.0, other))}, 1)


def test_a_question_that_ran_out_of_time_is_listed_and_left_out() -> None:
    """It has no ratio, and the mean is that of the others."""
    fast, slow = Told(Answer(1.0, ["a"], 1.0)), Told(Answer(8.0, ["a"], 2.0))
    finished = questions.asked("quick", "", {"rdflib": slow, "memory": fast, "disk": fast}, 2)
    late = questions.asked("late", "", {"rdflib": Told(None), "memory": fast, "disk": fast}, 2)
    mean, _, parsed = questions.means("few", [finished, late], {"memory": 35.0})
    assert parsed.factor == pytest.approx(2.0)
    assert mean.factor == pytest.approx(8.0)
    assert mean.reached is False
    assert "1 of 2 questions" in mean.figure
    row = next(iter(questions.each("few", late, 120.0)))
    assert (row.peer, row.factor) == ("> 120 s", None)


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


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is measured then."""
    assert command.main(["flying"], TINY) == 2
    assert "building" in capsys.readouterr().err
