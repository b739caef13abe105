"""Every disagreement is on record: about what, who says what, what is preferred, and why."""

import pytest

from kg.authority import Decision
from kg.terms import literal, name, thing
from tests.weighing import Said, Verdict, weigh
from tests.writing import page, stands, whole

NODE = "disagreement/event--e--startdate"
CLAIM = "claim/event--e--startdate--"


def three() -> Verdict:
    """Two sources against one on the day, all of them certain of the place."""
    return weigh(
        {
            "a": {"startDate": "2020-05-01", "country": "place/ru"},
            "b": {"startDate": "2020-05-02", "country": "place/ru"},
            "c": {"startDate": "2020-05-02", "country": "place/ru"},
        }
    )


def test_a_disagreement_is_complete() -> None:
    """It names the thing, the property, the reason, every claim and the preferred one, and all sources."""
    assert three().node(NODE) == {
        "rdf:type": {"lc:Disagreement"},
        "about": {"event/e"},
        "onProperty": {"lc:startDate"},
        "reason": {"more publishers say so"},
        "claim": {f"{CLAIM}2020-05-01", f"{CLAIM}2020-05-02"},
        "preferredClaim": {f"{CLAIM}2020-05-02"},
        "statedIn": {"source/a", "source/b", "source/c"},
    }


def test_a_claim_names_its_value_and_who_states_it() -> None:
    """Of each value: the words, and every source that gives it."""
    assert three().node(f"{CLAIM}2020-05-02") == {
        "rdf:type": {"lc:Claim"},
        "valueText": {"2020-05-02"},
        "statedIn": {"source/b", "source/c"},
    }
    assert three().node(f"{CLAIM}2020-05-01")["statedIn"] == {"source/a"}


def test_only_what_differs_is_disputed() -> None:
    """A property on which all agree is not on record, and bounds that follow from dates never are."""
    said: dict[str, Said] = {
        "a": {
            "startDate": "2020-05-01",
            "earliest": "2020-05-01",
            "latest": "2020-05-01",
            "mode": "hybrid",
            "year": 2020,
        },
        "b": {
            "startDate": "2020-05-02",
            "earliest": "2020-05-02",
            "latest": "2020-05-02",
            "mode": "hybrid",
            "year": 2020,
        },
    }
    assert weigh(said).disputed == {"startDate"}


def test_start_and_end_are_disputed_each_for_itself() -> None:
    """24 to 26 against 24 to 25 July is a disagreement on the end alone."""
    said: dict[str, Said] = {
        "a": {"startDate": "2023-07-24", "endDate": "2023-07-26"},
        "b": {"startDate": "2023-07-24", "endDate": "2023-07-25"},
    }
    assert weigh(said).disputed == {"endDate"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ink and paper@en", "INK AND PAPER!@en"), ("Café@en", "Cafe@en"), ("墨—纸@zh", "墨-纸@zh")],
)
def test_spelling_is_no_disagreement(one: str, other: str) -> None:
    """Case, dashes, accents and punctuation are not worth a dispute; one spelling stands."""
    verdict = weigh({"a": {"motto": one}, "b": {"motto": other}})
    assert not verdict.differ
    assert len(verdict.stands["motto"]) == 1


def test_precision_is_no_disagreement() -> None:
    """Nor is a mark of doubt, nor a month beside its day."""
    assert not weigh(
        {"a": {"startDate": "2020-05"}, "b": {"startDate": "2020-05?"}, "c": {"startDate": "2020-05-02"}}
    ).differ


def test_texts_keep_their_language() -> None:
    """A motto in two languages is no disagreement; in one language it is, and the claims keep the tag."""
    assert not weigh({"a": {"motto": "Ink@en"}, "b": {"motto": "墨@zh"}}).differ
    verdict = weigh({"a": {"motto": "Ink@en"}, "b": {"motto": "Paper@en"}})
    texts = {o for _, p, o in verdict.differ if p == name("lc:valueText")}
    assert texts == {literal("Ink", "en"), literal("Paper", "en")}


def test_each_language_is_a_question_of_its_own() -> None:
    """A motto disputed in two languages is two disagreements, each with one reason and one preferred claim."""
    verdict = weigh(
        {
            "a": {"motto": ["Ink@en", "墨@zh"]},
            "b": {"motto": ["Paper@en", "纸@zh"], "certainty": "low"},
        }
    )
    for tag in ("en", "zh"):
        node = verdict.node(f"disagreement/event--e--motto-{tag}")
        assert [len(node[key]) for key in ("reason", "preferredClaim", "claim")] == [1, 1, 2]


def test_a_thing_as_value_is_linked() -> None:
    """Where the sources name different things, the claims lead to them."""
    verdict = weigh({"a": {"inSeries": "series/x"}, "b": {"inSeries": "series/y"}})
    assert {o for _, p, o in verdict.differ if p == name("lc:valueNode")} == {
        thing("series", "x"),
        thing("series", "y"),
    }
    assert not [p for _, p, _ in verdict.differ if p == name("lc:valueText")]


def test_a_decision_gives_its_reason() -> None:
    """The curator's own words stand where the curator decided."""
    decided = Decision("event/e", "startDate", "a", "the invitation was misprinted")
    verdict = weigh(
        {"a": {"startDate": "2020-05-01"}, "b": {"startDate": "2020-05-02"}, "c": {"startDate": "2020-05-02"}},
        decisions=(decided,),
    )
    assert verdict.stands["startDate"] == {"2020-05-01"}
    assert verdict.node(NODE)["reason"] == {"the invitation was misprinted"}
    assert verdict.node(NODE)["preferredClaim"] == {f"{CLAIM}2020-05-01"}


FILES = {
    source: page(
        f"events:\n  e: {{name: {{en: {title}}}, type: Forum, start: 2019-05-01, end: {end}, "
        f"note: seen by {source}, certainty: {sure}}}\n",
        stem=source,
    )
    for source, title, end, sure in (("one", "Forum", "2019-05-02", "high"), ("two", "The Forum", "2019-05-03", "low"))
}


def test_the_graph_keeps_claims_apart_from_what_stands() -> None:
    """Whole files: each source's graph has its own words, the default graph one value, the dispute, and no notes."""
    graph = whole(FILES)
    assert stands(graph, "event/e")["endDate"] == {"2019-05-02"}
    assert stands(graph, "event/e", "source/two")["endDate"] == {"2019-05-03"}
    assert stands(graph, "event/e", "source/two")["note"] == {"seen by two"}
    assert not {"note", "certainty"} & stands(graph, "event/e").keys()
    node = stands(graph, "disagreement/event--e--enddate")
    assert node["statedIn"] == {"source/one", "source/two"}
    assert node["rdfs:label"] == {"Forum: end date", "Forum：结束日期"}


def test_a_decision_in_the_file_of_decisions_counts() -> None:
    """decisions.yaml turns the verdict, for the whole group of dates, and says why."""
    decisions = "decisions:\n  - {about: event/e, property: startDate, source: two, reason: seen with own eyes}\n"
    graph = whole(FILES, decisions=decisions)
    assert stands(graph, "event/e")["endDate"] == {"2019-05-03"}
    assert stands(graph, "disagreement/event--e--enddate")["reason"] == {"seen with own eyes"}
