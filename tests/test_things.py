"""Which thing a user means: an id, an IRI or a name in any script leads to it, or to an answer that helps."""

import pytest

from kg import engine, things
from kg.engine import Engine
from kg.errors import KGError
from kg.terms import thing
from tests.writing import page, whole

BODY = """
events:
  first-forum:
    name: {en: First Forum, ru: Первый форум, ja: 第１回フォーラム}
    other_names: {en: The Forum at Sea}
    type: Forum
    city: Singapore
    country: SG
  second-forum: {name: {en: Second Forum}, type: Forum, city: Dublin, country: IE}
  dublin-forum: {name: {en: Dublin Forum}, type: Forum, city: Dublin, country: US}
memberships:
  - {member: east-library, of: west-library}
"""
TWINS = """
  twin-one: {name: {en: Twin}}
  twin-two: {name: {en: TWIN!}}
  forum: {name: {en: Forum}}
"""


@pytest.fixture(scope="module")
def store() -> Engine:
    """A graph with names in several scripts, two people of one name, and a person who has the id of a series."""
    text = page(BODY).replace("  bo:", TWINS.replace("  forum:", "  old-forum:").strip("\n") + "\n  bo:")
    quads = whole({"a-page": text}, same="person,old-forum,ada,one person\n")
    return engine.in_memory("".join(" ".join(filter(None, quad)) + " .\n" for quad in quads).encode())


@pytest.mark.parametrize(
    ("words", "kind", "slug"),
    [
        ("first-forum", "event", "first-forum"),
        ("event/first-forum", "event", "first-forum"),
        ("https://w3id.org/libcoop/id/event/first-forum", "event", "first-forum"),
        ("<https://w3id.org/libcoop/id/event/first-forum>", "event", "first-forum"),
        ("First-Forum", "event", "first-forum"),
        (" First Forum ", "event", "first-forum"),
        ("FIRST FORUM", "event", "first-forum"),
        ("Первый форум", "event", "first-forum"),
        ("первый  Форум", "event", "first-forum"),
        ("第１回フォーラム", "event", "first-forum"),
        ("第1回フォーラム", "event", "first-forum"),
        ("The Forum at Sea", "event", "first-forum"),
        ("东方图书馆", "institution", "east-library"),
        ("East Library in West Library", "membership", "east-library--west-library"),
        ("a-page", "source", "a-page"),
        ("A page", "source", "a-page"),
        ("SG", "place", "sg"),
        ("Ирландия", "place", "ie"),
        ("爱尔兰", "place", "ie"),
        ("theme/digitization", "theme", "digitization"),
        ("digitization", "theme", "digitization"),
    ],
)
def test_a_thing_is_found(store: Engine, words: str, kind: str, slug: str) -> None:
    """By id, IRI, name, other name or made label, in any script, whatever case, width and spaces."""
    assert things.find(store, "thing", words) == thing(kind, slug)
    assert things.find(store, kind, words) == thing(kind, slug)


@pytest.mark.parametrize("words", ["Twin", "twin", "Dublin"])
def test_several_hits_are_listed(store: Engine, words: str) -> None:
    """One name of two things is an error that lists the ids to choose from."""
    with pytest.raises(KGError) as error:
        things.find(store, "thing", words)
    listed = {"Dublin": ["place/ie-dublin", "place/us-dublin"]}.get(words, ["person/twin-one", "person/twin-two"])
    assert all(one in str(error.value) for one in ["names 2 things", *listed])
    assert all(things.find(store, "thing", one) == thing(*one.split("/")) for one in listed)


def test_the_kind_narrows(store: Engine) -> None:
    """Where a country is asked for, Singapore is no city; where a series is asked for, Forum is no event."""
    assert things.find(store, "country", "Singapore") == thing("place", "sg")
    assert things.find(store, "series", "Forum") == thing("series", "forum")
    assert things.find(store, "city", "sg-singapore") == thing("place", "sg-singapore")
    with pytest.raises(KGError, match="names nothing"):
        things.find(store, "person", "First Forum")


@pytest.mark.parametrize(
    ("words", "near"), [("Frst Forum", "First Forum"), ("Первый форм", "Первый форум"), ("东方图书", "东方图书馆")]
)
def test_a_near_name_is_suggested(store: Engine, words: str, near: str) -> None:
    """A slip of the pen is answered with the name that was meant."""
    with pytest.raises(KGError, match=near):
        things.find(store, "thing", words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "xyzzy",
        "event/xyzzy",
        "https://example.org/xyzzy",
        "https://example.org/a b",
        'a"b',
        "> } DROP",
        "nothing/like this",
    ],
)
def test_what_is_not_there_is_told(store: Engine, words: str) -> None:
    """Whatever a user writes, the answer is one line that says what to write."""
    with pytest.raises(KGError, match="names nothing") as error:
        things.find(store, "thing", words)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("words", ["old-forum", "person/old-forum", "https://w3id.org/libcoop/id/person/old-forum"])
def test_a_retired_id_still_answers(store: Engine, words: str) -> None:
    """It leads to the thing that goes on under another id."""
    assert things.find(store, "thing", words) == thing("person", "ada")


def test_an_id_wins_over_a_name(store: Engine) -> None:
    """Who writes an id means that id, even where a thing of another kind has this name."""
    assert things.find(store, "thing", "forum") == thing("series", "forum")
