"""What registers of places and organisations say of our things: points, names, and the identifiers they go by there.

A curator's table has the rows, each names the register that it comes from; a register is a source like any other, a
file in ``data/sources/registers``, and what a row says is a claim of this source.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg import rows
from kg.errors import Finding, KGError, SourceErrors
from kg.project import shown
from kg.rows import Row
from kg.terms import PREFIXES, Triple, iri, literal, name, slug, thing

PLACES, IDENTIFIERS = "places.csv", "identifiers.csv"
PLACE_COLUMNS = ("country", "city", "place", "en")
LANGUAGES = ("en", "zh", "ru", "fr", "es")
FORMS = {
    "ROR": re.compile(r"https://ror\.org/0[a-z0-9]{8}"),
    "Wikidata": re.compile(r"http://www\.wikidata\.org/entity/Q[1-9][0-9]*"),
    "ISNI": re.compile(r"https://isni\.org/isni/[0-9]{15}[0-9X]"),
    "VIAF": re.compile(r"http://viaf\.org/viaf/[1-9][0-9]*"),
    "GeoNames": re.compile(r"https://sws\.geonames\.org/[1-9][0-9]*/"),
}
_IDENTIFIER_COLUMNS = ("kind", "id", "identifier", "verdict", "register", "evidence")
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]+)?")
_NUMBER = re.compile(r"([1-9][0-9]*)?")

Claim = tuple[str, str, str]  # predicate, object, source


class Place(NamedTuple):
    """A city as a register has it: the id of its node, ``place/cn-hangzhou``, a point in it, its names by language.

    One without a register is a curator's decision that nobody knows where it is.
    """

    id: str
    country: str
    register: str
    geonames: str
    point: tuple[str, str]
    names: tuple[tuple[str, str], ...]
    line: int

    @property
    def english(self) -> str:
        """The name that the graph prefers."""
        return dict(self.names)["en"]


class Identifier(NamedTuple):
    """What a register calls a thing of ours; ``id`` is the one kept for the one ``written``. Of a rejected one only
    the decision is kept."""

    kind: str
    id: str
    written: str
    identifier: str
    register: str
    line: int
    is_same: bool


class Tables(NamedTuple):
    """The tables of a folder: cities by the ids that their names make and by their own, and identifiers."""

    folder: Path
    places: dict[str, Place]
    identifiers: tuple[Identifier, ...]


def places(path: Path, countries: Container[str]) -> dict[str, Place]:
    """The cities of a table, by the ids that their names make and by their own; SourceErrors where rows are wrong."""
    found: dict[str, Place] = {}
    own: dict[str, Place] = {}
    numbers: dict[str, str] = {}
    findings = []
    for line, row in rows.read(path, PLACE_COLUMNS):
        place, key = _place(row, line), f"place/{row['country'].lower()}-{slug(row['city'])}"
        if words := (
            _misplaced(row, countries)
            or _twice(place, own.get(place.id), numbers.setdefault(place.geonames or place.id, place.id))
            or _other(row["city"], place, found.get(key))
        ):
            findings.append(Finding(shown(path), line, 0, "place", row["city"], *words))
        own.setdefault(place.id, place)
        found[key] = place
    for key in sorted(own.keys() & found.keys()):
        if found[key].id != key:
            words = (f"{key} is another city by line {found[key].line}", "give this one another id under place")
            findings.append(Finding(shown(path), own[key].line, 0, "place", key, *words))
    if findings:
        raise SourceErrors(findings)
    return own | found


def identifiers(
    path: Path, same: Mapping[tuple[str, str], str], withdrawn: Container[tuple[str, str]]
) -> tuple[Identifier, ...]:
    """The rows of a table of identifiers; SourceErrors where rows are wrong."""
    found = []
    findings = []
    seen: dict[tuple[str, ...], Identifier] = {}
    for line, row in rows.read(path, _IDENTIFIER_COLUMNS):
        kept = same.get((row["kind"], row["id"]), row["id"])
        one = Identifier(
            row["kind"], kept, row["id"], row["identifier"], row["register"], line, row["verdict"] == "same"
        )
        first = seen.setdefault((one.identifier,) if one.is_same else (one.identifier, one.kind, one.id), one)
        if words := _malformed(row) or _shared(one, first) or _gone(row, withdrawn):
            findings.append(Finding(shown(path), line, 0, "identifier", row["identifier"], *words))
        found.append(one)
    if findings:
        raise SourceErrors(findings)
    return tuple(found)


def claims(tables: Tables, known: Container[str], sources: Container[str]) -> dict[str, list[Claim]]:
    """What the rows say of the things that are known, by thing, a register's claims together; KGError where a register
    is none of the sources."""
    said: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for table, row, (subject, p, o) in _statements(tables):
        if subject not in known:
            continue
        source = thing("source", row.register)
        if source not in sources:
            what = f"the register {row.register!r} is no source"
            place = f"{shown(tables.folder / table)}:{row.line}"
            raise KGError(place, what, f"write data/sources/registers/{row.register}.yaml, or mend the name")
        said[subject].add((source, p, o))
    return {subject: [(p, o, source) for source, p, o in sorted(found)] for subject, found in said.items()}


def idle(tables: Tables, known: Container[str]) -> list[Finding]:
    """The rows about what no source speaks of."""
    about = {(PLACES, place.line, place.id) for place in tables.places.values()}
    about |= {(IDENTIFIERS, one.line, f"{one.kind}/{one.id}") for one in tables.identifiers}
    words = ("no source speaks of it", "mend the id, or take the row out", "warning")
    return [
        Finding(shown(tables.folder / table), line, 1, "idle-row", one, f"{one}: {words[0]}", *words[1:])
        for table, line, one in sorted(about)
        if thing(*one.split("/")) not in known
    ]


def _place(row: Row, line: int) -> Place:
    names = tuple((tag, row[tag]) for tag in LANGUAGES if row.get(tag))
    register, number, lat, long = (row.get(key, "") for key in ("register", "geonames", "lat", "long"))
    return Place(f"place/{row['place']}", row["country"], register, number, (lat, long), names, line)


def _misplaced(row: Row, countries: Container[str]) -> tuple[str, str] | None:
    """What is wrong with the values of a row."""
    code, place = row["country"], row["place"]
    if code not in countries:
        return f"{code!r} is no country", "write an ISO 3166-1 code in capitals, such as CN"
    if slug(place) != place or not place.startswith(f"{code.lower()}-"):
        return f"{place!r} is no id of a city", f"write {code.lower()}- and the name, such as {code.lower()}-lyon"
    told = [row.get(key, "") for key in ("geonames", "lat", "long")]
    if not row.get("register"):
        return ("the row has no register", "name the one that says where this is") if any(told) else None
    if not _NUMBER.fullmatch(told[0]):
        return f"geonames: {told[0]!r} is no number", "write the number of the GeoNames record, or nothing"
    for key, degrees, limit in zip(("lat", "long"), told[1:], (90, 180), strict=True):
        if not _DEGREES.fullmatch(degrees) or abs(float(degrees)) > limit:
            return f"{key}: {degrees!r} is no degrees", f"write a number from -{limit} to {limit}, such as 30.29365"
    return None


def _twice(place: Place, first: Place | None, holder: str) -> tuple[str, str] | None:
    """What two rows say differently of one city."""
    if first and first[:-1] != place[:-1]:
        return f"{place.id} is told differently in line {first.line}", "write the same but for the city's spelling"
    if holder != place.id:
        return f"GeoNames {place.geonames} is {holder} already", "write the same id under place for both"
    return None


def _other(city: str, place: Place, first: Place | None) -> tuple[str, str] | None:
    if first and first.id != place.id:
        return f"{city} is {first.id} in line {first.line} already", "take one of the rows out"
    return None


def _malformed(row: Row) -> tuple[str, str] | None:
    if row["verdict"] not in ("same", "rejected"):
        return f"{row['verdict']!r} is no verdict", "write same or rejected"
    if not any(form.fullmatch(row["identifier"]) for form in FORMS.values()):
        forms = "https://ror.org/0…, http://www.wikidata.org/entity/Q…, https://isni.org/isni/ and 16 characters, "
        return f"{row['identifier']!r} is no identifier", f"write {forms}http://viaf.org/viaf/…"
    return None


def _shared(one: Identifier, first: Identifier) -> tuple[str, str] | None:
    if (first.kind, first.id) == (one.kind, one.id):
        if first is one or first.written != one.written:  # two ids that were merged
            return None
        return f"{one.id} has {one.identifier} in line {first.line} already", "take one of the rows out"
    remedy = "reject one of them, or merge the two things in data/authority/same.csv"
    return f"{one.identifier} is {first.id} in line {first.line} already", remedy


def _gone(row: Row, withdrawn: Container[tuple[str, str]]) -> tuple[str, str] | None:
    return (
        (f"{row['id']} has asked to be taken out", "delete the row") if (row["kind"], row["id"]) in withdrawn else None
    )


def _statements(tables: Tables) -> Iterator[tuple[str, Place | Identifier, Triple]]:
    """What the rows say, each with its table."""
    for place in tables.places.values():
        for triple in _described(place) if place.register else ():
            yield PLACES, place, triple
    for one in tables.identifiers:
        if one.is_same:
            yield IDENTIFIERS, one, (thing(one.kind, one.id), name("skos:exactMatch"), iri(one.identifier))


def _described(place: Place) -> Iterator[Triple]:
    node = thing(*place.id.split("/"))
    yield node, name("rdf:type"), name("lc:City")
    yield node, name("lc:country"), thing("place", place.country.lower())
    for key, degrees in zip(("geo:lat", "geo:long"), place.point, strict=True):
        yield node, name(key), literal(degrees, datatype=PREFIXES["xsd"] + "decimal")
    for tag, text in place.names:
        yield node, name("skos:prefLabel"), literal(text, tag)
    if place.geonames:
        yield node, name("skos:exactMatch"), iri(f"https://sws.geonames.org/{place.geonames}/")
