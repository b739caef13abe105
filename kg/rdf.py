"""RDF files in and out, for the rest of the code plain texts: the one place (with the store) that knows pyoxigraph."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import KGError
from kg.terms import KIND_PREFIXES, PREFIXES, Triple

Quad = tuple[str, str, str, str]  # the graph is empty for the default graph

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def triples(path: Path) -> Iterator[Triple]:
    """The statements of a Turtle file but those with blank nodes; KGError with the line where it is broken."""
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                continue
            yield str(quad.subject), str(quad.predicate), str(quad.object)
    except SyntaxError as error:
        raise KGError(f"{path}:{error.lineno}", f"broken Turtle, {error.msg}", "mend the line") from error


def write(lines: Iterable[str], syntax: str, target: BinaryIO) -> None:
    """Write N-Quads lines, in their order, in another syntax; the same lines give the same bytes."""
    parsed = ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS)
    chosen = FORMATS[syntax]
    items = parsed if chosen.supports_datasets else (quad.triple for quad in parsed)
    written = ox.serialize(items, format=chosen, prefixes=PREFIXES | KIND_PREFIXES) or b""
    target.write(_TIDY.get(syntax, bytes)(written))


def _tidy_turtle(written: bytes) -> bytes:
    """The library's Turtle with its prefixes in order (they come in a random one) and a blank line between things."""
    head, body = [], []
    for line in written.splitlines(keepends=True):
        if line.startswith(b"@prefix"):
            head.append(line)
        else:
            body.append(line if line.startswith((b"\t", b"}")) else b"\n" + line)
    return b"".join(sorted(head) + body)


def _tidy_xml(written: bytes) -> bytes:
    """The library's RDF/XML with the namespaces of its root in order."""
    start = written.index(b"<rdf:RDF ")
    end = written.index(b">", start)
    declared = sorted(written[start:end].split()[1:])
    return written[:start] + b" ".join([b"<rdf:RDF", *declared]) + written[end:]


_TIDY = {"turtle": _tidy_turtle, "trig": _tidy_turtle, "rdfxml": _tidy_xml}
