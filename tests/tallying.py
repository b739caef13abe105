"""A table of ``kg stats`` as tests read it."""

import csv
import io

from kg import coverage
from kg.project import Project, find
from tests.running import answer

TABLES = coverage.tables(find())
GAPS = [one.name for one in TABLES if "#+ shows: gaps" in one.sparql]


def rows(project: Project, name: str) -> list[dict[str, str]]:
    """A table, as a user gets it."""
    return list(csv.DictReader(io.StringIO(answer(project, "stats", name, "--format", "csv"))))


def total(project: Project, name: str, column: str) -> int:
    """The sum of a column."""
    return sum(int(row[column]) for row in rows(project, name))
