"""The page of a thing in time holds what the graph knows of it, and tells for each sign its facts and their sources."""

import json
import re
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner

from kg import chronicle, store
from kg.cli import main
from kg.errors import KGError
from kg.project import Project
from kg.selection import EVERYTHING
from kg.views import timeline
from tests.sheets import Sheets, axe_finds, browser, data, is_saved, rows_of, sheets

__all__ = ["browser", "sheets"]

LIBRARY = "library-of-lantern-isle"
# All that points to a thing, itself or by a part of an event, and is an event, an agreement, a project, a membership.
_POINTS = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?fact WHERE {
  BIND (<https://w3id.org/libcoop/id/%s> AS ?thing)
  { ?fact ?p ?thing } UNION { ?part ?p ?thing ; lc:event ?fact } UNION { ?signature ?p ?thing ; lc:agreement ?fact }
  UNION { ?fact lc:signedAt ?at . ?at lc:inSeries ?thing } UNION { ?below skos:broader+ ?thing . ?fact ?p ?below }
  UNION { ?below skos:broader+ ?thing . ?part ?p ?below ; lc:event ?fact }
  ?fact a ?class . FILTER (!BOUND(?p) || ?p != lc:venue)
  VALUES ?class { lc:Event lc:Agreement lc:Project lc:Membership }
}
"""


@pytest.mark.parametrize(
    "thing",
    [
        "institution/shanghai-library",
        "institution/ifla",
        "series/wlic",
        "theme/digitization",
        "theme/library-collections",
        "place/cn-shanghai",
    ],
)
def test_content_is_all_that_points_to_the_thing(built: Project, thing: str) -> None:
    """The entries are those of an independent query, each with a source at least."""
    found = chronicle.of(built, thing)

    rows = store.opened(built).select(_POINTS % thing).rows
    assert {entry["id"] for entry in found.entries} == {str(row[0]) for row in rows}
    assert all(entry["sources"] for entry in found.entries)
    assert len({entry["id"] for entry in found.entries}) == len(found.entries)


def test_page_shows_each_entry_once(sheets: Sheets, mini: Project, tmp_path: Path) -> None:
    """What has a date is a sign, everything is a row of the table and of the spreadsheet, with its sources."""
    page = sheets.open(timeline.page(mini, LIBRARY))
    entries = data(page)["entries"]

    assert len(entries) > 3
    assert page.locator(".mark").count() == sum(bool(entry["first"]) for entry in entries)
    page.click("#table > summary")
    assert page.locator("#rows tbody tr").count() == len(entries)
    rows = rows_of(page, tmp_path)
    assert sorted(row["what"] for row in rows) == sorted(entry["label"]["en"] for entry in entries)
    assert all(row["stated_in"].startswith("https://w3id.org/libcoop/id/source/") for row in rows)


def test_click_tells_facts_and_sources(sheets: Sheets, mini: Project) -> None:
    """A sign opens its names, its kind, its days and place, who else is part of it, and the sources."""
    page = sheets.open(timeline.page(mini, LIBRARY))

    page.click(".mark[aria-label^='Memorandum of the Lantern']")

    assert page.inner_text("#panel h2") == "Memorandum of the Lantern"
    text = page.inner_text("#panel .fact")
    assert "memorandum of understanding" in text.lower()
    assert "13 June 2001" in text or "2001-06-13" in text
    assert "Reef Reading Rooms" in text
    assert page.locator("#panel .sources a").first.get_attribute("href") == (
        "https://gazette.lantern.example.org/2001/first-meeting"
    )
    page.keyboard.press("Escape")
    assert page.inner_text("#panel h2") == "Legend"


def test_keys_walk_from_sign_to_sign(sheets: Sheets, mini: Project) -> None:
    """Arrows reach every sign, Enter opens the one in focus, and Escape leads back to it."""
    page = sheets.open(timeline.page(mini, LIBRARY))
    page.focus(".mark[tabindex='0']")
    seen = set()
    for key in ["Home", *["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp"] * 12]:
        page.keyboard.press(key)
        seen.add(str(page.evaluate("document.activeElement.getAttribute('aria-label')")))
    assert len(seen) == page.locator(".mark").count()

    page.keyboard.press("Enter")
    here = page.inner_text("#panel h2")
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(here)
    assert page.locator(".mark[tabindex='0']").count() == 1


def test_years_leave_out_what_lies_outside(sheets: Sheets, mini: Project) -> None:
    """Fewer years show fewer signs and rows, and what is left out is said."""
    page = sheets.open(timeline.page(mini, LIBRARY))
    before = page.locator(".mark").count()

    page.fill("#since", "2002")

    assert 0 < page.locator(".mark").count() < before
    assert page.locator("#rows tbody tr").count() == page.locator(".mark").count()
    assert "Not shown" in page.inner_text("#hidden")
    assert page.inner_text("#yearsSay").startswith("2002")


def test_search_makes_all_else_pale(sheets: Sheets, mini: Project) -> None:
    """A name in any script finds its sign."""
    page = sheets.open(timeline.page(mini, LIBRARY))

    page.fill("#search", "首届")

    assert page.locator(".mark:not(.faint)").count() == 1
    assert page.inner_text("#hidden") == "1 found; all else is pale."


def test_language_changes_words_and_names(sheets: Sheets, mini: Project) -> None:
    """One button turns page and picture to Chinese and back; a Chinese browser begins in Chinese."""
    page = sheets.open(timeline.page(mini, LIBRARY))
    page.click("#language")

    assert page.inner_text("#title") == "灯岛图书馆"
    assert "首届岛屿图书馆会议" in str(page.text_content("#drawing"))
    assert page.inner_text("#panel h2") == "图例"
    page.click("#language")
    assert page.inner_text("#title") == "Library of Lantern Isle"
    assert sheets.open(timeline.page(mini, LIBRARY), locale="zh-CN").inner_text("#panel h2") == "图例"


def test_saves_what_is_shown(sheets: Sheets, mini: Project, tmp_path: Path) -> None:
    """SVG and PNG hold the picture under its title."""
    is_saved(sheets.open(timeline.page(mini, LIBRARY)), tmp_path, "Library of Lantern Isle")


@pytest.mark.parametrize("thing", ["script-library", "emoji-library", "series/meeting-of-island-libraries", "NO"])
def test_hostile_names_are_text(sheets: Sheets, mini: Project, thing: str) -> None:
    """Whatever names and titles hold is shown as it is and runs nowhere, in the picture, the column and the table."""
    page = sheets.open(timeline.page(mini, thing))
    page.locator(".mark").first.dispatch_event("click")
    page.click("#table > summary")
    page.fill("#search", "<script>")
    page.wait_for_timeout(100)

    names = data(page)["title"]
    assert page.inner_text("#title").split() == names["en"].split()
    assert page.locator("img, iframe, body script script, svg[onload]").count() == 0
    assert page.locator("script").count() == len(page.query_selector_all("body > script"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(sheets: Sheets, mini: Project, scheme: Literal["light", "dark"], width: int) -> None:
    """The checker of accessibility finds no fault on a wide page and on a phone, by day and by night."""
    html = timeline.page(mini, LIBRARY)

    assert axe_finds(sheets.open(html, color_scheme=scheme, viewport={"width": width, "height": 900})) == []


def test_the_page_is_the_same_every_time(mini: Project) -> None:
    """The same graph gives the same bytes."""
    assert timeline.page(mini, LIBRARY) == timeline.page(mini, LIBRARY)


def test_words_are_there_in_both_languages() -> None:
    """What the pages say in English they say in Chinese; a word that a script names is one that there is."""
    folder = Path(timeline.__file__).parent / "page"
    words = json.loads((folder / "sheets.json").read_text("utf-8"))

    assert words["en"].keys() == words["zh"].keys()
    known = {key.partition("@")[0] for key in words["en"]}
    for kind in ("timeline", "matrix", "ranks", "answer", "sheet", "facts", "rows"):
        said = set(re.findall(r"Words\.say\(\"(\w+)\"", (folder / f"{kind}.js").read_text("utf-8")))
        assert said
        assert said <= known


def test_a_thing_without_facts_has_a_page(sheets: Sheets, mini: Project) -> None:
    """Where nothing is known in time, the page says so."""
    page = sheets.open(timeline.page(mini, "theme/foreign-book-corners"))

    assert page.locator(".mark").count() == 0
    assert page.text_content("#inWords") == "Nothing with a date is known here."


def test_command_writes_it_and_refuses_parts(mini: Project, tmp_path: Path) -> None:
    """``kg view THING --as timeline`` takes a name in any script; a part of a network is none of a timeline."""
    options = ["--data", str(mini.data), "--build", str(mini.build), "view", "灯岛图书馆", "--as", "timeline"]
    result = CliRunner().invoke(main, [*options, "-o", str(tmp_path / "page.html")])

    assert result.exit_code == 0, result.output
    assert (tmp_path / "page.html").read_text("utf-8") == timeline.page(mini, LIBRARY)
    with pytest.raises(KGError, match="choose on the page"):
        timeline.page(mini, LIBRARY, ({}, EVERYTHING._replace(least=2)))
