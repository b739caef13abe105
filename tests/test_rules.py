"""What the rules derive, each on a graph of a few statements: what follows, and what must never follow."""

import pytest

from kg import rules
from kg.terms import ID, Triple, iri, literal, name, short
from tests.writing import PROJECT, page, stands, whole

FOLDER = PROJECT.queries / "rules"
# One person speaks at a meeting; a source gives her one post.
SPEAKER = """
participation/p event event/e
participation/p participant person/ada
participation/p role role/speaker
participation/p statedIn source/s
position/x holder person/ada
position/x institution institution/east
position/x statedIn source/s
"""
DELEGATE = SPEAKER.replace("role/speaker", "role/delegation")
DELEGATION = """
participation/d type Delegation
participation/d event event/e
participation/d participant institution/east
participation/d role role/delegation
"""
KIND = "institution/east type Institution"


def facts(lines: str) -> list[Triple]:
    """Statements from lines such as ``participation/p event event/e``."""
    return [tuple(map(_term, line.split())) for line in lines.splitlines() if line]  # type: ignore[misc]


def _term(word: str) -> str:
    if word == "type":
        return name("rdf:type")
    if "/" in word:
        return iri(ID + word)
    return literal(word) if word in ("held", "planned", "postponed", "cancelled", "partial") else name(f"lc:{word}")


def derived(lines: str, predicate: str) -> set[tuple[str, str]]:
    """The subject and object of every derived statement with that predicate."""
    found = rules.derived(facts(lines), FOLDER)
    return {(short(s), short(o)) for s, p, o in found if p == name(f"lc:{predicate}")}


def test_who_has_one_post_takes_part_for_that_institution() -> None:
    """A source that gives a participant one institution says for whom they came."""
    assert derived(SPEAKER, "onBehalfOf") == {("participation/p", "institution/east")}


def test_two_posts_at_one_institution_are_one_institution() -> None:
    """What counts is the institution, not the titles."""
    second = SPEAKER.replace("position/x", "position/y")
    assert derived(SPEAKER + second, "onBehalfOf") == {("participation/p", "institution/east")}


@pytest.mark.parametrize(
    "changed",
    [
        SPEAKER + SPEAKER.replace("position/x", "position/y").replace("institution/east", "institution/west"),
        SPEAKER.replace("position/x statedIn source/s", "position/x statedIn source/t"),
        SPEAKER.replace("holder person/ada", "holder person/bo"),
        SPEAKER + "participation/p onBehalfOf institution/west",
    ],
    ids=["two institutions", "another source", "another person", "said already"],
)
def test_for_whom_is_never_guessed(changed: str) -> None:
    """With several institutions, or another source's word for the post, nothing follows; what is said stays alone."""
    assert derived(changed, "onBehalfOf") == set()


def test_an_institution_stands_for_itself() -> None:
    """Posts are people's; an institution that takes part gets nobody to stand for."""
    assert derived(DELEGATION, "onBehalfOf") == set()


@pytest.mark.parametrize(("role", "predicate"), [("host", "host"), ("organizer", "organizer")])
def test_an_institution_in_the_role_of_host_is_a_host(role: str, predicate: str) -> None:
    """Hosts and organizers among the participants are the event's hosts and organizers."""
    lines = DELEGATION.replace("role/delegation", f"role/{role}") + KIND
    assert derived(lines, predicate) == {("event/e", "institution/east")}


@pytest.mark.parametrize("predicate", ["host", "organizer"])
def test_no_other_role_makes_a_host(predicate: str) -> None:
    """A delegation is no host, a host no organizer, and a person is neither."""
    other = {"host": "organizer", "organizer": "host"}[predicate]
    assert derived(DELEGATION + KIND, predicate) == set()
    assert derived(DELEGATION.replace("role/delegation", f"role/{other}") + KIND, predicate) == set()
    assert derived(SPEAKER.replace("role/speaker", f"role/{predicate}") + "person/ada type Person", predicate) == set()


def test_a_delegate_is_a_member_of_the_delegation() -> None:
    """Of the delegation of the institution for which they came, also where that was derived."""
    assert derived(DELEGATE + DELEGATION, "member") == {("participation/d", "person/ada")}


@pytest.mark.parametrize(
    "lines",
    [
        SPEAKER + DELEGATION,
        DELEGATE + DELEGATION.replace("event/e", "event/f"),
        DELEGATE + DELEGATION.replace("institution/east", "institution/west"),
        DELEGATE + DELEGATION.replace("participation/d type Delegation", ""),
    ],
    ids=["a speaker", "another event", "another institution", "no delegation"],
)
def test_nobody_else_is_a_member(lines: str) -> None:
    """A speaker is no delegate; delegations of other events and institutions have their own members."""
    assert derived("\n".join(line for line in lines.splitlines() if line), "member") == set()


def test_persons_and_their_institutions_took_part() -> None:
    """The short cut leads from the person, and from the institution for which they came."""
    assert derived(SPEAKER, "participatedIn") == {("person/ada", "event/e"), ("institution/east", "event/e")}
    assert derived(DELEGATION, "participatedIn") == {("institution/east", "event/e")}


@pytest.mark.parametrize("status", ["planned", "postponed", "cancelled"])
def test_nobody_took_part_in_what_was_not_held(status: str) -> None:
    """A programme names speakers before there is an event to take part in."""
    assert derived(SPEAKER + f"event/e status {status}", "participatedIn") == set()


def test_in_what_was_held_people_took_part() -> None:
    """Held, or of unknown status."""
    assert len(derived(SPEAKER + "event/e status held", "participatedIn")) == 2


@pytest.mark.parametrize("role", ["host", "organizer"])
def test_to_host_is_not_to_take_part(role: str) -> None:
    """Hosts and organizers as such took part in nothing; nor did those that the event names only."""
    assert derived(DELEGATION.replace("role/delegation", f"role/{role}") + KIND, "participatedIn") == set()
    assert derived(f"event/e {role} institution/east", "participatedIn") == set()
    assert derived("event/e supporter institution/east", "participatedIn") == set()


def test_a_person_who_received_guests_took_part() -> None:
    """The role of host keeps institutions out, not the people who were there."""
    host = SPEAKER.replace("role/speaker", "role/host") + "person/ada type Person"
    assert derived(host, "participatedIn") == {("person/ada", "event/e")}


def test_a_host_that_also_sent_people_took_part() -> None:
    """One institution may have several roles."""
    both = DELEGATION + DELEGATION.replace("participation/d", "participation/h").replace("role/delegation", "role/host")
    assert derived(both, "participatedIn") == {("institution/east", "event/e")}


@pytest.mark.parametrize(("thing", "predicate"), [("agreement/a", "party"), ("project/p", "partner")])
def test_parties_and_partners_cooperated(thing: str, predicate: str) -> None:
    """Each with each, in both directions, and none with itself."""
    lines = "".join(f"{thing} {predicate} institution/{one}\n" for one in ("east", "west", "south"))
    found = derived(lines, "cooperatedWith")
    assert len(found) == 6
    assert ("institution/east", "institution/west") in found
    assert ("institution/west", "institution/east") in found
    assert not [pair for pair in found if pair[0] == pair[1]]


def test_different_agreements_join_nobody() -> None:
    """Parties of two agreements have not cooperated because of that, nor those that met at an event."""
    assert derived("agreement/a party institution/east\nagreement/b party institution/west", "cooperatedWith") == set()
    assert derived("event/e organizer institution/east\nevent/e organizer institution/west", "cooperatedWith") == set()
    assert derived("agreement/a party institution/east\nproject/b partner institution/west", "cooperatedWith") == set()


def test_who_signed() -> None:
    """The agreement leads to the person behind each signature, and to nobody who merely takes part."""
    lines = "signature/s agreement agreement/a\nsignature/s participant person/ada\n"
    assert derived(lines + SPEAKER, "signatory") == {("agreement/a", "person/ada")}


def test_rules_see_all_that_they_name() -> None:
    """A rule over whole files derives what it derives over these lines: nothing that it needs is kept from it."""
    body = """
events:
  e:
    name: {en: E}
    type: Visit
    start: 2019
    participants: [{person: ada, role: delegation}, {institution: east-library, role: delegation}]
"""
    graph = whole({"a-page": page(body)})
    assert stands(graph, "participation/e--ada--delegation", "graph/derived")["onBehalfOf"] == {
        "institution/east-library"
    }
    assert stands(graph, "participation/e--east-library--delegation")["member"] == {"person/ada"}
    assert stands(graph, "person/ada")["participatedIn"] == {"event/e"}
    assert "participatedIn" not in stands(graph, "person/ada", "source/a-page")


def test_what_is_known_is_not_derived_again() -> None:
    """The derived graph names what rules added, nothing that a source says."""
    assert (
        derived(DELEGATION.replace("role/delegation", "role/host") + KIND + "\nevent/e host institution/east", "host")
        == set()
    )


def test_what_no_source_tells_of_the_participants_is_unknown() -> None:
    """Each event says how completely its participants are known; what a source says of it stays alone."""
    event = "event/e type Event"
    assert derived(event, "participantsKnown") == {("event/e", "unknown")}
    assert derived(f"{event}\nevent/e participantsKnown partial", "participantsKnown") == set()


def test_every_rule_is_tried_here() -> None:
    """A new rule comes with its test: what it makes stands in this file."""
    made = {
        line.split("lc:")[1].split()[0]
        for path in FOLDER.glob("*.rq")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("CONSTRUCT")
    }
    tried = {
        "onBehalfOf",
        "host",
        "organizer",
        "member",
        "participatedIn",
        "cooperatedWith",
        "signatory",
        "participantsKnown",
    }
    assert made == tried
