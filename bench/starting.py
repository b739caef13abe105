"""`kg query`, `kg find` and `kg --help` from a cold process, against bare Python that imports the same and no more."""

import contextlib
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.measure import command, fresh, in_turn, ratio, same
from bench.report import Row, Scale, Section
from kg import queries, store, things
from kg.errors import KGError
from kg.project import Project

ABOUT = (
    "From the start of a process to its end, answer printed. The peer of a question is a bare Python process that"
    " imports click and pyoxigraph, opens the store read-only, runs the same SPARQL and prints what comes; that of"
    " `kg query -e`, which answers in a worker with limits and without a network, is the same; that of `kg find`"
    " imports click and sqlite3; that of `kg --help` is `python -c 'import click'`. Both run in turn, first the one,"
    " then the other; the figures are medians, of the times and of the ratios within a pair."
)
BARE = """
import sys, click, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
sys.stdout.buffer.write(store.query(sys.argv[2]).serialize(format=pyoxigraph.QueryResultsFormat.CSV))
"""
Words = list[str | Path]
_FOUND = "National Library of China"


def run(project: Project, scale: Scale, work: Path) -> Section:
    """Compare what both print for every question, then the time from start to end."""
    larger = corpus.built(project, scale.statements[0], work)
    asked: dict[str, str] = fresh(questions, larger).result
    bare = {name: _bare(larger, sparql) for name, sparql in asked.items()}
    for name, sparql in asked.items():
        expected = command(bare[name])[1]
        for words in ([name], *([["-e", sparql]] if name in _few(asked) else [])):
            printed = command([*_kg(larger), "query", *words, "--format", "csv"])[1]
            same(printed, expected, f"{name} from a cold process")
    agreed = f"Both printed the same answers to {len(asked)} questions; {corpus.counted(larger)}."
    return Section("starting", ABOUT, agreed, list(_rows(larger, asked, bare, scale)))


def questions(project: Project) -> dict[str, str]:
    """The SPARQL of every named question with the default values of its parameters, where the graph has an answer."""
    graph = store.opened(project)
    found = {}
    for name in queries.names(project.queries):
        with contextlib.suppress(KGError):  # a small corpus lacks the one or the other thing that is asked for
            question = queries.load(project.queries, name)
            found[name] = queries.bound(question, {}, lambda kind, words: things.find(graph, kind, words))
    return {name: sparql for name, sparql in found.items() if graph.select(sparql).rows}


def _few(asked: dict[str, str]) -> list[str]:
    """Some of the questions, for what takes long."""
    return list(asked)[::6]


def _rows(project: Project, asked: dict[str, str], bare: dict[str, Words], scale: Scale) -> Iterator[Row]:
    kg = _kg(project)
    rows = [_paired(f"kg query {name}", ([*kg, "query", name], theirs), scale) for name, theirs in bare.items()]
    few = [_paired(name, ([*kg, "query", "-e", asked[name]], bare[name]), scale) for name in _few(asked)]
    yield Row("kg query, median of all questions", "", "", _median(rows), 1.6, most=True)
    yield Row(f"kg query -e, median of {len(few)} questions", "", "", _median(few), 3.0, most=True)
    yield _paired("kg --help", ([*kg, "--help"], [sys.executable, "-c", "import click"]), scale, goal=2.0)
    command([*kg, "find", _FOUND])  # the first after a build makes the index
    bare_find: Words = [sys.executable, "-c", "import click, sqlite3"]
    yield _paired(f"kg find '{_FOUND}'", ([*kg, "find", _FOUND], bare_find), scale)
    yield from rows


def _median(rows: list[Row]) -> float:
    return statistics.median(row.factor or 0.0 for row in rows)


def _paired(figure: str, rivals: tuple[Words, Words], scale: Scale, goal: float | None = None) -> Row:
    ours, theirs = rivals
    times = in_turn({"ours": lambda: command(ours)[0], "peer": lambda: command(theirs)[0]}, scale.pairs)
    shown = {name: f"{statistics.median(t) * 1e3:.0f} ms" for name, t in times.items()}
    return Row(figure, shown["ours"], shown["peer"], ratio(times["ours"], times["peer"]), goal, most=True)


def _kg(project: Project) -> Words:
    return [Path(sys.executable).with_name("kg"), "--data", project.data, "--build", project.build]


def _bare(project: Project, sparql: str) -> Words:
    return [sys.executable, "-c", BARE, project.current / "store", sparql]
