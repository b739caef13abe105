"""Which value stands where sources differ: the criteria in their order, and what has no vote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authority import Decision
from kg.terms import thing
from tests.weighing import Said, weigh

REASONS = [
    "a curator looked",
    "a report made after the event is preferred to an announcement made before it",
    "the preferred source is more certain",
    "the preferred source is published by an institution that organized, hosted or signed",
    "more publishers say so",
    "the preferred source was published later",
]
HOST = "institution/host"


def contest(step: int) -> tuple[dict[str, Said], dict[str, tuple[str, str]], tuple[Decision, ...]]:
    """Two sources, equal in the first criteria; b is better by the one numbered ``step`` and a by all that follow."""
    said: dict[str, Said] = {}
    origins: dict[str, tuple[str, str]] = {}
    for source, day in (("a", "2020-05-01"), ("b", "2020-05-02")):
        good = [i < step or (source == "b") == (i == step) for i in range(len(REASONS))]
        said[source] = {"startDate": day, "organizer": HOST}
        said[source] |= {} if good[1] else {"status": "planned"}
        said[source] |= {} if good[2] else {"certainty": "low"}
        publisher = thing("institution", "host") if good[3] else f"Press of {source}"
        origins[source] = (publisher, "2024" if good[5] else "2023")
        if good[4]:  # a weak source of another publisher says the same
            said[f"{source}-too"] = {"startDate": day, "status": "planned", "certainty": "low"}
            origins[f"{source}-too"] = (f"Friends of {source}", "2021")
    decided = Decision("event/e", "startDate", "b", REASONS[0])
    return said, origins, (decided,) if step == 0 else ()


@pytest.mark.parametrize("step", range(len(REASONS)), ids=REASONS)
def test_a_criterion_outweighs_all_that_follow(step: int) -> None:
    """Each criterion decides when those before it are even, whatever those after it say, and gives the reason."""
    said, origins, decisions = contest(step)
    verdict = weigh(said, origins, decisions)
    assert verdict.stands["startDate"] == {"2020-05-02"}
    assert verdict.node("disagreement/event--e--startdate")["reason"] == {REASONS[step]}


def test_the_first_address_decides_in_the_end() -> None:
    """Where all is even the choice is still the same every time."""
    verdict = weigh(
        {"b": {"startDate": "2020-05-02"}, "a": {"startDate": "2020-05-01"}}, {"a": ("P", ""), "b": ("Q", "")}
    )
    assert verdict.stands["startDate"] == {"2020-05-01"}
    assert "address" in "".join(verdict.node("disagreement/event--e--startdate")["reason"])


@pytest.mark.parametrize(
    ("announced", "report"),
    [
        ({"a": ("P", "2020-04")}, {"latest": "2020-05-03"}),
        ({"a": ("P", "2020-05-02")}, {"latest": "2020-05-03"}),
        ({}, {"attendeesQualifier": "qualifier/expected"}),
        ({}, {"status": "planned"}),
    ],
)
def test_what_announces(announced: dict[str, tuple[str, str]], report: Said) -> None:
    """A source older than the event's end, or marked expected or planned, announces; the other one reports."""
    said: dict[str, Said] = {
        "a": {"attendees": 300, **report},
        "b": {"attendees": 280, "latest": "2020-05-03", "certainty": "low"},
    }
    assert weigh(said, {"b": ("Q", "2020-05-03")} | announced).stands["attendees"] == {"280"}


def test_no_agreement_is_an_announcement() -> None:
    """A page that tells how long an agreement holds is older than its end, and a report all the same."""
    said: dict[str, Said] = {
        "a": {"type": "Declaration", "signedOn": "2020-05-01", "until": "2030", "latest": "2030-12-31"},
        "b": {"type": "Declaration", "signedOn": "2020-05-02", "certainty": "low"},
    }
    verdict = weigh(said, subject=thing("agreement", "pact"))
    assert verdict.stands["signedOn"] == {"2020-05-01"}


@pytest.mark.parametrize("issued", ["", "2019"])
def test_an_unknown_date_is_the_oldest(issued: str) -> None:
    """A source without a date yields to one with any."""
    said: dict[str, Said] = {"a": {"startDate": "2018-05-01"}, "b": {"startDate": "2018-05-02"}}
    assert weigh(said, {"a": ("P", issued), "b": ("Q", "2020")}).stands["startDate"] == {"2018-05-02"}


@pytest.mark.parametrize(("more", "less"), [("high", "medium"), ("medium", "low"), ("high", "low")])
def test_certainty_has_three_steps(more: str, less: str) -> None:
    """High outweighs medium, medium low; what is not said is high."""
    plain: Said = {} if more == "high" else {"certainty": more}
    said: dict[str, Said] = {
        "a": {"startDate": "2020-05-01", "certainty": less},
        "b": {"startDate": "2020-05-02", **plain},
    }
    assert weigh(said).stands["startDate"] == {"2020-05-02"}


def test_who_agrees_on_the_start_alone_is_no_fellow() -> None:
    """Publishers count together where they agree on all that is chosen together."""
    ends = {"a": "03", "b": "04", "c": "04", "d": "05"}
    said: dict[str, Said] = {s: {"startDate": "2020-05-01", "endDate": f"2020-05-{end}"} for s, end in ends.items()}
    assert weigh(said).stands["endDate"] == {"2020-05-04"}


def test_publishers_count_not_pages() -> None:
    """Ten pages of one publisher weigh as much as one page of another."""
    pages: dict[str, Said] = {f"page-{n}": {"startDate": "2020-05-01"} for n in range(10)}
    others: dict[str, Said] = {"z-one": {"startDate": "2020-05-02"}, "z-two": {"startDate": "2020-05-02"}}
    origins = {**dict.fromkeys(pages, ("P", "2024")), "z-one": ("Q", "2020"), "z-two": ("R", "2020")}
    assert weigh({**pages, **others}, origins).stands["startDate"] == {"2020-05-02"}


def test_several_values_all_stand() -> None:
    """Organizers, hosts and themes of all sources stand together."""
    verdict = weigh({"a": {"organizer": "institution/x", "theme": "theme/ink"}, "b": {"organizer": "institution/y"}})
    assert verdict.stands["organizer"] == {"institution/x", "institution/y"}
    assert not verdict.differ


def test_notes_and_certainty_stay_with_their_source() -> None:
    """What one source says beside the facts is no fact for all."""
    verdict = weigh(
        {"a": {"note": "only the family name is printed", "certainty": "low"}, "b": {"certainty": "medium"}}
    )
    assert not {"note", "certainty"} & verdict.stands.keys()


def test_every_source_is_named() -> None:
    """What stands says who states it, those who lost included."""
    assert weigh({"a": {"startDate": "2020-05-01"}, "b": {"startDate": "2020-05-02"}}).stands["statedIn"] == {
        "source/a",
        "source/b",
    }


def test_classes_above_stand_too() -> None:
    """A forum is an event without any reasoning."""
    assert weigh({"a": {}}).stands["rdf:type"] == {"lc:Forum", "lc:Event"}


def test_one_value_for_an_institution_several_for_an_event() -> None:
    """An institution lies in one place, a tour in many: the class decides."""
    said: dict[str, Said] = {"a": {"place": "place/cn-hangzhou"}, "b": {"place": "place/ru-moscow"}}
    assert len(weigh(said).stands["place"]) == 2
    institution: dict[str, Said] = {source: {"type": "PublicLibrary", **one} for source, one in said.items()}
    verdict = weigh(institution, subject=thing("institution", "i"))
    assert verdict.stands["place"] == {"place/cn-hangzhou"}
    assert verdict.disputed == {"place"}


VALUES: list[Said] = [
    {"startDate": "2020-05", "earliest": "2020-05-01", "latest": "2020-05-31", "year": 2020},
    {"startDate": "2020-05-02", "endDate": "2020-05-03"},
    {"startDate": "2020-05-01", "certainty": "low"},
    {"attendees": 300, "attendeesQualifier": "qualifier/about", "attendeesStated": "some 300"},
    {"attendees": 300, "attendeesQualifier": "qualifier/more-than"},
    {"attendees": 312, "organizer": HOST},
    {"attendees": 320, "attendeesQualifier": "qualifier/nearly"},
    {"status": "planned", "skos:prefLabel": ["Forum@en", "论坛@zh"]},
    {"status": "held", "skos:prefLabel": "The Forum@en", "motto": ["Ink@en", "墨@zh"]},
    {"skos:prefLabel": "Forum@en", "skos:altLabel": "The Forum@en", "motto": "Paper@en"},
]


@given(
    st.lists(st.sampled_from(VALUES), min_size=1, max_size=7).flatmap(
        lambda said: st.tuples(st.just(said), st.permutations(range(len(said))))
    )
)
def test_order_of_sources_and_claims_means_nothing(drawn: tuple[list[Said], list[int]]) -> None:
    """The same claims make the same consensus and the same disagreements, in whatever order they are read."""
    said, order = drawn
    numbered: dict[str, Said] = {f"s{n}": one for n, one in enumerate(said)}
    shuffled: dict[str, Said] = {f"s{n}": dict(reversed(said[n].items())) for n in order}
    one, other = weigh(numbered), weigh(shuffled)
    assert one.stands == other.stands
    assert sorted(one.differ) == sorted(other.differ)


@given(st.lists(st.sampled_from(VALUES), min_size=1, max_size=7))
def test_what_stands_was_said(said: list[Said]) -> None:
    """No value stands that no source gave, and no group of values is left without one."""
    given_values = {f"s{n}": one for n, one in enumerate(said)}
    verdict = weigh(given_values)
    for key in ("startDate", "endDate", "attendees", "attendeesQualifier", "status"):
        claimed = {str(one[key]).rpartition("@")[2] for one in said if key in one}
        assert verdict.stands.get(key, set()) <= claimed
        assert len(verdict.stands.get(key, set())) <= 1
    assert ("startDate" in verdict.stands) == any("startDate" in one for one in said)
    assert bool({"attendees", "attendeesQualifier"} & verdict.stands.keys()) == any("attendees" in one for one in said)
