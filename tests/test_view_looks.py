"""What every page with a picture owes to eyes and fingers: letters that can be read, signs that a finger can meet, a
phone's width that is kept, and a sheet of paper that shows the picture on white."""

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Page

from kg.layout import Graph
from kg.project import Project
from kg.selection import EVERYTHING
from kg.views import matrix, sheet, table, timeline
from tests.browsing import TITLE, Reader, browser, fact, network, reader, render
from tests.globes import drawable
from tests.globes import drawn as globe
from tests.sheets import Sheets, sheets

__all__ = ["browser", "reader", "render", "sheets"]

PHONE: Any = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WIDE: Any = {"viewport": {"width": 1400, "height": 900}}
_SMALL = """() => [...document.querySelectorAll("body *")]
    .filter((each) => each.checkVisibility())
    .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((each) => parseFloat(getComputedStyle(each).fontSize) < 11)
    .map((each) => each.outerHTML)"""
_NARROW = """() => [...document.querySelectorAll("button, select, input, summary")]
    .filter((each) => each.checkVisibility() && !each.closest("label"))
    .filter((each) => Math.min(each.getBoundingClientRect().width, each.getBoundingClientRect().height) < 23.5)
    .map((each) => each.outerHTML)"""
_BEYOND = "() => document.documentElement.scrollWidth - innerWidth"


def crowd(count: int) -> Graph:
    """So many countries in a row, each tied to the next."""
    graph: Graph = nx.DiGraph()
    for number in range(count):
        label = f"Republic number {number}"
        graph.add_node(f"n{number}", label=label, labels={"en": label})
    for number in range(count - 1):
        graph.add_edge(f"n{number}", f"n{number + 1}", weight=1, facts=[fact(str(number))])
    return graph


def matrix_of(count: int) -> str:
    """The page of so many countries as a matrix."""
    return sheet.page("matrix", TITLE, matrix.content(crowd(count)) | {"names": {}, "how": {}})


Made = Callable[[Project], str]
PAGES = [
    pytest.param(lambda _: globe(), id="map", marks=drawable),
    pytest.param(lambda _: matrix_of(60), id="matrix"),
    pytest.param(lambda mini: table.page(mini, "agreements-of-institution", AGREEMENTS), id="table"),
    pytest.param(lambda mini: timeline.page(mini, "library-of-lantern-isle"), id="timeline"),
]
AGREEMENTS: Any = ({"institution": "library-of-lantern-isle"}, EVERYTHING)


@pytest.mark.parametrize("screen", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("made", PAGES)
def test_letters_and_signs_are_large_enough(sheets: Sheets, mini: Project, made: Made, screen: Any) -> None:
    """No letter is smaller than 11 pixels, no control than 24, and no page is wider than its screen."""
    page = sheets.open(made(mini), **screen)

    assert page.evaluate(_SMALL) == []
    assert page.evaluate(_NARROW) == []
    assert page.evaluate(_BEYOND) <= 0


@pytest.mark.parametrize("screen", [PHONE, WIDE], ids=["phone", "wide"])
def test_networks_are_large_enough(reader: Reader, screen: Any) -> None:
    """The same of a network, with its filters and its table open."""
    page = reader.open(network("Shanghai Library", "Russian State Library", "Zhejiang Library"), **screen)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.wait_for_selector("#rows tbody button")

    assert page.evaluate(_SMALL) == []
    assert page.evaluate(_NARROW) == []
    assert page.evaluate(_BEYOND) <= 0


def test_a_network_is_coloured_by_what_parts_it(reader: Reader) -> None:
    """Where each thing has a country of its own, the legend does not list them one by one: it has the communities."""
    graph = network("One", "Two", "Three", "Four")
    for number, node in enumerate(graph.nodes.values()):
        node |= {"country": ("CN", "RU", "DE", "FR")[number], "community": number // 2}
    page = reader.open(graph)

    assert page.locator("#panel .legend li").all_inner_texts() == ["around One\n2", "around Three\n2"]
    assert [each.get_attribute("value") for each in page.locator("input[name=by]:visible").all()] == ["community"]
    assert page.is_checked("input[value=community]")


def on_paper(page: Page) -> None:
    """The page as a printer gets it."""
    page.emulate_media(media="print")
    page.wait_for_timeout(200)


@drawable
def test_paper_is_white(sheets: Sheets) -> None:
    """A page that is dark on the screen is printed by day's colours: picture and legend, without controls."""
    page = sheets.open(globe(), color_scheme="dark", **WIDE)
    sea = page.get_attribute("#drawing svg > path", "fill")
    on_paper(page)

    assert sea == "#1a2027"
    page.wait_for_selector("#drawing svg > path:first-of-type[fill='#f4f7fa']")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.is_visible(".tools")
    assert page.is_visible("#panel h2")


@drawable
def test_a_table_is_printed_on_request(sheets: Sheets) -> None:
    """The table that fills a tall window by itself is not printed; the one that the reader opened is."""
    page = sheets.open(globe(), viewport={"width": 1400, "height": 1200})
    assert page.is_visible("#rows tbody tr")
    on_paper(page)
    assert not page.is_visible("#rows tbody tr")

    page.emulate_media(media="screen")
    page.click("#table > summary")
    page.click("#table > summary")
    on_paper(page)
    assert page.is_visible("#rows tbody tr")


def test_rows_of_a_matrix_keep_their_names(sheets: Sheets) -> None:
    """On a phone the things of most facts are drawn, and however far it is scrolled, names stand at the left."""
    page = sheets.open(matrix_of(60), **PHONE)
    name = page.locator(".rim .mark + text").first
    before = name.bounding_box()
    page.evaluate("document.getElementById('picture').scrollLeft = 200")
    page.wait_for_timeout(200)
    after = name.bounding_box()

    assert before
    assert after
    assert page.evaluate("document.getElementById('picture').scrollLeft") == 200
    assert abs(after["x"] - before["x"]) < 1
    assert page.locator(".rim .mark").count() == 24
    assert page.inner_text("#hidden").startswith("Drawn are the 24 of most facts")


def test_a_table_on_a_phone_reads_downwards(sheets: Sheets, mini: Project) -> None:
    """The cells of a row stand under each other, each beside the head of its column."""
    page = sheets.open(table.page(mini, "agreements-of-institution", AGREEMENTS), **PHONE)
    cells = [cell.bounding_box() for cell in page.locator("#rows tbody tr").first.locator("td:visible").all()]
    heads = page.locator("#rows thead button").all_inner_texts()
    words = page.eval_on_selector_all("#rows tbody tr:first-child td[data-word]", "all => all.map(e => e.dataset.word)")

    tops = [cell["y"] for cell in cells if cell]
    assert tops == sorted(set(tops))
    assert len(tops) > 2
    assert [word.strip() for word in words] == [head.strip() for head in heads]
    shown = page.eval_on_selector("#rows tbody td", "e => getComputedStyle(e, '::before').content")
    assert shown == f'"{words[0]}"'


def test_an_answer_tells_for_what_it_was_asked(sheets: Sheets, mini: Project) -> None:
    """Over the title stands the thing that the question was asked for, by its name in the language chosen."""
    page = sheets.open(table.page(mini, "agreements-of-institution", AGREEMENTS))

    assert page.inner_text("#kind") == "Answer · Library of Lantern Isle"
    page.click("#language")
    assert page.inner_text("#kind") == "回答 · 灯岛图书馆"
