"""`kg query NAME` and `kg --help` from a cold process, against bare Python that imports the same and does no more."""

import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.measure import command, fresh, in_turn, ratio, same
from bench.report import Row, Scale, Section
from kg import queries, store, things
from kg.project import Project

ABOUT = (
    "From the start of a process to its end, answer printed. The peer of a question is a bare Python process that"
    " imports click and pyoxigraph, opens the store read-only, runs the same SPARQL and prints what comes; that of"
    " `kg --help` is `python -c 'import click'`. Both run in turn, first the one, then the other; the figures are"
    " medians, of the times and of the ratios within a pair."
)
BARE = """
import sys, click, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
sys.stdout.buffer.write(store.query(sys.argv[2]).serialize(format=pyoxigraph.QueryResultsFormat.CSV))
"""
Words = list[str | Path]


def run(project: Project, scale: Scale, work: Path) -> Section:
    """Compare what both print for every question, then the time from start to end."""
    larger = corpus.built(project, scale.statements[0], work)
    asked: dict[str, str] = fresh(questions, larger).result
    bare = {name: _bare(larger, sparql) for name, sparql in asked.items()}
    for name in asked:
        printed = command([*_kg(larger), "query", name, "--format", "csv"])[1]
        same(printed, command(bare[name])[1], f"{name} from a cold process")
    agreed = f"Both printed the same answers to {len(asked)} questions; {corpus.counted(larger)}."
    return Section("starting", ABOUT, agreed, list(_rows(larger, bare, scale)))


def questions(project: Project) -> dict[str, str]:
    """The SPARQL of every named question with the default values of its parameters."""
    graph = store.opened(project)
    known = [queries.load(project.queries, name) for name in queries.names(project.queries)]
    return {q.name: queries.bound(q, {}, lambda kind, words: things.find(graph, kind, words)) for q in known}


def _rows(project: Project, bare: dict[str, Words], scale: Scale) -> Iterator[Row]:
    factors = []
    rows = []
    for name, theirs in bare.items():
        rows.append(_paired(f"kg query {name}", ([*_kg(project), "query", name], theirs), scale))
        factors.append(rows[-1].factor or 0.0)
    yield Row("kg query, median of all questions", "", "", statistics.median(factors), 1.6, most=True)
    yield _paired("kg --help", ([*_kg(project), "--help"], [sys.executable, "-c", "import click"]), scale, goal=2.0)
    yield from rows


def _paired(figure: str, rivals: tuple[Words, Words], scale: Scale, goal: float | None = None) -> Row:
    ours, theirs = rivals
    times = in_turn({"ours": lambda: command(ours)[0], "peer": lambda: command(theirs)[0]}, scale.pairs)
    shown = {name: f"{statistics.median(t) * 1e3:.0f} ms" for name, t in times.items()}
    return Row(figure, shown["ours"], shown["peer"], ratio(times["ours"], times["peer"]), goal, most=True)


def _kg(project: Project) -> Words:
    return [Path(sys.executable).with_name("kg"), "--data", project.data, "--build", project.build]


def _bare(project: Project, sparql: str) -> Words:
    return [sys.executable, "-c", BARE, project.current / "store", sparql]
