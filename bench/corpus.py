"""A corpus of any size: the curators' files again and again, each time with new ids, addresses and names.

Copies keep the form of the originals to the letter; only endings are put in. What the world shares stays shared:
countries, cities, roles and theme words. The same size gives the same bytes.
"""

import csv
import math
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from bench.measure import fresh
from kg import build, dump, store
from kg.format import SECTIONS
from kg.project import Project
from kg.terms import ID
from kg.values import REFERENCES

_REFERRING = {*REFERENCES, "institution", "person", "about", "source"}
_LABELS = {"name", "other_names"}
_BUILT = 1_000_000  # statements; larger graphs are multiplied from the built one of this size
_OWN = re.compile(rf"(<{ID}(?!place/|theme/|role/|qualifier/|graph/)[^>]*)>")
_MARK = "-more0"  # where the number of a copy goes
_AGREED = f"{dump.CONSENSUS} .\n"  # how a line of the consensus ends, with its graph named


class Place(NamedTuple):
    """Where an ending goes into a text, and whether a label stands there (which people read) or an id."""

    offset: int
    label: bool


class File(NamedTuple):
    """A file to copy: its folder and name, its text, and the places where copies differ, from the last to the first."""

    name: str
    text: str
    places: tuple[Place, ...]

    def copy(self, number: int) -> str:
        """The text of a copy; number 0 is the original."""
        text = self.text
        for offset, label in self.places if number else ():
            text = text[:offset] + (f" (copy {number})" if label else _suffix(number)) + text[offset:]
        return text


def enlarged(project: Project, files: int, folder: Path) -> Project:
    """The project with that many source files, written to a folder that must be new; it builds beside them."""
    originals = _read(project.sources)
    for index in range(files):
        number, position = divmod(index, len(originals))
        original = originals[position]
        path = folder / "data" / "sources" / f"copy{number}" / f"{original.name}{_suffix(number)}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(original.copy(number), "utf-8", newline="\n")
    _authority(project.data / "authority", folder / "data" / "authority", files / len(originals))
    return Project(project.ontology, folder / "data", project.queries, folder / "build")


def built(project: Project, statements: int, work: Path) -> Project:
    """The project with about that many statements in its consensus (0 for as many as the curators' files make), built
    in a folder (once for all who ask)."""
    folder = work / f"statements{statements}"
    if statements > _BUILT:  # a build holds all claims in memory: some 3 GiB for a million statements
        smaller = built(project, _BUILT, work)
        if not folder.exists():
            fresh(multiplied, smaller, round(statements / _BUILT), folder / "build" / "current")
        return smaller._replace(build=folder / "build")
    if not folder.exists():
        trial = work / f"trial{statements}"
        files = fresh(files_for, project, statements, trial).result if statements else len(_read(project.sources))
        fresh(build.build, enlarged(project, files, folder))
    return Project(project.ontology, folder / "data", project.queries, folder / "build")


def multiplied(project: Project, times: int, folder: Path) -> None:
    """A built graph that many times over, each time with other things; places, themes and roles stay shared, and what
    is said of these alone is said once. What a copy says is written once, and its number put in for each."""
    folder.mkdir(parents=True)
    said = [line for line in map(_marked_line, dump.lines(project, "nquads", consensus_graph=True)) if _MARK in line]
    agreed = [f"{line.removesuffix(_AGREED)}.\n" for line in said if line.endswith(_AGREED)]
    others = [line for line in said if not line.endswith(_AGREED)]
    before = store.manifest(project)["statements"]
    default, total = (old + (times - 1) * len(new) for old, new in ((before["default"], agreed), (_sum(before), said)))
    _copies(project.current / "kg.ttl", dump.written(agreed, "turtle"), times, folder)
    trig = dump.written([*agreed, *sorted(others, key=_graph)], "trig")
    _copies(project.current / "kg.trig", trig, times, folder)
    _copies(project.current / "kg.nq", "".join(line.replace(_AGREED, ".\n") for line in said), times, folder)
    store.fill(folder)
    store.describe(folder, {"statements": {"default": default, "others": total - default}})


def _marked_line(line: str) -> str:
    return _OWN.sub(rf"\1{_MARK}>", line)


def _graph(line: str) -> str:
    return line.rsplit(" ", 2)[1]


def _sum(kinds: dict[str, int]) -> int:
    return sum(kinds.values())


def _copies(original: Path, again: str, times: int, folder: Path) -> None:
    """A file, and after it what a copy says, once for each; prefixes stand at the head of the file alone."""
    text = re.sub("^@prefix .*\n", "", again, flags=re.MULTILINE).encode()
    with (folder / original.name).open("wb") as target:
        target.write(original.read_bytes())
        for number in range(1, times):
            target.write(text.replace(_MARK.encode(), f"-more{number}".encode()))


def counted(project: Project) -> str:
    """The real size of a built graph, in words."""
    kinds = store.manifest(project)["statements"]
    files = sum(1 for _ in project.sources.rglob("*.yaml"))
    return f"{kinds['default']:,} statements in the consensus ({sum(kinds.values()):,} quads) of {files:,} files"


def files_for(project: Project, statements: int, folder: Path) -> int:
    """How many files make about that many statements of the consensus, judged by two small graphs."""
    whole = len(_read(project.sources))
    once, twice = (consensus(build.graph(enlarged(project, n, folder / f"files{n}"))) for n in (whole, 2 * whole))
    copies = (statements - once) / (twice - once) if statements > once else statements / once - 1
    return max(1, round(whole * (1 + copies)))


def consensus(made: build.Graph) -> int:
    """The number of statements in the default graph."""
    return sum(1 for _ in made.consensus())


def _suffix(number: int) -> str:
    return f"-copy{number}" if number else ""


@cache
def _read(folder: Path) -> tuple[File, ...]:
    paths = sorted(folder.rglob("*.yaml"), key=lambda path: (path.parent.name != "registers", path.name))
    return tuple(_marked(str(path.relative_to(folder).with_suffix("")), path.read_text("utf-8-sig")) for path in paths)


def _marked(name: str, text: str) -> File:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise TypeError(f"{name} is no mapping of sections")
    defined = set(_defined(root))
    places = {Place(_end(node, text), label=False) for node in _defined_nodes(root)}
    _walk(root, "", lambda key, node: places.update(_place(key, node, (text, defined))))
    return File(name, text, tuple(sorted(places, reverse=True)))


def _place(key: str, node: yaml.ScalarNode, known: tuple[str, set[str]]) -> Iterator[Place]:
    text, defined = known
    refers = key in _REFERRING and node.value in defined
    if refers or key in ("url", "same_as"):
        yield Place(_end(node, text), label=False)
    elif key in _LABELS or (key == "venue" and not refers):
        yield Place(_end(node, text), label=True)


def _walk(node: yaml.Node, key: str, seen: Callable[[str, yaml.ScalarNode], None]) -> None:
    """Show every scalar value with the key it stands under; languages are no keys of their own."""
    if isinstance(node, yaml.ScalarNode):
        seen(key, node)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _walk(item, key, seen)
    else:
        for inner, value in node.value:
            _walk(value, key if key in _LABELS else inner.value, seen)


def _defined_nodes(root: yaml.MappingNode) -> Iterator[yaml.ScalarNode]:
    for section, records in root.value:
        if section.value in SECTIONS and isinstance(records, yaml.MappingNode):
            yield from (key for key, _ in records.value)


def _defined(root: yaml.MappingNode) -> Iterator[str]:
    return (key.value for key in _defined_nodes(root))


def _end(node: yaml.ScalarNode, text: str) -> int:
    """Where the words of a scalar end, before its closing quote."""
    if node.style in ("|", ">"):
        raise ValueError(f"a block of text cannot be copied: {node.start_mark}")
    end: int = node.end_mark.index
    return end - 1 if node.style else len(text[:end].rstrip())


def _authority(source: Path, target: Path, copies: float) -> None:
    """The tables again for every copy; decisions and identifiers hold for the originals alone, if all are there."""
    target.mkdir(parents=True)
    shared = ["countries.csv", "places.csv", *(["decisions.yaml", "identifiers.csv"] if copies >= 1 else [])]
    for name in (one for one in shared if (source / one).exists()):
        (target / name).write_bytes((source / name).read_bytes())
    for table, columns in (("same.csv", ("retired", "kept")), ("withdrawn.csv", ("id",))):
        with (source / table).open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        with (target / table).open("w", encoding="utf-8", newline="") as lines:
            fields = list(rows[0]) if rows else ["kind", *columns, "date"]
            writer = csv.DictWriter(lines, fields, lineterminator="\n")
            writer.writeheader()
            for number in range(math.ceil(copies)):
                writer.writerows({**row, **{c: row[c] + _suffix(number) for c in columns}} for row in rows)
