"""SHACL: the consensus judged by `ontology/shapes.ttl`, against pySHACL over a graph that rdflib holds in memory."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pyshacl
import rdflib
from rdflib import RDF, SH

from bench import corpus
from bench.measure import fresh, in_turn, ratio, same, seconds
from bench.report import Row, Scale, Section
from kg import dump, shapes
from kg.project import Project
from kg.shapes import Violation

ABOUT = (
    "The consensus, as N-Triples, with faults planted in it (statements taken out, texts said twice), judged by"
    " `ontology/shapes.ttl`. Ours reads the file and judges it in one call. pySHACL judges a graph that rdflib has"
    " read; it is measured with the reading and without. Every run is a new process, both take turns, figures are"
    " medians."
)
_TAKEN, _DOUBLED = 101, 103  # every so many statements


def run(project: Project, scale: Scale, work: Path) -> Section:
    """Compare all findings of both, then the time."""
    larger = corpus.built(project, scale.statements[0], work)
    data, rules = work / "planted.nt", project.ontology / "shapes.ttl"
    data.write_text("".join(planted(larger)), "utf-8", newline="\n")
    found: list[Violation] = fresh(shapes.violations, data, rules).result
    same(found, fresh(their_findings, data, rules).result, "findings")
    if not found:
        raise ValueError("no fault was planted: the comparison says nothing")
    agreed = f"Both found the same {len(found):,} faults in {corpus.counted(larger)}."
    return Section("shapes", ABOUT, agreed, list(_rows(data, rules, scale)))


def planted(project: Project) -> Iterator[str]:
    """The lines of the consensus with faults of two kinds in regular places."""
    for number, line in enumerate(dump.lines(project, "ntriples")):
        if number % _TAKEN:
            yield line
        if number % _DOUBLED == 0 and '"' in line and '"^^' not in line:
            yield line.replace('"', '"again ', 1)


def ours(data: Path, rules: Path) -> float:
    """The seconds from the file to the findings."""
    return seconds(lambda: shapes.violations(data, rules))


def theirs(data: Path, rules: Path) -> tuple[float, float]:
    """The seconds that rdflib reads, and those that pySHACL judges."""
    start = time.perf_counter()
    graph = rdflib.Graph().parse(data, format="nt")
    read = time.perf_counter() - start
    known = rdflib.Graph().parse(rules)
    return read, seconds(lambda: pyshacl.validate(graph, shacl_graph=known))


def their_findings(data: Path, rules: Path) -> list[Violation]:
    """What pySHACL finds, in the form of our findings."""
    graph = rdflib.Graph().parse(data, format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(rules))
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL cannot judge: {report!r}")
    return sorted({_violation(report, node) for node in report.subjects(RDF.type, SH.ValidationResult)})


def _violation(report: rdflib.Graph, node: rdflib.Node) -> Violation:
    told = dict(report.predicate_objects(node))
    keys = (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape)
    focus, path, value, shape = (told[key].n3() if key in told else "" for key in keys)
    severity = str(told[SH.resultSeverity]).removeprefix(str(SH))
    return Violation(focus, path, value, str(told[SH.resultMessage]), severity, shape)


def _rows(data: Path, rules: Path, scale: Scale) -> Iterator[Row]:
    reading: list[float] = []

    def peer() -> float:
        read, judged = fresh(theirs, data, rules).result
        reading.append(read)
        return float(judged)

    times = in_turn({"ours": lambda: float(fresh(ours, data, rules).result), "peer": peer}, min(scale.rounds, 3))
    whole = [read + judged for read, judged in zip(reading, times["peer"], strict=True)]
    for what, peers in (("judging alone", times["peer"]), ("reading and judging", whole)):
        figure = f"reading and judging, peer: {what}"
        mine = f"{median(times['ours']):.2f} s"
        yield Row(figure, mine, f"{median(peers):.1f} s", ratio(peers, times["ours"]), 5.0)
