"""The atlas in a real browser with the network off: every view behind its tab, in one language for all, for whoever
comes with a mouse, with keys, or with a screen that is a hand wide."""

import json
from typing import Any, Literal

import pytest

from kg.project import Project
from kg.views import atlas, timeline
from tests.atlases import KEYS, atlases, browser, drawable, frame, html, sheets, shown
from tests.sheets import AXE, Sheets

__all__ = ["atlases", "browser", "html", "sheets"]

pytestmark = drawable


def test_opens_with_the_network_and_nothing_else(atlases: Sheets, html: str) -> None:
    """One frame is there; the pages of the other tabs have not been touched."""
    page = atlases.open(html)

    found = frame(page, KEYS[0])
    assert found.locator("#canvas canvas").count() > 0
    assert found.evaluate("Model.nodes.length") > 1
    assert page.locator("iframe").count() == 1
    assert page.get_attribute(f"#tab-{KEYS[0]}", "aria-selected") == "true"


@pytest.mark.parametrize("key", KEYS)
def test_each_tab_opens_its_view(atlases: Sheets, html: str, key: str) -> None:
    """A tab shows its page, which draws; the address names it, and leads to it again."""
    page = atlases.open(html)
    found = shown(page, key)

    assert found.locator("#canvas canvas, #drawing svg, #rows table").count() > 0
    assert found.locator("#language").is_hidden()
    assert page.locator("iframe:visible").count() == 1
    assert page.evaluate("location.hash") == f"#{key}"
    page.reload()
    page.wait_for_selector(f"#view-{key} iframe")
    assert page.locator("iframe").count() == 1


def test_keys_walk_among_tabs(atlases: Sheets, html: str) -> None:
    """Arrows go from tab to tab and round, Home and End to the ends; one Tab leads on into the view."""
    page = atlases.open(html)
    page.focus("#tabs [tabindex='0']")
    walk = [("ArrowRight", 1), ("ArrowLeft", 0), ("ArrowLeft", -1), ("Home", 0), ("End", -1), ("ArrowRight", 0)]
    for key, at in walk:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.dataset.view") == KEYS[at]
        assert page.locator("#tabs [tabindex='0']").count() == 1
        page.wait_for_selector(f"#tab-{KEYS[at]}[aria-selected='true']")
        assert page.locator("[role=tabpanel]:not(.behind)").get_attribute("id") == f"view-{KEYS[at]}"
    found = frame(page, KEYS[0])
    page.keyboard.press("Tab")
    found.wait_for_function("document.hasFocus() && document.activeElement !== document.body")


def test_one_button_changes_the_language_of_all(atlases: Sheets, html: str) -> None:
    """The header, the view that is shown, those opened before and those opened afterwards."""
    page = atlases.open(html)
    first = frame(page, "meetings")
    assert first.inner_text("#panel h2") == "Legend"
    page.click("#language")

    first.wait_for_selector("#panel h2:text('图例')")
    assert page.inner_text("#tab-map") == "地图"
    assert "个机构" in page.inner_text("#figures")
    assert shown(page, "matrix").inner_text("#panel h2") == "图例"
    page.click("#language")
    frame(page, "matrix").wait_for_selector("#panel h2:text('Legend')")
    shown(page, "meetings").wait_for_selector("#panel h2:text('Legend')")
    chinese = atlases.open(html, locale="zh-CN")
    assert chinese.title() == "LibCoop：图书馆国际合作图谱"
    assert frame(chinese, "meetings").inner_text("#panel h2") == "图例"


def test_years_go_from_view_to_view(atlases: Sheets, html: str) -> None:
    """The years that a reader chooses in one view are those of the next, as far as it has them, until chosen anew."""
    page = atlases.open(html)
    first = frame(page, "meetings")
    span = first.evaluate("Model.span")
    first.fill("#since", str(span[0] + 1))

    ranks = shown(page, "ranks")
    ranks.wait_for_function(f"document.getElementById('since').value === '{span[0] + 1}'")
    ranks.fill("#since", str(ranks.evaluate("document.getElementById('since').min")))
    shown(page, "meetings")
    first.wait_for_function(f"document.getElementById('since').value === '{span[0]}'")
    assert first.evaluate("Model.wishes.since === -Infinity")


def test_until_years_are_chosen_a_view_has_its_own(atlases: Sheets, built: Project) -> None:
    """Ranks of a century open with its last years, which can be read."""
    ranks = next(view for view in atlas.VIEWS if view.key == "ranks")
    page = atlases.open(atlas.bound([(ranks, ranks.page(built))], atlas.figures(built)))

    found = frame(page, "ranks")
    assert found.evaluate("document.documentElement.classList.contains('framed')")
    page.wait_for_timeout(300)  # for what the atlas may tell the page
    assert found.evaluate("View.years()[1] - View.years()[0]") == 29


def test_a_chooser_leads_from_timeline_to_timeline(atlases: Sheets, html: str, mini: Project) -> None:
    """Found by a name in any script, a thing is shown with all that its own page has."""
    page = atlases.open(html)
    found = shown(page, "timeline")
    for words, name in (("灯岛", "Library of Lantern Isle"), ("meeting of island", "Meeting of Island Libraries")):
        found.fill("#thing", words)
        found.wait_for_selector("#found li")
        found.press("#thing", "Enter")
        assert found.inner_text("#title") == name
        assert found.input_value("#thing") == name
        alone = json.loads(timeline.page(mini, name).partition('id="data">')[2].partition("</script>")[0])
        assert found.locator(".mark").count() == sum(bool(entry["first"]) for entry in alone["entries"])
        assert found.evaluate("View.rows().map(({ id, others, sources }) => [id, others, sources.length])") == [
            [entry["id"], entry["others"], len(entry["sources"])] for entry in alone["entries"]
        ]
    found.click("#thing")
    assert found.locator("#found li").count() > 1
    found.press("#thing", "Escape")
    assert found.locator("#found li").count() == 0


def test_the_chooser_finds_what_people_look_for(sheets: Sheets, built: Project) -> None:
    """A library of the real graph by its name in two scripts; arrows go through what was found."""
    page = sheets.open(timeline.choice(built))
    for words in ("上海图书馆", "Shanghai Lib"):
        page.fill("#thing", words)
        assert "Shanghai Library" in page.inner_text("#found li >> nth=0")
    page.press("#thing", "Enter")
    assert page.inner_text("#title") == "Shanghai Library"
    page.fill("#thing", "library")
    page.press("#thing", "ArrowDown")
    assert page.get_attribute("#thing", "aria-activedescendant") == "found-1"
    assert page.get_attribute("#found-1", "aria-selected") == "true"
    page.press("#thing", "Escape")
    assert page.input_value("#thing") == "Shanghai Library"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(atlases: Sheets, html: str, scheme: Literal["light", "dark"], width: int) -> None:
    """The checker of accessibility finds no fault in the atlas and in any of its frames."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here: make tools")
    page = atlases.open(html, color_scheme=scheme, viewport={"width": width, "height": 900})
    found: list[Any] = []
    for key in KEYS:
        for each in (shown(page, key), page):
            each.evaluate(AXE.read_text("utf-8"))
            found += each.evaluate(
                "axe.run(document, {iframes: false})"
                ".then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"
            )
    assert found == []


def test_nothing_is_wider_than_a_phone(atlases: Sheets, html: str) -> None:
    """On a narrow screen the page itself does not scroll sideways, and a tab further on comes into view."""
    page = atlases.open(html, viewport={"width": 390, "height": 844})

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.focus("#tabs [tabindex='0']")
    page.keyboard.press("End")
    box = page.locator(f"#tab-{KEYS[-1]}").bounding_box()
    assert box
    assert 0 <= box["x"] < 390 - box["width"] + 1


def test_says_what_it_holds_without_scripts(atlases: Sheets, html: str) -> None:
    """Printed or read where JavaScript is switched off, it has its figures and what each view shows."""
    atlases.drawn = "h2"
    page = atlases.open(html, java_script_enabled=False)

    assert page.locator("h2").all_inner_texts() == [view.title["en"] for view in atlas.VIEWS]
    assert "switched off" in page.inner_text("main")
    assert "institutions" in page.inner_text("#figures")
    assert page.locator("button:visible").count() == 0
