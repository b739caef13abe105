"""Where things are: the ontology, the data, the queries, the folder that builds go to, or a store elsewhere."""

import os
from pathlib import Path
from typing import NamedTuple

from kg import __version__
from kg.errors import KGError

_PACKAGE = Path(__file__).resolve().parent


class Project(NamedTuple):
    """The folders of one graph. ``build`` holds ``current``, a link to the build that answers.

    Where there is an ``endpoint``, the address of a store elsewhere, that one answers, each time within ``timeout``
    seconds.
    """

    ontology: Path
    data: Path
    queries: Path
    build: Path
    endpoint: str = ""
    timeout: float = 60.0

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

    Other data are built beside themselves, so that they never replace this project's graph. The package's own graph is
    built in the user's cache, by version: a newer package never answers from the data of an older one.
    """
    packaged = _PACKAGE / "_content"
    root = packaged if packaged.is_dir() else _PACKAGE.parent
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "libcoop" / __version__
    folder = Path(data) if data else root / "data"
    if not (folder / "sources").is_dir():
        raise KGError(
            str(folder),
            "there is no folder sources/ in it",
            "name a folder with sources/ and authority/ (kg --data DIR)",
        )
    default = folder.resolve().parent / "build" if data else cache if root == packaged else root / "build"
    return Project(root / "ontology", folder, root / "queries", Path(build) if build else default)
