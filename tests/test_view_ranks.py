"""The page of a ranking over time: places and figures are those of the network at the end of each year, and each point
tells the facts of its year and their sources."""

from pathlib import Path
from typing import Any, Literal

import networkx as nx
import pytest

from kg import networks, queries, remote, store, things
from kg.errors import KGError
from kg.layout import Graph
from kg.project import Project
from kg.projection import Row
from kg.selection import EVERYTHING
from kg.views import ranks, sheet
from tests.browsing import TITLE, fact
from tests.sheets import Sheets, axe_finds, browser, data, is_saved, rows_of, sheets

__all__ = ["browser", "sheets"]

# How many delegations a country has sent and received so far, asked in another way.
_SO_FAR = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
SELECT ?country (COUNT(*) AS ?facts) WHERE {
  { SELECT DISTINCT ?country ?delegation ?other ?sent WHERE {
    ?delegation a lc:Delegation ; lc:participant/lc:country ?from ; lc:event ?event .
    ?event lc:country ?to ; lc:status "held" ; lc:year ?year . FILTER (?from != ?to && ?year <= %d)
    VALUES ?sent { true false } BIND (IF(?sent, ?from, ?to) AS ?country) BIND (IF(?sent, ?to, ?from) AS ?other)
  } }
} GROUP BY ?country
"""
HOSTILE = [
    "</script><script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "\u202eright to left\u202c & \u2028'",
]


def drawn(*labels: str) -> str:
    """The page of three things: the first two met in 2001 and 2003, the last two in 2003, 2004 and 2005."""
    graph: Graph = nx.Graph()
    names = [*labels, "Russia", "Serbia"][:3] if labels else ["China", "Russia", "Serbia"]
    for number, name in enumerate(names):
        graph.add_node(f"n{number}", label=name, labels={"en": name, "zh": "中国"} if number == 0 else {"en": name})
    met = {("n0", "n1"): (2001, 2003), ("n1", "n2"): (2003, 2004, 2005)}
    rows = []
    for ends, years in met.items():
        facts = [fact(f"{ends[0]}-{year}", start=f"{year}-05-01", end="") for year in years]
        graph.add_edge(*ends, weight=len(facts), facts=facts)
        rows += [
            Row(end, told["event"], "s", year, None) for told, year in zip(facts, years, strict=True) for end in ends
        ]
    title = {"en": labels[0]} if labels else TITLE
    return sheet.page("ranks", title, ranks.content(rows, graph) | {"names": {}, "how": {}})


@pytest.mark.parametrize("year", [2005, 2015, 2024])
def test_figures_are_those_of_an_independent_query(built: Project, year: int) -> None:
    """The strength of countries at the end of a year is the number of delegations that SPARQL counts until then."""
    engine, query = remote.graph(built), queries.load(built.queries / "networks", "countries")
    rows = networks.rows(engine, things.bound(engine, query, {}))

    found = ranks.first_places([row for row in rows if row.year and row.year <= year], "strength", directed=True)

    counted = {str(country): count for country, count in store.opened(built).select(_SO_FAR % year).rows}
    best = sorted(counted.values(), key=lambda count: -float(str(count)))
    assert [figure for _, _, figure in found] == best[: ranks.PLACES]
    assert {thing: figure for thing, _, figure in found}.items() <= counted.items()
    assert [rank for _, rank, _ in found] == [best.index(figure) + 1 for _, _, figure in found]


def test_page_shows_each_place_of_each_year(sheets: Sheets, tmp_path: Path) -> None:
    """A point for each thing and year that has a place; a row of the table for each point."""
    page = sheets.open(drawn())

    rows = rows_of(page, tmp_path)
    assert [(row["year"], row["rank"], row["thing"], row["figure"], row["newFacts"]) for row in rows] == [
        ("2001", "1", "China", "1", "1"),
        ("2001", "1", "Russia", "1", "1"),
        ("2002", "1", "China", "1", "0"),
        ("2002", "1", "Russia", "1", "0"),
        ("2003", "1", "Russia", "3", "2"),
        ("2003", "2", "China", "2", "1"),
        ("2003", "3", "Serbia", "1", "1"),
        ("2004", "1", "Russia", "4", "1"),
        ("2004", "2", "China", "2", "0"),
        ("2004", "2", "Serbia", "2", "1"),
        ("2005", "1", "Russia", "5", "1"),
        ("2005", "2", "Serbia", "3", "1"),
        ("2005", "3", "China", "2", "0"),
    ]
    assert page.locator(".mark").count() == len(rows)


def test_another_measure_is_another_ranking(sheets: Sheets, tmp_path: Path) -> None:
    """The choice of a measure changes picture and table."""
    page = sheets.open(drawn())

    page.select_option("#order", "degree")

    rows = [row for row in rows_of(page, tmp_path) if row["year"] == "2005"]
    assert [(row["thing"], row["figure"]) for row in rows] == [("Russia", "2"), ("China", "1"), ("Serbia", "1")]
    page.select_option("#order", "strength10")
    assert "last 10 years" in page.inner_text("#summary")


def test_click_tells_facts_and_sources(sheets: Sheets) -> None:
    """A point opens the rank, the figure and the facts of the year, or the last before; each with its sources."""
    page = sheets.open(drawn())

    page.locator(".mark[aria-label='Russia, rank 1 in 2003']").click()

    assert page.inner_text("#panel h2") == "Russia"
    assert page.locator("#panel .about").first.inner_text() == "rank 1 in 2003"
    assert page.locator("#panel .fact strong").all_inner_texts() == ["Forum n0-2003", "Forum n1-2003"]
    assert page.locator("#panel .sources a").first.get_attribute("href") == "https://example.org/report"
    page.locator(".mark[aria-label='China, rank 3 in 2005']").click()
    assert "No facts of this year" in page.inner_text("#panel")
    assert page.locator("#panel .fact strong").all_inner_texts() == ["Forum n0-2003"]


def test_keys_walk_along_the_years(sheets: Sheets) -> None:
    """Arrows go along a line and from rank to rank, Enter opens, Escape leads back."""
    page = sheets.open(drawn())
    page.focus(".mark[tabindex='0']")
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)

    assert page.locator("#panel .about").first.inner_text() == "rank 2 in 2003"
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "China, rank 2 in 2003"


def test_years_and_language_are_chosen(sheets: Sheets) -> None:
    """Fewer years show fewer points and say so; one button turns the page to Chinese."""
    page = sheets.open(drawn())

    page.fill("#since", "2004")
    assert page.locator(".mark").count() == 6
    assert page.inner_text("#hidden") == "Not shown: 3 years; move the sliders for them."
    page.click("#language")

    assert page.locator(".mark[aria-label^='中国']").count() == 2
    assert page.inner_text("#panel h2") == "图例"


def test_saves_what_is_shown(sheets: Sheets, tmp_path: Path) -> None:
    """SVG and PNG hold the picture with its names."""
    is_saved(sheets.open(drawn()), tmp_path, "1. Russia")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_text(sheets: Sheets, hostile: str) -> None:
    """Whatever a name or title holds is shown as it is and runs nowhere."""
    page = sheets.open(drawn(hostile))
    page.locator(".mark").first.dispatch_event("click")
    page.click("#table > summary")

    assert page.inner_text("#title").split() == hostile.split()
    assert page.evaluate("window.hit") is None
    assert page.locator("img, iframe, body script script, svg[onload]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(sheets: Sheets, scheme: Literal["light", "dark"], width: int) -> None:
    """The checker of accessibility finds no fault on a wide page and on a phone, by day and by night."""
    assert axe_finds(sheets.open(drawn(), color_scheme=scheme, viewport={"width": width, "height": 900})) == []


def test_the_page_of_a_graph_is_the_same_every_time(sheets: Sheets, mini: Project) -> None:
    """The same graph gives the same bytes, and the page of a named network has its years."""
    html = ranks.page(mini, "countries")
    content: Any = data(sheets.open(html))

    assert ranks.page(mini, "countries") == html
    assert content["orders"] == list(ranks.RANKINGS)
    assert all(len(lists) == len(content["years"]) for lists in content["rankings"].values())


def test_nothing_and_a_part_of_a_network(mini: Project) -> None:
    """Without facts there are no years; a selection of ties is refused."""
    assert ranks.content([], nx.Graph())["years"] == []
    with pytest.raises(KGError, match="those among all things"):
        ranks.page(mini, "countries", ({}, EVERYTHING._replace(least=2)))
