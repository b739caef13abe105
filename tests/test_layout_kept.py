"""What is kept of pictures in ``data/layout`` begins the next ones: in an invented graph, and for all real networks."""

import shutil
from math import dist
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import build, kept, picture, project, queries
from kg.cli import main
from kg.errors import SourceErrors
from kg.layout import Graph
from kg.opening import backbone
from kg.project import Project
from kg.staying import Earlier, partners
from kg.store import opened
from kg.terms import ID, LC
from kg.views.content import content

NETWORKS = queries.names(project.find().queries / "networks")
OPEN_WITH_A_BACKBONE = ["agreements-and-projects", "co-participation", "events", "people-and-institutions", "themes"]
MEETING = """
source: {{url: https://example.org/a, title: A page, publisher: Example Press, published: 2026-06-01, language: en}}
institutions:
  a-new-library: {{name: {{en: A New Library}}, type: PublicLibrary}}
{known}
events:
  a-new-meeting:
    name: {{en: A New Meeting}}
    type: Meeting
    start: 2026-05-05
    participants:
    - {{institution: a-new-library, role: delegation}}
{guests}
"""


@pytest.fixture
def here(mini: Project, tmp_path: Path) -> Project:
    """The invented graph with a folder of data that may be written to."""
    return mini._replace(data=shutil.copytree(mini.data, tmp_path / "data"))


@pytest.fixture(scope="module")
def later(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The real data with one source more, of which ten libraries that know each other or not met a new one."""
    folder = tmp_path_factory.mktemp("later")
    data = shutil.copytree(built.data, folder / "data")
    things = sorted(kept.read(built, "co-participation")[kept.WHOLE])
    slugs = [thing.removeprefix(f"{ID}institution/") for thing in things[:: len(things) // 10]]
    known = "\n".join(f"  {slug}: {{name: {{en: {slug}}}, type: Other}}" for slug in slugs)
    guests = "\n".join(f"    - {{institution: {slug}, role: delegation}}" for slug in slugs)
    path = data / "sources" / "inbox" / "example-press-2026-meeting.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(MEETING.format(known=known, guests=guests), "utf-8")
    found = built._replace(data=data, build=folder / "build")
    build.build(found)
    return found


def pictures(here: Project, name: str) -> dict[str, tuple[Graph, dict[str, tuple[float, float]]]]:
    """By name each picture of a network that its page opens with: what is in it, and where."""
    graph, _ = picture.drawn(here, name, {})
    page = content(graph, levels=False)
    parts = {kept.WHOLE: graph}
    if page["backbone"]:
        parts[kept.BACKBONE] = backbone(graph, page["backbone"])
    return {
        part: (some, {node["id"]: node["places"][part] for node in page["nodes"] if part in node["places"]})
        for part, some in parts.items()
    }


def moved(graph: Graph, places: dict[str, tuple[float, float]], known: dict[str, Earlier]) -> list[float]:
    """How far those went who have the partners of then, in widths of the picture."""
    marks = partners(graph)
    xs, ys = zip(*((one.x, one.y) for one in known.values()), strict=True)
    wide = dist((min(xs), min(ys)), (max(xs), max(ys)))
    return [
        dist(places[thing], (one.x, one.y)) / wide
        for thing, one in known.items()
        if thing in marks and one.partners == marks[thing]
    ]


def test_all_networks_are_kept(built: Project) -> None:
    """With each new one, `kg new layout` must be run."""
    assert [path.stem for path in sorted((built.data / "layout").glob("*.csv"))] == NETWORKS
    assert [name for name in NETWORKS if kept.BACKBONE in kept.read(built, name)] == OPEN_WITH_A_BACKBONE


def test_nobody_is_kept_who_was_taken_out(built: Project) -> None:
    """No row is of a person whom the graph has no more: `kg new layout` takes them out."""
    rows = [thing for name in NETWORKS for places in kept.read(built, name).values() for thing in places]
    people = {thing for thing in rows if thing.startswith(f"{ID}person/")}
    table = opened(built).select(f"SELECT ?person WHERE {{ ?person a <{LC}Person> }}")
    assert people <= {row[0] for row in table.rows}
    assert people


@pytest.mark.parametrize("name", NETWORKS)
def test_pictures_are_as_they_are_kept(built: Project, name: str) -> None:
    """As long as most partners are those of the last release, things stand where they stood; else it is time to run
    `kg new layout`."""
    known = kept.read(built, name)
    for part, (graph, places) in pictures(built, name).items():
        ways = moved(graph, places, known[part])
        assert len(ways) > 0.8 * len(graph)
        assert sum(way == 0 for way in ways) > 0.9 * len(ways)
        assert max(ways) < 0.01


@pytest.mark.parametrize("name", ["co-participation", "events"])
def test_one_source_more_leaves_the_others_where_they_were(later: Project, name: str) -> None:
    """In the whole and in the backbone with which the page opens; what is new has a place."""
    known = kept.read(later, name)
    for part, (graph, places) in pictures(later, name).items():
        ways = moved(graph, places, known[part])
        assert 0.5 * len(graph) < len(ways) < len(graph)
        assert sum(way == 0 for way in ways) > 0.9 * len(ways)
        assert max(ways) < 0.01
        assert set(places) == set(graph)


def test_kept_places_begin_the_next_picture(here: Project) -> None:
    """They are read as they were written, the picture stays, and a thing that a curator moves stays there."""
    first, _ = picture.drawn(here, "co-participation", {})
    path = picture.keep(here, "co-participation")
    assert path == here.data / "layout" / "co-participation.csv"
    known = kept.read(here, "co-participation")[kept.WHOLE]
    assert {node: place[:2] for node, place in known.items()} == {n: (d["x"], d["y"]) for n, d in first.nodes.items()}
    thing = min(known)
    old = [kept.WHOLE, thing.removeprefix(ID), str(known[thing].x), str(known[thing].y), known[thing].partners]
    text = path.read_text("utf-8")
    assert text.count(",".join(old)) == 1
    path.write_text(text.replace(",".join(old), ",".join([*old[:2], "-700.5", "-300", old[4]])), "utf-8")
    again, _ = picture.drawn(here, "co-participation", {})
    assert (again.nodes[thing]["x"], again.nodes[thing]["y"]) == (-700.5, -300)
    others = [node for node in first if node != thing]
    assert all(again.nodes[node]["x"] == first.nodes[node]["x"] for node in others)


def test_a_part_of_a_kept_picture_faces_as_it_does(here: Project) -> None:
    """What a selection leaves has its own room, and what was left is left."""
    picture.keep(here, "co-participation")
    whole, _ = picture.drawn(here, "co-participation", {})
    part, _ = picture.drawn(here, "co-participation", {"since": "1900"})
    assert set(part) == set(whole)
    for axis in "xy":
        middle = [sum(graph.nodes[node][axis] for node in graph) / len(graph) for graph in (whole, part)]
        pairs = [(whole.nodes[node][axis] - middle[0], part.nodes[node][axis] - middle[1]) for node in part]
        assert sum(one * other for one, other in pairs) >= 0


def test_a_broken_table_is_told(here: Project) -> None:
    """With its line."""
    path = picture.keep(here, "series")
    path.write_text("picture,thing,x,y,partners\n1,series/a,left,1,abc\n", "utf-8")
    with pytest.raises(SourceErrors, match=r"series\.csv:2.*x and y are no numbers"):
        kept.read(here, "series")


def test_the_command_keeps_every_network(here: Project) -> None:
    """One file each; a second time it changes none."""
    words = ["--data", str(here.data), "--build", str(here.build), "new", "layout"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    files = sorted((here.data / "layout").glob("*.csv"))
    assert [path.stem for path in files] == sorted(path.stem for path in (here.queries / "networks").glob("*.rq"))
    assert result.stdout.splitlines() == [project.shown(path) for path in files]
    first = [path.read_bytes() for path in files]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert [path.read_bytes() for path in files] == first
