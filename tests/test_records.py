"""What a source file means: ids that come from keys alone, and what follows from several values of a record."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.terms import Triple, name, short
from tests.writing import KNOWN, claimed, ids, page, read, said

PARTICIPANTS = [
    "{person: ada, role: speaker, for: east-library}",
    "{person: ada, role: delegation}",
    "{person: bo, role: delegation, note: came late}",
    "{institution: east-library, role: delegation, size: 4}",
    "{institution: west-library, role: host, certainty: low}",
]
CONTRIBUTIONS = [
    "{type: Talk, title: On ink, by: [ada]}",
    "{type: Paper, title: On ink, by: [bo, ada]}",
    "{type: Exhibit, by: [west-library]}",
]
INSTITUTIONS = KNOWN.strip().split("\n")[1:4]
SESSIONS = ["{title: Ink}", "{title: {en: Paper, zh: 纸}}"]


def meeting(participants: list[str], contributions: list[str], sessions: list[str]) -> str:
    """A file with one event and these records in it."""
    lists = {"participants": participants, "contributions": contributions, "sessions": sessions}
    lines = [
        f"    {key}:\n" + "".join(f"      - {one}\n" for one in records) for key, records in lists.items() if records
    ]
    return page(
        "\nevents:\n  meeting:\n    name: {en: Meeting}\n    type: Meeting\n    start: 2019-05\n" + "".join(lines)
    )


@cache
def ordered() -> frozenset[Triple]:
    """What the file states with its lists as they stand above."""
    return frozenset(claimed(read(meeting(PARTICIPANTS, CONTRIBUTIONS, SESSIONS))))


@given(st.permutations(PARTICIPANTS), st.permutations(CONTRIBUTIONS), st.permutations(SESSIONS))
def test_order_in_a_list_means_nothing(participants: list[str], contributions: list[str], sessions: list[str]) -> None:
    """Whoever sorts a list of participants changes no statement."""
    assert claimed(read(meeting(participants, contributions, sessions))) == ordered()


def listed(institutions: list[str], organizers: list[str]) -> str:
    """A file with its institutions and the organizers of a series in some order."""
    series = f"forum: {{name: {{en: Forum}}, organizers: [{', '.join(organizers)}]}}"
    text = page("").replace("forum: {name: {en: Forum}}", series)
    return text.replace("\n".join(INSTITUTIONS), "\n".join(institutions))


@given(st.permutations(INSTITUTIONS), st.permutations(["east-library", "west-library", "south-museum"]))
def test_order_in_a_file_means_nothing(institutions: list[str], organizers: list[str]) -> None:
    """Nor does the order of records in a section, or of references in a list."""
    plain = listed(INSTITUTIONS, ["east-library", "south-museum", "west-library"])
    assert claimed(read(listed(institutions, organizers))) == claimed(read(plain))


@given(
    st.sets(
        st.sampled_from(
            ["size: 3", "note: by train", "certainty: low", "start: 2019-05-02", "end: 2019-05-03", "for: west-library"]
        )
    )
)
def test_only_the_key_makes_the_id(more: set[str]) -> None:
    """Two sources that differ in size, note, certainty, dates or for whom speak of the same participation."""
    record = ", ".join(["institution: east-library", "role: delegation", *sorted(more)])
    found = claimed(read(meeting(["{" + record + "}"], [], [])))
    assert ids(found, "participation") == {"meeting--east-library--delegation"}


def test_ids_are_slugs_of_keys() -> None:
    """Every nested node is named by what it joins, readable and the same in every file."""
    assert ids(ordered(), "participation") == {
        "meeting--ada--speaker",
        "meeting--ada--delegation",
        "meeting--bo--delegation",
        "meeting--east-library--delegation",
        "meeting--west-library--host",
    }
    assert ids(ordered(), "contribution") == {
        "meeting--talk--on-ink",
        "meeting--paper--on-ink",
        "meeting--exhibit--west-library",
    }
    assert ids(ordered(), "session") == {"meeting--ink", "meeting--paper"}
    assert ids(ordered(), "position") == {"ada--east-library--keeper"}


def test_ids_of_memberships_and_signatures() -> None:
    """A membership is named by its two ends, a signature by the agreement and the person."""
    found = claimed(
        read(
            page("""
        memberships: [{member: east-library, of: west-library, role: initiator, since: 2001}]
        agreements:
          pact: {type: Declaration, parties: [east-library], signatories: [{person: bo, for: west-library}]}
        """)
        )
    )
    assert ids(found, "membership") == {"east-library--west-library"}
    assert ids(found, "signature") == {"pact--bo"}
    assert (name("lc:agreement"), "agreement/pact") in {
        (p, short(o)) for s, p, o in found if short(s) == "signature/pact--bo"
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("On ink", "ON INK!"), ("On ink", "On  “ink”"), ("Café", "Cafe"), ("论墨", "论 墨。".replace(" ", ""))],
)
def test_spellings_of_a_title_make_one_id(one: str, other: str) -> None:
    """Case, accents and punctuation of a title make no second session."""
    both = [ids(claimed(read(meeting([], [], [f"{{title: {title}}}"]))), "session") for title in (one, other)]
    assert both[0] == both[1]


def test_titles_without_ascii_make_different_ids() -> None:
    """Two Chinese titles are two sessions."""
    assert len(ids(claimed(read(meeting([], [], ["{title: 论墨}", "{title: 论纸}"]))), "session")) == 2


def test_a_title_in_languages_is_named_by_its_first() -> None:
    """Of a title in several languages the first tag of the alphabet names the session, in whatever order they stand."""
    one, other = (
        ids(claimed(read(meeting([], [], [f"{{title: {{{words}}}}}"]))), "session")
        for words in ("en: Ink, zh: 墨", "zh: 墨, en: Ink")
    )
    assert one == other == {"meeting--ink"}


def test_the_same_participation_twice_is_a_mistake() -> None:
    """Two records with one key would silently become one."""
    found = read(meeting([PARTICIPANTS[0], PARTICIPANTS[0]], [], [])).findings
    assert [finding.rule for finding in found] == ["said-twice"]


def test_an_institution_with_role_delegation_is_a_delegation() -> None:
    """Whether or not its size is known; a person's participation never is one."""
    assert (
        "lc:Delegation"
        in said(
            meeting(["{institution: east-library, role: delegation}"], [], []),
            "participation/meeting--east-library--delegation",
        )["rdf:type"]
    )
    assert said(meeting(PARTICIPANTS, [], []), "participation/meeting--bo--delegation")["rdf:type"] == {
        "lc:Participation"
    }
    assert said(meeting(PARTICIPANTS, [], []), "participation/meeting--west-library--host")["rdf:type"] == {
        "lc:Participation"
    }


def test_a_person_has_no_size() -> None:
    """A size with a person is a slip, and is told."""
    assert read(meeting(["{person: ada, role: delegation, size: 4}"], [], [])).findings


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a[1]",
        "https://example.org/100%",
        "https://example.org/a#b#c",
        "https://example.org:x/",
        "ftp://example.org/",
        "example.org",
    ],
)
def test_an_address_that_no_store_takes_is_refused(address: str) -> None:
    """An address that an RDF parser would stop at is told at its place, not after everything is read."""
    found = read(page("").replace("https://example.org/a-page", f"'{address}'")).findings
    assert [(finding.rule, finding.value) for finding in found] == [("address", address)]


@pytest.mark.parametrize("tag", ["english", "en-latn-latn", "en-x", "e", "zh_CN", ""])
def test_a_language_that_no_store_takes_is_refused(tag: str) -> None:
    """So is what is no language tag."""
    found = read(page(f"events:\n  meeting: {{name: {{'{tag}': Meeting}}, type: Meeting}}\n")).findings
    assert [(finding.rule, finding.value) for finding in found] == [("language", tag)]
