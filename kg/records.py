"""From what a curator wrote to the nodes it means: nested nodes named by their keys, dates bounded, places made nodes.

The nodes are JSON-LD in the terms of ``ontology/context.jsonld``; Python does only what a context cannot say.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from kg import times
from kg.errors import Finding
from kg.format import CLASSES, RECORDS, SECTIONS, SOURCE
from kg.reader import Reader
from kg.terms import slug
from kg.textyaml import Mapping, Position, Sequence
from kg.values import KINDS, Field, qualified

Node = dict[str, Any]
Owner = tuple[str, str]  # kind and id of the record in which another one is nested


class Document(NamedTuple):
    """What one source states. ``where`` gives the mapping (with its place in the file) behind each node's id."""

    file: str
    source: Node
    nodes: list[Node]
    where: dict[str, Mapping]
    replaced: dict[str, str]
    findings: list[Finding]


def document(reader: Reader, stem: str) -> Document:
    """The nodes that a file means and all findings in it; the nodes are complete only where there is no error."""
    source = _source(reader, stem)
    nodes: list[Node] = []
    for section, kind in SECTIONS.items():
        records = reader.content.get(section)
        if kind == "membership" and isinstance(records, Sequence):
            nodes += _nested(reader, records, kind, ("", ""))
        elif kind != "membership" and isinstance(records, Mapping):
            nodes += _described(reader, records, kind)
    times.observed(nodes, source)
    times.held(nodes, source)
    return Document(reader.file, source, nodes, reader.where, reader.replaced, reader.findings)


def _source(reader: Reader, stem: str) -> Node:
    record = reader.content.get("source")
    node: Node = {"id": f"source/{stem}", "type": "Source"}
    if isinstance(record, Mapping):
        reader.where[node["id"]] = record
        _fill(reader, node, record, (SOURCE, ("source", stem)))
    else:
        remedy = "begin the file with source: and its url, title, publisher, language"
        reader.fault((1, 1), "missing-key", "source", ("source: is missing", remedy))
    return node


def _described(reader: Reader, records: Mapping, kind: str) -> Iterator[Node]:
    for key, record in records.items():
        if not isinstance(record, Mapping):
            reader.fault(records.places[key], "form", key, (f"{key}: holds no record", "write key: value pairs in it"))
            continue
        node: Node = {"id": reader.name(kind, [(kind, key)]), "type": CLASSES[kind]}
        reader.where[node["id"]] = record
        _fill(reader, node, record, (RECORDS[kind], (kind, key)))
        times.dated(reader, node, record)
        yield node


def _nested(reader: Reader, records: Sequence, kind: str, owner: Owner) -> Iterator[Node]:
    for record, at in zip(records, records.places, strict=True):
        if not isinstance(record, Mapping):
            reader.fault(at, "form", record, ("this is no record", "write - {key: value}"))
            continue
        node: Node = {"type": CLASSES[kind]}
        _fill(reader, node, record, (RECORDS[kind], (kind, "")))
        parts = _KEYS[kind](node, owner, record)
        if None in parts:
            continue  # its faults are noted already
        node["id"] = name = reader.name(kind, [part for part in parts if part])
        if name in reader.where:
            words = (f"{name} is in line {reader.where[name].at[0]} already", "merge the two")
            reader.fault(at, "said-twice", name, words)
        reader.where[name] = record
        times.dated(reader, node, record)
        yield node


def _fill(reader: Reader, node: Node, record: Mapping, form: tuple[dict[str, str], Owner]) -> None:
    """Read each value of a record by its kind, then what follows from several together."""
    fields, owner = form
    for key, value in record.items():
        kind = fields.get(key, "").rstrip("!")
        if not kind:
            reader.unknown(record.keys_at[key], "unknown-key", key, fields)
        elif not value or (isinstance(value, str) and value.isspace()):
            reader.fault(record.places[key], "empty", key, (f"{key}: is empty", "write a value or take the key out"))
        elif kind[0] == "[":
            node[key] = _list(reader, value, (kind[1:-1], key, owner), record.places[key])
        elif kind == "attendance":
            _attendance(reader, node, value, record.places[key])
        elif (read := KINDS[kind](reader, value, record.places[key], Field(key, owner[0]))) is not None:
            node[key] = read
    for key, kind in fields.items():
        if kind[-1] == "!" and key not in record:
            reader.fault(record.at, "missing-key", key, (f"{key}: is missing", "write it"))
    if owner[0] in _TOGETHER:
        _TOGETHER[owner[0]](reader, node, record)


def _list(reader: Reader, value: Any, nested: tuple[str, str, Owner], at: Position) -> list[Node]:
    kind, key, owner = nested
    if isinstance(value, Sequence):
        return list(_nested(reader, value, kind, owner))
    reader.fault(at, "form", key, (f"{key}: is no list", "write a list of records, - {key: value}"))
    return []


def _attendance(reader: Reader, node: Node, value: Any, at: Position) -> None:
    if isinstance(value, Mapping):
        _fill(reader, node, value, (RECORDS["attendance"], ("attendance", "")))
    else:
        remedy = "write attendance: {attendees: 300, attendees_qualifier: more-than}"
        reader.fault(at, "form", "attendance", ("attendance: holds no record", remedy))


# What follows from several values of a record together


def _located(reader: Reader, node: Node, record: Mapping) -> None:
    """City, country and places become nodes; only an event is also in the countries of its ``places`` (a tour)."""
    name, found = node.pop("city", None), node.pop("places", [])
    country = node.get("country")
    if name and country:
        found = [reader.city(name, country), *found]
    elif name and "country" not in record:
        words = (f"city: {name} has no country", f"write country: as well, or places: [{{city: {name}, country: XX}}]")
        reader.fault(record.places["city"], "missing-key", name, words)
    if cities := [place for place in found if "type" in place]:
        node["city"] = cities
    countries = {country} - {None}
    if node["id"].startswith("event/"):
        countries |= {place.get("country", place["id"]) for place in found}
    if countries:
        node["country"] = sorted(countries)


def _event(reader: Reader, node: Node, record: Mapping) -> None:
    _located(reader, node, record)
    _themed(reader, node, record)
    venue = node.get("venue", "institution/")
    if not venue.startswith("institution/"):
        node["venue"] = _building(venue, node.get("city", []), node.get("country", []))


def _building(name: str, cities: list[Node], countries: list[str]) -> Node:
    """A venue that is no institution; its id holds the city, or at least the country."""
    base = cities[0]["id"] if cities else countries[0] if countries else "place/unknown"
    node: Node = {"id": f"{base}--{slug(name)}", "type": "Building", "name": {"en": name}}
    if cities:
        node["city"] = cities[0]["id"]
    if countries:
        node["country"] = cities[0]["country"] if cities else countries[0]
    return node


def _themed(_reader: Reader, node: Node, _record: Mapping) -> None:
    if pairs := node.pop("themes", None):
        node["themes"] = sorted({theme for theme, _ in pairs})
        node["theme_words"] = [word for _, word in pairs]


def _participant(reader: Reader, node: Node, record: Mapping) -> None:
    who = [node.pop(key) for key in ("person", "institution") if key in node]
    if ("person" in record) == ("institution" in record):
        words = ("a participant is one person or one institution", "write either person: or institution:")
        reader.fault(record.at, "form", "", words)
    elif "size" in record and "person" in record:
        words = ("a person has no size", "write size: with an institution")
        reader.fault(record.places["size"], "form", record["size"], words)
    elif who:
        node["participant"] = who[0]
        if node.get("role") == "role/delegation" and "institution" in record:
            node["type"] = "Delegation"


def _contribution(reader: Reader, node: Node, record: Mapping) -> None:
    _themed(reader, node, record)
    if not {"title", "by"} & record.keys():
        reader.fault(record.at, "missing-key", "title", ("title: is missing", "write it, or by: with its makers"))


def _signatory(_reader: Reader, node: Node, _record: Mapping) -> None:
    if "person" in node:
        node["participant"] = node.pop("person")


def _agreement(reader: Reader, node: Node, record: Mapping) -> None:
    _themed(reader, node, record)
    for signature in node.get("signatories", ()):
        signature["agreement"] = node["id"]


_TOGETHER: dict[str, Callable[[Reader, Node, Mapping], None]] = {
    "attendance": qualified,
    "institution": _located,
    "event": _event,
    "participation": _participant,
    "signature": _signatory,
    "contribution": _contribution,
    "session": _themed,
    "agreement": _agreement,
    "project": _themed,
}

# The key that names each nested node, as (kind, id) parts: never its place in a list, never its whole content.
# Ids are as the file writes them, for the retired ones to be remembered. None stands for a part whose fault is noted.


def _part(reference: str | None, written: Any = None) -> Owner | None:
    kind, _, key = (reference or "").partition("/")
    return (kind, written or key) if key else None


def _words(node: Node, record: Mapping) -> list[Owner | None]:
    """The folded title, of the first language where there are several; else the contributors."""
    if title := node.get("title"):
        return [("", slug(title if isinstance(title, str) else min(title.items())[1]))]
    pairs = sorted(zip(node.get("by", ()), record.get("by", ()), strict=False))
    return [_part(*pair) for pair in pairs] or [None]


_KEYS: dict[str, Callable[[Node, Owner, Mapping], list[Owner | None]]] = {
    "participation": lambda node, owner, record: [
        owner,
        _part(node.get("participant"), record.get("person", record.get("institution"))),
        _part(node.get("role")),
    ],
    "contribution": lambda node, owner, record: [owner, ("", node["type"].lower()), *_words(node, record)],
    "session": lambda node, owner, record: [owner, *_words(node, record)],
    "position": lambda node, owner, record: [
        owner,
        _part(node.get("institution"), record.get("institution")),
        *(_words(node, record) if "title" in record else ()),
    ],
    "membership": lambda node, _, record: [_part(node.get(key), record.get(key)) for key in ("member", "of")],
    "signature": lambda node, owner, record: [owner, _part(node.get("participant"), record.get("person"))],
}
