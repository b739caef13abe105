"""From a statement of the graph back to the line of the file that says it, where a fault can be mended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kg.mapping import Mapper
from kg.project import Project
from kg.records import Document
from kg.terms import ID, is_iri, name, short, slug, value
from kg.textyaml import Mapping, Position, Sequence

Statements = dict[str, list[tuple[str, str, str]]]  # subject -> (predicate, object, graph)
Record = tuple[Document, Mapping, str]  # the key is empty where the whole record is meant

# Where a context's key is not what a curator writes: the keys of a file that it comes from, the likeliest first.
_WRITTEN = {
    "city": ("city", "places", "venue"),
    "country": ("country", "places"),
    "earliest": ("start", "signed", "since", "founded"),
    "latest": ("end", "until", "start"),
    "participant": ("person", "institution"),
    "theme_words": ("themes",),
    "year": ("start", "signed", "since", "founded"),
}


class Place(NamedTuple):
    """A place in a file, as a finding names it; line and column count from 1."""

    file: str
    line: int
    column: int


class Traces:
    """The records behind every thing that the sources describe."""

    def __init__(self, documents: Iterable[Document], mapper: Mapper, statements: Statements) -> None:
        self._mapper, self._statements = mapper, statements
        self._documents: dict[str, Document] = {}
        self._records: dict[str, list[Record]] = defaultdict(list)
        self._keys = _keys(mapper)
        for document in documents:
            self._documents[mapper.iri(document.source["id"])] = document
            for node, record in document.where.items():
                self._records[mapper.iri(node)].append((document, record, ""))

    def of(self, thing: str, predicate: str = "", said: str = "", source: str = "") -> Place | None:
        """Where a source says of a thing what a predicate and an object say (an IRI as a term, a literal as bare text).

        Of several sources it is the one given or one that says just that, else one that says something by this
        predicate, else the first that describes the thing. None where no source describes it.
        """
        records = self._records.get(thing) or list(self._made(thing))
        if not records:
            return None
        telling = self._telling(thing, predicate, said)
        document, record, key = min(
            records, key=lambda r: (self._iri(r[0]) != source, -telling.get(self._iri(r[0]), 0), r[0].file)
        )
        if key:
            return Place(document.file, *_spot(record, _WRITTEN.get(key, (key,)), thing))
        return Place(document.file, *_spot(record, self._keys.get(predicate, ()), said))

    def _iri(self, document: Document) -> str:
        return self._mapper.iri(document.source["id"])

    def _telling(self, thing: str, predicate: str, said: str) -> dict[str, int]:
        """How near each source comes: 2 for the very statement, 1 for the predicate."""
        near: dict[str, int] = {}
        for p, o, graph in self._statements.get(thing, ()):
            if p == predicate and graph:
                near[graph] = max(near.get(graph, 1), 1 + (said == (o if is_iri(o) else value(o))))
        return near

    def _made(self, thing: str) -> Iterator[Record]:
        """The records of which a thing without a record of its own was made: a city, a building."""
        for graph in sorted({graph for _, _, graph in self._statements.get(thing, ())} & self._documents.keys()):
            document = self._documents[graph]
            for node in document.nodes:
                for key, values in node.items():
                    for inner in values if isinstance(values, list) else (values,):
                        if isinstance(inner, dict) and "id" in inner and self._mapper.iri(inner["id"]) == thing:
                            yield document, document.where[node["id"]], key


def listed(project: Project, thing: str) -> Place | None:
    """Where the ontology or the table of countries has a thing that no source describes."""
    kind, _, key = short(thing).partition("/")
    heads = (f"{thing} a ", f"{kind}:{key} a ", f"{key.upper()}," if kind == "place" else thing)
    for path in (*sorted(project.ontology.rglob("*.ttl")), project.data / "authority" / "countries.csv"):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if path.exists() else ():
            if line.startswith(heads):
                return Place(project.shown(path), number, 1)
    return None


def _keys(mapper: Mapper) -> dict[str, tuple[str, ...]]:
    """The keys of a source file by which each property may be written."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for table in (mapper.terms, *mapper.scoped.values()):
        for key, (predicate, _) in table.items():
            found[predicate].update(dict.fromkeys(_WRITTEN.get(key, (key,))))
    found[name("rdfs:label")].update(dict.fromkeys(("name", "title")))
    return {predicate: tuple(keys) for predicate, keys in found.items()}


def _spot(record: Mapping, keys: Iterable[str], said: str) -> Position:
    """The place of a text in a record, else of the first of the keys that it has, else of the record."""
    first = None
    for key in keys:
        for holder in (record, *(inner for inner in record.values() if isinstance(inner, Mapping))):
            if key in holder:
                found = _within(holder[key], holder.places[key], said)
                if found:
                    return found
                first = first or holder.places[key]
    return first or record.at


def _within(content: Any, at: Position, said: str) -> Position | None:
    if isinstance(content, Mapping):
        content, places = list(content.values()), list(content.places.values())
    elif isinstance(content, Sequence):
        places = content.places
    else:
        return at if _means(content, said) else None
    return next(
        (found for item, place in zip(content, places, strict=True) if (found := _within(item, place, said))), None
    )


def _means(text: str, said: str) -> bool:
    """Whether a text in a file is what is said: the same, an id, or the name of which a place's id is made."""
    if not said.startswith(f"<{ID}"):
        return text == said.strip("<>")
    kind, _, key = short(said).partition("/")
    return key == slug(text) or (kind == "place" and key.endswith(f"-{slug(text)}"))
