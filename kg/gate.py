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
_CLOSES = {")": "(", "}": "{", "]": "["}


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


def passed(sparql: str) -> None:
    """Nothing in the query reaches beyond this graph or changes it, and its answer will be right.

    KGError, with the place and the safe form, for what is refused: SERVICE, FROM, updates, brackets in brackets
    deeper than ``DEEPEST``, and SELECT, MINUS or VALUES inside ``GRAPH ?g``.
    """
    tokens = [*_tokens(sparql), _Token("end", "", len(sparql))]
    scopes: list[tuple[str, bool]] = []  # each open bracket, and whether it lies in GRAPH with a variable
    for number, token in enumerate(tokens[:-1]):
        before, after = tokens[max(number - 1, 0)], tokens[number + 1]
        inside = bool(scopes) and scopes[-1][1]
        found = _fault(token, (before, after), in_graph=inside) or _two_readings(token, before, scopes)
        if token.text in ("(", "{", "["):
            scopes.append((token.text, inside or _opens_graph(tokens, number)))
            if len(scopes) > DEEPEST:
                found = (f"has more than {DEEPEST} brackets in each other", "ask in several queries")
        elif scopes and scopes[-1][0] == _CLOSES.get(token.text):
            scopes.pop()
        if found:
            line = sparql.count("\n", 0, token.at)
            raise KGError(f"query:{line + 1}:{token.at - sparql.rfind(chr(10), 0, token.at)}", *found)


def _tokens(sparql: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(sparql):
        kind = found.lastgroup or ""
        if kind != "space":
            yield _Token(kind, found[0], found.start())


def _fault(token: _Token, around: tuple[_Token, _Token], *, in_graph: bool) -> tuple[str, str] | None:
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


def _two_readings(token: _Token, before: _Token, scopes: list[tuple[str, bool]]) -> tuple[str, str] | None:
    """Whether the engine may take an IRI for a comparison, after which a comment, a text or a bracket begins."""
    follows = before.kind in _OPERANDS or before.text in (")", "]")
    if token.kind != "iri" or not scopes or scopes[-1][0] != "(" or not follows or _WHOLE_IRI.match(token.text):
        return None
    if not re.search(r"[#'()\[\]]", token.text):
        return None
    return f"{token.text} can be read as an IRI and as a comparison", "write spaces around the <, or the whole IRI"


def _opens_graph(tokens: list[_Token], number: int) -> bool:
    """Whether a bracket is that of ``GRAPH ?g {``, the keyword glued to what stands before it or not."""
    if number < 2 or tokens[number].text != "{" or tokens[number - 1].kind != "variable":
        return False
    return tokens[number - 2].kind == "word" and tokens[number - 2].text.upper().endswith("GRAPH")
