"""Where the things of each named network stood at the last release: ``data/layout/NAME.csv``, one row a thing in each
picture, that of the whole and that of the backbone with which the page of a large network opens.

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

COLUMNS = ("picture", "thing", "x", "y", "partners")
WHOLE, BACKBONE = "1", "backbone"  # as pages name the parts of a network


def read(project: Project, name: str) -> dict[str, dict[str, Earlier]]:
    """By picture the places of a network's things (by IRI); none of the whole where none are kept. SourceErrors where
    the table is broken."""
    path, found = _path(project, name), {WHOLE: dict[str, Earlier]()}
    for line, row in rows.read(path, COLUMNS):
        try:
            x, y = float(row["x"]), float(row["y"])
        except ValueError:
            x = y = float("nan")
        if not (isfinite(x) and isfinite(y)):
            rows.fault(path, line, "table", ("x and y are no numbers", "run kg new layout, or take the row out"))
        found.setdefault(row["picture"], {})[ID + row["thing"]] = Earlier(x, y, row["partners"])
    return found


def write(project: Project, name: str, pictures: Mapping[str, tuple[Any, Mapping[str, tuple[float, float]]]]) -> Path:
    """Keeps the places in the pictures of a network (each with the things and ties in it) instead of those kept
    before; KGError where that cannot be written."""
    path, text = _path(project, name), io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for picture, (network, places) in pictures.items():
        marks = partners(network)
        table.writerows([picture, thing.removeprefix(ID), *places[thing], marks[thing]] for thing in sorted(network))
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.getvalue(), "utf-8", newline="\n")
    except OSError as error:
        raise KGError(str(path), f"cannot write, {error.strerror}", "name a folder that you can write") from error
    return path


def _path(project: Project, name: str) -> Path:
    return project.data / "layout" / f"{name}.csv"
