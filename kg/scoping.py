"""Where a query reads in a store that keeps the consensus as a named graph, beside the claims of each source.

Our queries mean the consensus by ``{ … }`` and the claims by ``GRAPH ?source { … }``. A store whose default graph is
the union of all graphs would give rejected values as facts, so there the first is made ``GRAPH <consensus> { … }``,
and the second leaves the consensus out. Naming it as the default graph of the request is not enough: by the standard,
no other graph is there to be named then.
"""

from typing import NamedTuple

from kg.errors import KGError
from kg.gate import Token, tokenized

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_OPENS, _CLOSES = ("(", "{", "["), (")", "}", "]")


class Place(NamedTuple):
    """A form (SELECT …) in capitals, where it begins, and where its pattern's brackets are (-1: it has none)."""

    form: str
    start: int
    opens: int
    closes: int


def form(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; nothing where the query has none."""
    return _place(list(tokenized(sparql))).form


def names_graphs(sparql: str) -> bool:
    """Whether a query asks named graphs."""
    return any(map(_is_graph, tokenized(sparql)))


def within(sparql: str, graph: str) -> str:
    """The query with all that stands outside of GRAPH asked of this graph, and GRAPH with a variable of any other."""
    tokens = list(tokenized(sparql))
    place = _place(tokens)
    if place.form == "DESCRIBE":
        raise KGError(
            "query", "DESCRIBE with GRAPH reads all graphs of this store", "write CONSTRUCT { … } WHERE { … }"
        )
    if place.closes < 0:
        return sparql  # no query: the store will say so
    added = [(place.opens + 1, f" GRAPH {graph} {{"), (place.closes, "} ")]
    pairs = _pairs(tokens)
    for number, token in enumerate(tokens[:-2]):
        variable, bracket = tokens[number + 1], tokens[number + 2]
        if _is_graph(token) and variable.kind == "variable" and bracket.at in pairs:
            added.append((pairs[bracket.at] + 1, f" FILTER ({variable.text} != {graph})"))
    for at, text in sorted(added, reverse=True):
        sparql = f"{sparql[:at]}{text}{sparql[at:]}"
    return sparql


def solutions(sparql: str) -> str:
    """A SELECT with a row for each solution of a CONSTRUCT query."""
    place = _place(list(tokenized(sparql)))
    return f"{sparql[: place.start]}SELECT (1 AS ?solution) WHERE {sparql[place.opens :]}"


def _place(tokens: list[Token]) -> Place:
    found = next((n for n, one in enumerate(tokens) if one.kind == "word" and one.text.upper() in _FORMS), None)
    if found is None:
        return Place("", 0, -1, -1)
    word, outer = tokens[found].text.upper(), _outer(tokens[found:])
    if word == "CONSTRUCT" and tokens[found + 1 : found + 2] and tokens[found + 1].text == "{":
        outer = outer[1:]  # the first is the template
    opens, closes = outer[0] if outer else (-1, -1)
    return Place(word, tokens[found].at, opens, closes)


def _outer(tokens: list[Token]) -> list[tuple[int, int]]:
    """The places of the braces that lie in no other bracket."""
    pairs, found, end = _pairs(tokens), [], -1
    for token in tokens:
        if token.at > end and token.at in pairs:
            end = pairs[token.at]
            found += [(token.at, end)] if token.text == "{" else []
    return found


def _pairs(tokens: list[Token]) -> dict[int, int]:
    """Where each bracket is closed that is."""
    open_ones: list[int] = []
    found = {}
    for token in tokens:
        if token.text in _OPENS:
            open_ones.append(token.at)
        elif token.text in _CLOSES and open_ones:
            found[open_ones.pop()] = token.at
    return found


def _is_graph(token: Token) -> bool:
    return token.kind == "word" and token.text.upper() == "GRAPH"
