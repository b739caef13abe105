"""From the folders to a graph in place: built aside, described in a manifest, swapped in at once.

``build/releases/<digits>`` holds one build whole, ``build/current`` is a link to the one that answers, and
``build/kg.nq`` and its fellows are links through it. A build that fails or is killed leaves the link as it was.
"""

import hashlib
import itertools
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from kg import (
    __version__,
    authority,
    consensus,
    dataset,
    labels,
    locks,
    ontology,
    rdf,
    registers,
    rules,
    sources,
    store,
)
from kg.consensus import Claim
from kg.errors import KGError, SourceErrors
from kg.mapping import Mapper
from kg.project import Project
from kg.terms import ID, PREFIXES, Triple, integer, language, literal, name, thing

DERIVED, METADATA = thing("graph", "derived"), thing("graph", "metadata")
FILES = ("kg.nq", "kg.ttl", "kg.trig", "manifest.json", "store")


class Graph(NamedTuple):
    """A whole graph in memory, each part by subject: what sources claim (predicate, object, source), and statements.

    ``facts`` is the default graph; what of it follows by rules stands in ``derived`` as well.
    """

    claims: dict[str, list[Claim]]
    facts: dict[str, list[Triple]]
    derived: dict[str, list[Triple]]
    metadata: dict[str, list[Triple]]

    def lines(self) -> Iterator[str]:
        """The statements as sorted, unique lines of N-Quads (RDF 1.1 N-Quads, section 4: canonical form)."""
        for subject in sorted({*self.claims, *self.facts, *self.derived, *self.metadata}):
            found = {f"{subject} {p} {o} {source} .\n" for p, o, source in self.claims.get(subject, ())}
            for statements, graph in self._parts():
                found.update(f"{s} {p} {o} {graph}.\n" for s, p, o in statements.get(subject, ()))
            yield from sorted(found)

    def consensus(self) -> Iterator[str]:
        """The lines of the default graph."""
        return _lines(self.facts, "")

    def by_graph(self) -> Iterator[str]:
        """The same lines as :meth:`lines`, graph by graph, the consensus first."""
        members: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for subject in sorted(self.claims):
            stop = 0
            for source, said in itertools.groupby(
                self.claims[subject], key=itemgetter(2)
            ):  # a file's claims stand together
                start, stop = stop, stop + sum(1 for _ in said)
                members[source].append((subject, start, stop))
        yield from self.consensus()
        for source in sorted(members):
            for subject, start, stop in members[source]:
                yield from sorted({f"{subject} {p} {o} {source} .\n" for p, o, _ in self.claims[subject][start:stop]})
        for statements, graph in self._parts():
            yield from _lines(statements, graph) if graph else ()

    def _parts(self) -> tuple[tuple[dict[str, list[Triple]], str], ...]:
        return (self.facts, ""), (self.derived, f"{DERIVED} "), (self.metadata, f"{METADATA} ")


def _lines(statements: dict[str, list[Triple]], graph: str) -> Iterator[str]:
    for subject in sorted(statements):
        yield from sorted({f"{s} {p} {o} {graph}.\n" for s, p, o in statements[subject]})


def graph(project: Project) -> Graph:
    """The graph that the folders mean; SourceErrors with every finding where a source is wrong."""
    vocabulary, decided = ontology.load(project.ontology), authority.load(project.data / "authority")
    documents = sources.documents(project, vocabulary, decided)
    claims = dataset.gather(documents, Mapper(vocabulary.context))
    known = {**claims.by_subject, **claims.origins}
    single = {*vocabulary.single, *vocabulary.single_on}
    if findings := authority.idle(project.data / "authority", known, single):
        raise SourceErrors(findings)
    return assembled(project, claims)


@dataset.without_collector()
def assembled(project: Project, claims: dataset.Claims) -> Graph:
    """The graph that claims make: they themselves and those of registers, the consensus, and what follows from it."""
    vocabulary, decided = ontology.load(project.ontology), authority.load(project.data / "authority")
    claims = dataset.joined(claims, registers.claims(decided.registers, claims.by_subject, claims.origins))
    facts = _facts(claims, vocabulary, decided)
    derived: dict[str, list[Triple]] = defaultdict(list)
    for statement in rules.derived(itertools.chain.from_iterable(facts.values()), project.queries / "rules"):
        derived[statement[0]].append(statement)
        facts[statement[0]].append(statement)
    for statement in labels.made(facts, vocabulary):
        derived[statement[0]].append(statement)
    for subject, statements in derived.items():
        facts[subject] = list(dict.fromkeys([*facts[subject], *statements]))
    metadata: dict[str, list[Triple]] = defaultdict(list)
    for statement in _metadata(claims, sum(map(len, facts.values()))):
        metadata[statement[0]].append(statement)
    return Graph(claims.by_subject, facts, derived, metadata)


def build(project: Project) -> Path:
    """The graph built and put in place; the folder of the build comes back. A failure changes nothing."""
    with locks.held(project.build):
        releases = project.build / "releases"
        for left in releases.glob(".tmp-*"):  # of builds that were killed
            shutil.rmtree(left, ignore_errors=True)
        made = graph(project)
        staging = releases / f".tmp-{os.getpid()}"
        try:
            staging.mkdir(parents=True)
            about = _written(made, staging)
            del made  # filling the store takes memory of its own
            store.fill(staging)
            store.describe(staging, {**about, **_inputs(project)})
            return _swap(project, staging)
        except OSError as error:
            remedy = "free space or choose another folder (kg --build DIR)"
            raise KGError(str(project.build), f"cannot write, {error.strerror or error}", remedy) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _facts(
    claims: dataset.Claims, vocabulary: ontology.Vocabulary, decided: authority.Authority
) -> dict[str, list[Triple]]:
    """The consensus, with what no source claims: the sources themselves, countries and concept schemes."""
    scales = consensus.weighing(vocabulary, claims.origins, decided.decisions)
    facts: dict[str, list[Triple]] = defaultdict(list)
    for subject, said in claims.by_subject.items():
        facts[subject], differ = consensus.agreed(subject, said, scales)
        for statement in differ:
            facts[statement[0]].append(statement)
    country = name("lc:country")
    used = {o for statements in facts.values() for _, p, o in statements if p == country}
    countries = [statement for statement in authority.statements(decided) if statement[0] in used]
    for s, p, o in [*claims.described, *countries, *vocabulary.statements]:
        facts[s].append((s, p, o))
        if p == consensus.PREF and language(o) == "en":
            facts[s].append((s, consensus.LABEL, o))
    return facts


def _metadata(claims: dataset.Claims, agreed: int) -> Iterator[Triple]:
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
    yield here, name("void:triples"), integer(agreed)
    for old, new in claims.replaced.items():
        yield old, name("dcterms:isReplacedBy"), new


def _written(made: Graph, folder: Path) -> dict[str, object]:
    """The files of a graph, but the store; how many statements of which kind they hold comes back."""
    with (folder / "kg.nq").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(made.lines())
    with (folder / "kg.ttl").open("wb") as target:
        rdf.write(made.consensus(), "turtle", target)
    with (folder / "kg.trig").open("wb") as target:
        rdf.write(made.by_graph(), "trig", target)
    claims = sum(len(set(said)) for said in made.claims.values())
    parts = zip(("default", "derived", "metadata"), (made.facts, made.derived, made.metadata), strict=True)
    return {"statements": {"claims": claims} | {kind: sum(map(len, part.values())) for kind, part in parts}}


def _inputs(project: Project) -> dict[str, object]:
    """What a build was made of: versions, and one digest of all that went in, in whichever folders it lay."""
    inputs = [*project.ontology.rglob("*.*"), *project.data.rglob("*.*"), *(project.queries / "rules").glob("*.rq")]
    files = sorted((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in inputs if path.is_file())
    digest = hashlib.sha256(repr(files).encode())
    versions = {"libcoop": __version__, "pyoxigraph": version("pyoxigraph")}
    return {"versions": versions, "inputs": digest.hexdigest()}


def _swap(project: Project, staging: Path) -> Path:
    """Make the staged build the one that answers: everything on disk first, then one rename of a link."""
    store.sync(staging)
    before = project.current.resolve()
    number = max((int(p.name) for p in staging.parent.iterdir() if p.name.isdigit()), default=0) + 1
    release = staging.rename(staging.parent / f"{number:06d}")
    store.sync_entry(release.parent)
    for link, target in [*((name_, f"current/{name_}") for name_ in FILES), ("current", f"releases/{release.name}")]:
        aside = project.build / f".tmp-{link}"
        aside.unlink(missing_ok=True)
        aside.symlink_to(target)
        aside.replace(project.build / link)
    store.sync_entry(project.build)
    for old in release.parent.iterdir():
        if old.name.isdigit() and old.name not in (release.name, before.name):  # the one before may still be read
            shutil.rmtree(old, ignore_errors=True)
    return release
