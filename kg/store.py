"""The store of a build: filled once, then only read; never answered from unless it is what its manifest says.

RocksDB does not notice by itself: with a cut MANIFEST it opens as an empty store, most flipped bits go unseen, and
a missing folder becomes a new database. Every opening checks the list of files, their sizes, the small files'
digests and the count of statements; ``verified`` checks every byte.
"""

import json
import zlib
from pathlib import Path
from typing import Any

from kg import engine
from kg.engine import Engine
from kg.errors import KGError
from kg.project import Project

_STORED = """
PREFIX void: <http://rdfs.org/ns/void#>
SELECT ?count WHERE { GRAPH <https://w3id.org/libcoop/id/graph/metadata> { ?dataset void:triples ?count } }
"""
_SMALL = 200_000  # bytes; MANIFEST, CURRENT, OPTIONS and the like, where damage goes unseen
# RocksDB writes these whenever it opens a store; they hold no statement.
_VOLATILE = ("LOG", "LOCK")


def fill(folder: Path) -> None:
    """A store beside the N-Quads of a build."""
    engine.fill(folder / "store", folder / "kg.nq")
    for volatile in (folder / "store").glob("LOG*"):
        volatile.unlink()


def describe(folder: Path, about: dict[str, object]) -> None:
    """Write the manifest of a build: what it is about, and size and digest of every file."""
    files = {str(p.relative_to(folder)): _known(p) for p in _files(folder)}
    manifest = {
        **about,
        "count": _count(engine.read_only(folder / "store")),
        "sha256": files["kg.nq"]["sha256"],
        "files": files,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")


def manifest(project: Project) -> dict[str, Any]:
    """The manifest of the build in place; KGError where there is none."""
    try:
        found: dict[str, Any] = json.loads((project.current / "manifest.json").read_bytes())
    except FileNotFoundError as error:
        raise KGError(project.shown(project.build), "there is no built graph", "run kg build") from error
    except ValueError as error:
        raise KGError(project.shown(project.build), "the manifest is broken", "run kg build") from error
    return found


def opened(project: Project) -> Engine:
    """The store in place, if it is what its manifest says; a damaged store is made anew from ``kg.nq``."""
    about = manifest(project)
    folder = project.current.resolve()
    if _fault(folder, about):
        _renew(folder, about)
    try:
        store = engine.read_only(folder / "store")
        if _count(store) == about["count"]:
            return store
    except OSError:
        pass
    _renew(folder, about)
    return engine.read_only(folder / "store")


def verified(project: Project) -> list[str]:
    """Every file of the build in place that is not what the manifest says, each with what is wrong."""
    about = manifest(project)
    folder = project.current.resolve()
    faults = [_fault(folder, {"files": {file: known}}) for file, known in about["files"].items()]
    changed = [
        f"{file}: its bytes are not those that were built"
        for (file, known), fault in zip(about["files"].items(), faults, strict=True)
        if not fault and _digest(folder / file) != known["sha256"]
    ]
    return [fault for fault in faults if fault] + changed


def _fault(folder: Path, about: dict[str, Any]) -> str:
    """What is wrong with the files of a store, as far as a quick look tells; nothing where all is well."""
    for file, known in about["files"].items():
        path = folder / file
        try:
            size = path.stat().st_size
        except OSError:
            return f"{file}: is missing"
        if size != known["size"]:
            return f"{file}: has {size} bytes instead of {known['size']}"
        if "crc32" in known and zlib.crc32(path.read_bytes()) != known["crc32"]:
            return f"{file}: its bytes are not those that were built"
    return ""


def _renew(folder: Path, about: dict[str, Any]) -> None:
    """Fill the store again from ``kg.nq``, if that is still the file that was built."""
    import shutil

    if _digest(folder / "kg.nq") != about["sha256"]:
        raise KGError(str(folder / "kg.nq"), "the file is damaged and so is the store", "run kg build")
    aside = folder.with_name(f".tmp-{folder.name}")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(folder, aside, ignore=shutil.ignore_patterns("store"))
    fill(aside)
    describe(aside, {k: v for k, v in about.items() if k not in ("files", "count", "sha256")})
    shutil.rmtree(folder / "store", ignore_errors=True)
    (aside / "store").rename(folder / "store")
    (aside / "manifest.json").replace(folder / "manifest.json")
    shutil.rmtree(aside)


def _files(folder: Path) -> list[Path]:
    return sorted(
        p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json" and not p.name.startswith(_VOLATILE)
    )


def _count(store: Engine) -> int:
    """The number of statements that the store itself says it was filled with; none for a store that lost them."""
    rows = store.select(_STORED).rows
    return int(str(rows[0][0])) if rows else -1


def _known(path: Path) -> dict[str, object]:
    """Size and digest of a file; of RocksDB's small files also what each opening checks (SHA-256 is slow to import)."""
    known: dict[str, object] = {"size": path.stat().st_size, "sha256": _digest(path)}
    if path.stat().st_size < _SMALL and path.parent.name == "store" and path.suffix != ".sst":
        known["crc32"] = zlib.crc32(path.read_bytes())
    return known


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
