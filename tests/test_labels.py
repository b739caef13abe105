"""Labels for nodes without a name: no tool shows the slug of a key where words can be had."""

import pytest

from kg import labels
from kg.terms import literal, name, thing, value
from tests.writing import VOCABULARY, page, stands, whole

GRAPH = whole({
    "a-page": page("""
events:
  meeting:
    name: {en: Meeting, zh: 会议}
    type: Meeting
    start: 2019-05
    participants: [{person: ada, role: keynote-speaker, for: east-library}]
    contributions: [{type: Talk, title: {en: On ink, zh: 论墨}, by: [ada]}, {type: Exhibit, by: [west-library]}]
    sessions: [{title: Папирус}]
agreements:
  pact: {type: MemorandumOfUnderstanding, parties: [west-library, east-library], signed: 2015, signatories: [{person: ada, for: east-library}, {person: bo}]}
  named: {name: {en: The Pact}, type: Declaration, parties: [east-library]}
  bare: {type: Declaration, parties: [east-library]}
memberships: [{member: east-library, of: west-library}]
""")
})


@pytest.mark.parametrize(
    ("about", "english", "chinese"),
    [
        ("participation/meeting--ada--keynote-speaker", "Ada, keynote speaker, Meeting", "Ada，主旨发言人，会议"),
        ("contribution/meeting--talk--on-ink", "On ink", "论墨"),
        ("session/meeting--5a0d5e3c", "Папирус", "Папирус"),
        ("position/ada--east-library--keeper", "Ada: Keeper, East Library", "Ada：Keeper，东方图书馆"),
        ("agreement/pact", "Memorandum of understanding, East Library and West Library, 2015", "谅解备忘录，West Library、东方图书馆，2015"),
        ("agreement/bare", "Declaration, East Library", "宣言，东方图书馆"),
        ("signature/pact--ada", "Ada for East Library: Memorandum of understanding, East Library and West Library, 2015", "Ada（东方图书馆）：谅解备忘录，West Library、东方图书馆，2015"),
        ("signature/pact--bo", "Bo: Memorandum of understanding, East Library and West Library, 2015", "Bo：谅解备忘录，West Library、东方图书馆，2015"),
        ("membership/east-library--west-library", "East Library in West Library", "东方图书馆，West Library"),
        ("source/a-page", "A page", "A page"),
    ],
)
def test_a_label_is_made(about: str, english: str, chinese: str) -> None:
    """By the class of the node, in English and Chinese, from the labels of what it joins; what is unknown leaves no trace."""
    assert stands(GRAPH, about)["rdfs:label"] == {english, chinese}


def test_a_name_is_never_replaced() -> None:
    """What a source names keeps its name alone."""
    assert stands(GRAPH, "agreement/named")["rdfs:label"] == {"The Pact"}
    assert stands(GRAPH, "event/meeting")["rdfs:label"] == {"Meeting"}


def test_a_made_label_is_marked_as_made() -> None:
    """It stands among the derived statements, and in no source's graph."""
    assert stands(GRAPH, "membership/east-library--west-library", "graph/derived")["rdfs:label"]
    assert "rdfs:label" not in stands(GRAPH, "membership/east-library--west-library", "source/a-page")
    assert "rdfs:label" not in stands(GRAPH, "event/meeting", "graph/derived")


def test_every_node_of_the_consensus_has_a_label() -> None:
    """Whatever a user meets has words, but for what is only pointed at."""
    label = name("rdfs:label")
    bare = [s for s, said in GRAPH.by_subject.items() if {g for _, _, g in said} & {""} and label not in {p for p, _, g in said if not g}]
    assert not [s for s in bare if s != "<https://w3id.org/libcoop/id/contribution/meeting--exhibit--west-library>"]


def test_every_class_has_a_template_or_names() -> None:
    """A class whose things have no name of their own is in the table of labels."""
    named = {"Institution", "Person", "EventSeries", "Event", "Project", "Place", "Theme", "Role", "Qualifier"}
    tops = {c for c in VOCABULARY.supers.values() for c in c} | {c for c in _classes() if not VOCABULARY.supers.get(c)}
    assert not {top for top in tops if top not in named and top not in labels.TEMPLATES and not set(VOCABULARY.supers.get(top, ())) & (named | set(labels.TEMPLATES))}


def _classes() -> set[str]:
    return {term.rpartition("#")[2].rstrip(">") for term in VOCABULARY.labels if term.rpartition("#")[2][:1].isupper()}


@pytest.mark.parametrize(
    ("titles", "english", "chinese"),
    [
        (["Ink@en", "墨@zh"], "Ink", "墨"),
        (["Encre@fr", "Ink@en"], "Ink", "Ink"),
        (["Encre@fr", "Чернила@ru"], "Encre", "Encre"),
        (["Ink", "墨@zh"], "Ink", "墨"),
    ],
)
def test_a_title_in_several_languages_gives_the_fitting_one(titles: list[str], english: str, chinese: str) -> None:
    """The title in the label's language, else the one without a language, else English, else the first."""
    node = thing("session", "s")
    facts = [(node, name("rdf:type"), name("lc:Session"))]
    for title in titles:
        text, _, tag = title.partition("@")
        facts.append((node, name("lc:title"), literal(text, tag)))
    assert [value(o) for _, _, o in labels.made(facts, VOCABULARY)] == [english, chinese]
