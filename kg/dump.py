"""The graph in the standard syntaxes of RDF, from ``kg.nq`` itself: a store would rewrite literals."""

import io
import re
from collections.abc import Iterable, Iterator

from kg import rdf, store
from kg.errors import KGError
from kg.project import Project
from kg.terms import thing

# A line of our N-Quads (RDF 1.1 N-Quads, grammar); the last group is the graph.
_LINE = re.compile(r'<[^>]*> <[^>]*> (?:<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?) (<[^>]*> )?\.\n')
CONSENSUS = thing("graph", "consensus")
DATASETS = ("trig", "nquads", "jsonld")  # the syntaxes that hold named graphs


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


def written(quads: Iterable[str], syntax: str) -> str:
    """The text of the lines in a syntax."""
    if syntax in ("nquads", "ntriples"):
        return "".join(sorted(quads))
    target = io.BytesIO()
    rdf.write(quads, syntax, target)
    return target.getvalue().decode()
