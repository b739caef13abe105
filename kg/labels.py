"""Labels for nodes that no source names: a participation, a post, an agreement without a title, a disagreement.

Every tool shows ``rdfs:label``; without one, a user would see the slug of a key.
"""

from collections import defaultdict
from collections.abc import Iterable

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
_JOINTS = (" and ", "、")


class _Namer:
    """The facts about nodes without a label, and the labels of all others."""

    def __init__(self, facts: Iterable[Triple], vocabulary: Vocabulary) -> None:
        self.labels: dict[str, dict[str, str]] = defaultdict(dict, {k: dict(v) for k, v in vocabulary.labels.items()})
        self.said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.types: dict[str, set[str]] = defaultdict(set)
        for s, p, o in facts:
            if p == _PREF:
                self.labels[s][language(o)] = value(o)
            elif p == _TYPE:
                self.types[s].add(value(o).removeprefix(LC))
            else:
                self.said[s][value(p).rpartition("#")[2].rpartition("/")[2]].append(o)

    def of(self, term: str, tag: str) -> str:
        """A thing's label in a language, or in English, or in any; a literal's text; else the last words of its id."""
        if term.startswith('"'):
            return value(term)
        labels = self.labels.get(term)
        if not labels:
            return short(term).rpartition("/")[2]
        return labels.get(tag) or labels.get("en") or labels[min(labels)]

    def made(self, node: str, kind: str, number: int) -> str:
        """The label of a node by the template of its class; what is not known leaves no trace."""
        tag, template = LANGUAGES[number], TEMPLATES[kind][number]
        fields: dict[str, str] = {}
        for key, objects in self.said[node].items():
            texts = _fitting(objects, tag) if key in ("title", "valueText") else objects
            fields[key] = _JOINTS[number].join(sorted(self.of(o, tag) for o in texts))
        kinds = sorted(self.types[node] - {kind}) or [kind]
        fields["type"] = self.of(f"<{LC}{kinds[0]}>", tag)
        fields.setdefault("valueText", "".join(self.of(o, tag) for o in self.said[node].get("valueNode", ())))
        return template.format_map(defaultdict(str, fields)).replace(" for :", ":").replace("（）", "").strip(" ,，:：")


def made(facts: list[Triple], vocabulary: Vocabulary) -> list[Triple]:
    """A label in each of :data:`LANGUAGES` for every node of a class of :data:`TEMPLATES` that has none."""
    namer = _Namer(facts, vocabulary)
    found = []
    by_kind: dict[str, list[str]] = defaultdict(list)
    for node, types in namer.types.items():
        if node not in namer.labels:
            for kind in types & TEMPLATES.keys():
                by_kind[kind].append(node)
    for kind in TEMPLATES:
        for node in sorted(by_kind[kind]):
            texts = {tag: namer.made(node, kind, number) for number, tag in enumerate(LANGUAGES)}
            namer.labels[node] = texts
            found += [(node, _LABEL, literal(text, tag)) for tag, text in texts.items() if text]
    return found


def _fitting(objects: list[str], tag: str) -> list[str]:
    """Of a title in several languages, the one in this language, else the one without a language, else the first."""
    ranked = sorted(objects, key=lambda o: (language(o) != tag, language(o) != "", language(o) != "en", o))
    return ranked[:1]
