"""What the pages of large networks have of their own: a backbone at first, thousands of ties by WebGL, and what happens
where there is none."""

import random
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser

from kg import views
from kg.layout import Graph
from kg.project import Project
from kg.views import sigma
from tests.browsing import PLAIN, RENDERS, TITLE, Reader, browser, colour, fact, middle_of, program
from tests.running import answer

__all__ = ["browser"]

pytestmark = pytest.mark.skipif(not sigma.BUNDLE.is_file(), reason="what draws large networks is not here: make views")


@pytest.fixture(scope="module")
def crowd() -> Graph:
    """2,000 things with 8,000 ties, some fifty of them beyond chance, with places."""
    chance = random.Random(7)
    graph: Graph = nx.Graph()
    while graph.number_of_edges() < 8000:
        one, other = chance.sample(range(2000), 2)
        graph.add_edge(f"n{one}", f"n{other}", weight=1, significance=0.9)
    for number, (*_, tie) in enumerate(graph.edges(data=True)):
        tie["facts"] = [fact(str(number % 50))]
        if number < 50:
            tie.update(significance=0.001, weight=4)
    for number, node in enumerate(graph):
        graph.nodes[node].update(
            x=float(number % 50) * 46, y=float(number // 50) * 46, country="CN", label=f"Library {number}"
        )
    return graph


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Reader:
    """A reader of large networks' pages."""
    return Reader(browser, tmp_path, RENDERS["sigma"])


def test_a_large_network_opens_with_its_backbone(reader: Reader, crowd: Graph) -> None:
    """Of 8,000 ties the fifty beyond chance are shown, that is said, and all can be had."""
    page = reader.open(crowd)

    assert page.evaluate("Model.shownTies().length") == 50
    assert "ties that chance would make less often than p = 0.5" in page.inner_text("#hidden")
    page.click("#everything")
    assert page.evaluate("Model.shownTies().length") == 8000
    assert page.inner_text("#hidden") == ""
    page.wait_for_timeout(500)
    small = page.evaluate("Model.shownNodes().at(-1).id")
    assert colour(page, *middle_of(page, small)) == page.evaluate("Symbols.groups()[0].colour")
    assert reader.trouble == []


def test_names_never_cover_each_other_in_a_crowd(reader: Reader, crowd: Graph) -> None:
    """Near to and moved, names are sought anew for what is seen, and still none meets another."""
    page = reader.open(crowd)
    page.click("#everything")

    for step in ("Picture.zoom(4)", "Picture.move(3, 2)"):
        page.evaluate(step)
        page.wait_for_timeout(600)
        boxes = page.evaluate(
            """() => Picture.names().map(({ node, label, place }) => {
                const [x, y] = Picture.look().at(node).map((at, axis) => at + place[axis]);
                return [x, y, x + label.width, y + label.height];
            })"""
        )
        assert len(boxes) > 20
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_picture_that_is_pushed_shows_each_thing_where_it_is(reader: Reader, crowd: Graph) -> None:
    """While a pointer holds it and once it rests: symbols are on the screen where a click finds them."""
    page = reader.open(crowd)
    page.click("#everything")
    page.wait_for_timeout(500)
    blue = page.evaluate("Symbols.groups()[0].colour")
    node = page.evaluate("Model.shownNodes().filter((each) => Math.hypot(each.x - 1127, each.y - 897) < 120).at(-1).id")
    before = middle_of(page, node)

    page.mouse.move(400, 500)
    page.mouse.down()
    page.mouse.move(491, 563, steps=5)
    page.wait_for_timeout(200)
    held = middle_of(page, node)
    assert [round(there - here) for here, there in zip(before, held, strict=True)] == [91, 63]
    assert colour(page, *held) == blue
    page.mouse.up()
    page.wait_for_timeout(1200)
    assert colour(page, *middle_of(page, node)) == blue
    page.mouse.click(*middle_of(page, node))
    assert page.inner_text("#panel h2") == page.evaluate(f"Model.name(Model.byId.get('{node}'))")
    assert reader.trouble == []


def test_without_webgl_the_page_paints_by_other_means(browser: Browser, tmp_path: Path) -> None:
    """A browser that may not use WebGL shows the same picture, and a click finds the same facts."""
    plain = browser.browser_type.launch(executable_path=program(), args=["--no-sandbox", "--disable-3d-apis"])
    reader = Reader(plain, tmp_path, RENDERS["sigma"])
    page = reader.open(PLAIN)
    page.wait_for_timeout(300)

    assert page.evaluate("Stage === Flat")
    wanted = page.evaluate("Symbols.groupOf(Model.byId.get('n0')).colour")
    assert colour(page, *middle_of(page, "n0")) == wanted
    page.mouse.click(*middle_of(page, "n0", "n1"))
    assert page.inner_text("#panel h2") == "3 shared events"
    assert reader.trouble == []
    plain.close()


def test_the_bundle_says_whose_it_is() -> None:
    """In the page stand the licences of all packages in the bundle, and no address of a registry."""
    page = sigma.render(PLAIN, TITLE)

    for name in ("sigma", "graphology", "graphology-utils", "events"):
        assert f"/*! {name} " in page
        assert f'"name":"{name}"' in page
    lock = (Path(__file__).parent.parent / "tools" / "views" / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock


def test_each_kind_is_a_module_of_views() -> None:
    """What can be named after --as is a file of kg/views."""
    folder = Path(views.__file__).parent
    assert all((folder / f"{kind}.py").is_file() for kind in views.NETWORKS)


@pytest.mark.parametrize(("words", "kind"), [([], "vis-network"), (["--as", "sigma"], "graphology")])
def test_the_command_chooses_by_size_or_is_told(mini: Project, tmp_path: Path, words: list[str], kind: str) -> None:
    """A small network becomes the page for small ones, unless one asks for the other."""
    file = tmp_path / "page.html"

    answer(mini, "view", "co-participation", *words, "-o", str(file))

    assert f'"name":"{kind}"' in file.read_text("utf-8")
