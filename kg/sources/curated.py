"""The curators' own files: ``data/sources/<collection>/<slug>.yaml``, one source document each."""

import re
from collections.abc import Iterator
from pathlib import Path

from kg import textyaml
from kg.authority import Authority
from kg.errors import Finding
from kg.ontology import Vocabulary
from kg.project import Project
from kg.reader import ID, Reader
from kg.records import Document, document

# A name under which a source would lie unread; what editors leave behind is none.
_ALMOST = re.compile(r"[^.].*\.ya?ml(\.txt)?", re.IGNORECASE)


def documents(project: Project, vocabulary: Vocabulary, authority: Authority) -> Iterator[Document]:
    """Every file of the folder as a document; a file that cannot be read has findings and no nodes."""
    for path in sorted(project.sources.rglob("*"), key=lambda p: (p.name, p)):
        shown = project.shown(path)
        if path.suffix == ".yaml" and not path.name.startswith("."):
            yield read(path, shown, vocabulary, authority)
        elif _ALMOST.fullmatch(path.name):
            words = (
                "the file would not be read",
                f"name it {path.name.split('.')[0]}.yaml, or take it out of sources/",
            )
            yield _unread(Finding(shown, 0, 0, "file-name", path.name, *words))


def read(path: Path, shown: str, vocabulary: Vocabulary, authority: Authority) -> Document:
    """One file as a document."""
    try:
        content = textyaml.read(path, shown)
    except textyaml.TextError as error:
        return _unread(error.finding)
    except OSError as error:
        words = (f"cannot be read, {error.strerror}", "put a file that you can read in its place")
        return _unread(Finding(shown, 0, 0, "file", path.name, *words))
    reader = Reader(shown, content, vocabulary, authority)
    if not ID.fullmatch(path.stem):
        words = (f"the file's name {path.stem!r} is no id", "write lower-case words joined by hyphens, .yaml")
        reader.findings.append(Finding(shown, 0, 0, "id", path.stem, *words))
    return document(reader, path.stem)


def _unread(finding: Finding) -> Document:
    """A file of which nothing is known but that it cannot be read."""
    return Document(finding.file, {"id": ""}, [], {}, {}, [finding])
