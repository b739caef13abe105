"""The expected answers of ``tests/queries``: ``NAME.csv`` is an answer as text, ``NAME.md`` says what was asked and
which lines of which source files state each row. ``python -m tests.evidence`` writes the lines' new numbers after the
files have changed; a line that is gone stays, for a person to look at.
"""

import csv
import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kg.tables import Iri, Table, Value
from kg.terms import short

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "queries"
_ASKED = re.compile(r"^- (parameters|no answer): (.+)$", re.MULTILINE)
_LINE = re.compile(r"^- (\d+)(?:-(\d+))?: ([\w./-]+):(\d+) `(.+)`$", re.MULTILINE)


class Line(NamedTuple):
    """A line of a source file that states some rows of an answer, counted from 1; ``words`` are in it."""

    rows: range
    file: str
    number: int
    words: str

    def found(self) -> list[int]:
        """The numbers of all lines of the file that hold the words."""
        lines = (ROOT / self.file).read_text("utf-8").splitlines()
        return [number for number, line in enumerate(lines, 1) if self.words in line]


def written(table: Table) -> str:
    """An answer as CSV: ids without their beginning, nothing for nothing, true and false."""
    target = io.StringIO()
    rows = csv.writer(target, lineterminator="\n")
    rows.writerow(table.columns)
    rows.writerows([_cell(value) for value in row] for row in table.rows)
    return target.getvalue()


def expected(name: str) -> str:
    """The expected answer to a question."""
    return (FOLDER / f"{name}.csv").read_text("utf-8")


def asked(name: str, heading: str) -> dict[str, str]:
    """The parameters of a question for its expected answer, or under ``no answer`` those for which there is none."""
    found = dict(_ASKED.findall((FOLDER / f"{name}.md").read_text("utf-8")))
    return dict(pair.split("=", 1) for pair in found[heading].split())


def lines(name: str) -> list[Line]:
    """All lines that are named for an answer, in their order."""
    text = (FOLDER / f"{name}.md").read_text("utf-8")
    return [_line(*groups) for groups in _LINE.findall(text)]


def renumbered(text: str) -> str:
    """The text of a ``.md`` with each line's number as it is now, the nearest of several with the same words."""
    return _LINE.sub(_moved, text)


def _line(first: str, last: str, file: str, number: str, words: str) -> Line:
    return Line(range(int(first), int(last or first) + 1), file, int(number), words)


def _moved(match: re.Match[str]) -> str:
    line = _line(*match.groups(default=""))
    if not (there := line.found()):
        return match[0]
    nearest = min(there, key=lambda number: abs(number - line.number))
    return match[0].replace(f"{line.file}:{line.number} ", f"{line.file}:{nearest} ", 1)


def _cell(value: Value) -> str:
    if isinstance(value, Iri):
        return short(f"<{value}>")
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def main(paths: Iterable[Path]) -> None:
    """Renumber the lines in some files."""
    for path in paths:
        path.write_text(renumbered(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(map(Path, sys.argv[1:]) if sys.argv[1:] else sorted(FOLDER.glob("*.md")))
