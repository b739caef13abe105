"""Networks in time: each year is the network of the facts until then, or of a window; what is new and lost adds up."""

from hypothesis import given
from hypothesis import strategies as st

from kg import growth
from kg.growth import Year
from kg.project import Project
from kg.projection import Row, ties
from tests.running import answer

YEARS = st.none() | st.integers(2000, 2006)
FACTS = st.sampled_from("123456")
ROWS = st.lists(st.builds(Row, st.sampled_from("abcd"), FACTS, st.just("s"), YEARS, st.none()), max_size=30)


def test_years_by_hand() -> None:
    """Two meetings of a and b, one of b and c between them."""
    facts = [("1", 2000, "ab"), ("2", 2002, "bc"), ("3", 2003, "ab")]
    rows = [Row(thing, fact, "s", year) for fact, year, who in facts for thing in who]
    assert growth.years(rows) == [
        Year(2000, 2, 1, 1, 0),
        Year(2001, 2, 1, 0, 0),
        Year(2002, 3, 2, 1, 0),
        Year(2003, 3, 2, 0, 0),
    ]
    assert growth.years(rows, 2) == [
        Year(2000, 2, 1, 1, 0),
        Year(2001, 2, 1, 0, 0),
        Year(2002, 2, 1, 1, 1),
        Year(2003, 3, 2, 1, 0),
    ]


@given(ROWS, st.none() | st.integers(1, 4))
def test_new_less_lost_is_what_is_there(rows: list[Row], window: int | None) -> None:
    """Ties add up; at the end of an open window nothing was lost, and all dated ties are there."""
    found = growth.years(rows, window)
    there = 0
    for year in found:
        there += year.new - year.lost
        assert there == year.ties
    if window is None and found:
        assert not any(year.lost for year in found)
        assert found[-1].ties == len(ties([row for row in rows if row.year is not None]).ends)


@given(ROWS)
def test_nothing_dated_has_no_years(rows: list[Row]) -> None:
    """Facts without a year make no year."""
    assert growth.years([row._replace(year=None) for row in rows]) == []


def test_the_command(built: Project) -> None:
    """A row a year; what has no year is told."""
    lines = answer(built, "growth", "series", "--window", "5").splitlines()
    assert lines[0].split() == ["year", "things", "ties", "new", "lost"]
    assert len(lines) > 50
