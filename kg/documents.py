"""The sources behind facts, as documents: what each is called, who published it when, and where it is."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kg.engine import Engine
from kg.tables import Value
from kg.terms import iri

_ABOUT = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?source ?title ?publisher ?published ?url WHERE {
  VALUES ?source { %s }
  ?source dcterms:title ?title ; schema:url ?url .
  OPTIONAL { ?source dcterms:issued ?published }
  OPTIONAL { ?source dcterms:publisher ?by OPTIONAL { ?by rdfs:label ?label } }
  BIND (COALESCE(?label, ?by) AS ?publisher)
}
"""


class Document(NamedTuple):
    """A source; empty is what is not known of it."""

    iri: str
    title: str
    publisher: str
    published: str
    url: str


def described(graph: Engine, sources: Iterable[str]) -> dict[str, Document]:
    """Sources by their IRIs, in that order; a publisher that is an institution by its label."""
    wanted = sorted(set(sources))
    rows = graph.select(_ABOUT % " ".join(map(iri, wanted))).rows if wanted else []
    said: dict[str, list[tuple[Value, ...]]] = defaultdict(list)
    for source, *rest in rows:
        said[str(source)].append(tuple(rest))
    return {one: Document(one, *map(best, zip(*said[one], strict=True))) for one in sorted(said)}


def best(texts: Iterable[Value]) -> str:
    """One text of several: the English one, or the first by its language."""
    found = [(getattr(one, "language", ""), str(one)) for one in texts if one is not None]
    return min(found, key=lambda pair: (pair[0] != "en", pair))[1] if found else ""
