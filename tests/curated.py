"""The curators' files as tests look at them: every record with its place, every text, every reference."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg import textyaml
from kg.format import RECORDS, SECTIONS, SOURCE
from kg.project import Project
from kg.textyaml import Mapping, Position


class Record(NamedTuple):
    """A record of a file: what kind it is, its id where it has one, what it says and where."""

    kind: str
    id: str
    content: Mapping

    def kinds(self) -> dict[str, str]:
        """Its keys and the kinds of their values, in the order in which they are written."""
        return SOURCE if self.kind == "source" else RECORDS[self.kind]


class File(NamedTuple):
    """A source file; ``shown`` is its path in messages."""

    path: Path
    shown: str
    content: Mapping

    def at(self, place: Position) -> str:
        """A place in it, as editors and terminals take it."""
        return f"{self.shown}:{place[0]}:{place[1]}"

    def records(self) -> Iterator[Record]:
        """All records, nested ones too."""
        yield Record("source", self.path.stem, self.content["source"])
        for section, kind in SECTIONS.items():
            found = self.content.get(section, {})
            entries = found.items() if isinstance(found, Mapping) else (("", one) for one in found)
            for key, content in entries:
                yield from _within(Record(kind, key, content))

    def texts(self) -> Iterator[tuple[Position, str]]:
        """All texts of all values, with their places."""
        yield from _texts(self.content)


def _within(record: Record) -> Iterator[Record]:
    yield record
    for key, kind in RECORDS[record.kind].items():
        if kind[0] == "[":
            for nested in record.content.get(key, ()):
                yield Record(kind[1:-1], "", nested)
        elif key == "attendance" and key in record.content:
            yield Record("attendance", "", record.content[key])


def _texts(value: Any) -> Iterator[tuple[Position, str]]:
    children = value.items() if isinstance(value, Mapping) else enumerate(value)
    for key, child in children:
        if isinstance(child, str):
            yield value.places[key], child
        else:
            yield from _texts(child)


def read(path: Path, shown: str) -> File:
    """A file as it is read for the build."""
    return File(path, shown, textyaml.read(path, shown))


@cache
def files(project: Project) -> tuple[File, ...]:
    """All source files of a project."""
    return tuple(
        read(path, str(path.relative_to(project.data.parent))) for path in sorted(project.sources.rglob("*.yaml"))
    )
