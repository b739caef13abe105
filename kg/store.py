"""The store of a build: filled once, then only read; never answered from unless it is what its manifest says.

RocksDB does not notice by itself: with a cut MANIFEST it opens as an empty store, a missing folder becomes a new
database, and at a flipped bit in a table a query may end in an error or fill the memory. Every opening checks the
list of files, their sizes, the count of statements, and the bytes: all of them where that takes some milliseconds, of a
large store those outside the tables. ``verified`` checks every byte of the build, and the first opening after a build
that was killed checks every byte of the store.
"""

import json
import os
import sys
import zlib
from pathlib import Path
from typing import Any

from kg import engine, locks
from kg.engine import Engine
from kg.errors import KGError
from kg.project import Project, shown

_STORED = """
PREFIX void: <http://rdfs.org/ns/void#>
SELECT ?count WHERE { GRAPH <https://w3id.org/libcoop/id/graph/metadata> { ?dataset void:triples ?count } }
"""
_SMALL = 10_000_000  # bytes of a store that are checked in some five milliseconds
# RocksDB writes these whenever it opens a store; they hold no statement.
_VOLATILE = ("LOG", "LOCK")


def fill(folder: Path) -> None:
    """A store beside the N-Quads of a build."""
    _fill(folder / "store", folder / "kg.nq")


def describe(folder: Path, about: dict[str, object]) -> None:
    """Write the manifest of a build: what it is about, and size and digest of every file."""
    files = {str(p.relative_to(folder)): _known(p) for p in sorted(folder.rglob("*")) if _counts(p)}
    about = {**about, "count": _count(engine.read_only(folder / "store")), "sha256": files["kg.nq"]["sha256"]}
    _write(folder, {**about, "files": files})


def manifest(project: Project) -> dict[str, Any]:
    """The manifest of the build in place; KGError where there is none, or it is broken."""
    return _manifest(project, project.current.resolve())


def artefact(project: Project, name: str = "kg.nq") -> Path:
    """A file of the build in place; KGError where it is not the one that was built."""
    folder = project.current.resolve()
    if fault := _changed(folder, name, _manifest(project, folder)["files"][name]):
        raise KGError(shown(folder), fault, "run kg build")
    return folder / name


def opened(project: Project) -> Engine:
    """The store in place, if it is what its manifest says; a damaged one is made anew from ``kg.nq``, and that is told.

    KGError where that is not possible: nothing is ever answered from a damaged store.
    """
    folder = project.current.resolve()
    about = _manifest(project, folder)
    fault = _fault(folder, about) or locks.after_a_kill(project.build, lambda: _damage(folder, about))
    for _ in range(2):
        if not fault:
            try:
                store = engine.read_only(folder / "store")
                if _count(store) == about["count"]:
                    return store
                fault = "store: does not hold what was built"
            except (OSError, RuntimeError, KGError):
                fault = "store: cannot be opened"
        _renew(project, folder, about, fault)
        about = _manifest(project, folder)
        fault = _fault(folder, about)
    raise KGError(shown(folder), fault, "run kg build")


def verified(project: Project) -> list[str]:
    """Every file of the build in place that is not what the manifest says, each with what is wrong."""
    folder = project.current.resolve()
    about = _manifest(project, folder)
    found = [_changed(folder, file, known) for file, known in about["files"].items()]
    return list(dict.fromkeys(fault for fault in [_fault(folder, about), *found] if fault))


def sync(folder: Path) -> None:
    """Everything in a folder, and the folder itself, is on the disk."""
    for path in [*folder.rglob("*"), folder]:
        sync_entry(path)


def sync_entry(path: Path) -> None:
    """A file's bytes, or a folder's list of names, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fill(store: Path, nquads: Path) -> None:
    engine.fill(store, nquads)
    for volatile in store.glob("LOG*"):
        volatile.unlink()


def _manifest(project: Project, folder: Path) -> dict[str, Any]:
    place = shown(folder / "manifest.json")
    try:
        found: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
        if found.pop("crc32") == zlib.crc32(_text(found)):
            return found
    except FileNotFoundError as error:
        raise KGError(shown(project.build), "there is no built graph", "run kg build") from error
    except OSError as error:
        raise KGError(place, f"cannot be read, {error.strerror}", "run kg build") from error
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise KGError(place, "the manifest is broken", "run kg build")


def _write(folder: Path, about: dict[str, Any]) -> None:
    told = {**about, "crc32": zlib.crc32(_text(about))}
    (folder / "manifest.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")


def _text(about: dict[str, Any]) -> bytes:
    return json.dumps(about, sort_keys=True).encode()


def _fault(folder: Path, about: dict[str, Any]) -> str:
    """What is wrong with the files of a store, as far as a quick look tells; nothing where all is well."""
    known = {file: what for file, what in about["files"].items() if _in_store(file)}
    try:
        there = {f"store/{p.name}": p.stat().st_size for p in os.scandir(folder / "store") if _counts(Path(p))}
        for file in sorted({*known, *there}):
            if file not in there:
                return f"{file}: is missing"
            if file not in known:
                return f"{file}: was not built"
            if there[file] != known[file]["size"]:
                return f"{file}: has {there[file]} bytes instead of {known[file]['size']}"
        for file in known if sum(there.values()) < _SMALL else (f for f in known if not f.endswith(".sst")):
            if zlib.crc32((folder / file).read_bytes()) != known[file]["crc32"]:
                return f"{file}: its bytes are not those that were built"
    except OSError as error:
        return f"store: cannot be read, {error.strerror}"
    return ""


def _damage(folder: Path, about: dict[str, Any]) -> str:
    """The first fault in any byte of a store."""
    files = about["files"].items()
    return next((f for file, known in files if _in_store(file) and (f := _changed(folder, file, known))), "")


def _changed(folder: Path, file: str, known: dict[str, Any]) -> str:
    path = folder / file
    try:
        if (size := path.stat().st_size) != known["size"]:
            return f"{file}: has {size} bytes instead of {known['size']}"
        return "" if _digest(path) == known["sha256"] else f"{file}: its bytes are not those that were built"
    except FileNotFoundError:
        return f"{file}: is missing"
    except OSError as error:
        return f"{file}: cannot be read, {error.strerror}"


def _renew(project: Project, folder: Path, about: dict[str, Any], fault: str) -> None:
    """Fill the store again from ``kg.nq``, if that is still the file that was built."""
    import shutil

    aside = folder.with_name(f".tmp-{folder.name}")
    try:
        with locks.held(project.build):
            if _manifest(project, folder) != about:
                return  # somebody else has done it
            if changed := _changed(folder, "kg.nq", about["files"]["kg.nq"]):
                raise KGError(shown(folder), changed, "run kg build")
            print(f"{shown(folder)}: {fault}; the store is made anew from kg.nq", file=sys.stderr)
            shutil.rmtree(aside, ignore_errors=True)
            try:
                _refill(folder, aside, about)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except (OSError, KGError) as error:
        why = getattr(error, "strerror", None) or error
        raise KGError(shown(folder), f"{fault}, and the store cannot be made anew ({why})", "run kg build") from error


def _refill(folder: Path, aside: Path, about: dict[str, Any]) -> None:
    """A new store, made aside, takes the place of the old one; the other files keep their entries in the manifest."""
    import shutil

    aside.mkdir()
    _fill(aside / "store", folder / "kg.nq")
    kept = {file: known for file, known in about["files"].items() if not _in_store(file)}
    filled = {f"store/{p.name}": _known(p) for p in (aside / "store").iterdir() if _counts(p)}
    _write(aside, {**about, "files": kept | filled})
    sync(aside)
    shutil.rmtree(folder / "store", ignore_errors=True)
    (aside / "store").rename(folder / "store")
    (aside / "manifest.json").replace(folder / "manifest.json")
    sync(folder)


def _counts(path: Path) -> bool:
    """Whether a file belongs to what was built; a store's folder belongs by its files."""
    return path.is_file() and path.name != "manifest.json" and not path.name.startswith(_VOLATILE)


def _in_store(file: str) -> bool:
    return file.startswith("store/")


def _count(store: Engine) -> int:
    """The number of statements that the store itself says it was filled with; none for a store that lost them."""
    rows = store.select(_STORED).rows
    return int(str(rows[0][0])) if rows else -1


def _known(path: Path) -> dict[str, object]:
    """Size and digest of a file; of a store's files also what openings check, because SHA-256 takes long."""
    known: dict[str, object] = {"size": path.stat().st_size, "sha256": _digest(path)}
    if path.parent.name == "store":
        known["crc32"] = zlib.crc32(path.read_bytes())
    return known


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
