"""The names of things in an answer: labels in a reader's language in place of IRIs."""

import os
from collections.abc import Iterator, Mapping

from kg.engine import Engine
from kg.tables import Iri, Table, Text, Value
from kg.terms import iri

_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?label WHERE { VALUES ?thing { %s } ?thing rdfs:label|skos:prefLabel ?label }
"""
_AT_ONCE = 2000  # IRIs in one question
_NOT_OURS = ("c", "posix")  # a machine's language that is no one's

Words = Mapping[str, Mapping[str, str]]  # term -> language tag -> label


def users_language() -> str:
    """The language of whoever runs the program, as the environment tells it (POSIX: LC_ALL, LC_MESSAGES, LANG)."""
    told = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    tag = told.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    return "en" if not tag or tag in _NOT_OURS else tag


def labelled(store: Engine, table: Table, language: str, vocabulary: Words) -> Table:
    """The same rows with a label for every IRI that has one, in the language or the next best; others stay."""
    wanted = sorted({value for row in table.rows for value in row if isinstance(value, Iri)})
    labels: dict[str, str] = {
        one: _best(dict(known), language) for one in wanted if (known := vocabulary.get(f"<{one}>"))
    }
    named: dict[str, dict[str, str]] = {}
    for thing, label in _stored(store, [one for one in wanted if one not in labels]):
        texts = named.setdefault(str(thing), {})
        tag = label.language if isinstance(label, Text) else ""
        texts[tag] = min(str(label), texts.get(tag, str(label)))
    labels |= {thing: _best(texts, language) for thing, texts in named.items()}

    def told(value: Value) -> Value:
        return labels.get(value, value) if isinstance(value, Iri) else value

    return Table(table.columns, [tuple(map(told, row)) for row in table.rows])


def _stored(store: Engine, things: list[Iri]) -> Iterator[tuple[Value, ...]]:
    terms = list(filter(None, map(_term, things)))
    for start in range(0, len(terms), _AT_ONCE):
        yield from store.select(_LABELS % " ".join(terms[start : start + _AT_ONCE])).rows


def _term(thing: Iri) -> str:
    """The term of an IRI, nothing for one that no thing of ours can have."""
    try:
        return iri(thing)
    except ValueError:
        return ""


def _best(texts: dict[str, str], language: str) -> str:
    return texts[min(texts, key=lambda tag: (_distance(tag.lower(), language.lower()), tag))]


def _distance(tag: str, wanted: str) -> int:
    """How far a label's language is from the wanted one: the same, its sister in its script, English, any."""
    main = wanted.partition("-")[0]
    if tag in (wanted, main):
        return 0 if tag == wanted else 1
    if tag.startswith(f"{main}-"):
        return 3 if "latn" in tag else 2
    return {"en": 4, "": 5}.get(tag, 6)
