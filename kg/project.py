"""Where things are: the ontology, the data, the queries, and the folder that builds go to."""

import os
from pathlib import Path
from typing import NamedTuple

from kg.errors import KGError

_PACKAGE = Path(__file__).resolve().parent


class Project(NamedTuple):
    """The folders of one graph. ``build`` holds ``current``, a link to the build that answers."""

    ontology: Path
    data: Path
    queries: Path
    build: Path

    @property
    def sources(self) -> Path:
        """One YAML file a source, in folders."""
        return self.data / "sources"

    @property
    def current(self) -> Path:
        """The build in place: ``kg.nq``, ``kg.ttl``, ``kg.trig``, ``manifest.json``, ``store/``."""
        return self.build / "current"

    def shown(self, path: Path) -> str:
        """A path as a user would write it."""
        return shown(path)


def shown(path: Path) -> str:
    """A path as a user would write it: relative to where they stand, if it lies below."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def find(data: str | None = None, build: str | None = None) -> Project:
    """The project of this checkout or of the installed package, with other data or build folders where given.

    Other data are built beside themselves, so that they never replace this project's graph.
    """
    packaged = _PACKAGE / "_content"
    root = packaged if packaged.is_dir() else _PACKAGE.parent
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "libcoop"
    folder = Path(data) if data else root / "data"
    if not (folder / "sources").is_dir():
        raise KGError(
            str(folder),
            "there is no folder sources/ in it",
            "name a folder with sources/ and authority/ (kg --data DIR)",
        )
    default = folder.resolve().parent / "build" if data else cache if root == packaged else root / "build"
    return Project(root / "ontology", folder, root / "queries", Path(build) if build else default)
