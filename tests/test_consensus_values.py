"""Values that belong together, values that are only vaguer than others, and names, which never disagree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authority import Decision
from kg.terms import thing
from tests.weighing import Said, weigh

# Each pair: what the vaguer source says, what the more precise one says. The vaguer has no vote, however good it is.
VAGUER: list[tuple[Said, Said]] = [
    ({"startDate": "2020"}, {"startDate": "2020-05"}),
    ({"startDate": "2020-05"}, {"startDate": "2020-05-02"}),
    ({"startDate": "202X"}, {"startDate": "2020-05-02"}),
    ({"startDate": "199X"}, {"startDate": "1994"}),
    ({"startDate": "2019/2021"}, {"startDate": "2020-05"}),
    ({"startDate": "2020"}, {"startDate": "2020-01"}),
    ({"startDate": "2020"}, {"startDate": "2020-12-31"}),
    ({"startDate": "2020?"}, {"startDate": "2020-05~"}),
    ({"startDate": "2020-05-02"}, {"startDate": "2020-05-02", "endDate": "2020-05-03"}),
    ({"startDate": "2020-05"}, {"startDate": "2020-05-02", "endDate": "2020-05-03"}),
    ({"attendees": 3500, "attendeesQualifier": "qualifier/more-than"}, {"attendees": 3516}),
    (
        {"attendees": 3000, "attendeesQualifier": "qualifier/more-than"},
        {"attendees": 3500, "attendeesQualifier": "qualifier/more-than"},
    ),
    ({"attendees": 400, "attendeesQualifier": "qualifier/about"}, {"attendees": 412}),
    ({"attendees": 400, "attendeesQualifier": "qualifier/nearly"}, {"attendees": 395}),
    ({"attendees": 20, "attendeesQualifier": "qualifier/at-least"}, {"attendees": 20}),
    ({"attendeesQualifier": "qualifier/hundreds-of"}, {"attendees": 412}),
    ({"attendees": 300}, {"attendees": 300, "attendeesStated": "300 guests"}),
    ({"attendingCountries": 30, "attendingCountriesQualifier": "qualifier/more-than"}, {"attendingCountries": 34}),
    ({"status": "planned"}, {"status": "held"}),
    ({"status": "planned"}, {"status": "cancelled"}),
]
# Pairs that contradict each other, or of which neither says more.
RIVALS: list[tuple[Said, Said]] = [
    ({"startDate": "2020-05"}, {"startDate": "2020-06-02"}),
    ({"startDate": "2020-05-01"}, {"startDate": "2020-05-02", "endDate": "2020-05-03"}),
    ({"attendees": 3500, "attendeesQualifier": "qualifier/more-than"}, {"attendees": 3400}),
    ({"attendees": 400, "attendeesQualifier": "qualifier/about"}, {"attendees": 480}),
    ({"attendees": 400, "attendeesQualifier": "qualifier/nearly"}, {"attendees": 402}),
    ({"attendees": 400, "attendeesQualifier": "qualifier/nearly"}, {"attendees": 200}),
    (
        {"attendees": 300, "attendeesQualifier": "qualifier/about"},
        {"attendees": 300, "attendeesQualifier": "qualifier/more-than"},
    ),
    (
        {"attendees": 100, "attendeesQualifier": "qualifier/nearly"},
        {"attendees": 95, "attendeesQualifier": "qualifier/more-than"},
    ),
    ({"attendees": 300}, {"attendees": 310}),
    ({"status": "held"}, {"status": "cancelled"}),
    ({"edition": 17}, {"edition": 18}),
]


def values(said: Said) -> dict[str, set[str]]:
    """What a source says, as it stands in a verdict."""
    return {key: {str(one)} for key, one in said.items()}


def wins(vague: Said, precise: Said, bonus: Said) -> dict[str, set[str]]:
    """What stands of the two, where the first source is as good as a source can be and the second as bad."""
    origins = {"a": (thing("event", "e"), "2024"), "b": ("Q", "")}
    stands = weigh({"a": vague, "b": precise | bonus}, origins).stands
    return {key: stands[key] for key in vague | precise if key in stands}


@pytest.mark.parametrize(("vague", "precise"), VAGUER, ids=str)
def test_a_vaguer_value_has_no_vote(vague: Said, precise: Said) -> None:
    """What says less, and nothing against it, yields to the more precise value, and makes no disagreement."""
    bonus: Said = {"certainty": "low"}
    expected = values(precise)
    assert wins(vague, precise, bonus) == expected
    assert not weigh({"a": vague, "b": precise}).differ


@pytest.mark.parametrize(("one", "other"), RIVALS, ids=str)
def test_what_differs_is_weighed(one: Said, other: Said) -> None:
    """Values that contradict each other both have a vote: the better source wins, and the disagreement is kept."""
    assert wins(one, other, {"certainty": "low"}) == values(one)
    assert wins(other, one, {"certainty": "low"}) == values(other)
    assert weigh({"a": one, "b": other}).disputed


@given(
    st.lists(
        st.sampled_from([said for pair in VAGUER + RIVALS for said in pair if "attendees" in said]),
        min_size=2,
        max_size=6,
    )
)
def test_some_source_always_has_a_vote(said: list[Said]) -> None:
    """However many counts and qualifiers meet, one of them stands."""
    assert "attendees" in weigh({f"s{n}": one for n, one in enumerate(said)}).stands


def test_a_decision_may_take_the_vaguer_value() -> None:
    """A curator may know that the more precise source is wrong."""
    decided = Decision("event/e", "startDate", "a", "the day is that of another meeting")
    verdict = weigh({"a": {"startDate": "2020-05"}, "b": {"startDate": "2020-05-02"}}, decisions=(decided,))
    assert verdict.stands["startDate"] == {"2020-05"}
    assert verdict.node("disagreement/event--e--startdate")["reason"] == {decided.reason}


def test_a_decision_for_a_silent_source_changes_nothing() -> None:
    """A decision counts where its source speaks; elsewhere the criteria choose, and give their reason."""
    decided = Decision("event/e", "startDate", "silent", "it was there")
    verdict = weigh({"a": {"startDate": "2020-05-01"}, "b": {"startDate": "2020-05-02"}}, decisions=(decided,))
    assert decided.reason not in verdict.node("disagreement/event--e--startdate")["reason"]


def test_a_decision_holds_for_every_language() -> None:
    """A motto stands once a language; the curator's word on it holds in each."""
    said: dict[str, Said] = {
        "a": {"motto": ["Ink@en", "墨@zh"]},
        "b": {"motto": ["Paper@en", "纸@zh"], "certainty": "low"},
    }
    decided = Decision("event/e", "motto", "b", "the banner in the picture")
    assert weigh(said, decisions=(decided,)).stands["motto"] == {"Paper", "纸"}


def test_a_decision_on_one_thing_is_none_on_others() -> None:
    """A decision touches its thing and its property."""
    said: dict[str, Said] = {
        "a": {"startDate": "2020-05-01", "attendees": 1},
        "b": {"startDate": "2020-05-02", "attendees": 2},
    }
    for other in (Decision("event/x", "startDate", "b", "x"), Decision("event/e", "edition", "b", "x")):
        assert weigh(said, decisions=(other,)).stands["startDate"] == {"2020-05-01"}


def test_start_and_end_come_from_one_source() -> None:
    """The start of one source is never joined with the end of another, nor bounds and year."""
    said: dict[str, Said] = {
        "a": {
            "startDate": "2020-05-01",
            "endDate": "2020-05-02",
            "earliest": "2020-05-01",
            "latest": "2020-05-02",
            "year": 2020,
        },
        "b": {
            "startDate": "2021-05-01",
            "endDate": "2021-05-03",
            "earliest": "2021-05-01",
            "latest": "2021-05-03",
            "year": 2021,
        },
    }
    for decided in ("a", "b"):
        stands = weigh(said, decisions=(Decision("event/e", "endDate", decided, "x"),)).stands
        assert {key: stands[key] for key in values(said[decided])} == values(said[decided])


def test_a_founding_date_has_its_own_bounds() -> None:
    """Bounds and year of an institution are those of the founding date that stands."""
    said: dict[str, Said] = {
        "a": {"type": "Museum", "founded": "1909", "earliest": "1909-01-01", "year": 1909},
        "b": {"type": "Museum", "founded": "1909-10", "earliest": "1909-10-01", "year": 1909, "certainty": "low"},
    }
    stands = weigh(said, subject=thing("institution", "i")).stands
    assert (stands["founded"], stands["earliest"]) == ({"1909-10"}, {"1909-10-01"})


def test_a_number_keeps_its_qualifier() -> None:
    """more-than 3000 of one source never becomes more-than 250 of another."""
    said: dict[str, Said] = {
        "a": {
            "attendees": 3000,
            "attendeesQualifier": "qualifier/more-than",
            "attendeesStated": "over 3000",
            "certainty": "low",
        },
        "b": {"attendees": 250, "attendeesStated": "250 guests"},
    }
    verdict = weigh(said)
    assert verdict.stands["attendees"] == {"250"}
    assert verdict.stands["attendeesStated"] == {"250 guests"}
    assert "attendeesQualifier" not in verdict.stands


def test_words_for_one_number_are_no_disagreement() -> None:
    """Sources say the same number in different words; one wording stands and nothing is disputed."""
    said: dict[str, Said] = {
        "a": {"attendees": 300, "attendeesStated": "300 guests"},
        "b": {"attendees": 300, "attendeesStated": "three hundred people"},
    }
    verdict = weigh(said)
    assert verdict.stands["attendeesStated"] == {"300 guests"}
    assert not verdict.differ


def test_names_never_disagree() -> None:
    """One name a language stands, the others become other names, and no disagreement is made."""
    said: dict[str, Said] = {
        "a": {"skos:prefLabel": ["Library Forum@en", "图书馆论坛@zh"]},
        "b": {"skos:prefLabel": ["Forum of Libraries@en", "Форум@ru"], "certainty": "low"},
    }
    verdict = weigh(said)
    assert verdict.stands["skos:prefLabel"] == {"Library Forum", "图书馆论坛", "Форум"}
    assert verdict.stands["skos:altLabel"] == {"Forum of Libraries"}
    assert not verdict.differ


def test_two_values_of_one_source_make_one() -> None:
    """Where merging two ids leaves one source with two names or two places, one stands, the first in order."""
    verdict = weigh({"a": {"skos:prefLabel": ["Bo@en", "Ada@en"]}})
    assert (verdict.stands["skos:prefLabel"], verdict.stands["skos:altLabel"]) == ({"Ada"}, {"Bo"})
    said: dict[str, Said] = {"a": {"type": "Museum", "place": ["place/ru-moscow", "place/cn-hangzhou"]}}
    assert weigh(said, subject=thing("institution", "i")).stands["place"] == {"place/cn-hangzhou"}


def test_the_name_that_stands_is_no_other_name() -> None:
    """What one source calls the name and another an other name stands once, as SKOS wants it (S13)."""
    stands = weigh(
        {"a": {"skos:prefLabel": "Forum@en"}, "b": {"skos:prefLabel": "The Forum@en", "skos:altLabel": "Forum@en"}}
    ).stands
    assert stands["skos:prefLabel"] == {"Forum"}
    assert stands["skos:altLabel"] == {"The Forum"}


@pytest.mark.parametrize(
    ("names", "label"),
    [(["论坛@zh", "Forum@en"], "Forum"), (["论坛@zh", "Форум@ru"], "Форум"), (["论坛@zh"], "论坛")],
)
def test_the_label_is_the_english_name_or_the_first(names: list[str], label: str) -> None:
    """rdfs:label, which every tool shows, is the English name, or the first by language tag."""
    assert weigh({"a": {"skos:prefLabel": names}}).stands["rdfs:label"] == {label}


def test_a_thing_without_a_name_has_no_label_here() -> None:
    """Its label is made later, from what stands."""
    assert "rdfs:label" not in weigh({"a": {"startDate": "2020"}}).stands
