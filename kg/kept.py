"""Where the things of each named network stood at the last release: ``data/layout/NAME.csv``, one row a thing.

A picture begins from there, so that it looks alike from release to release, and the same checkout draws the same.
"""

import csv
import io
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from kg import rows
from kg.errors import KGError
from kg.project import Project
from kg.staying import Earlier, partners
from kg.terms import ID

COLUMNS = ("thing", "x", "y", "partners")


def read(project: Project, name: str) -> dict[str, Earlier]:
    """The places of a network's things (by IRI); none where none are kept. SourceErrors where the table is broken."""
    path, found = _path(project, name), {}
    for line, row in rows.read(path, COLUMNS):
        try:
            x, y = float(row["x"]), float(row["y"])
        except ValueError:
            x = y = float("nan")
        if not (isfinite(x) and isfinite(y)):
            rows.fault(path, line, "table", ("x and y are no numbers", "run kg new layout, or take the row out"))
        found[ID + row["thing"]] = Earlier(x, y, row["partners"])
    return found


def write(project: Project, name: str, network: Any, places: Mapping[str, tuple[float, float]]) -> Path:
    """Keeps the places of a network's things instead of those kept before; KGError where that cannot be written."""
    marks, path, text = partners(network), _path(project, name), io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([thing.removeprefix(ID), *places[thing], marks[thing]] for thing in sorted(network))
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.getvalue(), "utf-8", newline="\n")
    except OSError as error:
        raise KGError(str(path), f"cannot write, {error.strerror}", "name a folder that you can write") from error
    return path


def _path(project: Project, name: str) -> Path:
    return project.data / "layout" / f"{name}.csv"
