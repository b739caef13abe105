"""Where facts come from: one module for each form of source; each has ``documents(project, vocabulary, authority)``."""

import importlib
import pkgutil
from collections.abc import Iterator

from kg.authority import Authority
from kg.ontology import Vocabulary
from kg.project import Project
from kg.records import Document


def documents(project: Project, vocabulary: Vocabulary, authority: Authority) -> Iterator[Document]:
    """The documents of every module in this folder, in the order of their names."""
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        yield from importlib.import_module(f"{__name__}.{module}").documents(project, vocabulary, authority)
