"""The page of an answer is the answer, row by row; a row leads to the things that it names, and to their sources."""

from pathlib import Path
from typing import Any, Literal

import pytest

from kg import engine, queries, remote, things
from kg.errors import KGError
from kg.project import Project
from kg.selection import EVERYTHING
from kg.tables import Iri, Table, Text, Value
from kg.terms import ID
from kg.views import sheet, table
from tests.sheets import Sheets, axe_finds, browser, data, rows_of, sheets

__all__ = ["browser", "sheets"]

AGREEMENTS = ("agreements-of-institution", ({"institution": "library-of-lantern-isle"}, EVERYTHING))
HOSTILE = [
    "</script><script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "\u202eright to left\u202c & \u2028'",
]


@pytest.mark.parametrize(
    "name", ["agreements-of-year", "participations-of-institution", "who-says-so", "themes-by-decade"]
)
def test_content_is_the_answer(built: Project, name: str) -> None:
    """Each cell stands for the value that the engine gave, and each thing of ours has the sources that state it."""
    graph = remote.graph(built)
    answer = graph.select(things.bound(graph, queries.load(built.queries, name), {}))

    found = table.content(built, answer)

    def value(cell: Any) -> Any:
        if not isinstance(cell, dict):
            return cell
        if "thing" in cell:
            return found["things"][cell["thing"]]["id"]
        return found["sources"][cell["source"]]["iri"] if "source" in cell else cell["iri"]

    assert [tuple(map(value, row)) for row in found["answer"]] == answer.rows
    stated = graph.select(
        "PREFIX lc: <https://w3id.org/libcoop/ontology#> SELECT ?thing ?source { ?thing lc:statedIn ?source }"
    ).rows
    pairs = {(str(thing), str(source)) for thing, source in stated}
    for thing in found["things"]:
        told = {(thing["id"], found["sources"][at]["iri"]) for at in thing["sources"]}
        assert told == {pair for pair in pairs if pair[0] == thing["id"]}


def test_row_leads_to_facts_and_sources(sheets: Sheets, mini: Project) -> None:
    """The button of a row opens the agreement and its parties, each with the sources that state it."""
    page = sheets.open(table.page(mini, *AGREEMENTS))
    rows = page.locator("#rows tbody tr")

    assert rows.count() == len(data(page)["answer"]) > 1
    rows.first.locator("button").click()

    assert "Memorandum of the Lantern" in page.inner_text("#panel")
    assert page.locator("#panel .sources a").first.get_attribute("href") == (
        "https://gazette.lantern.example.org/2001/first-meeting"
    )
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Facts and sources"


def test_sorts_and_searches_in_any_script(sheets: Sheets, mini: Project, tmp_path: Path) -> None:
    """A head sorts by its column; words in any script leave the rows that hold them, on the page and when saved."""
    page = sheets.open(table.page(mini, *AGREEMENTS))
    everything = page.locator("#rows tbody tr").count()

    page.click("#rows th button:has-text('party')")
    names = [row["party"] for row in rows_of(page, tmp_path)]
    assert names == sorted(names)
    assert page.get_attribute("#rows th:has-text('party')", "aria-sort") == "ascending"
    page.fill("#search", "灯岛")

    assert 0 < page.locator("#rows tbody tr").count() < everything
    assert {row["party"] for row in rows_of(page, tmp_path)} == {"Library of Lantern Isle"}
    assert page.inner_text("#summary").startswith("1 row")
    page.fill("#search", "nothing of the kind")
    assert page.inner_text("#summary") == "0 rows"


def test_language_changes_words_and_names(sheets: Sheets, mini: Project) -> None:
    """One button turns words and names to Chinese; what makes pictures is not offered."""
    page = sheets.open(table.page(mini, *AGREEMENTS))
    page.click("#language")

    assert page.inner_text("#title") == "某机构签署的协议"
    assert "灯岛图书馆" in page.inner_text("#rows")
    assert not page.is_visible("#png")
    assert not page.is_visible("#svg")


def test_heads_question_and_names_are_in_the_language_chosen(sheets: Sheets, mini: Project) -> None:
    """In Chinese a page heads its columns, asks its question and names countries in Chinese; English is as it was; and
    a name in either language finds its rows."""
    page = sheets.open(table.page(mini, "agreements-of-year", ({"year": "2001"}, EVERYTHING)))
    heads = page.locator("#rows th").all_inner_texts()
    assert heads == ["signed", "agreement", "kind", "party", "country"]
    assert "Norway" in page.inner_text("#rows")
    assert page.inner_text("#panel p").startswith("Which agreements were signed in a year")

    page.click("#language")

    assert page.locator("#rows th").all_inner_texts() == ["签署日期", "协议", "类型", "签署方", "国家"]
    assert "挪威" in page.inner_text("#rows")
    assert "Norway" not in page.inner_text("#rows")
    assert page.inner_text("#panel p").startswith("某一年签署了哪些协议")
    for words in ("挪威", "Norway"):
        page.fill("#search", words)
        assert page.locator("#rows tbody tr").count() > 0


def test_a_column_without_a_word_has_its_own_name(sheets: Sheets, mini: Project) -> None:
    """Where a question has no words for its columns, or not in the language chosen, their variables head them."""
    answer = table.content(mini, Table(["first_seen", "last_seen"], [(1, 2)]))
    words = {"names": {}, "how": {"en": "When?"}, "called": {}, "heads": {"last_seen": {"zh": "最近见于"}}}
    page = sheets.open(sheet.page("answer", {"en": "Seen"}, answer | words))
    assert page.locator("#rows th").all_inner_texts() == ["first seen", "last seen"]

    page.click("#language")

    assert page.locator("#rows th").all_inner_texts() == ["first seen", "最近见于"]
    assert page.get_attribute("#panel p", "lang") == "en"


def test_only_columns_of_english_names_are_translated(mini: Project) -> None:
    """What a source says in English stays as it says it, unless the whole column holds names of things."""
    norway, dated = Text("Norway", "en"), "2001-06-11"

    def called(*values: Value) -> dict[str, Any]:
        return table.called(remote.graph(mini), Table(["what"], [(value,) for value in values])).get("what", {})

    assert called(norway, None)["Norway"]["zh"] == "挪威"
    assert called(norway, dated) == {}
    assert called(norway, "Library of Lantern Isle") == {}
    assert called(norway, Text("挪威", "zh")) == {}
    assert called(norway, Text("no name of anything", "en")) == {}
    assert called(None) == {}


def test_what_two_things_of_one_name_are_called_is_not_guessed() -> None:
    """A name that two things share is told in another language only as far as they are called the same there."""
    labels = "<http://www.w3.org/2000/01/rdf-schema#label>"
    names = [("a", "Spring", "en"), ("a", "春", "zh"), ("b", "Spring", "en"), ("b", "泉", "zh"), ("b", "Lente", "nl")]
    lines = [f'<https://example.org/{thing}> {labels} "{name}"@{tag} .\n' for thing, name, tag in names]
    answer = Table(["what"], [(Text("Spring", "en"),)])

    found = table.called(engine.in_memory("".join(lines).encode()), answer)

    assert found == {"what": {"Spring": {"en": "Spring", "nl": "Lente"}}}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_values_are_text(sheets: Sheets, mini: Project, hostile: str) -> None:
    """Whatever a value or an address holds is shown as it is and runs nowhere."""
    answer = Table(
        ["what", "odd"], [(hostile, Iri("javascript:window.hit=1")), (None, Iri(f"{ID}event/script-meeting"))]
    )
    html = sheet.page("answer", {"en": hostile}, table.content(mini, answer) | {"names": {}, "how": {"en": hostile}})
    page = sheets.open(html)
    page.locator("#rows tbody button").last.click()
    page.fill("#search", hostile)

    assert page.locator("#rows tbody tr").count() == 1
    assert page.inner_text("#rows tbody td").split() == hostile.split()
    assert page.evaluate("window.hit") is None
    assert page.locator("img, iframe, body script script, svg[onload], a[href^='javascript']").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(sheets: Sheets, mini: Project, scheme: Literal["light", "dark"], width: int) -> None:
    """The checker of accessibility finds no fault on a wide page and on a phone, by day and by night."""
    page = sheets.open(table.page(mini, *AGREEMENTS), color_scheme=scheme, viewport={"width": width, "height": 900})

    assert axe_finds(page, "#rows tbody button") == []


def test_the_page_is_the_same_every_time(sheets: Sheets, mini: Project) -> None:
    """The same answer gives the same bytes; an empty one has a page."""
    assert table.page(mini, *AGREEMENTS) == table.page(mini, *AGREEMENTS)
    empty = table.page(mini, "agreements-of-year", ({"year": "1900"}, EVERYTHING))
    assert sheets.open(empty).inner_text("#summary") == "0 rows"


def test_a_part_of_a_network_is_refused(mini: Project) -> None:
    """Ties are not chosen in an answer."""
    with pytest.raises(KGError, match="it is no network"):
        table.page(mini, "agreements-of-year", ({}, EVERYTHING._replace(least=2)))
