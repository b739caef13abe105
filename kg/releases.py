"""A release: one folder with the graph in the forms that people load, what describes it, and the digests of all.

The same build gives the same bytes (of kg.nq.gz with the same zlib), so that anyone can make a release again and
compare. What identifies it is the digest of kg.nq, as unpacked.
"""

import gzip
import os
import re
import shutil
from itertools import groupby
from pathlib import Path

from kg import description, dump, store
from kg.errors import KGError
from kg.project import Project, shown
from kg.views import ontology

_PAPERS = ("CHANGELOG.md", "LICENSE-DATA")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)


def release(project: Project, folder: Path, date: str = "") -> Path:
    """A release of the build in place, in a folder that is new; made aside, so that it is there whole or not at all.

    ``date`` (YYYY-MM-DD) is the day of publication; without it the date of the newest source stands for it. KGError
    where the folder is there already, where the build is not what was built, where there is no date at all, or where
    the project's papers are not at hand.
    """
    if date and not _DAY.fullmatch(date):
        raise KGError(f"release --date {date}", "is no day", "write it as 2031-05-28")
    if folder.exists():
        raise KGError(shown(folder), "is there already", "name a new folder")
    aside = folder.with_name(f".tmp-{folder.name}-{os.getpid()}")
    try:
        aside.mkdir(parents=True)
        _graphs(project, aside)
        _papers(project, aside)
        about = description.known(project, date)
        description.void(aside, about)
        (aside / "ro-crate-metadata.json").write_text(description.crate(aside, about), "utf-8", newline="\n")
        files = description.files(aside)
        sums = "".join(f"{description.digest(path)}  {path.relative_to(aside)}\n" for path in files)
        (aside / "SHA256SUMS").write_text(sums, "utf-8", newline="\n")
        store.sync(aside)
        return aside.rename(folder)
    except OSError as error:
        remedy = "free space or name another folder"
        raise KGError(shown(folder), f"cannot write, {error.strerror or error}", remedy) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _graphs(project: Project, folder: Path) -> None:
    """The files of the graph: the very bytes of the build."""
    nquads, known = store.artefact(project), store.manifest(project)["files"]
    for file in ("kg.ttl", "kg.trig"):
        shutil.copyfile(nquads.with_name(file), folder / file)
        if description.digest(folder / file) != known[file]["sha256"]:
            raise KGError(shown(nquads.with_name(file)), "its bytes are not those that were built", "run kg build")
    # Without a name and a time in its head, the same content is packed into the same bytes.
    gz, consensus = folder / "kg.nq.gz", folder / "kg-consensus.nq"
    with nquads.open("rb") as plain, gz.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        shutil.copyfileobj(plain, packed)
    with consensus.open("w", encoding="utf-8", newline="\n") as target:
        named = dump.lines(project, "nquads", consensus_graph=True)
        for _, said in groupby(named, lambda line: line[: line.index(" ")]):
            target.writelines(sorted(said))


def _papers(project: Project, folder: Path) -> None:
    root = project.ontology.parent
    for path in sorted(project.ontology.rglob("*.ttl")):
        target = folder / "ontology" / path.relative_to(project.ontology)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for paper in _PAPERS:
        if not (root / paper).is_file():
            raise KGError(shown(root / paper), "is not there", "make releases in a checkout of the project")
        shutil.copyfile(root / paper, folder / paper)
    for file, page in ontology.pages(project).items():
        (folder / file).write_text(page, "utf-8", newline="\n")
