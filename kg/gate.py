"""What a query from outside may not hold, judged by its tokens before any engine sees it.

The engine can neither be told to leave other servers alone nor be stopped when it nests too deep, and it answers
some patterns inside ``GRAPH ?g`` wrongly without a word. Its grammar has no tokens: it takes ``SERVICESILENT<…>`` or
``SERVICE:a{}`` for a call of another server, and in an expression ``?x<#`` for a comparison and a comment. So a
keyword is looked for inside words too, and what could be read in two ways is refused.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.errors import KGError

DEEPEST = 200

_LETTER = r"\w\u00b7\u0300-\u036f\u200c\u200d\u203f\u2040"
_TOKEN = re.compile(
    rf"""
    (?P<space> \s++ | \#[^\r\n]*+ )
  | (?P<iri> <(?:[^\x00-\x20<>"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+> )
  | (?P<text> \"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*+\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*+'''
            | "(?:[^"\\\r\n]|\\.)*+" | '(?:[^'\\\r\n]|\\.)*+' )
  | (?P<variable> [?$][{_LETTER}]++ )
  | (?P<node> _:[{_LETTER}.-]++ )
  | (?P<tag> @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
  | (?P<name> (?:[^\W\d_][{_LETTER}.-]*+)?+:(?:[{_LETTER}:.-]|%[0-9A-Fa-f]{{2}}|\\[_~.!$&'()*+,;=/?\#@%-])*+ )
  | (?P<word> [^\W\d_][{_LETTER}]*+ )
  | (?P<number> \d++ )
  | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERANDS = {"iri", "text", "variable", "node", "tag", "name", "word", "number"}
_WHOLE_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_UPDATES = set("INSERT DELETE LOAD CLEAR DROP CREATE COPY MOVE ADD WITH USING".split())
_ELSEWHERE = ("SERVICE asks another server", "leave it out: only this graph is asked, by { … } or GRAPH <…> { … }")
_REFUSED = {
    "SERVICE": _ELSEWHERE,
    "FROM": ("FROM reads no other files or graphs here", "leave it out, and name graphs by GRAPH <…> { … }"),
}
_IN_GRAPH = {
    wrong: (f"{wrong} inside GRAPH with a variable is answered wrongly by the engine", remedy)
    for wrong, remedy in {
        "SELECT": "bring it outside: SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { … } } GROUP BY ?g",
        "MINUS": "write FILTER NOT EXISTS { … } in its place, or name the graph: GRAPH <…> { … }",
        "VALUES": "write it outside of GRAPH: VALUES ?x { … } GRAPH ?g { … }",
    }.items()
}
# SPARQL binds ?g after all that stands in GRAPH ?g { … }; the engine before, which shows where ?g is not just joined.
_ITS_OWN = "?{0} in an expression, OPTIONAL or EXISTS inside GRAPH ?{0} is answered wrongly by the engine"
_OUTSIDE = "write that outside: GRAPH ?{0} {{ … }} FILTER(… ?{0} …)"
_CLOSES = {")": "(", "}": "{", "]": "["}


class Token(NamedTuple):
    """A piece of a query: a keyword is a ``word``, a bracket a ``sign``; ``at`` is where it begins."""

    kind: str
    text: str
    at: int


class _Scope(NamedTuple):
    """What lies in an open bracket: the variables of GRAPH around it, and those of them that may not stand here."""

    bracket: str
    graphs: frozenset[str]
    barred: frozenset[str]


def passed(sparql: str) -> None:
    """Nothing in the query reaches beyond this graph or changes it, and its answer will be right.

    KGError, with the place and the safe form, for what is refused: SERVICE, FROM, updates, brackets in brackets
    deeper than ``DEEPEST``, and SELECT, MINUS, VALUES or ?g in an expression inside ``GRAPH ?g``.
    """
    read = [*tokenized(sparql), Token("end", "", len(sparql))]
    scopes: list[_Scope] = []
    for number, token in enumerate(read[:-1]):
        scope, before = scopes[-1] if scopes else _Scope("", frozenset(), frozenset()), read[max(number - 1, 0)]
        found = (
            _fault(token, (before, read[number + 1]), in_graph=bool(scope.graphs))
            or _two_readings(token, before, scope)
            or _of_its_graph(token, scope)
        )
        if token.text in ("(", "{", "["):
            scopes.append(_opened(scope, read, number))
            if len(scopes) > DEEPEST:
                found = (f"has more than {DEEPEST} brackets in each other", "ask in several queries")
        elif scopes and scope.bracket == _CLOSES.get(token.text):
            scopes.pop()
        if found:
            line = sparql.count("\n", 0, token.at)
            raise KGError(f"query:{line + 1}:{token.at - sparql.rfind(chr(10), 0, token.at)}", *found)


def tokenized(sparql: str) -> Iterator[Token]:
    """The tokens of a query, without spaces and comments."""
    for found in _TOKEN.finditer(sparql):
        kind = found.lastgroup or ""
        if kind != "space":
            yield Token(kind, found[0], found.start())


def _fault(token: Token, around: tuple[Token, Token], *, in_graph: bool) -> tuple[str, str] | None:
    """What is wrong with a token, and what to do; nothing where it may stand."""
    before, after = around
    word = token.text.upper()
    if word == "\\" and after.text[:1] in ("u", "U"):
        return "an escaped letter outside of texts and IRIs", "write the letter itself"
    if token.kind == "name":  # the engine reads SERVICE:a{ as SERVICE :a {
        calls = "SERVICE" in word.partition(":")[0] and after.text == "{" and before.text.upper() != "GRAPH"
        return _ELSEWHERE if calls else None
    if token.kind != "word":
        return None
    if word in _UPDATES:
        return f"{word} changes data, and a query only asks", "write SELECT, ASK, CONSTRUCT or DESCRIBE"
    told = _REFUSED | (_IN_GRAPH if in_graph else {})
    return next((told[wrong] for wrong in told if wrong in word), None)


def _two_readings(token: Token, before: Token, scope: _Scope) -> tuple[str, str] | None:
    """Whether the engine may take an IRI for a comparison, after which a comment, a text or a bracket begins."""
    follows = before.kind in _OPERANDS or before.text in (")", "]")
    if token.kind != "iri" or scope.bracket != "(" or not follows or _WHOLE_IRI.match(token.text):
        return None
    if not re.search(r"[#'()\[\]]", token.text):
        return None
    return f"{token.text} can be read as an IRI and as a comparison", "write spaces around the <, or the whole IRI"


def _of_its_graph(token: Token, scope: _Scope) -> tuple[str, str] | None:
    """Whether a variable of GRAPH stands where it is not bound yet, or not at all."""
    name = token.text[1:]
    if token.kind != "variable" or name not in scope.barred:
        return None
    return _ITS_OWN.format(name), _OUTSIDE.format(name)


def _opened(scope: _Scope, read: list[Token], number: int) -> _Scope:
    """The scope of a bracket; a keyword may be glued to what stands before it."""
    bracket, before = read[number].text, read[max(number - 2, 0) : number]
    graphs, barred = scope.graphs, scope.barred
    words = [token.text.upper() if token.kind == "word" else "" for token in before]
    if bracket == "(" or (words and words[-1].endswith(("OPTIONAL", "EXISTS"))):
        barred = graphs
    elif bracket == "{" and len(before) == 2 and before[1].kind == "variable" and words[0].endswith("GRAPH"):
        graphs |= {before[1].text[1:]}
    return _Scope(bracket, graphs, barred)
