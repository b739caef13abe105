"""Dates: which forms are read, and which days each can mean. The table ``dates.csv`` says it form by form."""

import csv
import datetime
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import dates

with (Path(__file__).with_name("dates.csv")).open(encoding="utf-8", newline="") as file:
    TABLE = list(csv.DictReader(file))
GOOD = [row for row in TABLE if row["earliest"]]
BAD = [row for row in TABLE if not row["earliest"]]

YEARS = st.integers(1000, 2100).map(str)
MONTHS = st.dates(datetime.date(1000, 1, 1), datetime.date(2100, 12, 31)).map(lambda day: day.isoformat()[:7])
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2100, 12, 31)).map(datetime.date.isoformat)
PLAIN = st.one_of(YEARS, MONTHS, DAYS)
SINGLE = st.builds(
    str.__add__, st.one_of(PLAIN, st.integers(100, 210).map("{}X".format)), st.sampled_from(["", "?", "~"])
)


def refused(text: str) -> bool:
    """Whether a text is no date."""
    try:
        dates.span(text)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize("row", GOOD, ids=[row["text"] for row in GOOD])
def test_a_date_has_its_bounds(row: dict[str, str]) -> None:
    """A date of the table means the days from the first to the last."""
    assert dates.span(row["text"]) == (row["earliest"], row["latest"]), row["why"]


@pytest.mark.parametrize("row", BAD, ids=[row["text"] for row in BAD])
def test_what_is_no_date_is_refused(row: dict[str, str]) -> None:
    """What the table gives no bounds is no date: nothing is guessed."""
    assert refused(row["text"]), row["why"]


@given(SINGLE)
def test_bounds_are_days_in_order(text: str) -> None:
    """Both bounds are days of the calendar, and the first is not after the last."""
    earliest, latest = map(datetime.date.fromisoformat, dates.span(text))
    assert earliest <= latest
    assert earliest.isoformat()[:3] == text[:3]


@given(SINGLE, SINGLE)
def test_an_interval_reaches_from_its_start_to_its_end(one: str, other: str) -> None:
    """An interval has the first day of its start and the last of its end; backwards it is none."""
    start, end = dates.span(one), dates.span(other)
    if refused(f"{one}/{other}"):
        assert end.latest < start.earliest
    else:
        assert dates.span(f"{one}/{other}") == (start.earliest, end.latest)


@given(DAYS)
def test_a_vaguer_date_holds_the_more_precise(day: str) -> None:
    """A day lies in its month, its month in its year, its year in its decade."""
    spans = [dates.span(text) for text in (f"{day[:3]}X", day[:4], day[:7], day)]
    for wide, narrow in itertools.pairwise(spans):
        assert wide.earliest <= narrow.earliest <= narrow.latest <= wide.latest


@given(PLAIN, st.sampled_from("?~%"))
def test_doubt_changes_no_bounds(text: str, mark: str) -> None:
    """A mark of doubt stands beside a date; the days that it can mean stay the same."""
    assert dates.precision(text + mark) == text == dates.precision(text)
    assert dates.span(text + mark) == dates.span(text)


@given(st.text())
def test_any_text_has_bounds_or_is_refused(text: str) -> None:
    """No text makes the reader of dates fail otherwise than by saying that it is none."""
    assert refused(text) or dates.span(text).earliest <= dates.span(text).latest
