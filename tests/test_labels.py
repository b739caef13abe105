"""Labels for nodes without a name: no tool shows the slug of a key where words can be had."""

import pytest

from kg import labels
from kg.terms import LC, literal, name, slug, thing, value
from tests.writing import VOCABULARY, Quads, page, stands, whole

BODY = """
events:
  meeting:
    name: {en: Meeting, zh: 会议}
    type: Meeting
    start: 2019-05
    participants: [{person: ada, role: keynote-speaker, for: east-library}]
    contributions: [{type: Talk, title: {en: On ink, zh: 论墨}, by: [ada]}, {type: Exhibit, by: [west-library]}]
    sessions: [{title: Папирус}]
agreements:
  pact: {type: MemorandumOfUnderstanding, parties: [west-library, east-library], signed: 2015,
         signatories: [{person: ada, for: east-library}, {person: bo}]}
  named: {name: {en: The Pact}, type: Declaration, parties: [east-library]}
  bare: {type: Declaration, parties: [east-library]}
memberships: [{member: east-library, of: west-library}]
"""


@pytest.fixture(scope="module")
def graph() -> Quads:
    """A graph with a node of each class that sources do not name."""
    return whole({"a-page": page(BODY)})


@pytest.mark.parametrize(
    ("about", "english", "chinese"),
    [
        ("participation/meeting--ada--keynote-speaker", "Ada, keynote speaker, Meeting", "Ada，主旨报告人，会议"),
        ("contribution/meeting--talk--on-ink", "On ink", "论墨"),
        (f"session/meeting--{slug('Папирус')}", "Папирус", "Папирус"),
        (
            "contribution/meeting--exhibit--west-library",
            "Exhibit, West Library, Meeting",
            "展品或展示，West Library，会议",
        ),
        ("position/ada--east-library--keeper", "Ada: Keeper, East Library", "Ada：Keeper，东方图书馆"),
        (
            "agreement/pact",
            "Memorandum of understanding, East Library and West Library, 2015",
            "谅解备忘录，West Library、东方图书馆，2015",
        ),
        ("agreement/bare", "Declaration, East Library", "宣言，东方图书馆"),
        (
            "signature/pact--ada",
            "Ada for East Library: Memorandum of understanding, East Library and West Library, 2015",
            "Ada（东方图书馆）：谅解备忘录，West Library、东方图书馆，2015",
        ),
        (
            "signature/pact--bo",
            "Bo: Memorandum of understanding, East Library and West Library, 2015",
            "Bo：谅解备忘录，West Library、东方图书馆，2015",
        ),
        ("membership/east-library--west-library", "East Library in West Library", "东方图书馆，West Library"),
        ("source/a-page", "A page", "A page"),
    ],
)
def test_a_label_is_made(graph: Quads, about: str, english: str, chinese: str) -> None:
    """By its class, in English and Chinese, from the labels of what it joins; what is unknown leaves no trace."""
    assert stands(graph, about)["rdfs:label"] == {english, chinese}


def test_a_name_is_never_replaced(graph: Quads) -> None:
    """What a source names keeps its name alone."""
    assert stands(graph, "agreement/named")["rdfs:label"] == {"The Pact"}
    assert stands(graph, "event/meeting")["rdfs:label"] == {"Meeting"}


def test_a_made_label_is_marked_as_made(graph: Quads) -> None:
    """It stands among the derived statements, and in no source's graph."""
    assert stands(graph, "membership/east-library--west-library", "graph/derived")["rdfs:label"]
    assert "rdfs:label" not in stands(graph, "membership/east-library--west-library", "source/a-page")
    assert "rdfs:label" not in stands(graph, "event/meeting", "graph/derived")


def test_every_node_of_the_consensus_has_a_label(graph: Quads) -> None:
    """Whatever a user meets has words."""
    there = {s for s, _, _, g in graph if not g}
    assert there == {s for s, p, _, g in graph if not g and p == name("rdfs:label")}


def test_every_class_has_names_or_a_template() -> None:
    """A class of things that sources do not name is in the table of labels."""
    named = {"Institution", "Person", "EventSeries", "Event", "Project", "Place", "Theme", "Role", "Qualifier"}
    classes = {
        term[len(LC) + 1 : -1]
        for term in VOCABULARY.labels
        if term.startswith(f"<{LC}") and term[len(LC) + 1].isupper()
    }
    tops = {c for c in classes if not VOCABULARY.supers.get(c)}
    assert tops == named | labels.TEMPLATES.keys()


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
    assert [value(o) for _, _, o in labels.made({node: facts}, VOCABULARY)] == [english, chinese]
