"""`kg export` to a file, against rdflib's serializers over the same graph in memory: time, growth, memory."""

import itertools
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rdflib

from bench import corpus
from bench.measure import fresh, same, weighed
from bench.report import Row, Scale, Section, earlier, sized
from kg import dump
from kg.project import Project

ABOUT = (
    "`kg export FORMAT -o FILE` from a cold process to a file on disk, with the most memory that the process held."
    " The peer is rdflib's serializer of that format, from a graph that it has read before (the reading is not"
    " counted) to a file. rdflib has then read our file, too, and found in it the statements of the graph, none more"
    " and none less; over a million statements rdflib is left out, and ours runs once. `--statements N` measures one"
    " size and leaves the figures of the others as they are."
)
FORMATS = {"turtle": "turtle", "ntriples": "nt11", "nquads": "nquads", "trig": "trig"}
_COMPARED = 1_000_000  # statements; over more, rdflib does not take part


def run(project: Project, scale: Scale, work: Path) -> Section:
    """Compare the statements in our files, then the times: at a million statements and more, or at the first size."""
    figures = earlier(project.build, "exporting")
    for statements in [n for n in scale.statements if n >= _COMPARED] or scale.statements[:1]:
        larger = corpus.built(project, statements, work)
        figures[str(statements)] = _measured(larger, scale, work, compared=statements <= _COMPARED)
    return told(figures)


def _measured(project: Project, scale: Scale, work: Path, *, compared: bool) -> dict[str, Any]:
    rounds = range(min(scale.rounds, 3) if compared else 1)
    ours = {form: [weighed(_command(project, form, work)) for _ in rounds] for form in scale.formats}
    theirs = {form: fresh(peer, project, form, work).result for form in scale.formats if compared}
    return {
        "about": corpus.counted(project),
        "seconds": {form: statistics.median(one.result for one in runs) for form, runs in ours.items()},
        "memory": {form: max(one.peak for one in runs) for form, runs in ours.items()},
        "statements": {form: count for form, (_, count) in theirs.items()},
        "peer": {form: taken for form, (taken, _) in theirs.items()},
    }


def peer(project: Project, form: str, work: Path) -> tuple[float, int]:
    """The seconds of rdflib's serializer, and how many statements it wrote; Disagreement unless ours has the same."""
    rdflib.NORMALIZE_LITERALS = False
    plain = work / "plain.nq"
    with plain.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(dump.lines(project, form))
    graph = _read(plain, form, "nquads" if form in dump.DATASETS else "nt11")
    start = time.perf_counter()
    graph.serialize(work / f"peer.{form}", format=FORMATS[form], encoding="utf-8")
    taken = time.perf_counter() - start
    ours = _read(work / f"ours.{form}", form, FORMATS[form])
    held, found = {*_statements(graph)}, {*_statements(ours)}
    same([*found ^ held][:3], [], f"{len(found)} statements of {len(held)} in {form}")
    return taken, len(held)


def _read(path: Path, form: str, syntax: str) -> rdflib.Graph:
    graph = rdflib.Dataset() if form in dump.DATASETS else rdflib.Graph()
    return graph.parse(path, format=syntax)


def _statements(graph: rdflib.Graph) -> Iterator[Any]:
    return graph.quads() if isinstance(graph, rdflib.Dataset) else graph.triples((None, None, None))


def _command(project: Project, form: str, work: Path) -> list[str | Path]:
    kg = Path(sys.executable).with_name("kg")
    return [kg, "--data", project.data, "--build", project.build, "export", form, "-o", work / f"ours.{form}"]


def told(figures: dict[str, Any]) -> Section:
    """The section from the figures of all sizes."""
    sizes = sorted(figures, key=int)
    compared = [
        f"{form}: {count:,}, of {figures[size]['about']}"
        for size in sizes
        for form, count in figures[size]["statements"].items()
    ]
    rows = [row for size in sizes for row in _rows(size, figures[size])]
    for small, large in itertools.pairwise(size for size in sizes if size != "0"):
        rows += _growth((small, figures[small]), (large, figures[large]))
    agreed = f"rdflib found the same statements in our files ({'; '.join(compared)})."
    return Section("exporting", ABOUT, agreed, rows, (), figures)


def _rows(size: str, found: dict[str, Any]) -> Iterator[Row]:
    for form, taken in found["seconds"].items():
        theirs = found["peer"].get(form)
        figure = f"{sized(size)}, {form}"
        if theirs:
            yield Row(figure, f"{taken:.1f} s", f"{theirs:.1f} s", theirs / taken, 10.0)
        memory = found["memory"][form]
        yield Row(f"{figure}: memory in GiB", f"{memory:,.0f} MiB", "", memory / 1024, 1.0, most=True)


def _growth(small: tuple[str, dict[str, Any]], large: tuple[str, dict[str, Any]]) -> Iterator[Row]:
    more = int(large[0]) / int(small[0])
    for form, taken in large[1]["seconds"].items():
        figure = f"{form}: time of a statement, {sized(large[0])}, to that of {sized(small[0])}"
        yield Row(figure, f"{taken:.1f} s", "", taken / small[1]["seconds"][form] / more, 1.25, most=True)
