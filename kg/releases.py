"""A release: one folder with the graph in the forms that people load, what describes it, and the digests of all.

The same build gives the same bytes (of kg.nq.gz with the same zlib), so that anyone can make a release again and
compare. What identifies it is the digest of kg.nq, as unpacked.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from kg import build, dump, rdf, store
from kg.errors import KGError
from kg.project import Project, shown
from kg.terms import PREFIXES, integer, language, literal, name, short, thing, value

_HERE = thing("graph", "libcoop")
_AT = value(_HERE) + "#"  # what only the description names
_FILE = "file:/"  # stands for the folder itself until the Turtle is written, with IRIs relative to it
_SPDX = "http://spdx.org/rdf/terms#"
_PAPERS = ("CHANGELOG.md", "LICENSE-DATA")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
_DESCRIPTION = (
    "Conferences, delegations, agreements, projects and memberships of libraries across borders, as a graph in which"
    " every fact names the sources that state it and disagreements between sources are kept."
)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

# Ending -> media type.
TYPES = {
    ".gz": "application/gzip",
    ".md": "text/markdown",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".ttl": "text/turtle",
}
# What a file is for, in the crate; the files of ontology/ say it themselves.
FILES = {
    "kg.ttl": "The consensus, in Turtle",
    "kg.trig": "All graphs, each source's claims in its own, in TriG",
    "kg.nq.gz": "All graphs as sorted N-Quads: the graph of which all else is made",
    "kg-consensus.nq": "All graphs, the consensus in a named one: for stores that query the union of all graphs",
    "void.ttl": "Description of the dataset in VoID and DCAT, with counts by class and property",
    "CHANGELOG.md": "What changed from release to release",
    "LICENSE-DATA": "The licence of the data, and whom to credit",
    "SHA256SUMS": "Digests of all files but itself",
}


class Known(NamedTuple):
    """What the graph says of itself (predicate, object), and how many statements its consensus has of what."""

    said: list[tuple[str, str]]
    classes: Counter[str]
    properties: Counter[str]
    things: int

    def text(self, predicate: str, tag: str = "") -> str:
        """What it says by a property, in a language where there are several."""
        return next(value(o) for p, o in self.said if p == name(predicate) and tag in ("", language(o)))


def release(project: Project, folder: Path, date: str = "") -> Path:
    """A release of the build in place, in a folder that is new; made aside, so that it is there whole or not at all.

    ``date`` (YYYY-MM-DD) is the day of publication; without it no file has a date. KGError where the folder is there
    already, where the build is not what was built, or where the project's papers are not at hand.
    """
    if date and not _DAY.fullmatch(date):
        raise KGError(f"release --date {date}", "is no day", "write it as 2031-05-28")
    if folder.exists():
        raise KGError(shown(folder), "is there already", "name a new folder")
    aside = folder.with_name(f".tmp-{folder.name}-{os.getpid()}")
    try:
        aside.mkdir(parents=True)
        _graphs(project, aside)
        _papers(project, aside)
        about = _known(project, date)
        _describe(aside, about)
        (aside / "ro-crate-metadata.json").write_text(_crate(aside, about), "utf-8", newline="\n")
        sums = "".join(f"{_digest(path)}  {path.relative_to(aside)}\n" for path in _files(aside))
        (aside / "SHA256SUMS").write_text(sums, "utf-8", newline="\n")
        store.sync(aside)
        return aside.rename(folder)
    except OSError as error:
        remedy = "free space or name another folder"
        raise KGError(shown(folder), f"cannot write, {error.strerror or error}", remedy) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _graphs(project: Project, folder: Path) -> None:
    """The files of the graph: the very bytes of the build."""
    nquads, known = store.artefact(project), store.manifest(project)["files"]
    for file in ("kg.ttl", "kg.trig"):
        shutil.copyfile(nquads.with_name(file), folder / file)
        if _digest(folder / file) != known[file]["sha256"]:
            raise KGError(shown(nquads.with_name(file)), "its bytes are not those that were built", "run kg build")
    # Without a name and a time in its head, the same content is packed into the same bytes.
    gz, consensus = folder / "kg.nq.gz", folder / "kg-consensus.nq"
    with nquads.open("rb") as plain, gz.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        shutil.copyfileobj(plain, packed)
    with consensus.open("w", encoding="utf-8", newline="\n") as target:
        named = dump.lines(project, "nquads", consensus_graph=True)
        for _, said in groupby(named, lambda line: line[: line.index(" ")]):
            target.writelines(sorted(said))


def _papers(project: Project, folder: Path) -> None:
    root = project.ontology.parent
    for path in sorted(project.ontology.rglob("*.ttl")):
        target = folder / "ontology" / path.relative_to(project.ontology)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for paper in _PAPERS:
        if not (root / paper).is_file():
            raise KGError(shown(root / paper), "is not there", "make releases in a checkout of the project")
        shutil.copyfile(root / paper, folder / paper)


def _known(project: Project, date: str) -> Known:
    metadata = f" {build.METADATA} .\n"
    identity = literal(f"sha256:{store.manifest(project)['sha256']}")
    known, last = Known([(name("dcterms:identifier"), identity)], Counter(), Counter(), 0), ""
    for line in dump.lines(project, "nquads"):
        subject, predicate, rest = line.split(" ", 2)
        if subject == _HERE and line.endswith(metadata):
            known.said.append((predicate, rest.removesuffix(metadata)))
    for line in dump.lines(project, "ntriples"):
        subject, predicate, rest = line.split(" ", 2)
        known = known if subject == last else known._replace(things=known.things + 1)
        last = subject
        known.properties[predicate] += 1
        if predicate == name("rdf:type"):
            known.classes[rest.removesuffix(" .\n")] += 1
    if date:
        known.said.append((name("dcterms:issued"), literal(date, datatype=PREFIXES["xsd"] + "date")))
    return known


def _describe(folder: Path, known: Known) -> None:
    """Write ``void.ttl``: the dataset, its parts by class and property, and its files with their digests."""
    quads = sorted({f"{' '.join(statement)} .\n" for statement in _void(folder, known)})
    with (folder / "void.ttl").open("w+b") as target:
        rdf.write(quads, "turtle", target)
        target.seek(0)
        text = target.read().replace(f"<{_FILE}".encode(), b"<")
        target.seek(0)
        target.truncate()
        target.write(text)


def _void(folder: Path, known: Known) -> Iterator[tuple[str, str, str]]:
    yield from ((_HERE, p, o) for p, o in known.said)
    yield _HERE, name("dcterms:description"), literal(_DESCRIPTION, "en")
    yield _HERE, name("void:distinctSubjects"), integer(known.things)
    yield _HERE, name("void:classes"), integer(len(known.classes))
    yield _HERE, name("void:properties"), integer(len(known.properties))
    parts = (("class", known.classes, "void:entities"), ("property", known.properties, "void:triples"))
    for kind, counts, unit in parts:
        for term, number in counts.items():
            part = f"<{_AT}{kind}-{_curie(term)}>"
            yield _HERE, name(f"void:{kind}Partition"), part
            yield part, name(f"void:{kind}"), term
            yield part, name(unit), integer(number)
    for path in _files(folder):
        if path.parent == folder and path.name.startswith("kg"):
            yield from _distribution(path)


def _curie(term: str) -> str:
    """The name of a term without a sign that the end of an IRI may not hold."""
    return short(term).rpartition("/")[2].replace(":", "-").replace("#", "-")


def _distribution(path: Path) -> Iterator[tuple[str, str, str]]:
    file, node, digest = f"<{_FILE}{path.name}>", f"<{_AT}{path.name}>", f"<{_AT}sha256-{path.name}>"
    yield _HERE, name("void:dataDump"), file
    yield _HERE, name("dcat:distribution"), node
    yield node, name("rdf:type"), name("dcat:Distribution")
    yield node, name("dcterms:title"), literal(FILES[path.name], "en")
    yield node, name("dcterms:license"), f"<{LICENCE}>"
    yield node, name("dcat:downloadURL"), file
    yield node, name("dcat:mediaType"), f"<https://www.iana.org/assignments/media-types/{TYPES[path.suffix]}>"
    yield (
        node,
        name("dcat:byteSize"),
        literal(str(path.stat().st_size), datatype=f"{PREFIXES['xsd']}nonNegativeInteger"),
    )
    yield node, f"<{_SPDX}checksum>", digest
    yield digest, name("rdf:type"), f"<{_SPDX}Checksum>"
    yield digest, f"<{_SPDX}algorithm>", f"<{_SPDX}checksumAlgorithm_sha256>"
    yield digest, f"<{_SPDX}checksumValue>", literal(_digest(path), datatype=f"{PREFIXES['xsd']}hexBinary")


def _crate(folder: Path, known: Known) -> str:
    """The metadata file of an RO-Crate 1.1 over all files of the folder."""
    descriptor = "ro-crate-metadata.json"
    files = [_entity(folder, path) for path in _files(folder)] + [
        {"@id": "SHA256SUMS", "@type": "File", "name": FILES["SHA256SUMS"], "encodingFormat": "text/plain"}
    ]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": known.text("dcterms:title", "en"),
        "alternateName": known.text("dcterms:title", "zh"),
        "identifier": known.text("dcterms:identifier"),
        "description": _DESCRIPTION,
        "version": known.text("owl:versionInfo"),
        "license": {"@id": LICENCE},
        "hasPart": [{"@id": file["@id"]} for file in files],
    }
    if date := dict(known.said).get(name("dcterms:issued")):
        root["datePublished"] = value(date)
    about = {"@id": "https://w3id.org/ro/crate/1.1"}
    entities = [
        {"@id": descriptor, "@type": "CreativeWork", "conformsTo": about, "about": {"@id": "./"}},
        root,
        {"@id": LICENCE, "@type": "CreativeWork", "name": "Creative Commons Attribution 4.0 International"},
        *files,
    ]
    crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": entities}
    return json.dumps(crate, ensure_ascii=False, indent=1) + "\n"


def _entity(folder: Path, path: Path) -> dict[str, str]:
    place = path.relative_to(folder).as_posix()
    return {
        "@id": place,
        "@type": "File",
        "name": FILES.get(place, f"The ontology: {path.stem}"),
        "contentSize": str(path.stat().st_size),
        "encodingFormat": TYPES.get(path.suffix, "text/plain"),
    }


def _files(folder: Path) -> list[Path]:
    return sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: p.relative_to(folder).as_posix())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
