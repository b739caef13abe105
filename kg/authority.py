"""What curators decided apart from any source: which ids are one, who is taken out, which claim wins, country names."""

import csv
from pathlib import Path
from typing import NamedTuple

from kg import textyaml
from kg.errors import KGError, SourceErrors
from kg.terms import Triple, literal, name, thing

_LANGUAGES = ("en", "zh", "ru", "fr", "es")


class Decision(NamedTuple):
    """A curator's word for one source where sources disagree on a property of a thing."""

    about: str
    property: str
    source: str
    reason: str


class Authority(NamedTuple):
    """The tables of ``data/authority``: ``same`` maps (kind, retired id) to the id kept, chains followed."""

    same: dict[tuple[str, str], str]
    withdrawn: frozenset[tuple[str, str]]
    countries: dict[str, dict[str, str]]
    decisions: tuple[Decision, ...]


def load(folder: Path) -> Authority:
    """The tables of a folder; KGError where a table is broken or ``same.csv`` goes in circles."""
    return Authority(
        same=_same(folder / "same.csv"),
        withdrawn=frozenset((row["kind"], row["id"]) for row in _rows(folder / "withdrawn.csv", ("kind", "id"))),
        countries={row["code"]: row for row in _rows(folder / "countries.csv", ("code", *_LANGUAGES))},
        decisions=_decisions(folder / "decisions.yaml"),
    )


def statements(authority: Authority) -> list[Triple]:
    """The countries as nodes of the default graph: code and names."""
    found = []
    for code, row in authority.countries.items():
        place = thing("place", code.lower())
        found.append((place, name("rdf:type"), name("lc:Country")))
        found.append((place, name("lc:countryCode"), literal(code)))
        found += [(place, name("skos:prefLabel"), literal(row[tag], tag)) for tag in _LANGUAGES if row[tag]]
    return found


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines, strict=True)
        if missing := set(columns) - set(table.fieldnames or ()):
            raise KGError(
                f"{path}:1", f"no column {', '.join(sorted(missing))}", f"begin the file with {','.join(columns)}"
            )
        rows = []
        for row in table:
            if None in row or None in row.values():
                raise KGError(
                    f"{path}:{table.line_num}", "the row has not as many fields as the header", "count the commas"
                )
            rows.append(row)
    return rows


def _same(path: Path) -> dict[tuple[str, str], str]:
    direct: dict[tuple[str, str], str] = {}
    for number, row in enumerate(_rows(path, ("kind", "retired", "kept")), 2):
        if direct.setdefault((row["kind"], row["retired"]), row["kept"]) != row["kept"]:
            raise KGError(f"{path}:{number}", f"{row['retired']} is retired for two ids", "keep one of the rows")
    return {(kind, retired): _end(direct, kind, retired, path) for kind, retired in direct}


def _end(direct: dict[tuple[str, str], str], kind: str, retired: str, path: Path) -> str:
    seen, key = [retired], direct[kind, retired]
    while (kind, key) in direct:
        if key in seen:
            raise KGError(str(path), f"{' -> '.join([*seen, key])} goes in a circle", "take one of these rows out")
        seen.append(key)
        key = direct[kind, key]
    return key


def _decisions(path: Path) -> tuple[Decision, ...]:
    if not path.exists() or not path.read_text("utf-8").strip():
        return ()
    try:
        entries = textyaml.read(path, str(path)).get("decisions", [])
    except textyaml.TextError as error:
        raise SourceErrors([error.finding]) from error
    for entry, at in zip(entries or [], getattr(entries, "places", []), strict=True):
        if not isinstance(entry, textyaml.Mapping) or set(entry) != set(Decision._fields):
            raise KGError(f"{path}:{at[0]}", "this is no decision", f"write {', '.join(Decision._fields)}")
    return tuple(Decision(**entry) for entry in entries or [])
