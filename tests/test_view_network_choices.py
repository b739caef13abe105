"""What a reader chooses on the page of a network: of whom, of which years, beyond chance; and what they take away."""

import csv
import io
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import Page

from kg.layout import Graph
from tests.browsing import PLAIN, Reader, browser, colour, fact, frame_of, middle_of, network, reader, render

__all__ = ["browser", "reader", "render"]

AXE = Path(__file__).parent / "javascript" / "node_modules" / "axe-core" / "axe.min.js"
SVG = "{http://www.w3.org/2000/svg}"


def shown(page: Page) -> list[str]:
    """The ends of the ties that are shown, by name."""
    names: list[str] = page.evaluate("Model.shownTies().map(tie => tie.ends.map(Model.name).join('+'))")
    return sorted(names)


def told() -> Graph:
    """A network with all that a reader can choose by: communities, years apart, ties beyond chance."""
    graph = network("Shanghai Library", "Russian State Library", "Zhejiang Library", "Berlin State Library")
    for number, (*_, tie) in enumerate(sorted(graph.edges(data=True), key=lambda edge: edge[:2])):
        years = [2001, 2019, 2019] if number == 0 else [2010 + number]
        facts = [fact(f"{number}{at}", start=f"{year}-05-01", end="") for at, year in enumerate(years)]
        tie.update(facts=facts, first=min(years), last=max(years), significance=(0.01, 0.2, 0.4, 1)[number])
    nx.set_node_attributes(graph, {"n0": 1, "n1": 1, "n2": 1, "n3": 2}, "community")
    graph.nodes["n3"]["type"] = "NationalLibrary"
    return graph


@pytest.mark.parametrize(
    ("control", "option", "left"),
    [
        ("country", "CN", 3),
        ("type", "NationalLibrary", 2),
        ("community", "2", 2),
        ("beyond", "0.05", 1),
        ("beyond", "0.3", 2),
    ],
)
def test_a_filter_leaves_the_ties_of_whom_one_chooses(reader: Reader, control: str, option: str, left: int) -> None:
    """Country, type, community and backbone leave their ties; what is left out is said; one button brings all back."""
    page = reader.open(told())
    everything = shown(page)

    page.select_option(f"#{control}", option)

    assert len(shown(page)) == left
    assert ("Not shown" in page.inner_text("#hidden")) is (left < 4)
    assert page.locator("#rows tbody tr").count() == 0
    page.click("#everything")
    assert shown(page) == everything
    assert page.inner_text("#hidden") == ""
    assert not page.is_visible("#everything")


def test_the_sliders_of_years_count_the_facts_of_those_years(reader: Reader) -> None:
    """A tie counts its facts of the years chosen, and is gone without any; one slider pushes the other along."""
    page = reader.open(told())
    assert page.inner_text("#yearsSay") == "2001–2019"

    page.fill("#until", "2011")

    assert page.inner_text("#yearsSay") == "2001–2011"
    assert shown(page) == ["Shanghai Library+Berlin State Library", "Shanghai Library+Russian State Library"]
    page.mouse.click(*middle_of(page, "n0", "n1"))
    assert page.inner_text("#panel h2") == "1 shared event"
    assert page.locator("#panel .fact").count() == 1
    page.fill("#since", "2019")
    assert page.inner_text("#yearsSay") == "2019"
    assert shown(page) == ["Shanghai Library+Russian State Library"]


def test_colours_by_community_are_told_apart_by_shapes(reader: Reader) -> None:
    """Each community has a symbol of its own, and is named by the best connected in it."""
    page = reader.open(told())

    page.check("input[value=community]")

    assert page.locator(".legend li").all_inner_texts()[0].startswith("around ")
    assert len(set(page.evaluate("Symbols.groups().map(({ colour }) => colour)"))) == 2
    assert page.evaluate("new Set(Symbols.groups().map(({ corners }) => JSON.stringify(corners))).size") == 2


def test_the_picture_is_painted(reader: Reader) -> None:
    """Where a node stands, the screen has the colour of its group; where there is none, that of paper."""
    page = reader.open(PLAIN)
    wanted = page.evaluate("Symbols.groupOf(Model.byId.get('n0')).colour")
    page.wait_for_timeout(300)

    assert colour(page, *middle_of(page, "n0")) == wanted
    assert colour(page, *(edge + 4 for edge in frame_of(page))) == "#ffffff"


def test_hover_shows_the_neighbourhood(reader: Reader) -> None:
    """Under the pointer a node and its ties stand out, and all else pales, until the pointer leaves."""
    page = reader.open(PLAIN)
    page.wait_for_timeout(300)
    far = middle_of(page, "n3")
    before = colour(page, *far)

    page.mouse.move(*middle_of(page, "n0"))
    page.wait_for_timeout(200)
    assert sum(bytes.fromhex(colour(page, *far)[1:])) > sum(bytes.fromhex(before[1:]))
    page.mouse.move(*(edge + 4 for edge in frame_of(page)))
    page.wait_for_timeout(200)
    assert colour(page, *far) == before


def test_keys_walk_from_one_to_the_next(reader: Reader) -> None:
    """In the picture, N goes to the best connected and on, P back; what is reached is told, and Enter opens it."""
    page = reader.open(told())
    page.focus("#canvas")

    page.keyboard.press("n")
    first = page.inner_text("#status")
    page.keyboard.press("n")
    second = page.inner_text("#status")
    page.keyboard.press("p")

    assert first != second
    assert page.inner_text("#status") == first
    page.keyboard.press("Enter")
    assert first.startswith(page.inner_text("#panel h2") + ": ")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "canvas"


def test_keys_move_and_zoom_the_picture(reader: Reader) -> None:
    """Arrows, plus and minus do what the pointer does, and 0 shows all again."""
    page = reader.open(PLAIN)
    page.focus("#canvas")
    look = "(({ scale, centre: { x, y } }) => [scale, x, y].map(number => Math.round(number * 100)))(Picture.look())"
    start = page.evaluate(look)

    for key in ("+", "+", "ArrowRight"):
        page.keyboard.press(key)
    moved = page.evaluate(look)
    assert moved[0] > start[0]
    assert moved[1] > start[1]
    page.keyboard.press("0")
    assert page.evaluate(look) == start


def test_saves_the_ties_for_a_spreadsheet(reader: Reader, tmp_path: Path) -> None:
    """The file holds the ties now shown with their ends, years and the sources of their facts."""
    page = reader.open(told())
    page.select_option("#type", "NationalLibrary")

    rows = list(csv.DictReader(io.StringIO(downloaded(page, "csv", tmp_path).decode("utf-8-sig"))))

    assert {(row["source"], row["target"]) for row in rows} == {("n0", "n3"), ("n2", "n3")}
    assert {row["target_label"] for row in rows} == {"Berlin State Library"}
    assert {row["target_type"] for row in rows} == {"NationalLibrary"}
    (row,) = (row for row in rows if row["source"] == "n0")
    assert (row["facts"], row["first"], row["last"]) == ("1", row["last"], row["first"])
    assert row["stated_in"].startswith("https://example.org/source/")


def test_saves_a_drawing_of_lines_and_words(reader: Reader, tmp_path: Path) -> None:
    """The SVG is well-formed, holds the title and the names as text, and a path for each symbol."""
    page = reader.open(PLAIN)

    drawing = ElementTree.fromstring(downloaded(page, "svg", tmp_path).decode())

    words = {"".join(text.itertext()) for text in drawing.iter(f"{SVG}text")}
    assert {"Who met whom", "Shanghai Library", "Zhejiang Library"} <= words
    colours = [path.get("fill") for path in drawing.iter(f"{SVG}path")]
    assert colours.count("#0072b2") >= 2
    assert drawing.get("viewBox") == "0 0 1600 1000"


def downloaded(page: Page, button: str, folder: Path) -> bytes:
    """What a button saves."""
    with page.expect_download() as download:
        page.click(f"#{button}")
    download.value.save_as(folder / "saved")
    return (folder / "saved").read_bytes()


def test_directions_are_shown_and_told(reader: Reader) -> None:
    """Of a directed network, page, panel and table say who leads to whom, and two that run both ways are two."""
    graph: Graph = nx.DiGraph()
    graph.add_edge("a", "b", weight=2, facts=[fact("1"), fact("2")])
    graph.add_edge("b", "a", weight=1, facts=[fact("3")])
    graph.add_edge("b", "c", weight=1, facts=[fact("4")])
    page = reader.open(graph)

    page.click("#table > summary")
    page.wait_for_selector("#rows tbody tr")

    assert page.locator("#rows th").all_inner_texts()[:2] == ["From", "To"]
    assert page.locator("#rows tbody tr").count() == 3
    page.locator("#rows button", has_text="Events and sources").first.click()
    assert page.locator("#panel .ends li").all_text_contents() == ["a", "→ b"]
    saved = page.evaluate("Saving.canvas().toDataURL().length")
    assert saved > 1000


def test_words_tell_what_the_picture_shows(reader: Reader) -> None:
    """A reader who hears the page is told how much is shown, who has most ties, and which is the strongest."""
    page = reader.open(PLAIN)

    assert page.text_content("#inWords") == (
        "Shown are 5 institutions with 5 ties. Most ties: Shanghai Library (2), Russian State Library (2), "
        "Zhejiang Library (2). Strongest tie: Shanghai Library – Russian State Library, 3 shared events."
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(reader: Reader, scheme: Literal["light", "dark"], width: int) -> None:
    """The checker of accessibility finds no fault: in the legend, with a tie opened, and with the table."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here: make tools")
    page = reader.open(told(), color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page.evaluate(AXE.read_text("utf-8"))
    for step in ("true", "Panel.open({ tie: Model.ties[0] }), true", "document.getElementById('table').open = true"):
        page.evaluate(step)
        page.wait_for_timeout(100)
        found = page.evaluate(
            "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"
        )
        assert found == []


def test_licences_are_told(reader: Reader) -> None:
    """The page names what draws it, and keeps the licences."""
    page = reader.open(PLAIN)

    page.click("#panel details summary")

    parts = page.locator("#panel details li").all_inner_texts()
    assert parts
    assert all("MIT" in part for part in parts)
    scripts = page.evaluate("[...document.scripts].map(script => script.textContent).join('')")
    assert "Permission is hereby granted" in scripts or "dual licensed" in scripts
