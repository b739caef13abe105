"""Which facts a reader chooses on the page of a network, by theme and by year: what is counted, told and listed are
those facts and no others; and the explanation is in the reader's language."""

import networkx as nx
import pytest
from playwright.sync_api import Page

from kg.layout import Graph
from tests.browsing import PLAIN, Reader, browser, fact, network, reader, render

__all__ = ["browser", "reader", "render"]

HOSTILE = "</script><img src=x onerror=window.hit=1>"
THEMES = {
    "technology": {"label": {"en": "technology", "zh": "技术"}, "broader": []},
    "digital": {"label": {"en": "digital libraries", "zh": "数字图书馆"}, "broader": ["technology"]},
    "scans": {"label": {"en": HOSTILE}, "broader": ["digital"]},
    "reading": {"label": {"en": "reading", "zh": "阅读"}, "broader": []},
}


def themed() -> Graph:
    """A ring of four; the first two share a fact on scans, one on reading and one on neither, the next two one on
    digital libraries and reading; of the others, one tie names no fact, one a fact without a theme."""
    graph = network("Shanghai Library", "Russian State Library", "Zhejiang Library", "Berlin State Library")
    about = {("n0", "n1"): [["scans"], ["reading"], []], ("n1", "n2"): [["digital", "reading"]]}
    for (one, other), themes in about.items():
        facts = [fact(f"{one}-{at}") | {"themes": some} for at, some in enumerate(themes)]
        graph.edges[one, other].update(weight=len(facts), facts=facts)
    graph.edges["n2", "n3"].update(weight=1, facts=[])
    graph.graph["themes"] = THEMES
    return graph


def shown(page: Page) -> dict[str, int]:
    """The ties that are shown, by the names of their ends, with what they count."""
    found: dict[str, int] = page.evaluate(
        "Object.fromEntries(Model.shownTies().map(tie => [tie.ends.map(({ id }) => id).sort().join('+'), tie.count]))"
    )
    return found


@pytest.mark.parametrize(
    ("theme", "left"),
    [
        ("technology", {"n0+n1": 1, "n1+n2": 1}),
        ("digital libraries", {"n0+n1": 1, "n1+n2": 1}),
        (HOSTILE, {"n0+n1": 1}),
        ("reading", {"n0+n1": 1, "n1+n2": 1}),
    ],
)
def test_a_theme_leaves_its_facts_and_those_of_narrower_ones(reader: Reader, theme: str, left: dict[str, int]) -> None:
    """Ties count the facts of the theme chosen, and are gone without any; panel and table hold the same facts; what is
    left out is said, and one button brings all back."""
    page = reader.open(themed())
    number = sum(left.values())

    page.select_option("#theme", label=f"{theme} ({number})")

    assert shown(page) == left
    assert "Not shown: " in page.inner_text("#hidden")
    page.evaluate("Panel.open({ tie: Model.shownTies()[0] })")
    assert page.inner_text("#panel h2") == "1 shared event"
    assert page.locator("#panel .fact").count() == 1
    page.click("#table > summary")
    page.wait_for_selector("#rows tbody tr")
    assert page.locator("#rows tbody tr").count() == len(left)
    page.click("#everything")
    assert shown(page) == {"n0+n1": 3, "n0+n3": 1, "n1+n2": 1, "n2+n3": 1}
    assert page.inner_text("#hidden") == ""


def test_theme_and_years_are_chosen_together(reader: Reader) -> None:
    """A fact stays that is of the theme and of the years."""
    graph = themed()
    graph.edges["n0", "n1"]["facts"][1]["start"] = "2019"
    page = reader.open(graph)

    page.select_option("#theme", label="reading (2)")
    page.fill("#until", "2020")

    assert shown(page) == {"n0+n1": 1}
    page.select_option("#theme", label="technology (2)")
    assert shown(page) == {}


def test_themes_are_named_in_the_language_chosen_and_stay_text(reader: Reader) -> None:
    """The choice is in the order of names, which turn to Chinese where there is one; no name is read as HTML."""
    page = reader.open(themed())
    assert page.locator("#theme option").all_inner_texts() == [
        "all",
        f"{HOSTILE} (1)",
        "digital libraries (2)",
        "reading (2)",
        "technology (2)",
    ]

    page.click("#language")
    assert {"技术 (2)", "数字图书馆 (2)", "阅读 (2)"} < set(page.locator("#theme option").all_inner_texts())
    page.evaluate("Panel.open({ tie: Model.ties.find(tie => tie.facts.length === 3) })")
    assert HOSTILE in page.inner_text("#panel")
    assert page.evaluate("window.hit") is None
    assert page.locator("img").count() == 0


def test_no_choice_of_themes_without_any(reader: Reader) -> None:
    """A control that could change nothing is not shown."""
    assert not reader.open(PLAIN).is_visible("#theme")


def test_a_fact_without_a_date_counts_in_the_year_of_its_question(reader: Reader) -> None:
    """A membership that no date tells, but the network's question, is shown in its year alone."""
    graph: Graph = nx.DiGraph()
    facts = [fact(str(year), start="", end="") | {"year": year} for year in (1990, 2005)]
    graph.add_edge("a", "b", weight=2, first=1990, last=2005, facts=facts)
    graph.add_edge("c", "b", weight=1, first=None, last=None, facts=[fact("undated", start="", end="")])
    page = reader.open(graph)
    assert shown(page) == {"a+b": 2, "b+c": 1}

    page.fill("#until", "2000")

    assert shown(page) == {"a+b": 1}
    page.evaluate("Panel.open({ tie: Model.shownTies()[0] })")
    assert "Forum 1990" in page.inner_text("#panel .facts")
    page.fill("#since", "1991")
    page.fill("#until", "2004")
    assert shown(page) == {}


def test_the_explanation_is_in_the_language_chosen(reader: Reader) -> None:
    """What ties two is told in English and in Chinese, and by a sentence of the page where one of them is lacking."""
    graph = network("Shanghai Library", "Russian State Library")
    graph.graph["explanation"] = {"en": "Tied by hand.", "zh": "手工相连。"}
    page = reader.open(graph)
    assert page.inner_text("#explanation") == "Tied by hand."
    page.click("#language")
    assert page.inner_text("#explanation") == "手工相连。"

    graph.graph["explanation"] = {"en": "Tied by hand."}
    assert "连线" in reader.open(graph, locale="zh-CN").inner_text("#explanation")


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2023-12-30", "2024-01-02", "2023年12月30日至2024年1月2日"),
        ("2023-07-30", "2023-08-02", "2023年7月30日至8月2日"),
        ("2023-07-24", "", "2023年7月24日"),
        ("2023-07", "", "2023-07"),
    ],
)
def test_days_are_told_in_chinese(reader: Reader, start: str, end: str, told: str) -> None:
    """What two days share is said once; a date that is no day stays as it is written."""
    graph = network("Shanghai Library", "Russian State Library")
    graph.edges["n0", "n1"]["facts"] = [fact("one", start=start, end=end)]
    page = reader.open(graph, locale="zh-CN")
    page.evaluate("Panel.open({ tie: Model.ties[0] })")
    assert page.inner_text("#panel .fact .when") == f"{told} · Moscow"


def test_places_are_named_in_the_language_chosen(reader: Reader) -> None:
    """A fact tells where it was in Chinese on a Chinese page, in English elsewhere."""
    graph = network("Shanghai Library", "Russian State Library")
    graph.edges["n0", "n1"]["facts"][0]["places"] = [{"en": "Moscow", "ru": "Москва", "zh": "莫斯科"}, {"en": "Kazan"}]
    page = reader.open(graph)
    page.evaluate("Panel.open({ tie: Model.ties[0] })")
    assert "· Moscow, Kazan" in page.inner_text("#panel .facts")

    page.click("#language")

    assert "2023年7月24日至25日 · 莫斯科, Kazan" in page.inner_text("#panel .facts")
