"""A small project with registers: one file of facts, two registers, and tables whose rows the tests choose."""

from pathlib import Path

import pytest

from kg import build
from kg.errors import KGError
from kg.project import Project
from tests.writing import PROJECT, Quads, quad

HEADS = {
    "places.csv": "country,city,place,register,geonames,lat,long,en,zh,ru,fr,es,note",
    "identifiers.csv": "kind,id,identifier,verdict,register,evidence",
}
PETERSBURG = "ru-saint-petersburg,atlas,498817,59.93863,30.31413,Saint Petersburg,圣彼得堡,,,,"
PLACES = (f"RU,St. Petersburg,{PETERSBURG}", f"RU,Leningrad,{PETERSBURG}", "RU,Nowhere,ru-nowhere,,,,,Nowhere,,,,,lost")
ROR = "https://ror.org/01aj84f44"
SAME = f"institution,north-library,{ROR},same,rolls,one name and one city"
SOURCE = "source: {url: https://%s.example.org/, title: %s, publisher: %s, language: en}\n"
FACTS = """
institutions:
  north-library: {name: {en: North Library}, type: PublicLibrary, city: St. Petersburg, country: RU}
  south-library: {name: {en: South Library}, type: PublicLibrary, city: Nowhere, country: RU}
  old-library: {name: {en: Old Library}, type: PublicLibrary, city: Leningrad, country: RU}
events:
  fair:
    name: {en: Fair}
    type: Exhibition
    city: Leningrad
    country: RU
    venue: Fair House
    start: 1989
    hosts: [north-library, south-library, old-library]
"""
ATLAS, ROLLS = "source/atlas", "source/rolls"


def project(folder: Path, places: tuple[str, ...] = PLACES, identifiers: tuple[str, ...] = (SAME,)) -> Project:
    """A project with one file of facts, two registers, and the tables with these rows."""
    (folder / "authority").mkdir()
    (folder / "sources" / "registers").mkdir(parents=True)
    (folder / "authority" / "countries.csv").write_bytes((PROJECT.data / "authority" / "countries.csv").read_bytes())
    (folder / "authority" / "same.csv").write_text(
        "kind,retired,kept,evidence\ninstitution,old-library,older-library,x\n", "utf-8"
    )
    for table, rows in (("places.csv", places), ("identifiers.csv", identifiers)):
        (folder / "authority" / table).write_text("\n".join([HEADS[table], *rows, ""]), "utf-8")
    for register in ("atlas", "rolls"):
        (folder / "sources" / "registers" / f"{register}.yaml").write_text(SOURCE % ((register,) * 3), "utf-8")
    (folder / "sources" / "page.yaml").write_text(SOURCE % (("page",) * 3) + FACTS, "utf-8")
    return PROJECT._replace(data=folder, build=folder / "build")


def quads(found: Project) -> Quads:
    """The statements of a project's graph."""
    return [quad(line) for line in build.graph(found).lines()]


def error(folder: Path, **rows: tuple[str, ...]) -> str:
    """The one line in which a project with these rows is refused."""
    with pytest.raises(KGError) as refused:
        build.graph(project(folder, **rows))
    line = str(refused.value)
    assert "\n" not in line
    return line.removeprefix(f"{folder}/authority/")
