"""Labels for nodes that no source names: a participation, a post, an agreement without a title, a disagreement.

Every tool shows ``rdfs:label``; without one, a user would see the slug of a key.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

from kg.ontology import Vocabulary
from kg.terms import LC, Triple, language, literal, name, short, value

_TYPE, _LABEL, _PREF = name("rdf:type"), name("rdfs:label"), name("skos:prefLabel")
LANGUAGES = ("en", "zh")

# Class -> the label in each of LANGUAGES; {x} is the label of what lc:x points to, or its text; {type} the class's.
# The order matters: a label may hold one that a row above made.
TEMPLATES: dict[str, tuple[str, str]] = {
    "Source": ("{title}", "{title}"),
    "Agreement": ("{type}, {party}, {year}", "{type}，{party}，{year}"),
    "Signature": ("{participant} for {onBehalfOf}: {agreement}", "{participant}（{onBehalfOf}）：{agreement}"),
    "Participation": ("{participant}, {role}, {event}", "{participant}，{role}，{event}"),
    "Contribution": ("{title}", "{title}"),
    "Session": ("{title}", "{title}"),
    "Position": ("{holder}: {title}, {institution}", "{holder}：{title}，{institution}"),
    "Membership": ("{member} in {organization}", "{member}，{organization}"),
    "Claim": ("{valueText}", "{valueText}"),
    "Disagreement": ("{about}: {onProperty}", "{about}：{onProperty}"),
}
# The same for a node without a title.
UNTITLED = {
    "Contribution": ("{type}, {contributor}, {event}", "{type}，{contributor}，{event}"),
    "Position": ("{holder}: {institution}", "{holder}：{institution}"),
}
_FIELD = re.compile(r"{(\w+)}")
_LOCAL = re.compile(r"[/#>]")  # <…#local> and <…/local> end in the local name
_JOINTS = (" and ", "、")


class _Namer:
    """The facts by subject, read for labels; those that it makes are known to it too."""

    def __init__(self, facts: Mapping[str, list[Triple]], vocabulary: Vocabulary) -> None:
        self.facts = facts
        self.known = {term: dict(labels) for term, labels in vocabulary.labels.items()}

    def of(self, term: str, tag: str) -> str:
        """A thing's label in a language, or in English, or in any; a literal's text; else the last words of its id."""
        if term.startswith('"'):
            return value(term)
        labels = self.known.get(term) or {language(o): value(o) for _, p, o in self.facts.get(term, ()) if p == _PREF}
        if not labels:
            return short(term).rpartition("/")[2]
        return labels.get(tag) or labels.get("en") or labels[min(labels)]

    def made(self, node: str, kind: str) -> dict[str, str]:
        """The labels of a node by the templates of its class; what is not known leaves no trace."""
        said: dict[str, list[str]] = defaultdict(list)
        for _, p, o in self.facts[node]:
            said[_LOCAL.split(p)[-2]].append(o)
        kinds = sorted(value(o).removeprefix(LC) for o in said["type"] if o != f"<{LC}{kind}>") or [kind]
        said["type"] = [f"<{LC}{kinds[0]}>"]
        said.setdefault("valueText", said.get("valueNode", []))
        return {tag: self._filled(said, kind, number) for number, tag in enumerate(LANGUAGES)}

    def _filled(self, said: dict[str, list[str]], kind: str, number: int) -> str:
        tag = LANGUAGES[number]
        template = (UNTITLED if kind in UNTITLED and not said.get("title") else TEMPLATES)[kind][number]
        fields = defaultdict(str)
        for key in _FIELD.findall(template):
            objects = _fitting(said.get(key, []), tag) if key in ("title", "valueText") else said.get(key, [])
            fields[key] = _JOINTS[number].join(sorted(self.of(o, tag) for o in objects))
        return template.format_map(fields).replace(" for :", ":").replace("（）", "").strip(" ,，:：")


def made(facts: Mapping[str, list[Triple]], vocabulary: Vocabulary) -> list[Triple]:
    """A label in each of :data:`LANGUAGES` for every node of a class of :data:`TEMPLATES` that has none."""
    namer = _Namer(facts, vocabulary)
    classes = {f"<{LC}{kind}>": kind for kind in TEMPLATES}
    nameless: dict[str, list[str]] = defaultdict(list)
    for node, statements in facts.items():
        kinds = [classes[o] for _, p, o in statements if p == _TYPE and o in classes]
        if kinds and not any(p in (_PREF, _LABEL) for _, p, _ in statements):
            nameless[min(kinds, key=list(TEMPLATES).index)].append(node)
    found = []
    for kind in TEMPLATES:
        for node in sorted(nameless[kind]):
            namer.known[node] = texts = namer.made(node, kind)
            found += [(node, _LABEL, literal(text, tag)) for tag, text in texts.items() if text]
    return found


def _fitting(objects: list[str], tag: str) -> list[str]:
    """Of a title in several languages, the one in this language, else the one without a language, else the first."""
    ranked = sorted(objects, key=lambda o: (language(o) != tag, language(o) != "", language(o) != "en", o))
    return ranked[:1]
