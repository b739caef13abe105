"""The project's own tables of cities and of what was checked: what holds in every row."""

import csv
from collections import Counter

from tests.writing import PROJECT

NAMESAKES = {("US", "Dublin"): (40, -83), ("US", "Athens"): (39, -82), ("CN", "Hekou"): (22, 104)}


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table of the project."""
    with (PROJECT.data / "authority" / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_nearly_all_cities_are_placed() -> None:
    """Nineteen of twenty rows have a point, and each that has none says why."""
    table = rows("places.csv")
    lost = [row for row in table if not row["register"]]
    assert 20 * len(lost) <= len(table)
    assert all(row["note"] for row in lost)


def test_points_lie_on_the_earth_and_belong_to_one_place() -> None:
    """Each in range and none of them 0, 0; a number of GeoNames and a point have one id."""
    placed = [row for row in rows("places.csv") if row["register"]]
    assert all(-90 <= float(row["lat"]) <= 90 and -180 <= float(row["long"]) <= 180 for row in placed)
    assert all((float(row["lat"]), float(row["long"])) != (0, 0) for row in placed)
    for key in (lambda row: row["geonames"], lambda row: (row["lat"], row["long"])):
        ids: dict[object, set[str]] = {}
        for row in placed:
            ids.setdefault(key(row), set()).add(row["place"])
        assert [found for found in ids.values() if len(found) > 1] == []


def test_the_table_is_sorted() -> None:
    """By country and city, so that a change is easily read."""
    order = [(row["country"], row["city"]) for row in rows("places.csv")]
    assert order == sorted(order)


def test_cities_that_share_a_name_are_the_right_ones() -> None:
    """OCLC sits in Ohio, and so does Ohio University; Hekou lies on the border to Viet Nam."""
    where = {(row["country"], row["city"]): (row["lat"], row["long"]) for row in rows("places.csv")}
    degrees = {name: (int(float(where[name][0])), int(float(where[name][1]))) for name in NAMESAKES}
    assert degrees == NAMESAKES


def test_the_audit_is_whole() -> None:
    """The samples are as large as they were drawn; each row names a source that is here, and what was wrong in it."""
    table = rows("audit.csv")
    drawn = Counter((row["sample"], row["item"].partition("/")[0]) for row in table)
    assert drawn == {
        ("1", "institution"): 150,
        ("1", "event"): 150,
        ("1", "participation"): 100,
        ("2", "institution"): 38,
        ("2", "event"): 38,
        ("2", "participation"): 24,
    }
    here = {path.stem for path in PROJECT.sources.rglob("*.yaml")}
    assert [row["item"] for row in table if row["source"] not in here] == []
    assert {row["verdict"] for row in table} == {"right", "wrong", "unclear"}
    assert [row["item"] for row in table if row["verdict"] == "wrong" and not row["note"]] == []
    assert [
        row["item"] for row in table if row["verdict"] == "right" and row["checked_against"] not in ("page", "notes")
    ] == []
