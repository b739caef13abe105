"""What the atlas holds is what its views hold, counted and to the letter; its frames are shut in, and what they save
comes out."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg import store
from kg.project import Project
from kg.views import atlas, drawn, matrix, sheet, sigma, timeline
from kg.views.atlas import View
from tests.atlases import KEYS, atlases, browser, drawable, frame, html, sheets, shown
from tests.running import answer, complaint
from tests.sheets import Sheets

__all__ = ["atlases", "browser", "html", "sheets"]

pytestmark = drawable
HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1> & \u2028'"
_ALL = "SELECT ?thing WHERE {{ ?thing a <https://w3id.org/libcoop/ontology#{}> }}"


@pytest.mark.parametrize("key", ["meetings", "map"])
def test_a_view_is_saved_out_of_its_frame(atlases: Sheets, html: str, tmp_path: Path, key: str) -> None:
    """As a drawing, as a picture and as rows."""
    page = atlases.open(html)
    found = shown(page, key)
    files = {}
    for form in ("svg", "png", "csv"):
        with page.expect_download() as download:
            found.click(f"#{form}")
        download.value.save_as(tmp_path / form)
        files[form] = (tmp_path / form).read_bytes()

    assert ElementTree.fromstring(files["svg"]).tag == "{http://www.w3.org/2000/svg}svg"
    assert files["png"][:4] == b"\x89PNG"
    assert files["csv"].count(b"\r\n") > 1


def test_a_source_opens_outside_the_frame(atlases: Sheets, html: str) -> None:
    """A link leads to a window of its own that is no longer held by the frame's limits."""
    page = atlases.open(html)
    found = shown(page, "table")
    found.locator("#rows tbody button").first.click()
    with page.expect_popup() as popup:
        found.locator("#panel .sources a").first.click()
    assert popup.value.url.startswith(("https://", "chrome-error:", "about:"))
    atlases.trouble.clear()  # where it leads there is no network


def test_hostile_names_are_text(atlases: Sheets, html: str) -> None:
    """Whatever a name or title holds is shown as it is in every frame, and runs in none, nor in the atlas."""
    planted = sheet.page(
        "answer",
        {"en": HOSTILE},
        {"columns": ["x"], "answer": [[HOSTILE]], "things": [], "sources": []}
        | {"names": {}, "how": {"en": HOSTILE}, "heads": {}, "called": {}, "asked": []},
    )
    view = View("planted", {"en": HOSTILE, "zh": HOSTILE}, {"en": HOSTILE, "zh": HOSTILE}, lambda _: planted)
    page = atlases.open(atlas.bound([(view, planted)], dict.fromkeys(("Institution", "Event"), 1)))
    found = frame(page, "planted")

    assert found.inner_text("#title").split() == page.inner_text("#tab-planted").split() == HOSTILE.split()
    assert found.inner_text("#rows tbody td").split() == HOSTILE.split()
    for each in (page, found):
        assert each.evaluate("window.hit") is None
        assert each.locator("img, svg[onload], body script script").count() == 0
    assert page.locator("script").count() == page.locator("body > script").count()
    whole = atlases.open(html)
    for key in KEYS:
        assert shown(whole, key).locator("img, svg[onload], body script script").count() == 0
    assert whole.locator("script").count() == whole.locator("body > script").count()


def test_frames_are_shut_in(atlases: Sheets, html: str) -> None:
    """A frame reaches neither the atlas nor any address, and no text becomes markup in either."""
    page = atlases.open(html)
    found = frame(page, KEYS[0])

    for each in (page, found):
        with pytest.raises(Exception, match="TrustedHTML"):
            each.evaluate("document.body.innerHTML = '<b>x</b>'")
    with pytest.raises(Exception, match=r"SecurityError|Blocked a frame"):
        found.evaluate("parent.document.title")
    allowed = str(page.get_attribute("iframe", "sandbox")).split()
    assert allowed == ["allow-scripts", "allow-downloads", "allow-popups", "allow-popups-to-escape-sandbox"]
    for each in (page, found):
        assert each.evaluate("fetch('https://example.org/').then(() => 'fetched', () => 'refused')") == "refused"
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://example.org/'}))"
    )
    page.wait_for_timeout(200)
    assert all("Content Security Policy" in trouble or "TrustedHTML" in trouble for trouble in atlases.trouble)
    assert len(atlases.trouble) >= 3
    atlases.trouble.clear()


def test_pages_are_those_of_the_views(html: str, mini: Project) -> None:
    """Put together, the parts of a view are its page to the letter; what several pages hold is there once."""
    data = json.loads(html.partition('id="data">')[2].partition("</script>")[0])
    pages = {
        view["key"]: "".join(piece if isinstance(piece, str) else _part(html, piece) for piece in view["page"])
        for view in data["views"]
    }

    assert pages["matrix"] == matrix.page(mini, "countries")
    assert pages["timeline"] == timeline.choice(mini)
    network, title = drawn.network(mini, "themes", timeline.WHOLE)
    assert pages["themes"] == sigma.render(network, title)
    assert len(html) < sum(map(len, pages.values())) - 2 * len(sigma.BUNDLE.read_text("utf-8"))
    assert html.count('id="part-') == len(set(re.findall(r'id="part-(\d+)">', html)))


def _part(html: str, number: int) -> str:
    found = re.search(rf'<script type="text/plain" id="part-{number}">(.*?)</script>', html, re.DOTALL)
    assert found
    return found[1]


def test_figures_are_those_of_the_graph(atlases: Sheets, html: str, mini: Project) -> None:
    """Each number above the tabs is that of the things of its class."""
    page = atlases.open(html)
    told = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-count]')].map(e => [e.dataset.count, e.textContent]))"
    )

    graph = store.opened(mini)
    counted = {kind: len({str(row[0]) for row in graph.select(_ALL.format(kind)).rows}) for kind in told}
    assert {kind: int(text.replace(",", "")) for kind, text in told.items()} == counted
    assert list(counted) == ["Institution", "Event", "Person", "Agreement", "Country", "Source"]
    assert all(counted.values())


def test_figures_of_nothing_are_noughts(mini: Project) -> None:
    """A kind that a graph has none of is counted as well."""
    assert set(atlas.figures(mini)) == {"Institution", "Event", "Person", "Agreement", "Country", "Source"}


def test_the_page_is_the_same_every_time(mini: Project) -> None:
    """The same graph gives the same bytes."""
    assert answer(mini, "view", "atlas") == atlas.page(mini)


def test_command_refuses_parts_and_kinds(mini: Project) -> None:
    """The atlas is of the whole graph, and of all views."""
    assert "no part" in complaint(mini, "view", "atlas", "--least", "2")
    assert "no part" in complaint(mini, "view", "atlas", "--since", "2001")
    assert "not one of them" in complaint(mini, "view", "atlas", "--as", "map")


def test_command_draws_what_a_name_is(mini: Project) -> None:
    """A thing is drawn as its timeline, a question as a table; another name is told what it may be."""
    assert answer(mini, "view", "灯岛图书馆") == timeline.page(mini, "library-of-lantern-isle")
    assert answer(mini, "view", "agreements-of-year") == answer(mini, "view", "agreements-of-year", "--as", "table")
    assert "no network and no question" in complaint(mini, "view", "xyzzy")
    assert "did you mean co-participation?" in complaint(mini, "view", "co-participatio")
    assert "did you mean 'Library of Lantern Isle'" in complaint(mini, "view", "Library of Lantern Ile")


def test_words_are_there_in_both_languages() -> None:
    """What the atlas says in English it says in Chinese."""
    words = json.loads((Path(atlas.__file__).parent / "page" / "atlas.json").read_text("utf-8"))

    assert words["en"].keys() == words["zh"].keys()
    assert all(view.title.keys() == view.about.keys() == {"en", "zh"} for view in atlas.VIEWS)
