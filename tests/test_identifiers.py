"""The identifiers that curators decided: a table that can be trusted row by row."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from kg.format import SECTIONS
from kg.registers import FORMS, IDENTIFIERS
from tests.curated import files
from tests.writing import DECIDED, PROJECT

COLUMNS = ("kind", "id", "identifier", "verdict", "register", "evidence")
ENOUGH = 260
TABLE = PROJECT.data / "authority" / IDENTIFIERS
TEXT = TABLE.read_text(encoding="utf-8")
ROWS = list(csv.DictReader(io.StringIO(TEXT), strict=True))
ACCEPTED = [row for row in ROWS if row["verdict"] == "same"]
# Where the identifiers of a register live: an accepted row names the register whose identifier it is.
HOSTS = {
    "ror.org": "ror",
    "www.wikidata.org": "wikidata",
    "isni.org": "isni",
    "viaf.org": "viaf",
}


def written() -> set[tuple[str, str]]:
    """Kind and id of all things that have ids in source files."""
    return {
        (kind, key)
        for file in files(PROJECT)
        for section, kind in SECTIONS.items()
        if hasattr(found := file.content.get(section, {}), "keys")
        for key in found
    }


def kept(row: dict[str, str]) -> tuple[str, str]:
    """The thing that a row is about, after mergers."""
    return row["kind"], DECIDED.same.get((row["kind"], row["id"]), row["id"])


def test_the_table_has_its_columns_and_is_sorted() -> None:
    """Rows stand by kind, id and identifier, each once, so that changes of it read well."""
    assert tuple(ROWS[0]) == COLUMNS
    keys = [(row["kind"], row["id"], row["identifier"]) for row in ROWS]
    assert keys == sorted(set(keys))
    assert "\r" not in TEXT
    assert TEXT.endswith("\n")


def test_the_build_reads_every_row() -> None:
    """What the table says is what the build knows, rejected rows included."""
    assert len(DECIDED.registers.identifiers) == len(ROWS)


def faults(row: dict[str, str]) -> Iterator[str]:
    """What is wrong with a row by itself."""
    if row["verdict"] not in {"same", "rejected"}:
        yield "no verdict"
    if not any(form.fullmatch(row["identifier"]) for form in FORMS.values()):
        yield "no identifier"
    if HOSTS.get(urlsplit(row["identifier"]).netloc) != row["register"]:
        yield "an identifier of another register"
    if len(row["evidence"].split()) < 5 or row["evidence"] != " ".join(row["evidence"].split()):
        yield "no sentence as evidence"


def test_each_row_is_whole() -> None:
    """Verdict, form and register of an identifier go together, and a sentence says why."""
    assert {f"{row['id']} {row['identifier']}": found for row in ROWS if (found := list(faults(row)))} == {}


@pytest.mark.parametrize(
    ("column", "text", "fault"),
    [
        ("verdict", "maybe", "no verdict"),
        ("identifier", "https://ror.org/1", "no identifier"),
        ("register", "isni", "an identifier of another register"),
        ("evidence", "same name", "no sentence as evidence"),
    ],
)
def test_a_spoilt_row_is_found(column: str, text: str, fault: str) -> None:
    """The rules above see a value that is wrong."""
    row = next(row for row in ROWS if row["register"] == "ror")
    assert list(faults(row | {column: text})) == [fault]


def test_a_row_is_about_something_in_the_sources() -> None:
    """No identifier of a thing that no source speaks of."""
    known = written()
    assert [row["id"] for row in ROWS if (row["kind"], row["id"]) not in known] == []


def test_the_registers_are_sources() -> None:
    """Each register has a file, because what it says is a claim of a source."""
    known = {path.stem for path in PROJECT.sources.rglob("*.yaml")}
    assert {row["register"] for row in ACCEPTED} <= known


def test_two_things_never_share_an_identifier() -> None:
    """Whoever shares an identifier is one thing: merge the two, or reject one of the rows."""
    holders: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in ACCEPTED:
        holders[row["identifier"]].add(kept(row))
    assert {identifier: things for identifier, things in holders.items() if len(things) > 1} == {}


def test_a_thing_has_one_identifier_of_a_register() -> None:
    """Two accepted identifiers of one register would be two things, or one too many."""
    counts = Counter((*kept(row), row["register"]) for row in ACCEPTED)
    assert {thing: number for thing, number in counts.items() if number > 1} == {}


def test_a_choice_between_candidates_is_argued() -> None:
    """Where several records of a register had the name, each verdict has its own reason."""
    choices: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in ROWS:
        choices[row["id"], row["register"]].append(row["evidence"])
    several = {key: reasons for key, reasons in choices.items() if len(reasons) > 1}
    assert several, "nothing was ever chosen"
    assert {key: reasons for key, reasons in several.items() if len(set(reasons)) < len(reasons)} == {}


def test_enough_institutions_are_identified() -> None:
    """At least so many institutions can be linked to other data, by ROR or Wikidata."""
    linked = {kept(row) for row in ACCEPTED if row["register"] in {"ror", "wikidata"}}
    assert len([thing for thing in linked if thing[0] == "institution"]) >= ENOUGH
