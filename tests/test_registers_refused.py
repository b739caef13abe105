"""Rows of registers that are refused, each in one line that names the row, what is wrong and what to do."""

from pathlib import Path

import pytest

from kg import authority
from kg.errors import KGError
from tests.registering import PLACES, ROR, SAME, error, project, quads
from tests.writing import stands

GOOD = (
    "https://ror.org/01aj84f44",
    "http://www.wikidata.org/entity/Q42",
    "https://isni.org/isni/000000011956272X",
    "http://viaf.org/viaf/125168683",
    "https://sws.geonames.org/498817/",
)
BAD = (
    "http://ror.org/01aj84f44",
    "https://ror.org/1aj84f445",
    "https://www.wikidata.org/wiki/Q42",
    "http://www.wikidata.org/entity/Q042",
    "https://isni.org/isni/0000 0001 1956 272X",
    "https://viaf.org/viaf/125168683/",
    "https://sws.geonames.org/498817",
    "Q42",
)


def test_identifiers_as_their_owners_write_them(tmp_path: Path) -> None:
    """They are taken."""
    found = project(tmp_path, identifiers=tuple(SAME.replace(ROR, one) for one in GOOD))
    assert stands(quads(found), "institution/north-library")["skos:exactMatch"] == set(GOOD)


@pytest.mark.parametrize("identifier", BAD)
def test_identifiers_in_another_form(identifier: str, tmp_path: Path) -> None:
    """They are refused with the line."""
    said = error(tmp_path, identifiers=(SAME.replace(ROR, identifier),))
    assert said.startswith(f"identifiers.csv:2: {identifier!r} is no identifier; write https://ror.org/0")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((SAME, SAME), f"identifiers.csv:3: north-library has {ROR} in line 2 already"),
        ((SAME, SAME.replace("north", "south")), f"identifiers.csv:3: {ROR} is north-library in line 2 already"),
        ((SAME.replace("same", "sure"),), "identifiers.csv:2: 'sure' is no verdict; write same or rejected"),
        ((SAME.replace("rolls", "scrolls"),), "identifiers.csv:2: the register 'scrolls' is no source; write data/"),
        ((SAME.replace("institution", "library"),), "identifiers.csv:2: 'library' is no kind"),
        ((SAME.replace(",one name and one city", ","),), "identifiers.csv:2: evidence is empty"),
    ],
)
def test_rows_of_identifiers_that_are_refused(rows: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """In one line that names the row, what is wrong and what to do."""
    assert error(tmp_path, identifiers=rows).startswith(said)


PLACED = PLACES[0]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((PLACED.replace("RU", "XX"),), "places.csv:2: 'XX' is no country"),
        ((PLACED.replace("ru-saint", "saint"),), "places.csv:2: 'saint-petersburg' is no id of a city; write ru- "),
        ((PLACED.replace("ru-saint", "ru--saint"),), "places.csv:2: 'ru--saint-petersburg' is no id of a city"),
        (
            (PLACED.replace("59.93863", "95.9"),),
            "places.csv:2: lat: '95.9' is no degrees; write a number from -90 to 90",
        ),
        ((PLACED.replace("30.31413", "-180.5"),), "places.csv:2: long: '-180.5' is no degrees"),
        ((PLACED.replace("30.31413", "30° E"),), "places.csv:2: long: '30° E' is no degrees"),
        ((PLACED.replace("30.31413", ""),), "places.csv:2: long: '' is no degrees"),
        ((PLACED.replace("498817", "Q656"),), "places.csv:2: geonames: 'Q656' is no number"),
        ((PLACED.replace("atlas", ""),), "places.csv:2: the row has no register"),
        ((PLACED.replace("atlas", "map"),), "places.csv:2: the register 'map' is no source"),
        ((PLACED, PLACES[1].replace("59.9", "58.9")), "places.csv:3: place/ru-saint-petersburg is told differently in"),
        (
            (PLACED, PLACES[1].replace("ru-saint-petersburg", "ru-piter")),
            "places.csv:3: GeoNames 498817 is place/ru-saint-petersburg already",
        ),
        (
            (PLACED, PLACED.replace("ru-saint-petersburg", "ru-piter").replace("498817", "1")),
            "places.csv:3: St. Petersburg is place/ru-saint-petersburg in line 2 already",
        ),
        (
            (PLACED, "RU,Piter,ru-st-petersburg,atlas,1,1,1,Piter,,,,,"),
            "places.csv:3: place/ru-st-petersburg is another city by line 2",
        ),
    ],
)
def test_rows_of_places_that_are_refused(rows: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """In one line that names the row, what is wrong and what to do."""
    assert error(tmp_path, places=rows).startswith(said)


def test_who_asked_to_be_taken_out_has_no_identifier(tmp_path: Path) -> None:
    """The row is refused like a file that still speaks of them."""
    found = project(tmp_path, identifiers=(SAME.replace("institution,north-library", "person,ada"),))
    (tmp_path / "authority" / "withdrawn.csv").write_text("kind,id,date\nperson,ada,2026-01-01\n", "utf-8")
    with pytest.raises(KGError, match=r"identifiers\.csv:2: ada has asked to be taken out; delete the row"):
        authority.load(found.data / "authority")
