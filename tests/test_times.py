"""What follows from dates in a file: bounds and years of dated nodes, when a post is seen, if an event was held."""

import pytest

from kg.terms import ID, iri
from tests.writing import SOURCE, claimed, of, page, read, said

Facts = dict[str, set[str]]


def bounds(facts: Facts) -> tuple[str, str, str]:
    """First day, last day and year that a node has; nothing where it has none."""
    return tuple("".join(facts.get(key, {""})) for key in ("earliest", "latest", "year"))  # type: ignore[return-value]


def undated(body: str) -> str:
    """A file whose source has no date."""
    return page(body, source=SOURCE.replace(", published: 2020-06-01", ""))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("start: 2019-05-30, end: 2019-06-02", ("2019-05-30", "2019-06-02", "2019")),
        ("start: 2019-05-30", ("2019-05-30", "2019-05-30", "2019")),
        ("start: 2019-05", ("2019-05-01", "2019-05-31", "2019")),
        ("start: 2019", ("2019-01-01", "2019-12-31", "2019")),
        ("start: 2019~", ("2019-01-01", "2019-12-31", "2019")),
        ("start: 2019-12, end: 2020", ("2019-12-01", "2020-12-31", "2019")),
        ("start: 2019-05-30/2019-06-02", ("2019-05-30", "2019-06-02", "2019")),
        ("start: 2019-06-09, end: 2019-06-10/2019-06-12", ("2019-06-09", "2019-06-12", "2019")),
        ("start: 199X", ("1990-01-01", "1999-12-31", "1990")),
        ("end: 2019", ("", "2019-12-31", "")),
        ("city: Moscow, country: RU", ("", "", "")),
    ],
)
def test_an_event_ends_with_its_start(dates: str, expected: tuple[str, str, str]) -> None:
    """An event without an end lasts as long as its start can mean."""
    assert bounds(said(page(f"events:\n  e: {{name: {{en: E}}, type: Visit, {dates}}}\n"), "event/e")) == expected


@pytest.mark.parametrize(
    ("record", "about", "expected"),
    [
        ("projects:\n  p: {name: {en: P}, type: Other, start: 2009-04}", "project/p", ("2009-04-01", "", "2009")),
        (
            "projects:\n  p: {name: {en: P}, type: Other, start: 2009, end: 2011}",
            "project/p",
            ("2009-01-01", "2011-12-31", "2009"),
        ),
        (
            "agreements:\n  a: {type: Declaration, parties: [east-library], signed: 2015-03-02}",
            "agreement/a",
            ("2015-03-02", "", "2015"),
        ),
        (
            "agreements:\n  a: {type: Declaration, parties: [east-library], signed: 2015, until: 2018}",
            "agreement/a",
            ("2015-01-01", "2018-12-31", "2015"),
        ),
        (
            "memberships:\n  - {member: east-library, of: west-library, since: 2001}",
            "membership/east-library--west-library",
            ("2001-01-01", "", "2001"),
        ),
        (
            "memberships:\n  - {member: east-library, of: west-library, until: 2005}",
            "membership/east-library--west-library",
            ("", "2005-12-31", ""),
        ),
        (
            "institutions:\n  i: {name: {en: I}, type: Museum, founded: 189X}",
            "institution/i",
            ("1890-01-01", "", "1890"),
        ),
    ],
)
def test_what_has_no_end_is_open(record: str, about: str, expected: tuple[str, str, str]) -> None:
    """Projects, agreements, memberships and posts go on where no end is stated; an institution has no end at all."""
    text = SOURCE % "a-page" + record if record.startswith("institutions") else page(record + "\n")
    assert bounds(said(text, about)) == expected


def test_a_post_has_its_own_dates() -> None:
    """A post is bounded by since and until."""
    text = page("").replace("title: Keeper", "title: Keeper, since: 2001-05, until: 2003")
    assert bounds(said(text, "position/ada--east-library--keeper")) == ("2001-05-01", "2003-12-31", "2001")


def test_a_participation_may_have_dates_of_its_own() -> None:
    """An award given over decades says when each recipient got it."""
    event = "{name: {en: E}, type: Award, start: 1990, participants: [{person: ada, role: recipient, start: 1995}]}"
    text = page(f"events:\n  e: {event}\n")
    assert bounds(said(text, "participation/e--ada--recipient")) == ("1995-01-01", "", "1995")
    assert bounds(said(text, "event/e")) == ("1990-01-01", "1990-12-31", "1990")


@pytest.mark.parametrize(
    "record",
    [
        "events:\n  e: {name: {en: E}, type: Visit, start: 2019-05-30, end: 2019-05-29}",
        "events:\n  e: {name: {en: E}, type: Visit, start: 2019-05, end: 2018}",
        "projects:\n  p: {name: {en: P}, type: Other, start: 2011, end: 2009}",
        "agreements:\n  a: {type: Declaration, parties: [east-library], signed: 2018-02, until: 2018-01}",
        "memberships:\n  - {member: east-library, of: west-library, since: 2005, until: 2001}",
    ],
)
def test_an_end_before_the_start_is_a_mistake(record: str) -> None:
    """Everything ends after it began; the finding stands at the end's place."""
    (finding,) = read(page(record + "\n")).findings
    assert (finding.rule, finding.line > 1) == ("end-before-start", True)
    assert finding.value in record.partition("end" if "end:" in record else "until")[2]


def test_an_end_may_be_the_start_or_vaguer() -> None:
    """From a day to the same day, or to its month, is no end before the start."""
    assert not read(page("events:\n  e: {name: {en: E}, type: Visit, start: 2019-05-30, end: 2019-05-30}\n")).findings
    assert not read(page("events:\n  e: {name: {en: E}, type: Visit, start: 2019-05-30, end: 2019-05}\n")).findings


@pytest.mark.parametrize(
    ("published", "start", "expected"),
    [
        ("2020-06-01", "2020-06-02", "planned"),
        ("2020-06", "2020-07-01", "planned"),
        ("2019", "2020", "planned"),
        ("2020-06-01", "2020-06-01", "held"),
        ("2020-06", "2020-06-15", "held"),
        ("2020", "2020-07", "held"),
        ("2021", "2020", "held"),
        ("", "2020", "held"),
        ("2020-06-01", "", "held"),
    ],
)
def test_what_a_source_cannot_have_seen_is_planned(published: str, start: str, expected: str) -> None:
    """An event that begins after its source was published is planned, unless the file says otherwise."""
    dates = f", start: {start}" if start else ""
    source = SOURCE.replace("published: 2020-06-01, ", f"published: {published}, " if published else "")
    text = page(f"events:\n  e: {{name: {{en: E}}, type: Visit{dates}}}\n", source=source)
    assert said(text, "event/e")["status"] == {expected}


@pytest.mark.parametrize("status", ["held", "planned", "postponed", "cancelled"])
def test_a_written_status_stands(status: str) -> None:
    """What the curator wrote is not computed again, for past events and for those to come."""
    for start in ("2019", "2021"):
        assert said(
            page(f"events:\n  e: {{name: {{en: E}}, type: Visit, start: {start}, status: {status}}}\n"), "event/e"
        )["status"] == {status}


def test_how_an_event_was_held_is_said_or_unknown() -> None:
    """The mode is never guessed, not even from a place; online is no place."""
    with_mode = said(page("events:\n  e: {name: {en: E}, type: Visit, mode: online}\n"), "event/e")
    without = said(page("events:\n  e: {name: {en: E}, type: Visit, city: Moscow, country: RU}\n"), "event/e")
    assert with_mode["mode"] == {"online"}
    assert not {"place", "venue"} & with_mode.keys()
    assert "mode" not in without


EVENTS = """
events:
  first: {{name: {{en: First}}, type: Visit, start: 2011, participants: [{{person: ada, role: visitor}}]}}
  second: {{name: {{en: Second}}, type: Visit, start: {second}, contributions: [{{type: Talk, title: Ink, by: [ada]}}]}}
  third: {{name: {{en: Third}}, type: Visit, start: 2013, participants: [{{person: bo, role: visitor}}]}}
"""
POST = "position/ada--east-library--keeper"


def test_a_post_is_seen_in_the_years_of_its_holders_events() -> None:
    """A post is attested when its holder appears, not when others do, and not when the page was written."""
    assert said(page(EVENTS.format(second="2012-05")), POST)["observed"] == {"2011", "2012"}


def test_a_post_is_seen_where_its_holder_signs() -> None:
    """To sign is to appear, in the year of the agreement."""
    pact = "{type: Declaration, parties: [east-library], signed: 2014-02, signatories: [{person: ada}]}"
    assert said(page(f"agreements:\n  pact: {pact}\n"), POST)["observed"] == {"2014"}


def test_a_post_without_events_is_seen_in_the_year_of_the_page() -> None:
    """A page about a library attests its posts for its own year, or for no year where it has no date."""
    assert said(page(""), POST)["observed"] == {"2020"}
    assert "observed" not in said(undated(""), POST)


def test_a_post_that_ended_is_not_seen_in_the_year_of_the_page() -> None:
    """A history written in 2020 does not make a president of 1927 to 1931 one of 2020."""
    ended = page("").replace("title: Keeper", "title: Keeper, since: 1927, until: 1931")
    assert "observed" not in said(ended, POST)
    assert said(page("").replace("title: Keeper", "title: Keeper, since: 1927"), POST)["observed"] == {"2020"}


def test_what_is_seen_is_no_beginning() -> None:
    """A year in which a post is seen is never written as since or until, nor as its year."""
    assert not {"since", "until", "earliest", "latest", "year"} & said(page(EVENTS.format(second="2012")), POST).keys()


def test_bounds_are_typed() -> None:
    """Bounds are xsd:date and years xsd:integer, for engines to compare; dates as written are plain text."""
    facts = claimed(read(page("events:\n  e: {name: {en: E}, type: Visit, start: 2019-05}\n")))
    objects = {o for s, _, o in facts if s == iri(f"{ID}event/e")}
    date, integer = ("http://www.w3.org/2001/XMLSchema#date", "http://www.w3.org/2001/XMLSchema#integer")
    assert {'"2019-05"', f'"2019-05-01"^^<{date}>', f'"2019-05-31"^^<{date}>', f'"2019"^^<{integer}>'} <= objects
    assert of(facts, "event/e")["startDate"] == {"2019-05"}
