"""The files of the ontology as facts by subject, in their order, unions and lists included."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg import rdf
from kg.terms import ID, LC, name, short, value

# Vocabularies that the alignments speak of, beside those of kg.terms.
ALIGNED = {
    "aeon": "http://purl.obolibrary.org/obo/AEON_",
    "conf": "https://w3id.org/scholarlydata/ontology/conference-ontology.owl#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "vann": "http://purl.org/vocab/vann/",
}

_ORDER = ("libcoop.ttl", "vocabularies/*.ttl", "alignments/*.ttl", "shapes.ttl")
Facts = dict[str, dict[str, list[str]]]  # subject -> predicate -> objects


def gathered(folder: Path) -> Facts:
    """All facts of an ontology folder, the core first and the shapes last; KGError where a file is broken."""
    order = [path for names in _ORDER for path in sorted(folder.glob(names))]
    facts: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in order:
        for s, p, o in rdf.statements(path):
            facts[s][p].append(o)
    return {s: dict(said) for s, said in facts.items()}


def key(term: str) -> str:
    """The anchor of a term: ``Event``, ``role/host``, ``skos:prefLabel``; of a concept scheme, ``scheme-role``."""
    text = value(term) if term.startswith("<") else term
    if text.startswith(LC):
        return text.removeprefix(LC)
    if text.startswith(ID):
        local = text.removeprefix(ID)
        return local if "/" in local else f"scheme-{local}"
    prefix = next((p for p, base in ALIGNED.items() if text.startswith(base)), "")
    return f"{prefix}:{text.removeprefix(ALIGNED[prefix])}" if prefix else short(term)


def members(node: str, facts: Facts) -> Iterator[str]:
    """The members of an RDF list."""
    while node in facts:
        yield facts[node][name("rdf:first")][0]
        node = facts[node][name("rdf:rest")][0]
