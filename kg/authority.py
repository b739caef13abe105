"""What curators decided apart from any source: which ids are one, who is taken out, which claim wins, country names."""

import csv
from collections.abc import Container, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from kg import textyaml
from kg.errors import Finding, SourceErrors
from kg.format import SECTIONS
from kg.project import shown
from kg.terms import Triple, literal, name, thing

_LANGUAGES = ("en", "zh", "ru", "fr", "es")
_SAME = ("kind", "retired", "kept")
_KINDS = sorted(set(SECTIONS.values()) - {"membership"})

Row = dict[str, str]


class Decision(NamedTuple):
    """A curator's word for one source where sources disagree on a property of a thing."""

    about: str
    property: str
    source: str
    reason: str


class Authority(NamedTuple):
    """The tables of ``data/authority``: ``same`` maps (kind, retired id) to the id kept, chains followed.

    ``withdrawn`` holds all ids, (kind, id), of those who are taken out: the retired ones too.
    """

    same: dict[tuple[str, str], str]
    withdrawn: frozenset[tuple[str, str]]
    countries: dict[str, Row]
    decisions: tuple[Decision, ...]


def load(folder: Path) -> Authority:
    """The tables of a folder; SourceErrors where a table is broken or ``same.csv`` goes in circles."""
    same = _same(folder / "same.csv")
    rows = [row for _, row in _rows(folder / "withdrawn.csv", ("kind", "id"))]
    gone = {(row["kind"], same.get((row["kind"], row["id"]), row["id"])) for row in rows}
    if not (countries := folder / "countries.csv").exists():
        _fault(countries, 0, "table", ("is missing", "copy it from the project's own data/authority"))
    return Authority(
        same=same,
        withdrawn=frozenset(gone | {(kind, retired) for (kind, retired), kept in same.items() if (kind, kept) in gone}),
        countries={row["code"]: row for _, row in _rows(countries, ("code", *_LANGUAGES))},
        decisions=tuple(decision for _, decision in _decisions(folder / "decisions.yaml")),
    )


def idle(folder: Path, known: Container[str], single: Container[str]) -> list[Finding]:
    """The decisions that decide nothing: the thing or the source is none of those known, or the property has no single
    value. One that is about neither belongs to other data."""
    path = folder / "decisions.yaml"
    found = []
    for line, decision in _decisions(path):
        kind, _, key = decision.about.partition("/")
        about, source = thing(kind, key) in known, thing("source", decision.source) in known
        if not about and not source:
            continue
        for value, fits, what in (
            (decision.about, about, "is nothing that a source describes"),
            (decision.source, source, "is no source"),
            (decision.property, name(f"lc:{decision.property}") in single, "is no property with one value"),
        ):
            if not fits:
                words = (f"{value} {what}", "mend it, or take the decision out")
                found.append(Finding(shown(path), line, 0, "decision", value, *words))
    return found


def statements(authority: Authority) -> list[Triple]:
    """The countries as nodes of the default graph: code and names."""
    found = []
    for code, row in authority.countries.items():
        place = thing("place", code.lower())
        found.append((place, name("rdf:type"), name("lc:Country")))
        found.append((place, name("lc:countryCode"), literal(code)))
        found += [(place, name("skos:prefLabel"), literal(row[tag], tag)) for tag in _LANGUAGES if row[tag]]
    return found


def _fault(path: Path, line: int, rule: str, words: tuple[str, str]) -> NoReturn:
    raise SourceErrors([Finding(shown(path), line, 0, rule, "", *words)])


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    """Each row of a table, with its line."""
    if not path.exists():
        return
    try:
        text = textyaml.decoded(path.read_bytes(), shown(path))
    except textyaml.TextError as error:
        raise SourceErrors([error.finding]) from error
    table = csv.DictReader(text.splitlines(keepends=True), strict=True)
    try:
        there = table.fieldnames or ()
        if (lacking := sorted(set(columns) - set(there))) or len(set(there)) < len(there):
            what = f"no column {', '.join(lacking)}" if lacking else "two columns of one name"
            _fault(path, 1, "table", (what, f"begin the file with {','.join(columns)}"))
        for row in table:
            yield table.line_num, _row(path, table.line_num, row, columns)
    except csv.Error as error:
        _fault(path, table.line_num + 1, "table", (f"broken table, {error}", "close the quotation marks"))


def _row(path: Path, line: int, row: Row, columns: tuple[str, ...]) -> Row:
    if None in row or None in row.values():
        _fault(path, line, "table", ("the row has not as many fields as the header", "count the commas"))
    if empty := [column for column in columns if not row[column].strip()]:
        _fault(path, line, "table", (f"{empty[0]} is empty", "fill it in, or take the row out"))
    if row.get("kind", _KINDS[0]) not in _KINDS:
        _fault(path, line, "table", (f"{row['kind']!r} is no kind", f"write one of {', '.join(_KINDS)}"))
    return row


def _same(path: Path) -> dict[tuple[str, str], str]:
    direct: dict[tuple[str, str], str] = {}
    lines: dict[tuple[str, str], int] = {}
    for line, row in _rows(path, _SAME):
        key = row["kind"], row["retired"]
        if direct.setdefault(key, row["kept"]) != row["kept"]:
            _fault(path, line, "same", (f"{row['retired']} is retired for two ids", "keep one of the rows"))
        lines[key] = line
    return {(kind, retired): _end(direct, (kind, retired), path, lines) for kind, retired in direct}


def _end(
    direct: dict[tuple[str, str], str], retired: tuple[str, str], path: Path, lines: dict[tuple[str, str], int]
) -> str:
    kind, first = retired
    seen, key = [first], direct[retired]
    while (kind, key) in direct:
        if key in seen:
            words = (f"{' -> '.join([*seen, key])} goes in a circle", "take one of these rows out")
            _fault(path, lines[kind, seen[-1]], "same", words)
        seen.append(key)
        key = direct[kind, key]
    return key


def _decisions(path: Path) -> Iterator[tuple[int, Decision]]:
    if not path.exists():
        return
    try:
        content = textyaml.read(path, shown(path))
    except textyaml.TextError as error:
        if error.finding.rule == "empty":
            return
        raise SourceErrors([error.finding]) from error
    entries = content.get("decisions") or textyaml.Sequence((1, 1))
    if set(content) - {"decisions"} or not isinstance(entries, textyaml.Sequence):
        _fault(path, 1, "decision", ("the file is no list of decisions", "write decisions: and - about: … under it"))
    for entry, at in zip(entries, entries.places, strict=True):
        whole = isinstance(entry, textyaml.Mapping) and set(entry) == set(Decision._fields)
        if not whole or not all(isinstance(value, str) and value.strip() for value in entry.values()):
            _fault(path, at[0], "decision", ("this is no decision", f"write {', '.join(Decision._fields)}"))
        yield at[0], Decision(**entry)
