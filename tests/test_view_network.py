"""The page of a network in a real browser with the network off: it says behind every line which events and sources it
stands for, can be searched and read without a mouse, and never hides a tie in silence."""

import itertools
import random
import re
from pathlib import Path

import networkx as nx
import pytest

from kg.layout import Graph
from tests.browsing import PLAIN, Reader, browser, colour, fact, frame_of, middle_of, reader, render

__all__ = ["browser", "reader", "render"]


def test_click_on_a_tie_shows_its_events_and_sources(reader: Reader) -> None:
    """Behind a line stand its events with date and place, and each event's source with title, publisher, date, link."""
    page = reader.open(PLAIN)

    page.mouse.click(*middle_of(page, "n0", "n1"))

    assert page.inner_text("#panel h2") == "3 shared events"
    facts = page.locator("#panel .fact").all_inner_texts()
    assert [text.splitlines()[0] for text in facts] == ["Forum y", "Forum x", "Forum 0"]
    assert re.search(r"24\s?–\s?25 July 2023 · Moscow", facts[2])
    assert "Example Gazette, 2023-08-01" in facts[2]
    link = page.locator("#panel .fact a").first
    assert (link.inner_text(), link.get_attribute("href")) == ("Report on y", "https://example.org/report")
    assert "noopener" in (link.get_attribute("rel") or "")


def test_click_on_a_node_shows_its_ties_and_escape_goes_back(reader: Reader) -> None:
    """A symbol leads to its ties, the strongest first, each of these to its events; Escape to the legend."""
    page = reader.open(PLAIN)

    page.mouse.click(*middle_of(page, "n0"))

    assert page.inner_text("#panel h2") == "Shanghai Library"
    assert page.locator("#panel .list button").all_inner_texts() == ["Russian State Library", "Łódź Library"]
    page.locator("#panel .list button").first.click()
    assert page.inner_text("#panel h2") == "3 shared events"
    page.keyboard.press("Escape")
    assert page.inner_text("#panel h2") == "Legend"


@pytest.mark.parametrize(
    ("typed", "found"), [("上海", "Shanghai Library"), ("lodz", "Łódź Library"), ("STATE", "Berlin State Library")]
)
def test_search_finds_a_name_in_any_script(reader: Reader, typed: str, found: str) -> None:
    """The first Tab leads to the search; a name in any script, with or without accents, leads to its node."""
    page = reader.open(PLAIN)

    page.keyboard.press("Tab")
    page.keyboard.type(typed)
    options = page.locator("#found li").all_inner_texts()
    assert any(text.startswith(found) for text in options)
    while found not in (page.locator("#found li[aria-selected]").inner_text()):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    assert page.inner_text("#panel h2") == found
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "search"


def test_language_changes_words_and_names(reader: Reader) -> None:
    """One button turns the page to Chinese and back; a Chinese browser begins in Chinese."""
    page = reader.open(PLAIN)
    page.click("#language")

    assert page.inner_text("#title") == "谁与谁相遇"
    assert "5 个机构" in page.inner_text("#summary")
    assert "上海图书馆" in page.inner_text("#panel")
    page.click("#language")
    assert page.inner_text("#summary") == "5 institutions · 5 ties · 2019–2023"
    assert reader.open(PLAIN, locale="zh-CN").inner_text("#panel h2") == "图例"


def test_slider_hides_weak_ties_and_says_how_many(reader: Reader) -> None:
    """Fewer ties are shown on request, never in silence."""
    page = reader.open(PLAIN)
    assert page.inner_text("#hidden") == ""

    page.fill("#least", "2")

    assert page.inner_text("#hidden") == "Not shown: 4 ties of fewer events, and 3 institutions left without any."
    page.mouse.click(*middle_of(page, "n0", "n1"))
    assert page.inner_text("#panel h2") == "3 shared events"


def test_a_network_of_too_many_ties_opens_with_the_strong_ones(reader: Reader) -> None:
    """What would be a tangle opens readable, and says what it leaves out."""
    graph: Graph = nx.complete_graph(60)
    for source, target, tie in graph.edges(data=True):
        tie["weight"] = 2 if source < 8 and target < 8 else 1

    page = reader.open(graph)

    assert page.input_value("#least") == "2"
    assert page.inner_text("#hidden") == "Not shown: 1,742 ties of fewer events, and 52 institutions left without any."


def test_table_holds_the_same_ties_and_sorts(reader: Reader) -> None:
    """Who cannot see the picture reads the same ties, in the order they choose, and reaches the same sources."""
    page = reader.open(PLAIN)
    page.click("#table > summary")
    page.wait_for_selector("#rows tbody tr")
    rows = page.locator("#rows tbody tr")

    assert rows.count() == 5
    assert rows.first.inner_text().split("\t")[2] == "3"
    page.click("#rows th button:has-text('Shared events')")
    assert rows.last.inner_text().split("\t")[2] == "3"
    assert page.get_attribute("#rows th:nth-child(3)", "aria-sort") == "ascending"
    rows.last.locator("button").click()
    assert page.inner_text("#panel h2") == "3 shared events"


def test_names_in_the_picture_never_cover_each_other(reader: Reader) -> None:
    """In the first picture of a crowded network no two names meet, the best connected has one, and all are inside."""
    chance = random.Random(5)
    graph: Graph = nx.Graph()
    for number in range(80):
        for ends in itertools.combinations(chance.sample(range(120), 4), 2):
            graph.add_edge(*ends, weight=1, facts=[fact(str(number))])
    nx.set_node_attributes(graph, {node: f"Library of the City of Number {node}" for node in graph}, "label")
    page = reader.open(graph)

    boxes = page.evaluate(
        """() => {
            const view = Picture.look(), ctx = document.createElement("canvas").getContext("2d");
            return Labels.overview(ctx, Model.shownNodes(), view).map(({ node, label, place }) => {
                const [x, y] = view.at(node).map((at, axis) => at + place[axis]);
                return [x, y, x + label.width, y + label.height, node.degree];
            });
        }"""
    )

    assert len(boxes) > 25
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert max(degree for _, degree in graph.degree()) in [box[4] for box in boxes]
    frame = page.locator("#canvas").bounding_box()
    assert frame
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= frame["width"] and box[3] <= frame["height"] for box in boxes)


def test_saves_a_picture(reader: Reader, tmp_path: Path) -> None:
    """The button gives a PNG of 3200 by 2000."""
    page = reader.open(PLAIN)

    with page.expect_download() as download:
        page.click("#png")
    download.value.save_as(tmp_path / "network.png")

    head = (tmp_path / "network.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (3200, 2000)


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_follows_the_colour_scheme(reader: Reader, scheme: str, *, dark: bool) -> None:
    """Page and picture are white by day and dark by night."""
    page = reader.open(PLAIN, color_scheme=scheme)

    corner = bytes.fromhex(colour(page, *(edge + 4 for edge in frame_of(page)))[1:])

    assert (max(corner) < 60) is dark
    assert (min(corner) > 240) is not dark


@pytest.mark.parametrize("count", [0, 1])
def test_a_network_without_ties_has_a_page(reader: Reader, count: int) -> None:
    """Where nobody met, the page says so."""
    graph: Graph = nx.empty_graph(count)

    assert "The network is empty" in reader.open(graph).inner_text("#explanation")
