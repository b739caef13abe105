"""Two ids for one thing: what same.csv merges, merged everywhere, and every retired id remembered."""

import pytest

from kg import authority, build
from kg.errors import KGError
from kg.terms import ID, iri, name, short
from tests.writing import PROJECT, claimed, ids, page, read, stands, whole

MERGED = {("person", "bo"): "ada", ("institution", "south-museum"): "east-library", ("event", "gathering"): "meeting"}
SAME = "".join(f"{kind},{retired},{kept},one thing\n" for (kind, retired), kept in MERGED.items())
BODY = """
events:
  gathering:
    name: {en: Gathering}
    type: Meeting
    participants: [{person: bo, role: speaker, for: south-museum}]
    contributions: [{type: Talk, title: Ink, by: [bo]}, {type: Exhibit, by: [west-library, south-museum]}]
    sessions: [{title: Paper}]
agreements:
  pact: {type: Declaration, parties: [south-museum], signatories: [{person: bo}], signed_at: gathering}
memberships:
  - {member: south-museum, of: west-library}
"""
# Every id that the file above makes of retired ones, and the id under which the thing goes on.
REPLACED = {
    "person/bo": "person/ada",
    "institution/south-museum": "institution/east-library",
    "event/gathering": "event/meeting",
    "participation/gathering--bo--speaker": "participation/meeting--ada--speaker",
    "contribution/gathering--talk--ink": "contribution/meeting--talk--ink",
    "contribution/gathering--exhibit--south-museum--west-library": (
        "contribution/meeting--exhibit--east-library--west-library"
    ),
    "session/gathering--paper": "session/meeting--paper",
    "signature/pact--bo": "signature/pact--ada",
    "membership/south-museum--west-library": "membership/east-library--west-library",
}


def test_a_retired_id_is_nowhere_in_the_claims() -> None:
    """After merging a file speaks of the ids that were kept only, as subjects, objects and parts of nested ids."""
    found = claimed(read(page(BODY), same=MERGED))
    used = {short(term) for triple in found for term in triple if term.startswith(f"<{ID}")}
    assert not {one for one in used for _, retired in MERGED if retired in one.replace("/", "--").split("--")}


def test_nested_ids_are_made_of_the_kept_ones() -> None:
    """The merging comes before the ids of nested nodes, so that two sources meet in one node."""
    found = claimed(read(page(BODY), same=MERGED))
    for kept in REPLACED.values():
        kind, _, key = kept.partition("/")
        assert key in ids(found, kind)


def test_every_retired_id_is_remembered() -> None:
    """Whoever cites an old id, a nested one too, finds the one that replaced it."""
    assert read(page(BODY), same=MERGED).replaced == REPLACED


def test_nothing_is_remembered_where_nothing_is_merged() -> None:
    """An id that was never retired is not replaced."""
    assert read(page(BODY)).replaced == {}


def test_the_graph_keeps_retired_ids_in_its_metadata() -> None:
    """In the graph: dcterms:isReplacedBy in the metadata graph, and no word of the retired id elsewhere."""
    graph = whole({"a-page": page(BODY)}, same=SAME)
    for old, new in REPLACED.items():
        said = [quad for quad in graph if iri(ID + old) in quad]
        assert said == [(iri(ID + old), name("dcterms:isReplacedBy"), iri(ID + new), build.METADATA)]


def test_two_sources_meet_in_a_merged_thing() -> None:
    """What one file says of the retired id and another of the kept one is said of one thing."""
    one = page(
        "events:\n  meeting: {name: {en: Meeting}, type: Meeting, participants: [{person: ada, role: speaker}]}\n",
        stem="one",
    )
    graph = whole({"one": one, "two": page(BODY, stem="two")}, same=SAME)
    assert stands(graph, "participation/meeting--ada--speaker")["statedIn"] == {"source/one", "source/two"}
    assert stands(graph, "participation/meeting--ada--speaker")["onBehalfOf"] == {"institution/east-library"}


def table(folder: object, rows: str) -> authority.Authority:
    """The authority tables with these rows in same.csv."""
    from pathlib import Path

    path = Path(str(folder))
    (path / "countries.csv").write_bytes((PROJECT.data / "authority" / "countries.csv").read_bytes())
    (path / "same.csv").write_text("kind,retired,kept,evidence\n" + rows, "utf-8")
    return authority.load(path)


def test_merging_follows_chains(tmp_path: object) -> None:
    """From a to b and from b to c is from a to c, in whatever order the rows stand; kinds are apart."""
    rows = ["person,a,b,x\n", "person,b,c,x\n", "event,c,d,x\n"]
    expected = {("person", "a"): "c", ("person", "b"): "c", ("event", "c"): "d"}
    assert table(tmp_path, "".join(rows)).same == table(tmp_path, "".join(reversed(rows))).same == expected


@pytest.mark.parametrize(
    "rows",
    [
        "person,a,a,x\n",
        "person,a,b,x\nperson,b,a,x\n",
        "person,a,b,x\nperson,b,c,x\nperson,c,b,x\n",
        "person,a,b,x\nperson,a,c,x\n",
        "person,a\n",
    ],
)
def test_a_table_that_makes_no_sense_is_refused(tmp_path: object, rows: str) -> None:
    """Circles, two ends for one id and broken rows are told with the place."""
    with pytest.raises(KGError, match=r"same\.csv"):
        table(tmp_path, rows)
