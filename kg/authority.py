"""What curators decided apart from any source: which ids are one, who is taken out, which claim wins, country names."""

from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg import registers, rows, textyaml
from kg.errors import Finding, SourceErrors
from kg.project import shown
from kg.registers import Tables
from kg.rows import Row
from kg.terms import Triple, literal, name, thing

_LANGUAGES = ("en", "zh", "ru", "fr", "es")
_SAME = ("kind", "retired", "kept")
_DISTINCT = ("kind", "one", "other", "reason")


class Decision(NamedTuple):
    """A curator's word for one source where sources disagree on a property of a thing."""

    about: str
    property: str
    source: str
    reason: str


class Authority(NamedTuple):
    """The tables of ``data/authority``: ``same`` maps (kind, retired id) to the id kept, chains followed.

    ``withdrawn`` holds all ids, (kind, id), of those who are taken out: the retired ones too. ``registers`` has what
    registers say of cities and institutions.
    """

    same: dict[tuple[str, str], str]
    withdrawn: frozenset[tuple[str, str]]
    countries: dict[str, Row]
    decisions: tuple[Decision, ...]
    registers: Tables


def load(folder: Path) -> Authority:
    """The tables of a folder; SourceErrors where a table is broken or ``same.csv`` goes in circles."""
    same = _same(folder / "same.csv")
    asked = [row for _, row in rows.read(folder / "withdrawn.csv", ("kind", "id"))]
    gone = {(row["kind"], same.get((row["kind"], row["id"]), row["id"])) for row in asked}
    gone |= {(kind, retired) for (kind, retired), kept in same.items() if (kind, kept) in gone}
    if not (path := folder / "countries.csv").exists():
        rows.fault(path, 0, "table", ("is missing", "copy it from the project's own data/authority"))
    countries = {row["code"]: row for _, row in rows.read(path, ("code", *_LANGUAGES))}
    return Authority(
        same=same,
        withdrawn=frozenset(gone),
        countries=countries,
        decisions=tuple(decision for _, decision in _decisions(folder / "decisions.yaml")),
        registers=Tables(
            folder,
            registers.places(folder / registers.PLACES, countries),
            registers.identifiers(folder / registers.IDENTIFIERS, same, gone),
        ),
    )


def distinct(folder: Path, known: Container[str], same: Mapping[tuple[str, str], str]) -> set[frozenset[str]]:
    """The pairs that are not one, each thing as ``kind/id`` under the id that was kept; SourceErrors with every row
    that names what is not known, or what ``same.csv`` has made one."""
    path, pairs, findings = folder / "distinct.csv", set(), []
    for line, row in rows.read(path, _DISTINCT):
        kind, ids = row["kind"], (row["one"], row["other"])
        pair = frozenset(f"{kind}/{same.get((kind, one), one)}" for one in ids)
        unknown = [one for one in ids if f"{kind}/{same.get((kind, one), one)}" not in known]
        if unknown:
            words = (f"{kind} {unknown[0]} is nothing that a source describes", "mend the id, or take the row out")
            findings.append(Finding(shown(path), line, 0, "distinct", unknown[0], *words))
        elif len(pair) == 1:
            words = (f"{' and '.join(ids)} are one by same.csv", "take the row out here or there")
            findings.append(Finding(shown(path), line, 0, "distinct", ids[1], *words))
        pairs.add(pair)
    if findings:
        raise SourceErrors(findings)
    return pairs


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


def _same(path: Path) -> dict[tuple[str, str], str]:
    direct: dict[tuple[str, str], str] = {}
    lines: dict[tuple[str, str], int] = {}
    for line, row in rows.read(path, _SAME):
        key = row["kind"], row["retired"]
        if direct.setdefault(key, row["kept"]) != row["kept"]:
            rows.fault(path, line, "same", (f"{row['retired']} is retired for two ids", "keep one of the rows"))
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
            rows.fault(path, lines[kind, seen[-1]], "same", words)
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
        rows.fault(
            path, 1, "decision", ("the file is no list of decisions", "write decisions: and - about: … under it")
        )
    for entry, at in zip(entries, entries.places, strict=True):
        whole = isinstance(entry, textyaml.Mapping) and set(entry) == set(Decision._fields)
        if not whole or not all(isinstance(value, str) and value.strip() for value in entry.values()):
            rows.fault(path, at[0], "decision", ("this is no decision", f"write {', '.join(Decision._fields)}"))
        yield at[0], Decision(**entry)
