"""The map in a real browser with the network off: each arc goes the way of its delegations, and all that is drawn tells
its facts and their sources, to whoever comes with a mouse, with keys, or to the table."""

import math
import re
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from kg import geography
from kg.errors import KGError
from kg.geography import Geography
from kg.project import Project
from kg.selection import EVERYTHING
from kg.views import map as view
from tests.globes import drawable, drawn, labels_of
from tests.sheets import Sheets, axe_finds, browser, is_saved, rows_of, sheets

__all__ = ["browser", "sheets"]

pytestmark = drawable

HOSTILE = [
    "</script><script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "\u202eright to left\u202c & \u2028'",
]


def test_an_arc_points_the_way_of_its_delegations(sheets: Sheets) -> None:
    """The point of an arc lies by the country that received, and there and back are two lines."""
    page = sheets.open(drawn())
    path = "path[pointer-events='stroke']"
    there = page.get_attribute(f".mark[aria-label^='China → Russia'] {path}", "d") or ""
    back = page.get_attribute(f".mark[aria-label^='Russia → China'] {path}", "d") or ""
    places = {
        name: [float(page.get_attribute(f".mark[aria-label^='{name},'] circle", key) or 0) for key in ("cx", "cy")]
        for name in ("China", "Russia")
    }
    tip = page.get_attribute(".mark[aria-label^='China → Russia'] path:nth-child(3)", "d") or ""

    def away(text: str, name: str) -> float:
        start = [float(number) for number in re.findall(r"[-\d.]+", text)[:2]]
        return math.dist(start, places[name])

    assert away(there, "China") < 1 < 50 < away(there, "Russia")
    assert away(back, "Russia") < 1
    assert away(tip, "Russia") < 8
    middle = [re.findall(r"[-\d.]+ [-\d.]+", text)[24] for text in (there, back)]
    assert middle[0] != middle[1]


def middle_of_arc(page: Page, name: str) -> tuple[float, float]:
    """Where on the screen the middle of an arc is."""
    x, y = page.evaluate(
        """name => {
            const line = document.querySelector(`.mark[aria-label^="${name}"] path`);
            const frame = line.ownerSVGElement.getBoundingClientRect();
            const middle = line.getPointAtLength(line.getTotalLength() / 2);
            return [frame.left + middle.x, frame.top + middle.y];
        }""",
        name,
    )
    return x, y


def test_a_chosen_arc_names_its_ends_alone(sheets: Sheets) -> None:
    """What is behind the chosen arc is pale, and only the two countries that it ties keep their names."""
    page = sheets.open(drawn())
    names = "#drawing g > .mark + text"
    assert sorted(page.locator(names).all_text_contents()) == ["China", "Russia", "Tuvalu"]

    page.mouse.click(*middle_of_arc(page, "China → Russia"))
    assert sorted(page.locator(names).all_text_contents()) == ["China", "Russia"]


def test_click_tells_facts_and_sources(sheets: Sheets) -> None:
    """An arc opens its facts with their sources, a country its arcs, and Escape leads back to the legend."""
    page = sheets.open(drawn())

    page.mouse.click(*middle_of_arc(page, "China → Russia"))
    assert page.inner_text("#panel h2") == "China → Russia"
    assert page.locator("#panel .fact strong").all_inner_texts() == ["Fact 0", "Fact 1", "Fact 2"]
    assert page.get_attribute("#panel .sources a >> nth=0", "href") == "https://example.org/report"
    page.locator(".mark[aria-label^='China,']").click()
    assert page.locator("#panel .list button").all_inner_texts() == ["→ Russia", "← Russia", "← Tuvalu"]
    assert "3 delegations sent" in page.inner_text("#panel")
    page.locator("#panel .list button").nth(1).click()
    assert page.inner_text("#panel h2") == "Russia → China"
    page.keyboard.press("Escape")
    assert page.inner_text("#panel h2") == "Legend"


def test_years_are_chosen(sheets: Sheets) -> None:
    """Arcs of other years go, the others become thinner, and what has no date is not passed over in silence."""
    page = sheets.open(drawn())
    assert page.inner_text("#summary") == "4 delegations · 3 countries and areas · 2001–2019"

    page.fill("#since", "2012")
    assert labels_of(page, " → ") == ["China → Russia, 1 delegation", "Russia → China, 1 delegation"]
    page.select_option("#order", "agreements")
    assert page.inner_text("#hidden") == ""
    page.select_option("#order", "events")
    page.fill("#since", "2023")
    assert page.inner_text("#hidden") == "1 row of the table has no known place on the map."


def test_what_is_not_on_the_map_is_told(sheets: Sheets) -> None:
    """Events in cities that nobody tells or has placed are counted beside the map; the table has the latter."""
    page = sheets.open(drawn())
    page.select_option("#order", "events")

    assert page.inner_text("#hidden").startswith(
        "2 events held in cities that no source tells are not on the map. 1 row"
    )
    assert labels_of(page, "event") == ["Shanghai, 1 event"]
    page.click("#table > summary")
    assert page.locator("#rows tbody tr").count() == 2


def test_keys_walk_and_come_nearer(sheets: Sheets) -> None:
    """Arrows lead from sign to sign, Enter opens one, plus comes nearer and keeps the reader's place."""
    page = sheets.open(drawn())
    page.focus(".mark[tabindex='0']")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "China, 4 delegations"
    before = page.get_attribute(".mark[aria-label^='Russia,'] circle", "cx")

    page.keyboard.press("+")
    assert page.get_attribute(".mark[aria-label^='Russia,'] circle", "cx") != before
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "China, 4 delegations"
    page.click("#whole")
    assert page.get_attribute(".mark[aria-label^='Russia,'] circle", "cx") == before
    page.focus(".mark[tabindex='0']")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "China"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "China, 4 delegations"


def test_the_mouse_turns_the_earth(sheets: Sheets) -> None:
    """Dragged to the right, all that is shown goes to the right, and nothing is opened."""
    page = sheets.open(drawn())
    circle = page.locator(".mark[aria-label^='China,'] circle").first
    x = float(circle.get_attribute("cx") or 0)

    box = circle.bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 4, steps=4)
    page.mouse.up()

    assert float(page.locator(".mark[aria-label^='China,'] circle").first.get_attribute("cx") or 0) > x + 30
    assert page.inner_text("#panel h2") == "Legend"


def test_language_changes_words_and_names(sheets: Sheets) -> None:
    """One button turns page, map and table to Chinese; a search finds a name of either language."""
    page = sheets.open(drawn())
    page.click("#language")

    assert page.inner_text("#title") == "图书馆国际合作地图"
    assert page.inner_text("#summary") == "4 个代表团 · 3 个国家和地区 · 2001–2019"
    assert labels_of(page, " → ")[0] == "中国 → 俄罗斯，3 个代表团".replace("，", ", ")
    assert page.locator("svg text:has-text('俄罗斯')").count() == 1
    assert "弧线" in page.inner_text("#explanation")
    page.fill("#search", "tuvalu")
    assert page.locator(".mark:not(.faint)").count() == 2


def test_saves_what_is_shown(sheets: Sheets, tmp_path: Path) -> None:
    """SVG, PNG and a spreadsheet hold what is shown."""
    page = sheets.open(drawn())

    is_saved(page, tmp_path, "Russia")
    rows = rows_of(page, tmp_path)
    assert [(row["from"], row["to"], row["delegationsNumber"], row["lastYear"]) for row in rows] == [
        ("China", "Russia", "3", "2019"),
        ("Russia", "China", "1", "2015"),
        ("Tuvalu", "China", "1", "2010"),
    ]
    assert rows[0]["stated_in"] == "https://example.org/source/1"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_text(sheets: Sheets, hostile: str) -> None:
    """Whatever a name or title holds is shown as it is and runs nowhere."""
    page = sheets.open(drawn(extra=hostile))
    page.locator(".mark").last.dispatch_event("click")
    page.click("#table > summary")

    assert hostile.split(maxsplit=1)[0] in page.inner_text("#panel")
    assert page.evaluate("window.hit") is None
    assert page.locator("img, iframe, body script script, svg[onload]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(sheets: Sheets, scheme: Literal["light", "dark"], width: int) -> None:
    """The checker of accessibility finds no fault on a wide page and on a phone, by day and by night."""
    page = sheets.open(drawn(), color_scheme=scheme, viewport={"width": width, "height": 900})

    assert axe_finds(page) == []


def test_the_page_is_the_same_every_time(mini: Project) -> None:
    """A graph always gives the same bytes."""
    assert view.page(mini) == view.page(mini)


def test_nothing_known_has_a_page(sheets: Sheets) -> None:
    """Where nothing has a place, the page says so."""
    empty = Geography({layer: [] for layer in geography.LAYERS}, {}, [], [], [])

    assert sheets.open(view.drawn(empty, {})).inner_text("#summary") == "Nothing of these years is known."


@pytest.mark.parametrize(
    ("name", "part", "told"),
    [("themes", view.WHOLE, "only countries"), ("countries", ({}, EVERYTHING._replace(least=2)), "all that is known")],
)
def test_refuses_what_it_cannot_draw(mini: Project, name: str, part: Any, told: str) -> None:
    """Another network has no place on the earth, and the page itself chooses what is shown."""
    with pytest.raises(KGError, match=told):
        view.page(mini, name, part)
