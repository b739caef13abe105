"""``kg check --duplicates``: what it prints, how it ends, and what curators decide by the two tables of pairs."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import duplicates
from kg.cli import main
from kg.project import Project
from tests.couples import written

RECORDS = (
    "{name: {en: University of Utrecht Libraries}, type: AcademicLibrary, country: NL}",
    "{name: {en: Utrecht University Library}, type: AcademicLibrary, country: NL}",
)


def run(found: Project, *words: str) -> Result:
    """The command on a project."""
    return CliRunner().invoke(main, ["--data", str(found.data), "check", "--duplicates", *words])


@pytest.fixture
def twice(tmp_path: Path) -> Project:
    """A project in which one library has two ids."""
    return written(tmp_path, "institutions", *RECORDS)


def decided(found: Project, table: str, rows: str) -> None:
    """Write rows at the end of a table of a project."""
    path = found.data / "authority" / table
    path.write_text(path.read_text("utf-8") + rows, "utf-8")


def test_the_command_while_a_pair_is_undecided(twice: Project) -> None:
    """One line a pair, at the place of the first id, with the place of the other; exit code 1."""
    result = run(twice)
    assert (result.exit_code, result.stderr) == (1, "undecided pairs: 1\n")
    (line,) = result.stdout.splitlines()
    sources = twice.data / "sources"
    assert line.startswith(f"{sources / 'alpha.yaml'}:8:10: warning: institution alpha may be omega (")
    assert f"({sources / 'omega.yaml'}:8:10)" in line
    assert line.endswith("; write the pair into data/authority/same.csv or distinct.csv [duplicate]")


def test_the_list_as_a_table(twice: Project) -> None:
    """As CSV: the columns that curators copy first, then score, reasons and files; as JSON, findings."""
    head, row = csv.reader(io.StringIO(run(twice, "--format", "csv").stdout))
    assert head == ["kind", "one", "other", "score", "reasons", "files"]
    assert row[:3] == ["institution", "alpha", "omega"]
    assert float(row[3]) >= duplicates.THRESHOLD
    assert "alpha.yaml:8" in row[5]
    (found,) = json.loads(run(twice, "--format", "json").stdout)
    assert found["rule"] == "duplicate"


@pytest.mark.parametrize(("table", "row"), [("same.csv", "alpha,omega,one"), ("distinct.csv", "omega,alpha,two")])
def test_a_decided_pair_is_off_the_list(twice: Project, table: str, row: str) -> None:
    """Whether it is the same or not, and in whichever order the row has the ids; exit code 0."""
    decided(twice, table, f"institution,{row}\n")
    result = run(twice)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no undecided pair\n")


def test_a_row_of_another_kind_decides_nothing(twice: Project) -> None:
    """Ids are of a kind: people of these ids are unknown."""
    decided(twice, "distinct.csv", "person,alpha,omega,two\n")
    assert "person alpha is nothing that a source describes" in run(twice).stderr


@pytest.mark.parametrize(
    ("same", "row", "what"),
    [
        ("", "alpha,gone,two", "institution gone is nothing that a source describes; mend the id, or take the row out"),
        ("alpha,omega,one", "alpha,omega,two", "alpha and omega are one by same.csv; take the row out here or there"),
        ("", "alpha,,two", "other is empty"),
    ],
)
def test_a_row_that_makes_no_sense(twice: Project, same: str, row: str, what: str) -> None:
    """Told with file and line, and what to do."""
    decided(twice, "same.csv", f"institution,{same}\n" if same else "")
    decided(twice, "distinct.csv", f"institution,one-library,two-library,two\ninstitution,{row}\n")
    result = run(twice)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"distinct.csv:3: {what}" in result.stderr


def test_all_data_or_nothing(twice: Project) -> None:
    """One file alone has no pairs: the two are not asked for together."""
    result = run(twice, str(twice.data / "sources" / "alpha.yaml"))
    assert result.exit_code == 2
    assert "leave out FILES" in result.stderr
