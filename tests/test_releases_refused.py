"""What is not released: into a folder that is there, without a day, from a damaged build, without the papers."""

import shutil
from pathlib import Path

import pytest

from kg import releases
from kg.errors import KGError
from kg.project import Project


def test_a_folder_that_is_there_is_left_alone(mini: Project, tmp_path: Path) -> None:
    """A release never writes into another."""
    with pytest.raises(KGError, match="is there already"):
        releases.release(mini, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("date", ["soon", "2031", "2031-13-01", "2031-05-28T10:00", "２０３１-05-28"])
def test_a_day_is_a_day(mini: Project, tmp_path: Path, date: str) -> None:
    """Anything but YYYY-MM-DD is refused before a file is written."""
    with pytest.raises(KGError, match="is no day"):
        releases.release(mini, tmp_path / "new", date)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("file", ["kg.nq", "kg.ttl", "kg.trig"])
def test_a_damaged_build_is_not_released(mini: Project, tmp_path: Path, file: str) -> None:
    """A changed byte in any file of the graph stops it, and nothing is left behind."""
    shutil.copytree(mini.current, tmp_path / "build" / "current")
    damaged = tmp_path / "build" / "current" / file
    damaged.write_bytes(damaged.read_bytes().replace(b"2001", b"2002"))
    with pytest.raises(KGError, match="not those that were built"):
        releases.release(mini._replace(build=tmp_path / "build"), tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_without_the_papers_there_is_no_release(mini: Project, tmp_path: Path) -> None:
    """Where the changelog is not at hand the remedy is named."""
    ontology = shutil.copytree(mini.ontology, tmp_path / "project" / "ontology")
    with pytest.raises(KGError, match="checkout"):
        releases.release(mini._replace(ontology=ontology), tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["project"]
