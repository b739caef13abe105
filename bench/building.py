"""Reading and building, in files per second, against PyYAML's safe_load with rdflib's JSON-LD parser and Dataset.

The peer gets its JSON-LD ready-made from our own records, so that both map the same nodes to the same quads.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib
import yaml

from bench import corpus
from bench.measure import Run, fresh, in_turn, ratio, same, seconds
from bench.report import Row, Scale, Section
from kg import authority, build, dataset, ontology, sources
from kg.mapping import Mapper
from kg.project import Project
from kg.records import Document
from kg.terms import ID

ABOUT = (
    "The curators' files, read and made a graph. The peer reads each file with PyYAML's `safe_load` and gives the same"
    " nodes, as JSON-LD made beforehand, to rdflib's parser, a named graph of a Dataset for each source. Ours reads,"
    " checks with positions, and maps to quads (the equal work), or does all that a build does up to `kg.nq`"
    " (consensus, disagreements, rules, labels). Every run is a new process, rivals take turns, the figures are medians"
    " of files per second and of the ratios within a round. Growth (in processor time) and memory are those of the"
    " whole `kg build`, store and all."
)


def run(project: Project, scale: Scale, work: Path) -> Section:
    """Compare the claims of both, then the speed, then how a build grows."""
    files = scale.compared or sum(1 for _ in project.sources.rglob("*.yaml"))
    compared = corpus.enlarged(project, files, work / "compared")
    prepared = work / "documents.json"
    fresh(prepare, compared, prepared)
    quads = fresh(our_quads, compared).result
    same(quads, fresh(their_quads, prepared).result, "claims")
    agreed = f"Both made the same {len(quads):,} claims of {files:,} files."
    return Section(
        "building", ABOUT, agreed, [*_raced(compared, prepared, (files, scale.rounds)), *_grown(project, scale, work)]
    )


def _raced(project: Project, prepared: Path, size: tuple[int, int]) -> Iterator[Row]:
    files, rounds = size
    loaders = {"safe_load": "SafeLoader", "CSafeLoader": "CSafeLoader"}
    rivals: dict[str, Callable[[], Run]] = {
        name: partial(fresh, peer, project.sources, prepared, loader) for name, loader in loaders.items()
    }
    rivals |= {"claims": partial(fresh, claims, project), "whole": partial(fresh, whole, project)}
    times = in_turn({name: _result(start) for name, start in rivals.items()}, rounds)
    speed = {name: f"{files / statistics.median(t):,.0f} files/s" for name, t in times.items()}
    for ours, what in (("claims", "read, check, map to quads"), ("whole", "whole build to kg.nq")):
        for theirs in loaders:
            equal = ours == "claims" and theirs == "safe_load"
            figure = f"{what}, peer with {theirs}"
            yield Row(figure, speed[ours], speed[theirs], ratio(times[theirs], times[ours]), 8.0 if equal else None)


def _result(start: Callable[[], Run]) -> Callable[[], float]:
    return lambda: float(start().result)


def _grown(project: Project, scale: Scale, work: Path) -> Iterator[Row]:
    first = 0.0
    for files in scale.files:
        larger = corpus.enlarged(project, files, work / f"grown{files}")
        took, peak = fresh(built, larger)
        each = took / files
        grown = None if first == 0.0 else each / first
        first = first or each
        figure = f"kg build, {corpus.counted(larger)}"
        told = f"{figure}: processor time of a file, to that at {scale.files[0]:,}"
        yield Row(told, f"{each * 1e3:.2f} ms", "", grown, 1.25, most=True)
        yield Row(f"{figure}: memory in GiB", f"{peak:,.0f} MiB", "", peak / 1024, 2.0, most=True)


def peer(folder: Path, prepared: Path, loader: str) -> float:
    """The seconds of PyYAML and rdflib for all files of a folder."""
    documents = json.loads(prepared.read_bytes())
    _parsed(documents[:1])  # rdflib looks for its parsers when it is asked first
    reader = getattr(yaml, loader)

    def work() -> None:
        for path in sorted(folder.rglob("*.yaml")):
            yaml.load(path.read_text("utf-8"), reader)  # noqa: S506  # SafeLoader or CSafeLoader
        _parsed(documents)

    return seconds(work)


def claims(project: Project) -> float:
    """The seconds that our reader, checks and mapping take for all claims."""
    return seconds(lambda: dataset.gather(_documents(project), _mapper(project)))


def whole(project: Project) -> float:
    """The seconds from the files to a finished ``kg.nq``."""

    def work() -> None:
        with (project.data / "kg.nq").open("w", encoding="utf-8") as file:
            file.writelines(build.graph(project).lines())

    return seconds(work)


def built(project: Project) -> float:
    """The processor's seconds for a whole build put in place: how it grows, whatever else the machine does."""
    start = time.process_time()
    build.build(project)
    return time.process_time() - start


def prepare(project: Project, target: Path) -> None:
    """Write the pairs of a source's IRI and its claims as JSON-LD that the peer is given."""
    context = ontology.load(project.ontology).context
    texts = [(ID + d.source["id"], _jsonld(d.nodes, context)) for d in _documents(project)]
    target.write_text(json.dumps(texts), "utf-8")


def our_quads(project: Project) -> set[str]:
    """Our claims, as one library writes them."""
    mapper = _mapper(project)
    found: set[str] = set()
    for document in _documents(project):
        graph = mapper.iri(document.source["id"])
        said, _ = dataset.statements(document, mapper)
        found |= _normalised("".join(f"{s} {p} {o} {graph} .\n" for s, p, o in said))
    return found


def their_quads(prepared: Path) -> set[str]:
    """The peer's claims, as the same library writes them."""
    return _normalised(_parsed(json.loads(prepared.read_bytes())).serialize(format="nquads"))


def _parsed(documents: list[list[str]]) -> rdflib.Dataset:
    store = rdflib.Dataset()
    for source, text in documents:
        store.graph(rdflib.URIRef(source)).parse(data=text, format="json-ld")
    return store


def _normalised(nquads: str) -> set[str]:
    return {str(quad) for quad in pyoxigraph.parse(nquads, format=pyoxigraph.RdfFormat.N_QUADS)}


def _documents(project: Project) -> Iterator[Document]:
    vocabulary = ontology.load(project.ontology)
    return sources.documents(project, vocabulary, authority.load(project.data / "authority"))


def _mapper(project: Project) -> Mapper:
    return Mapper(ontology.load(project.ontology).context)


def _jsonld(nodes: list[dict[str, Any]], context: dict[str, Any]) -> str:
    return json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False)
