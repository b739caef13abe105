"""The compiled mapper against JSON-LD itself: two processors of others make the same statements of all real files."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph
import pytest
import rdflib

from kg import authority, sources
from kg.dataset import statements
from kg.mapping import Mapper
from kg.records import Document
from kg.terms import LC, Triple, name, thing
from tests.writing import MAPPER, PROJECT, VOCABULARY, claimed, page, read

# rdflib's JSON-LD parser uses a class that rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASE: dict[str, Any] = {"@version": 1.1, "@base": "https://w3id.org/libcoop/id/", "@vocab": LC, "lc": LC}
# One record of each kind, and each form of value that a context can treat in a way of its own.
EVERYTHING = page("""
events:
  meeting:
    name: {en: Meeting, zh-Hant: 會議}
    other_names: {en: [Talks, Gathering], ru: Встреча}
    type: Meeting
    in_series: forum
    edition: 7
    start: 2019-05-30/2019-06-02
    city: Moscow
    country: RU
    venue: House of Books
    motto: "Two lines\\nand \\"quotes\\""
    themes: [digitization]
    hosts: [west-library]
    attendance: {attendees: 300, attendees_qualifier: more-than, stated: over 300}
    participants:
      - {person: ada, role: speaker, for: east-library}
      - {institution: west-library, role: delegation, size: 2}
    contributions: [{type: Talk, title: {en: On ink, ru: О чернилах}, by: [ada]}]
    sessions: [{title: Ink, note: in the morning}]
  tour: {name: {en: Tour}, type: Visit, venue: west-library, places: [{city: Moscow, country: RU}, {country: CN}]}
agreements:
  pact:
    {type: ExchangeAgreement, parties: [east-library, west-library], signed: 199X, signed_at: meeting,
     signatories: [{person: bo}]}
projects:
  lamp: {name: {en: Lamp}, type: Other, partners: [east-library], start: 2001~}
memberships:
  - {member: east-library, of: west-library, role: initiator}
""")


def document() -> dict[str, Any]:
    """A JSON-LD document without nodes under the context of the ontology."""
    return {"@context": VOCABULARY.context, "@graph": []}


def as_jsonld(nodes: list[dict[str, Any]]) -> str:
    """Nodes as the JSON-LD document that they are under our context."""
    return json.dumps(document() | {"@graph": nodes}, ensure_ascii=False)


def by_oxigraph(text: str) -> set[Triple]:
    """The statements that Oxigraph's JSON-LD processor makes."""
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


def by_rdflib(text: str) -> set[Triple]:
    """The statements that rdflib's JSON-LD processor makes."""
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    return {(s.n3(), p.n3(), _exact(o)) for s, p, o in graph}


def _exact(term: rdflib.term.Node) -> str:
    """A term of rdflib as N-Triples writes it (rdflib's own n3 breaks lines)."""
    if isinstance(term, rdflib.Literal):
        datatype = pyoxigraph.NamedNode(term.datatype) if term.datatype else None
        return str(pyoxigraph.Literal(str(term), language=term.language, datatype=datatype))
    return f"<{term}>"


def real() -> Iterator[Document]:
    """The documents of the real files."""
    return sources.documents(PROJECT, VOCABULARY, authority.load(PROJECT.data / "authority"))


def mapped(documents: Iterable[Document]) -> set[Triple]:
    """What our mapper makes of documents, their own descriptions included."""
    return {triple for one in documents for part in statements(one, MAPPER) for triple in part}


def difference(ours: set[Triple], theirs: set[Triple]) -> str:
    """The first statements that only one of two sides makes."""
    return "\n".join([f"- {t}" for t in sorted(theirs - ours)[:5]] + [f"+ {t}" for t in sorted(ours - theirs)[:5]])


@pytest.mark.parametrize("processor", [by_oxigraph, by_rdflib])
def test_every_kind_of_value_means_what_the_context_says(processor: Any) -> None:
    """A file that uses every section means to us what it means to a JSON-LD processor."""
    one = read(EVERYTHING)
    ours = claimed(one) | mapped([one])
    theirs = processor(as_jsonld([one.source, *one.nodes]))
    assert ours == theirs, difference(ours, theirs)


@pytest.mark.parametrize("processor", [by_oxigraph, by_rdflib])
def test_all_real_files_mean_what_the_context_says(processor: Any) -> None:
    """Of the real files, all taken together, the processors make the very statements that we make."""
    documents = list(real())
    ours = mapped(documents)
    theirs = processor(as_jsonld([node for one in documents for node in (one.source, *one.nodes)]))
    assert ours == theirs, difference(ours, theirs)
    assert len(ours) > 14_000


def test_a_scoped_context_ends_with_its_node() -> None:
    """title: is dcterms:title of a source and lc:title of a session in the same file."""
    one = read(EVERYTHING)
    titles = {(s, p) for s, p, _ in mapped([one]) if p.endswith("title>")}
    assert (thing("source", "a-page"), name("dcterms:title")) in titles
    assert (thing("session", "meeting--ink"), name("lc:title")) in titles


@pytest.mark.parametrize(
    "feature",
    [
        {"key": {"@id": "lc:key", "@container": "@list"}},
        {"key": {"@id": "lc:key", "@container": "@set"}},
        {"key": {"@id": "lc:key", "@container": ["@language"]}},
        {"key": {"@id": "lc:key", "@type": "@id", "@container": "@language"}},
        {"key": {"@id": "lc:key", "@type": "@json"}},
        {"key": {"@id": "lc:key", "@type": "@vocab"}},
        {"key": {"@id": "lc:key", "@type": "@none"}},
        {"key": {"@id": "lc:key", "@language": "en"}},
        {"key": {"@id": "lc:key", "@direction": "rtl"}},
        {"key": {"@id": "lc:key", "@nest": "inside"}},
        {"key": {"@id": "lc:key", "@prefix": True}},
        {"key": {"@id": "lc:key", "@protected": True}},
        {"key": {"@id": "lc:key", "@index": "lc:at"}},
        {"key": {"@id": "lc:key"}},
        {"key": {"@id": "@type"}},
        {"key": {"@reverse": "lc:key", "@container": "@set"}},
        {"key": {"@reverse": "lc:key", "@type": "@id"}},
        {"key": {"@id": "lc:key", "@type": "@id", "@context": {"inner": "lc:inner"}}},
        {"key": "@graph"},
        {"key": "@value"},
        {"key": "lc:key", "@language": "en"},
        {"key": "lc:key", "@direction": "rtl"},
        {"key": "lc:key", "@import": "https://example.org/context"},
        {"key": "lc:key", "@protected": True},
        {"key": "lc:key", "@propagate": False},
        {"Kind": {"@id": "lc:Kind", "@context": {"@propagate": True, "key": "lc:key"}}},
        {"Kind": {"@id": "lc:Kind", "@context": {"@language": "en", "key": "lc:key"}}},
        {"Kind": {"@id": "lc:Kind", "@context": "https://example.org/context"}},
        {"Kind": {"@id": "lc:Other", "@context": {"key": "lc:key"}}},
        {"key": "other:key"},
        {"key": "key"},
        {"key": "http://elsewhere.example/key"},
        {"key": None},
    ],
    ids=json.dumps,
)
def test_what_is_not_compiled_is_refused(feature: dict[str, Any]) -> None:
    """A part of JSON-LD that the mapper does not know stops it, instead of meaning something else."""
    with pytest.raises(ValueError, match="context"):
        Mapper(BASE | feature)


def test_an_unknown_key_is_refused() -> None:
    """JSON-LD drops a key that the context lacks; here nothing is lost in silence."""
    with pytest.raises(KeyError, match="colour"):
        MAPPER.statements({"id": "event/x", "type": "Event", "colour": "red"}, [])
