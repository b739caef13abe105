"""From the folders to a graph in place: built aside, described in a manifest, swapped in at once.

``build/releases/<digits>`` holds one build whole, ``build/current`` is a link to the one that answers, and
``build/kg.nq`` and its fellows are links through it. A build that fails or is killed leaves the link as it was.
"""

import fcntl
import gc
import hashlib
import itertools
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from kg import __version__, authority, consensus, dataset, labels, ontology, rdf, rules, sources, store
from kg.errors import KGError
from kg.mapping import Mapper
from kg.project import Project
from kg.terms import ID, PREFIXES, Triple, integer, literal, name, thing

DERIVED, METADATA = thing("graph", "derived"), thing("graph", "metadata")
FILES = ("kg.nq", "kg.ttl", "kg.trig", "manifest.json", "store")


class Graph(NamedTuple):
    """A whole graph in memory: by subject all (predicate, object, graph); an empty text is the default graph."""

    by_subject: dict[str, list[tuple[str, str, str]]]

    def lines(self) -> Iterator[str]:
        """The statements as sorted, unique lines of N-Quads (RDF 1.1 N-Quads, section 4: canonical form)."""
        for subject in sorted(self.by_subject):
            yield from sorted({f"{subject} {p} {o} {g}{' ' if g else ''}.\n" for p, o, g in self.by_subject[subject]})

    def consensus(self) -> Iterator[str]:
        """The lines of the default graph."""
        for subject in sorted(self.by_subject):
            yield from sorted({f"{subject} {p} {o} .\n" for p, o, g in self.by_subject[subject] if not g})


def graph(project: Project) -> Graph:
    """The graph that the folders mean; SourceErrors with every finding where a source is wrong."""
    with _no_collector():
        return _graph(project)


def _graph(project: Project) -> Graph:
    vocabulary, decided = ontology.load(project.ontology), authority.load(project.data / "authority")
    claims = dataset.gather(sources.documents(project, vocabulary, decided), Mapper(vocabulary.context))
    facts = _facts(claims, vocabulary, decided)
    made = rules.derived(facts, project.queries / "rules")
    made += labels.made([*facts, *made], vocabulary)
    statements: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for s, said in claims.by_subject.items():
        statements[s].extend(said)
    for s, p, o in itertools.chain(facts, made):
        statements[s].append((p, o, ""))
    for s, p, o in made:
        statements[s].append((p, o, DERIVED))
    for s, p, o in _metadata(claims, statements):
        statements[s].append((p, o, METADATA))
    return Graph(statements)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Without Python's cyclic collector, which would walk millions of live tuples again and again: half of a build."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def build(project: Project) -> Path:
    """The graph built and put in place; the folder of the build comes back. A failure changes nothing."""
    with _locked(project) as releases:
        made = graph(project)
        staging = releases / f".tmp-{os.getpid()}"
        staging.mkdir()
        try:
            _write(made, staging)
            store.describe(staging, _manifest(project, made))
            return _swap(project, staging)
        except OSError as error:
            raise KGError(
                str(project.build),
                f"cannot write, {error.strerror}",
                "free space or choose another folder (kg --build DIR)",
            ) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _facts(claims: dataset.Claims, vocabulary: ontology.Vocabulary, decided: authority.Authority) -> list[Triple]:
    """The consensus, with what no source claims: the sources themselves, countries and concept schemes."""
    scales = consensus.weighing(vocabulary, claims.origins, decided.decisions)
    facts: list[Triple] = []
    for subject, said in claims.by_subject.items():
        stand, differ = consensus.agreed(subject, said, scales)
        facts += stand
        facts += differ
    used = {o for _, _, o in facts}
    facts += claims.described
    countries = [t for t in authority.statements(decided) if t[0] in used]
    shown = {
        **{
            s: o
            for s, p, o in reversed([*countries, *vocabulary.statements])
            if p == consensus.PREF and o.endswith('"@en')
        }
    }
    facts += [*countries, *vocabulary.statements, *((s, consensus.LABEL, o) for s, o in shown.items())]
    return facts


def _metadata(claims: dataset.Claims, statements: dict[str, list[tuple[str, str, str]]]) -> Iterator[Triple]:
    """The description of the dataset, without dates, and the ids that were merged into others."""
    here = thing("graph", "libcoop")
    yield here, name("rdf:type"), name("void:Dataset")
    yield here, name("rdf:type"), name("dcat:Dataset")
    yield (
        here,
        name("dcterms:title"),
        literal("LibCoop: the knowledge graph of international library cooperation", "en"),
    )
    yield here, name("dcterms:title"), literal("LibCoop：国际图书馆合作知识图谱", "zh")
    yield here, name("dcterms:license"), "<https://creativecommons.org/licenses/by/4.0/>"
    yield here, name("owl:versionInfo"), literal(__version__)
    yield here, name("void:uriSpace"), literal(ID)
    yield here, name("void:vocabulary"), f"<{PREFIXES['lc'][:-1]}>"
    yield here, name("void:documents"), integer(len(claims.origins))
    yield (
        here,
        name("void:triples"),
        integer(sum(1 for said in statements.values() for _ in {(p, o) for p, o, g in said if not g})),
    )
    for old, new in claims.replaced.items():
        yield old, name("dcterms:isReplacedBy"), new


def _write(made: Graph, folder: Path) -> None:
    with (folder / "kg.nq").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(made.lines())
    with (folder / "kg.ttl").open("wb") as target:
        rdf.write(made.consensus(), "turtle", target)
    with (folder / "kg.trig").open("wb") as target:
        rdf.write(made.lines(), "trig", target)
    store.fill(folder)


def _manifest(project: Project, made: Graph) -> dict[str, object]:
    """What a build is made of: counts of statements by graph kind, versions, and digests of what went in."""
    graphs: dict[str, int] = defaultdict(int)
    for said in made.by_subject.values():
        for _, _, g in set(said):
            graphs[
                "default" if not g else "derived" if g == DERIVED else "metadata" if g == METADATA else "claims"
            ] += 1
    inputs = [*project.ontology.rglob("*.*"), *project.data.rglob("*.*"), *(project.queries / "rules").glob("*.rq")]
    digest = hashlib.sha256()
    for path in sorted(p for p in inputs if p.is_file()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return {
        "statements": dict(sorted(graphs.items())),
        "versions": {"libcoop": __version__, "pyoxigraph": version("pyoxigraph")},
        "inputs": digest.hexdigest(),
    }


def _swap(project: Project, staging: Path) -> Path:
    """Make the staged build the one that answers: everything on disk first, then one rename of a link."""
    for path in [*staging.rglob("*"), staging]:
        _sync(path)
    number = max((int(p.name) for p in staging.parent.iterdir() if p.name.isdigit()), default=0) + 1
    release = staging.rename(staging.parent / f"{number:06d}")
    _sync(release.parent)
    for link, target in [*((name_, f"current/{name_}") for name_ in FILES), ("current", f"releases/{release.name}")]:
        aside = project.build / f".tmp-{link}"
        aside.unlink(missing_ok=True)
        aside.symlink_to(target)
        aside.replace(project.build / link)
    _sync(project.build)
    for old in release.parent.iterdir():
        if old.name.isdigit() and int(old.name) < number - 1:  # the last but one may still be read
            shutil.rmtree(old, ignore_errors=True)
    return release


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(project: Project) -> Iterator[Path]:
    """The folder of releases, for one build at a time; what killed builds left there is gone."""
    releases = project.build / "releases"
    try:
        releases.mkdir(parents=True, exist_ok=True)
        lock = (project.build / ".lock").open("w")
    except OSError as error:
        raise KGError(
            str(project.build), f"cannot write, {error.strerror}", "choose a folder of your own (kg --build DIR)"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise KGError(str(project.build), "another build is at work here", "wait until it ends") from error
        for left in releases.glob(".tmp-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield releases
