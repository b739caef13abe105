"""Dates as sources give them: EDTF level 0, with ``?`` and ``~``, decades such as ``199X``, and intervals ``a/b``.

(Extended Date/Time Format, Library of Congress 2019, in ISO 8601-2.) Only the bounds are compared or queried,
as full days; the written form stays beside them.
"""

import calendar
import re
from functools import lru_cache
from typing import NamedTuple

FORMS = "write YYYY, YYYY-MM or YYYY-MM-DD, with ? or ~ where unsure, 199X for a decade, a/b for an interval"
_DATE = re.compile(r"(\d{3}[\dX])(?:-(\d\d)(?:-(\d\d))?)?[?~%]?", re.ASCII)
_FIRST, _LAST = 1000, 2100


class Span(NamedTuple):
    """The first and the last day that a date can mean, each ``YYYY-MM-DD``."""

    earliest: str
    latest: str


@lru_cache(maxsize=65536)
def span(text: str) -> Span:
    """The bounds of a date; ValueError where it is none."""
    start, slash, end = text.partition("/")
    first = _bounds(start)
    if not slash:
        return first
    last = _bounds(end)
    if last.latest < first.earliest:
        raise ValueError(text)
    return Span(first.earliest, last.latest)


def precision(text: str) -> str:
    """A date without its marks of doubt: one date is less precise than another when it begins it."""
    return text.rstrip("?~%")


def _bounds(text: str) -> Span:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = found.groups()
    if year.endswith("X"):
        if month:
            raise ValueError(text)
        low, high = year[:3] + "0", year[:3] + "9"
    else:
        low = high = year
    if not _FIRST <= int(low) <= _LAST:
        raise ValueError(text)
    if not month:
        return Span(f"{low}-01-01", f"{high}-12-31")
    if not 1 <= int(month) <= 12:
        raise ValueError(text)
    days = calendar.monthrange(int(low), int(month))[1]
    if not day:
        return Span(f"{low}-{month}-01", f"{low}-{month}-{days}")
    if not 1 <= int(day) <= days:
        raise ValueError(text)
    return Span(f"{low}-{month}-{day}", f"{low}-{month}-{day}")
