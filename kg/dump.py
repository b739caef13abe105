"""The graph in the standard syntaxes of RDF, from ``kg.nq`` itself: a store would rewrite literals."""

import io
import re
import shutil
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg import rdf, store
from kg.errors import KGError
from kg.project import Project
from kg.terms import thing

# A line of our N-Quads (RDF 1.1 N-Quads, grammar); the last group is the graph.
_LINE = re.compile(r'<[^>]*> <[^>]*> (?:<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?) (<[^>]*> )?\.\n')
CONSENSUS = thing("graph", "consensus")
DATASETS = ("trig", "nquads", "jsonld")  # the syntaxes that hold named graphs
_BUILT = {"turtle": "kg.ttl", "trig": "kg.trig", "nquads": "kg.nq"}


def lines(project: Project, syntax: str, *, consensus_graph: bool = False) -> Iterator[str]:
    """The lines of N-Quads that a syntax can hold, the consensus in a named graph where wanted."""
    if consensus_graph and syntax not in DATASETS:
        raise KGError(f"export {syntax}", "the format has no named graphs", f"write {', '.join(DATASETS)}")
    source = store.artefact(project)
    with source.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            found = _LINE.fullmatch(line)
            if not found:
                raise KGError(str(source), f"broken line {line[:60]!r}", "run kg build")
            if not found.group(1):
                yield f"{line[:-2]}{CONSENSUS} .\n" if consensus_graph else line
            elif syntax in DATASETS:
                yield line


def export(project: Project, syntax: str, target: BinaryIO, *, consensus_graph: bool = False) -> None:
    """Write the graph in a syntax: as it was built, where a file of the build has that syntax."""
    if syntax in _BUILT and not consensus_graph:
        with store.artefact(project, _BUILT[syntax]).open("rb") as file:
            shutil.copyfileobj(file, target, 1 << 20)
    else:
        _write(lines(project, syntax, consensus_graph=consensus_graph), syntax, target)


def written(quads: Iterable[str], syntax: str) -> str:
    """The text of the lines in a syntax."""
    target = io.BytesIO()
    _write(quads, syntax, target)
    return target.getvalue().decode()


def _write(quads: Iterable[str], syntax: str, target: BinaryIO) -> None:
    """Write lines in a syntax, as they come: a graph of any size needs little memory."""
    if syntax in ("nquads", "ntriples"):
        target.writelines(line.encode() for line in quads)
    else:
        rdf.write(quads, syntax, target)
