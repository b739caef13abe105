"""Tiny sources for tests: YAML as a curator writes it, read by the real reader, mapped by the real context."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import authority, build, ontology, project
from kg.authority import Authority
from kg.dataset import statements
from kg.mapping import Mapper
from kg.records import Document
from kg.sources import curated
from kg.terms import ID, Triple, iri, name, short, value

Quads = list[tuple[str, str, str, str]]

_IRI = re.compile(r'<[^<>"]*>')

PROJECT = project.find()
VOCABULARY = ontology.load(PROJECT.ontology)
DECIDED = authority.load(PROJECT.data / "authority")
MAPPER = Mapper(VOCABULARY.context)

SOURCE = """
source: {url: https://example.org/%s, title: A page, publisher: Example Press, published: 2020-06-01, language: en}
"""
# Institutions, people and a series that the records below may refer to.
KNOWN = """
institutions:
  east-library: {name: {en: East Library, zh: 东方图书馆}, type: PublicLibrary, city: Hangzhou, country: CN}
  west-library: {name: {en: West Library}, type: NationalLibrary, city: Moscow, country: RU}
  south-museum: {name: {en: South Museum}, type: Museum}
people:
  ada: {name: {en: Ada}, positions: [{institution: east-library, title: Keeper}]}
  bo: {name: {en: Bo}}
series:
  forum: {name: {en: Forum}}
"""


def page(body: str, *, stem: str = "a-page", source: str = SOURCE) -> str:
    """The text of a source file: its source, the things above, and a body."""
    return (source % stem if "%s" in source else source) + KNOWN + textwrap.dedent(body)


def read(text: str, *, stem: str = "a-page", same: Mapping[tuple[str, str], str] | None = None) -> Document:
    """What the reader makes of a file; ``same`` stands for the rows of ``same.csv``."""
    decided: Authority = DECIDED._replace(same=dict(same or {}))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}.yaml"
        path.write_text(text, "utf-8")
        return curated.read(path, path.name, VOCABULARY, decided)


def claimed(document: Document) -> set[Triple]:
    """All that a file states; a file with findings is a mistake of the test."""
    assert not document.findings, "\n".join(map(str, document.findings))
    return set(statements(document, MAPPER)[0])


def said(text: str, about: str, stem: str = "a-page") -> dict[str, set[str]]:
    """What a file states of one thing (``event/meeting``): short names of properties, short values."""
    return of(claimed(read(text, stem=stem)), about)


def of(triples: Iterable[Triple], about: str) -> dict[str, set[str]]:
    """Of some statements those about one thing, in short."""
    found: dict[str, set[str]] = {}
    for s, p, o in triples:
        if s == iri(ID + about):
            found.setdefault(short(p).removeprefix("lc:"), set()).add(short(o) if o.startswith("<") else value(o))
    return found


def ids(triples: Iterable[Triple], kind: str) -> set[str]:
    """The ids of all things of a kind that some statements are about."""
    found = (short(s) for s, p, _ in triples if p == name("rdf:type"))
    return {one.partition("/")[2] for one in found if one.startswith(f"{kind}/")}


def whole(files: Mapping[str, str], *, decisions: str = "", same: str = "") -> Quads:
    """The statements of the graph of a project that has these files (file name without ending: text)."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        (data / "authority").mkdir()
        (data / "sources").mkdir()
        for table in ("countries.csv", "withdrawn.csv"):
            (data / "authority" / table).write_bytes((PROJECT.data / "authority" / table).read_bytes())
        (data / "authority" / "decisions.yaml").write_text(decisions, "utf-8")
        (data / "authority" / "same.csv").write_text("kind,retired,kept,evidence\n" + same, "utf-8")
        for stem, text in files.items():
            (data / "sources" / f"{stem}.yaml").write_text(text, "utf-8")
        return [quad(line) for line in build.graph(PROJECT._replace(data=data)).lines()]


def quad(line: str) -> tuple[str, str, str, str]:
    """Subject, predicate, object and graph of a line of ``kg.nq``; the default graph is an empty text."""
    subject, predicate, rest = line.removesuffix(" .\n").split(" ", 2)
    found, _, last = rest.rpartition(" ")
    return (subject, predicate, found, last) if found and _IRI.fullmatch(last) else (subject, predicate, rest, "")


def stands(quads: Quads, about: str, where: str = "") -> dict[str, set[str]]:
    """What the consensus (or the graph ``where``) says of one thing, in short."""
    inside = iri(ID + where) if where else ""
    return of(((s, p, o) for s, p, o, g in quads if g == inside), about)
