"""The page of a network as a matrix: each cell is a tie of the network, and tells its facts and their sources."""

from pathlib import Path
from typing import Any, Literal

import networkx as nx
import pytest

from kg import store
from kg.layout import Graph
from kg.project import Project
from kg.views import matrix, sheet
from tests.browsing import PLAIN, TITLE, fact
from tests.browsing import network as ring
from tests.sheets import Sheets, axe_finds, browser, data, is_saved, rows_of, sheets

__all__ = ["browser", "sheets"]

# How many delegations went from where to where, asked in another way than the network's question.
_DELEGATIONS = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
SELECT ?from ?to (COUNT(DISTINCT ?delegation) AS ?facts) WHERE {
  ?event lc:status "held" ; lc:country ?to ; lc:year ?year .
  ?delegation lc:event ?event ; a lc:Delegation .
  ?delegation lc:participant ?who . ?who lc:country ?from . FILTER EXISTS { ?delegation lc:statedIn ?source }
  FILTER (?from != ?to)
} GROUP BY ?from ?to
"""
HOSTILE = [
    "</script><script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "\u202eright to left\u202c & \u2028'",
]


def drawn(graph: Graph, title: dict[str, str] = TITLE) -> str:
    """The page of a graph that no store holds."""
    return sheet.page("matrix", title, matrix.content(graph) | {"names": {}, "how": {}})


def directed() -> Graph:
    """Three countries: three delegations one way, one back."""
    graph: Graph = nx.DiGraph()
    for code, label in (("cn", "China"), ("ru", "Russia"), ("rs", "Serbia")):
        graph.add_node(code, label=label, labels={"en": label, "zh": {"cn": "中国"}.get(code, label)})
    facts = [fact(str(year), start=f"{year}-05-01", end="") for year in (2001, 2010, 2019)]
    graph.add_edge("cn", "ru", weight=3, facts=facts)
    graph.add_edge("ru", "cn", weight=1, facts=facts[:1])
    graph.add_edge("cn", "rs", weight=1, facts=[fact("rs", start="", end="")])
    return graph


def test_content_is_that_of_an_independent_query(built: Project, tmp_path: Path, sheets: Sheets) -> None:
    """The table of the real graph has every pair of countries with the number of delegations that SPARQL counts."""
    page = sheets.open(matrix.page(built, "countries"))
    content: Any = data(page)

    things = [thing["id"] for thing in content["things"]]
    found = {(things[a], things[b]): len(facts) for a, b, facts in content["ties"]}
    rows = store.opened(built).select(_DELEGATIONS).rows
    assert found == {(str(a), str(b)): count for a, b, count in rows}
    assert sum(int(row["count"]) for row in rows_of(page, tmp_path)) == sum(found.values())
    assert matrix.MOST < page.locator(".mark[aria-label*=' → ']").count() <= len(found)
    assert f"Drawn are the {matrix.MOST}" in page.inner_text("#hidden")


def test_each_tie_is_a_cell_in_both_halves(sheets: Sheets) -> None:
    """Without direction a tie stands twice, with one once."""
    assert sheets.open(drawn(PLAIN)).locator(".mark[aria-label*=' – ']").count() == 2 * PLAIN.number_of_edges()
    assert sheets.open(drawn(directed())).locator(".mark[aria-label*=' → ']").count() == 3


def test_click_tells_facts_and_sources(sheets: Sheets) -> None:
    """A cell opens its facts with date and sources; a name leads to the thing's ties, and these to their facts."""
    page = sheets.open(drawn(directed()))

    page.click(".mark[aria-label^='China → Russia']")

    assert page.inner_text("#panel h2") == "China → Russia"
    texts = page.locator("#panel .fact strong").all_inner_texts()
    assert texts == ["Forum 2001", "Forum 2010", "Forum 2019"]
    assert page.locator("#panel .sources a").first.get_attribute("href") == "https://example.org/report"
    page.locator(".mark[aria-label='China']").click()
    assert page.locator("#panel .list button").all_inner_texts() == [
        "China → Russia",
        "China → Serbia",
        "Russia → China",
    ]
    page.locator("#panel .list button").nth(1).click()
    assert page.locator("#panel .fact").count() == 1


def test_keys_walk_from_cell_to_cell(sheets: Sheets) -> None:
    """Arrows go along a row and down a column, Enter opens, Escape leads back."""
    page = sheets.open(drawn(directed()))
    page.focus(".mark[tabindex='0']")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")

    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "China → Russia"
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "China → Russia: 3 facts"


def test_years_and_order_are_chosen(sheets: Sheets) -> None:
    """Fewer years leave facts and ties out, and say so; the order changes the rows of the picture alone."""
    page = sheets.open(drawn(directed()))

    page.fill("#since", "2005")
    assert page.locator("[aria-label^='China → Russia: 2 facts']").count() == 1
    assert page.locator(".mark[aria-label*=' → ']").count() == 1
    assert page.inner_text("#hidden") == "Not shown: 2 of other years."
    page.fill("#since", "2001")
    page.select_option("#order", "byName")
    labels = page.evaluate("[...document.querySelectorAll('.mark')].map(each => each.getAttribute('aria-label'))")
    assert [label for label in labels if "→" not in label] == ["China", "Russia", "Serbia"]


def test_a_fact_without_a_date_is_of_the_year_of_its_question(sheets: Sheets) -> None:
    """Memberships that no date tells are chosen by the years that their network's question gives."""
    graph: Graph = nx.DiGraph()
    for member, year in (("a", 1990), ("c", 2005)):
        graph.add_edge(member, "b", weight=1, facts=[fact(member, start="", end="") | {"year": year}])
    page = sheets.open(drawn(graph))
    assert page.inner_text("#yearsSay") == "1990–2005"

    page.fill("#until", "2000")

    assert page.locator("#rows tbody tr").count() == 1
    assert page.inner_text("#rows tbody td") == "a"


def test_language_changes_words_and_names(sheets: Sheets) -> None:
    """One button turns page and picture to Chinese."""
    page = sheets.open(drawn(directed()))
    page.click("#language")

    assert page.locator(".mark[aria-label='中国']").count() == 1
    assert page.inner_text("#panel h2") == "图例"


def test_saves_what_is_shown(sheets: Sheets, tmp_path: Path) -> None:
    """SVG, PNG and a spreadsheet hold what is shown."""
    page = sheets.open(drawn(directed()))

    is_saved(page, tmp_path, "China")
    rows = rows_of(page, tmp_path)
    assert {(row["from"], row["to"], row["count"]) for row in rows} == {
        ("China", "Russia", "3"),
        ("Russia", "China", "1"),
        ("China", "Serbia", "1"),
    }


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_text(sheets: Sheets, hostile: str) -> None:
    """Whatever a name or title holds is shown as it is and runs nowhere."""
    graph = ring(hostile, f"{hostile} too", "Plain Library")
    graph.edges["n0", "n1"]["facts"] = [fact("0", title=hostile, publisher=hostile, url="javascript:window.hit=1")]
    page = sheets.open(drawn(graph, {"en": hostile}))
    page.locator(".mark[aria-label*=' – ']").first.dispatch_event("click")
    page.click("#table > summary")

    assert page.inner_text("#title").split() == hostile.split()
    assert page.evaluate("window.hit") is None
    assert page.locator("img, iframe, body script script, svg[onload]").count() == 0
    assert page.locator("#panel a[href^='javascript']").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(sheets: Sheets, scheme: Literal["light", "dark"], width: int) -> None:
    """The checker of accessibility finds no fault on a wide page and on a phone, by day and by night."""
    page = sheets.open(drawn(directed()), color_scheme=scheme, viewport={"width": width, "height": 900})

    assert axe_finds(page) == []


def test_the_page_is_the_same_every_time(mini: Project) -> None:
    """A graph in another order gives the same bytes."""
    other: Graph = nx.Graph()
    other.add_nodes_from(reversed(list(PLAIN.nodes(data=True))))
    other.add_edges_from(
        (b, a, tie | {"facts": tie["facts"][::-1]}) for a, b, tie in reversed(list(PLAIN.edges(data=True)))
    )

    assert drawn(other) == drawn(PLAIN)
    assert matrix.page(mini, "countries") == matrix.page(mini, "countries")


@pytest.mark.parametrize("count", [0, 1])
def test_a_network_without_ties_has_a_page(sheets: Sheets, count: int) -> None:
    """Where nothing is tied, the page says so."""
    graph: Graph = nx.relabel_nodes(nx.empty_graph(count), str)

    assert sheets.open(drawn(graph)).text_content("#inWords") == "Nothing here is tied."
