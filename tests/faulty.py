"""A build of the miniature for tests that kill, starve and damage, and what must be true of it afterwards."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import build, project, store
from kg.project import Project
from kg.tables import Table

MINI = Path(__file__).parent / "mini" / "data"
_PREFIX = "PREFIX lc: <https://w3id.org/libcoop/ontology#> PREFIX event: <https://w3id.org/libcoop/id/event/>"
MOTTO = f"{_PREFIX} SELECT ?motto WHERE {{ event:meeting-of-island-libraries-2001 lc:motto ?motto }} ORDER BY ?motto"
ALL = (
    "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o",
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A build that is copied, never changed."""
    found = project.find(str(MINI), str(tmp_path_factory.mktemp("good")))
    build.build(found)
    return found


@pytest.fixture(scope="module")
def right(good: Project) -> list[Table]:
    """All that the good build says."""
    return everything(good)


@pytest.fixture
def here(good: Project, tmp_path: Path) -> Project:
    """A copy of the good build."""
    return copied(good, tmp_path / "build")


def copied(good: Project, folder: Path) -> Project:
    """The same build in another folder."""
    shutil.copytree(good.build, folder, symlinks=True)
    return good._replace(build=folder)


def everything(found: Project) -> list[Table]:
    """All that a build answers with."""
    opened = store.opened(found)
    return [opened.select(query) for query in ALL]


def mottos(found: Project) -> list[str]:
    """A small answer of the build in place."""
    return [str(motto) for (motto,) in store.opened(found).select(MOTTO).rows]


def program(found: Project, *words: str, first: str = "") -> list[str]:
    """``kg`` on a project as a process of its own, in which some Python runs first."""
    where = ["--data", str(found.data), "--build", str(found.build)]
    return [sys.executable, "-c", f"{first}\nfrom kg.cli import main\nmain()", *where, *words]


def run(found: Project, *words: str, first: str = "") -> subprocess.CompletedProcess[str]:
    """What such a process does."""
    return subprocess.run(program(found, *words, first=first), capture_output=True, text=True, timeout=60, check=False)


def leftovers(folder: Path) -> set[str]:
    """What does not belong into a folder of builds; it may hold the build in place and the one before."""
    known = {*build.FILES, "current", "releases", ".lock"}
    releases = sorted(path.name for path in (folder / "releases").iterdir())
    odd = {name for name in releases if not name.isdigit()} | set(releases[:-2])
    return odd | ({path.name for path in folder.iterdir()} - known)
