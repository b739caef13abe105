"""The check questions speak where something is wrong, and only there: each has a sample in ``tests/checks`` with things
at fault, named in its first line, and their sound neighbours; and the real data have no errors."""

import json
import re
from pathlib import Path

import pyoxigraph
import pytest

from kg import engine, project, queries, store
from kg.project import Project
from kg.tables import Iri, Table
from kg.terms import short

CHECKS = project.find().queries / "checks"
SAMPLES = Path(__file__).parent / "checks"
NAMES = queries.names(CHECKS)
COLUMNS = {"thing", "property", "value", "source", "message"}  # as kg/checks.py reads them


def header(name: str) -> dict[str, str]:
    """The header lines of a check question, their values as written."""
    return dict(re.findall(r"^#\+ (\w+): (.+)$", (CHECKS / f"{name}.rq").read_text("utf-8"), re.MULTILINE))


def sample(name: str) -> Path:
    """The graph that breaks a rule: Turtle, or TriG where the check reads what each source claims."""
    (found,) = SAMPLES.glob(f"{name}.*")
    return found


def findings(name: str) -> Table:
    """What a check question finds in its sample."""
    quads = pyoxigraph.parse(path=str(sample(name)))
    lines = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS) or b""
    return engine.in_memory(lines).select(queries.load(CHECKS, name).sparql)


def test_each_has_its_sample() -> None:
    """And no sample is without its question."""
    assert NAMES
    assert sorted(path.stem for path in SAMPLES.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_header(name: str) -> None:
    """Two titles, what is wrong, how bad that is, and what to do about it."""
    said = header(name)
    assert list(json.loads(said["title"])) == ["en", "zh"]
    assert said["description"].endswith(".")
    assert said["severity"] in ("error", "warning")
    assert said["remedy"]
    assert said.get("scope", "graph") == "graph"


@pytest.mark.parametrize("name", NAMES)
def test_it_finds_what_is_wrong(name: str) -> None:
    """The things that the sample names, each with a property of ours, and nothing else."""
    found = findings(name)
    assert set(found.columns) <= COLUMNS
    first = sample(name).read_text("utf-8").splitlines()[0]
    things = [row[found.columns.index("thing")] for row in found.rows]
    assert {short(f"<{thing}>") for thing in things} == set(first.removeprefix("# finds: ").split())
    assert len(set(found.rows)) == len(found.rows)
    for row in found.rows:
        said = dict(zip(found.columns, row, strict=True))
        assert isinstance(said["thing"], Iri)
        assert isinstance(said.get("property", said["thing"]), Iri)
        assert re.fullmatch(r"[a-z][^;.]+", str(said["message"]))
        assert said.get("value", name) is not None


def test_messages_name_the_other_thing() -> None:
    """A message says with what a thing collides, by an id that a curator can search for."""
    told = {str(row[-1]) for row in findings("edition-twice").rows}
    assert told == {"has the number of fair-2002 in its series", "has the number of fair-2001 in its series"}


@pytest.mark.parametrize("name", [name for name in NAMES if header(name)["severity"] == "error"])
def test_the_real_data_have_no_errors(name: str, built: Project) -> None:
    """What the data are not clean of is a warning at most."""
    assert store.opened(built).select(queries.load(CHECKS, name).sparql).rows == []
