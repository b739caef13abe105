"""The JSON-LD context compiled to a function: nodes in, statements out, forty times faster than a JSON-LD library.

It knows the part of JSON-LD 1.1 that our context uses (prefixes, ``@base``, ``@vocab``, ``@type`` coercion, language
maps, ``@reverse``, type-scoped contexts) and refuses the rest; the tests hold it equal to two JSON-LD processors.
"""

from collections.abc import Callable
from typing import Any

from kg.terms import Triple, iri, literal, name

Node = dict[str, Any]
_TYPE = name("rdf:type")


class Mapper:
    """The statements that nodes make under one context."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.base, self.vocab = context["@base"], context["@vocab"]
        self.prefixes = {
            k: v for k, v in context.items() if isinstance(v, str) and v.endswith(("#", "/")) and k[0] != "@"
        }
        scoped = {k: v["@context"] for k, v in context.items() if isinstance(v, dict) and "@context" in v}
        plain = {k: v for k, v in context.items() if k[0] != "@" and k not in scoped and k not in self.prefixes}
        self.terms = self._table(plain)
        self.scoped = {kind: self._table(plain | inner) for kind, inner in scoped.items()}

    def statements(self, node: Node, into: list[Triple]) -> str:
        """Add what a node and the nodes in it say; the node's IRI comes back. KeyError for an unknown key."""
        subject = self.iri(node["id"])
        kind = node.get("type", "")
        if kind:
            into.append((subject, _TYPE, f"<{self.vocab}{kind}>"))
        table = self.scoped.get(kind, self.terms)
        for key, values in node.items():
            predicate, say = table[key]
            if predicate:
                for value in values if isinstance(values, list) else (values,):
                    say(self, (subject, predicate), value, into)
        return subject

    def iri(self, reference: str) -> str:
        """The IRI of a reference, relative to the base unless it is absolute."""
        return f"<{reference}>" if "://" in reference else f"<{self.base}{reference}>"

    def _table(self, terms: dict[str, Any]) -> dict[str, tuple[str, "_Say"]]:
        return {key: self._compiled(key, rule) for key, rule in terms.items()}

    def _compiled(self, key: str, rule: Any) -> tuple[str, "_Say"]:
        if rule in ("@id", "@type"):
            return "", _plain
        if isinstance(rule, str):
            return self._expanded(rule), _plain
        if "@reverse" in rule:
            return self._expanded(rule["@reverse"]), _reverse
        known = {"@id", "@type", "@container"}
        if set(rule) - known or rule.get("@container", "@language") != "@language":
            raise ValueError(f"context key {key}: only {', '.join(sorted(known))} are compiled")
        if "@container" in rule:
            return self._expanded(rule["@id"]), _by_language
        if rule.get("@type") == "@id":
            return self._expanded(rule["@id"]), _reference
        return self._expanded(rule["@id"]), _typed(self._expanded(rule["@type"])[1:-1])

    def _expanded(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return iri(self.prefixes[prefix] + local)


_Say = Callable[[Mapper, tuple[str, str], Any, list[Triple]], None]


def _plain(mapper: Mapper, start: tuple[str, str], value: Any, into: list[Triple]) -> None:
    into.append((*start, literal(value) if isinstance(value, str) else mapper.iri(value["id"])))


def _by_language(_mapper: Mapper, start: tuple[str, str], value: Any, into: list[Triple]) -> None:
    if isinstance(value, str):
        into.append((*start, literal(value)))
        return
    for tag, texts in value.items():
        into.extend((*start, literal(text, tag)) for text in (texts if isinstance(texts, list) else (texts,)))


def _reference(mapper: Mapper, start: tuple[str, str], value: Any, into: list[Triple]) -> None:
    into.append((*start, mapper.iri(value) if isinstance(value, str) else mapper.statements(value, into)))


def _reverse(mapper: Mapper, start: tuple[str, str], value: Any, into: list[Triple]) -> None:
    into.append((mapper.statements(value, into), start[1], start[0]))


def _typed(datatype: str) -> _Say:
    def say(_mapper: Mapper, start: tuple[str, str], value: Any, into: list[Triple]) -> None:
        into.append((*start, literal(value, datatype=datatype)))

    return say
