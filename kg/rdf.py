"""RDF files in and out, for the rest of the code plain texts: the one place (with the store) that knows pyoxigraph."""

import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
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


def is_iri(text: str) -> bool:
    """Whether the engine takes a text as an absolute IRI (RFC 3987); one that it does not take would stop a build."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def is_language(tag: str) -> bool:
    """Whether the engine takes a text as a language tag (BCP 47)."""
    try:
        ox.Literal("", language=tag)
    except ValueError:
        return False
    return True


def triples(path: Path) -> Iterator[Triple]:
    """The statements of a Turtle file but those with blank nodes; KGError with the line where it is broken."""
    return (said for said in statements(path) if said[0][0] != "_" and said[2][0] != "_")


def statements(path: Path) -> Iterator[Triple]:
    """All statements of a Turtle file in its order, blank nodes as ``_:name``; KGError as for :func:`triples`."""
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            yield str(quad.subject), str(quad.predicate), str(quad.object)
    except SyntaxError as error:
        raise KGError(f"{path}:{error.lineno}", f"broken Turtle, {error.msg}", "mend the line") from error


def write(lines: Iterable[str], syntax: str, target: BinaryIO) -> None:
    """Write N-Quads lines, in their order, in another syntax; the same lines give the same bytes."""
    chosen = FORMATS[syntax]
    parsed = _parsed(lines)
    items = parsed if chosen.supports_datasets else (quad.triple for quad in parsed)
    with tempfile.TemporaryFile() as raw:
        ox.serialize(items, output=raw, format=chosen, prefixes=PREFIXES | KIND_PREFIXES)
        raw.seek(0)
        target.writelines(_TIDY.get(syntax, iter)(raw))


def _parsed(lines: Iterable[str]) -> Iterator[ox.Quad]:
    """The quads of lines, some thousand at a time, so that a graph of any size needs little memory."""
    waiting = iter(lines)
    while part := "".join(itertools.islice(waiting, 5000)):
        yield from ox.parse(part, format=ox.RdfFormat.N_QUADS)


def _tidy_turtle(raw: Iterable[bytes]) -> Iterator[bytes]:
    """The library's Turtle with its prefixes in order (they come in a random one) and a blank line between things."""
    head: list[bytes] = []
    for line in raw:
        if line.startswith(b"@prefix"):
            head.append(line)
            continue
        yield from sorted(head)
        head.clear()
        yield line if line.startswith((b"\t", b"}")) else b"\n" + line


def _tidy_xml(raw: Iterable[bytes]) -> Iterator[bytes]:
    """The library's RDF/XML with the namespaces of its root in order."""
    for line in raw:
        if line.startswith(b"<rdf:RDF "):
            declared = sorted(line.strip().removesuffix(b">").split()[1:])
            yield b" ".join([b"<rdf:RDF", *declared]) + b">\n"
        else:
            yield line


_TIDY: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "turtle": _tidy_turtle,
    "trig": _tidy_turtle,
    "rdfxml": _tidy_xml,
}
