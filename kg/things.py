"""Which thing a user means: by id, by IRI, or by its name in any script."""

import re
from collections.abc import Mapping

from kg import queries
from kg.engine import Engine
from kg.errors import Incomplete, KGError
from kg.queries import Query
from kg.terms import ID, KINDS, folded, iri

_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name WHERE {
  ?thing skos:prefLabel|skos:altLabel|rdfs:label ?name
  FILTER (STRSTARTS(STR(?thing), "%s"))
}
"""
_REPLACED = """
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?kept WHERE { GRAPH <https://w3id.org/libcoop/id/graph/metadata> { %s dcterms:isReplacedBy ?kept } }
"""
# What people call a parameter -> the kind in our ids.
_KIND = {"country": "place", "city": "place", "building": "place"}
_COUNTRY = re.compile(rf"{ID}place/[a-z][a-z]")


def bound(store: Engine, query: Query, given: Mapping[str, str]) -> str:
    """The SPARQL of a question with its parameters, among which things may be named in any way."""
    return queries.bound(query, given, lambda kind, words: find(store, kind, words))


def find(store: Engine, kind: str, words: str) -> str:
    """The term of the one thing (of a kind; any kind for ``thing``) that words name; KGError for none or several.

    A retired id names the thing that goes on under another.
    """
    for candidate in _ids(_KIND.get(kind, kind), words.strip()):
        if store.select(f"ASK {{ {candidate} ?p ?o }}").rows[0][0]:
            return candidate
        if kept := store.select(_REPLACED % candidate).rows:
            return iri(str(kept[0][0]))
    names = _names(store, kind, words)
    wanted = folded(words)
    found = sorted({one for one, name in names if folded(name) == wanted})
    if len(found) == 1:
        return iri(found[0])
    if found:
        several = ", ".join(one.removeprefix(ID) for one in found)
        raise KGError(repr(words), f"names {len(found)} things: {several}", "write one of these ids")
    raise KGError(repr(words), "names nothing in the graph", _near(names, words))


def _ids(kind: str, words: str) -> list[str]:
    """The terms that words can be as an IRI, as ``event/wlic-2023``, as a slug or as a country's code."""
    kinds = KINDS if kind == "thing" else (kind,)
    try:
        if "://" in words:
            return [iri(words.strip("<>"))]
        if words.partition("/")[0] in kinds and "/" in words:
            return [iri(ID + words)]
        if " " not in words:
            return [iri(ID + f"{one}/{words.lower()}") for one in kinds]
    except ValueError:
        pass
    return []


def _names(store: Engine, kind: str, words: str) -> list[tuple[str, str]]:
    """All things of a kind with their names, among which words are looked for."""
    try:
        rows = store.select(_NAMES % (ID if kind == "thing" else f"{ID}{_KIND.get(kind, kind)}/")).rows
    except Incomplete as error:
        raise KGError(repr(words), "the store gives too few names to look it up", "write an id (kg find)") from error
    names = [(str(one), str(name)) for one, name in rows]
    # There is a city of Singapore, too.
    return [found for found in names if kind != "country" or _COUNTRY.fullmatch(found[0])]


def _near(names: list[tuple[str, str]], words: str) -> str:
    import difflib  # for mistakes only

    spelt = {folded(name): name for _, name in names}
    near = difflib.get_close_matches(folded(words), spelt, 3, 0.6)
    return (
        f"did you mean {' or '.join(repr(spelt[n]) for n in near)}?"
        if near
        else "write an id, an IRI or a full name in any script"
    )
