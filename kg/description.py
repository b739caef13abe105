"""What a release says of itself, for harvesters and people: ``void.ttl`` in VoID and DCAT, and an RO-Crate.

Both are made of the graph and of the files of the folder alone, so that the same build gives the same bytes.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kg import build, dump, rdf, store
from kg.errors import KGError
from kg.project import Project
from kg.terms import PREFIXES, integer, language, literal, name, short, thing, value

_HERE = thing("graph", "libcoop")
_AT = value(_HERE) + "#"  # what only the description names
_FILE = "file:/"  # stands for the folder itself until the Turtle is written, with IRIs relative to it
_CRATE = "https://w3id.org/ro/crate/1.1"
_SPDX = "http://spdx.org/rdf/terms#"
_DESCRIPTION = (
    "Conferences, delegations, agreements, projects and memberships of libraries across borders, as a graph in which"
    " every fact names the sources that state it and disagreements between sources are kept."
)
_ISSUED, _IDENTIFIER = name("dcterms:issued"), name("dcterms:identifier")
_SOURCE = thing("source", "").removesuffix(">")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

# Ending -> media type.
TYPES = {
    ".gz": "application/gzip",
    ".html": "text/html",
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
    "ontology.en.html": "The reference of the ontology, with counts and examples of this graph, in English",
    "ontology.zh.html": "The reference of the ontology, with counts and examples of this graph, in Chinese",
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


def known(project: Project, date: str = "") -> Known:
    """What there is to say of the build in place; issued on a day, without one when the newest source was.

    KGError where no source has a date either.
    """
    metadata = f" {build.METADATA} .\n"
    identity = literal(f"sha256:{store.manifest(project)['sha256']}")
    found, last = Known([(_IDENTIFIER, identity)], Counter(), Counter(), 0), ""
    issued = [literal(date, datatype=PREFIXES["xsd"] + "date")] if date else []
    for line in dump.lines(project, "nquads"):
        subject, predicate, rest = line.split(" ", 2)
        if subject == _HERE and line.endswith(metadata):
            found.said.append((predicate, rest.removesuffix(metadata)))
    for line in dump.lines(project, "ntriples"):
        subject, predicate, rest = line.split(" ", 2)
        found = found if subject == last else found._replace(things=found.things + 1)
        last = subject
        found.properties[predicate] += 1
        if predicate == name("rdf:type"):
            found.classes[rest.removesuffix(" .\n")] += 1
        if predicate == _ISSUED and subject.startswith(_SOURCE) and not date:
            issued.append(rest.removesuffix(" .\n"))
    if not issued:
        raise KGError("release", "no source has a date that could be its own", "name a day: --date YYYY-MM-DD")
    found.said.append((_ISSUED, max(issued, key=value)))  # 2026-01 is newer than 2026, as far as one knows
    return found


def void(folder: Path, about: Known) -> None:
    """Write ``void.ttl``: the dataset, its parts by class and property, and its files with their digests."""
    quads = sorted({f"{' '.join(statement)} .\n" for statement in _statements(folder, about)})
    with (folder / "void.ttl").open("w+b") as target:
        rdf.write(quads, "turtle", target)
        target.seek(0)
        text = target.read().replace(f"<{_FILE}".encode(), b"<")
        target.seek(0)
        target.truncate()
        target.write(text)


def _statements(folder: Path, about: Known) -> Iterator[tuple[str, str, str]]:
    yield from ((_HERE, p, o) for p, o in about.said)
    yield _HERE, name("dcterms:description"), literal(_DESCRIPTION, "en")
    yield _HERE, name("void:distinctSubjects"), integer(about.things)
    yield _HERE, name("void:classes"), integer(len(about.classes))
    yield _HERE, name("void:properties"), integer(len(about.properties))
    parts = (("class", about.classes, "void:entities"), ("property", about.properties, "void:triples"))
    for kind, counts, unit in parts:
        for term, number in counts.items():
            part = f"<{_AT}{kind}-{_curie(term)}>"
            yield _HERE, name(f"void:{kind}Partition"), part
            yield part, name(f"void:{kind}"), term
            yield part, name(unit), integer(number)
    for path in files(folder):
        if path.parent == folder and path.name.startswith("kg"):
            yield from _distribution(path)


def _curie(term: str) -> str:
    """The name of a term without a sign that the end of an IRI may not hold."""
    return short(term).rpartition("/")[2].replace(":", "-").replace("#", "-")


def _distribution(path: Path) -> Iterator[tuple[str, str, str]]:
    file, node, checksum = f"<{_FILE}{path.name}>", f"<{_AT}{path.name}>", f"<{_AT}sha256-{path.name}>"
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
    yield node, f"<{_SPDX}checksum>", checksum
    yield checksum, name("rdf:type"), f"<{_SPDX}Checksum>"
    yield checksum, f"<{_SPDX}algorithm>", f"<{_SPDX}checksumAlgorithm_sha256>"
    yield checksum, f"<{_SPDX}checksumValue>", literal(digest(path), datatype=f"{PREFIXES['xsd']}hexBinary")


def crate(folder: Path, about: Known) -> str:
    """The metadata file of an RO-Crate 1.1 over all files of the folder."""
    descriptor = "ro-crate-metadata.json"
    parts = [_entity(folder, path) for path in files(folder)] + [
        {"@id": "SHA256SUMS", "@type": "File", "name": FILES["SHA256SUMS"], "encodingFormat": "text/plain"}
    ]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.text("dcterms:title", "en"),
        "alternateName": about.text("dcterms:title", "zh"),
        "identifier": about.text("dcterms:identifier"),
        "description": _DESCRIPTION,
        "datePublished": about.text("dcterms:issued"),
        "version": about.text("owl:versionInfo"),
        "license": {"@id": LICENCE},
        "hasPart": [{"@id": file["@id"]} for file in parts],
    }
    entities = [
        {"@id": descriptor, "@type": "CreativeWork", "conformsTo": {"@id": _CRATE}, "about": {"@id": "./"}},
        root,
        {"@id": LICENCE, "@type": "CreativeWork", "name": "Creative Commons Attribution 4.0 International"},
        *parts,
    ]
    told = {"@context": f"{_CRATE}/context", "@graph": entities}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _entity(folder: Path, path: Path) -> dict[str, str]:
    place = path.relative_to(folder).as_posix()
    return {
        "@id": place,
        "@type": "File",
        "name": FILES.get(place, f"The ontology: {path.stem}"),
        "contentSize": str(path.stat().st_size),
        "encodingFormat": TYPES.get(path.suffix, "text/plain"),
    }


def files(folder: Path) -> list[Path]:
    """All files of a folder in the order of their paths."""
    return sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: p.relative_to(folder).as_posix())


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
