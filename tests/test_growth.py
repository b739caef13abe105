"""Networks in time: each year is the network of the facts until then, or of a window; what is new and lost adds up."""

import io
import itertools
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import growth, networks, picture, queries, remote, things
from kg.growth import Span, Year
from kg.picture import Pace
from kg.project import Project
from kg.projection import Row, ties
from kg.selection import EVERYTHING
from tests import networking
from tests.running import answer, complaint, kg

YEARS = st.none() | st.integers(2000, 2006)
FACTS = st.sampled_from("123456")
ROWS = st.lists(st.builds(Row, st.sampled_from("abcd"), FACTS, st.just("s"), YEARS, st.none()), max_size=30)


def test_years_by_hand() -> None:
    """Two meetings of a and b, one of b and c between them."""
    facts = [("1", 2000, "ab"), ("2", 2002, "bc"), ("3", 2003, "ab")]
    rows = [Row(thing, fact, "s", year) for fact, year, who in facts for thing in who]
    assert growth.years(rows) == [
        Year(2000, 2, 1, 1, 0),
        Year(2001, 2, 1, 0, 0),
        Year(2002, 3, 2, 1, 0),
        Year(2003, 3, 2, 0, 0),
    ]
    assert growth.years(rows, 2) == [
        Year(2000, 2, 1, 1, 0),
        Year(2001, 2, 1, 0, 0),
        Year(2002, 2, 1, 1, 1),
        Year(2003, 3, 2, 1, 0),
    ]


@given(ROWS, st.none() | st.integers(1, 4))
def test_new_less_lost_is_what_is_there(rows: list[Row], window: int | None) -> None:
    """Ties add up; at the end of an open window nothing was lost, and all dated ties are there."""
    found = growth.years(rows, window)
    there = 0
    for year in found:
        there += year.new - year.lost
        assert there == year.ties
    if window is None and found:
        assert not any(year.lost for year in found)
        assert found[-1].ties == len(ties([row for row in rows if row.year is not None]).ends)


@given(ROWS)
def test_nothing_dated_has_no_years(rows: list[Row]) -> None:
    """Facts without a year make no year."""
    assert growth.years([row._replace(year=None) for row in rows]) == []


@given(st.integers(1900, 1905), st.integers(0, 9), st.integers(1, 4), st.none() | st.integers(1, 4))
def test_spans_end_with_the_last_year(first: int, years: int, step: int, window: int | None) -> None:
    """Each so many years after the other, each of so many years or of all so far, none before the first; as wide as
    they lie apart, they hold each year once."""
    found = growth.spans(Span(first, first + years), step, window)
    assert found[-1].last == first + years
    assert {later.last - earlier.last for earlier, later in itertools.pairwise(found)} <= {step}
    assert found[0].last - step < first <= found[0].last
    assert all(span.first == max(first, span.last - (window or 99) + 1) for span in found)
    if step == window:
        assert [year for span in found for year in range(span.first, span.last + 1)] == [
            *range(first, first + years + 1)
        ]


SIDE_BY_SIDE, UNTIL_THEN, SINGLE = Pace(25, 25), Pace(25), Pace(30, 1)


@pytest.mark.parametrize(
    ("name", "pace"),
    [
        *((name, SIDE_BY_SIDE) for name in networking.NAMES),
        *((name, pace) for name in ("agreements-and-projects", "memberships") for pace in (UNTIL_THEN, SINGLE)),
    ],
)
def test_a_network_of_some_years_is_that_of_the_table(built: Project, name: str, pace: Pace) -> None:
    """As many things and ties as the growth of the network tells of the year; of facts that have one year, side by side
    each is in one network, but for those without."""
    query, graph = queries.load(built.queries / "networks", name), remote.graph(built)
    rows = networks.rows(graph, things.bound(graph, query, {}))
    told = growth.years(rows, pace.window, directed=queries.said(query, "directed") == "true")
    found = list(picture.series(built, name, ({}, EVERYTHING), pace, placed=False))
    assert {span.last: (len(network), network.number_of_edges()) for span, network in found} == {
        year.year: (year.things, year.ties) for year in told if (told[-1].year - year.year) % pace.step == 0
    }
    if pace == SIDE_BY_SIDE and name not in ("events", "series"):  # whose facts are institutions
        dated = sum(network.graph["facts"] for _, network in found)
        assert dated + picture.undated(graph, query, {}) == len({row.fact for row in rows})


NAME = "people-and-institutions"  # in the invented graph, with facts of eight years


def test_files_of_a_network_in_time(mini: Project, tmp_path: Path) -> None:
    """A file for each span, named and titled by its years, all things with their figures and where they stand in the
    whole; a file of the same name is replaced, others stay; facts without a year are told."""
    folder = tmp_path / "new" / "folder"
    words = ("network", NAME, "--step", "5", "--window", "6", "--measures", "-o", str(folder))
    done = kg(mini, *words)
    assert done.exit_code == 0, done.stderr
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == [f"{NAME}-1995-1997.graphml", f"{NAME}-1997-2002.graphml"]
    assert done.stderr.splitlines()[: len(files)] == [str(file) for file in files]
    assert "1 facts have no year and are left out" in done.stderr
    whole = nx.read_graphml(io.BytesIO(answer(mini, "network", NAME).encode()))
    for file in files:
        found = nx.read_graphml(file)
        assert found.graph["network_title"].endswith(f", {file.stem.removeprefix(NAME)[1:]}")
        for thing, data in found.nodes(data=True):
            assert (data["x"], data["y"], "pagerank" in data) == (
                whole.nodes[thing]["x"],
                whole.nodes[thing]["y"],
                True,
            )
    before = [file.read_bytes() for file in files]
    files[0].write_text("old")
    (folder / "other").write_text("kept")
    assert kg(mini, *words).exit_code == 0
    assert [file.read_bytes() for file in files] == before
    assert sorted(folder.iterdir()) == sorted([*files, folder / "other"])


def test_what_lies_around_a_thing_in_time(built: Project, tmp_path: Path) -> None:
    """Years in which it has no tie are an empty file, not an error; where it never has one, that is told."""
    words = ("network", "co-participation", "--window", "50", "--format", "csv", "-o", str(tmp_path))
    assert kg(built, *words, "--around", "上海图书馆").exit_code == 0
    counts = {file.stem[-9:]: len(file.read_text("utf-8").splitlines()) - 1 for file in sorted(tmp_path.iterdir())}
    assert min(counts.values()) == 0 < max(counts.values())
    assert "it has no tie here" in complaint(built, *words, "--around", "place/cn")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--window", "5"], "name their folder with -o FOLDER"),
        (["--step", "5", "-o", __file__], "name a folder"),
        (["--step", "5", "-o", f"{__file__}/new"], "name a folder that you can write"),
        (["--step", "5", "-o", "new", "--since", "soon"], "write a year such as 2019"),
        (["--step", "5", "-o", "new", "--since", "2099"], "choose other years, or no --window and --step"),
    ],
)
def test_what_cannot_be_in_time(mini: Project, words: list[str], told: str) -> None:
    """In one line, and no folder is made."""
    assert told in complaint(mini, "network", "agreements-and-projects", *words)
    assert not Path("new").exists()


def test_years_that_are_chosen_leave_facts_without_out(built: Project) -> None:
    """And one is told, whether one network is written or several."""
    told = kg(built, "network", "memberships", "--since", "2000", "--format", "json").stderr
    assert told.splitlines()[-1].endswith(" facts have no year and are left out")
    assert "no year" not in kg(built, "network", "memberships", "--format", "json").stderr


def test_the_command(built: Project) -> None:
    """A row a year; what has no year is told."""
    lines = answer(built, "growth", "series", "--window", "5").splitlines()
    assert lines[0].split() == ["year", "things", "ties", "new", "lost"]
    assert len(lines) > 50
