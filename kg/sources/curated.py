"""The curators' own files: ``data/sources/<collection>/<slug>.yaml``, one source document each."""

from collections.abc import Iterator
from pathlib import Path

from kg import textyaml
from kg.authority import Authority
from kg.errors import Finding
from kg.ontology import Vocabulary
from kg.project import Project
from kg.reader import ID, Reader
from kg.records import Document, document


def documents(project: Project, vocabulary: Vocabulary, authority: Authority) -> Iterator[Document]:
    """Every file of the folder as a document; a file that cannot be read has findings and no nodes."""
    for path in sorted(project.sources.rglob("*.yaml"), key=lambda p: p.name):
        yield read(path, project.shown(path), vocabulary, authority)


def read(path: Path, shown: str, vocabulary: Vocabulary, authority: Authority) -> Document:
    """One file as a document."""
    try:
        content = textyaml.read(path, shown)
    except textyaml.TextError as error:
        return Document(shown, {"id": f"source/{path.stem}"}, [], {}, {}, [error.finding])
    reader = Reader(shown, content, vocabulary, authority)
    if not ID.fullmatch(path.stem):
        words = (f"the file's name {path.stem!r} is no id", "write lower-case words joined by hyphens, .yaml")
        reader.findings.append(Finding(shown, 0, 0, "id", path.stem, *words))
    return document(reader, path.stem)
