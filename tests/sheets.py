"""A reader of the pages whose picture is plain SVG, with the network off, and what all of these pages must do."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import browser

__all__ = ["browser"]

AXE = Path(__file__).parent / "javascript" / "node_modules" / "axe-core" / "axe.min.js"
SVG = "{http://www.w3.org/2000/svg}"


class Sheets:
    """Opens pages, and keeps note of all that a page should not do. A page is drawn when it has what ``drawn`` says."""

    drawn = "#panel h2"

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.trouble: list[str] = []

    def open(self, html: str, **context: Any) -> Page:
        """The page, once it is drawn."""
        file = self.folder / "page.html"
        file.write_bytes(html.encode())
        options: Any = {"viewport": {"width": 1400, "height": 900}, "locale": "en-GB", "offline": True} | context
        page = self.browser.new_context(**options).new_page()
        page.on("request", lambda request: self._note("request", request.url, file.as_uri()))
        page.on("console", lambda message: self._note("console", message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.goto(file.as_uri())
        page.wait_for_selector(self.drawn)
        return page

    def _note(self, kind: str, what: str, fine: str = "") -> None:
        ours = what == fine or what.startswith(("blob:", "data:"))
        if not ours:
            self.trouble.append(f"{kind}: {what}")


@pytest.fixture
def sheets(browser: Browser, tmp_path: Path) -> Iterator[Sheets]:
    """A reader of pages; the test fails where a page asked for anything, or complained."""
    found = Sheets(browser, tmp_path)
    yield found
    for context in browser.contexts:
        context.close()
    assert found.trouble == []


def data(page: Page) -> Any:
    """What the page holds as data."""
    return page.evaluate("Words.data")


def saved(page: Page, form: str, folder: Path) -> bytes:
    """The file that a button gives."""
    with page.expect_download() as download:
        page.click(f"#{form}")
    download.value.save_as(folder / form)
    return (folder / form).read_bytes()


def rows_of(page: Page, folder: Path) -> list[dict[str, str]]:
    """The rows of the spreadsheet that the page gives."""
    return list(csv.DictReader(io.StringIO(saved(page, "csv", folder).decode("utf-8-sig"))))


def is_saved(page: Page, folder: Path, word: str) -> None:
    """The picture is saved as SVG that holds a word and needs nothing else, and as PNG of twice its width."""
    vector = ElementTree.fromstring(saved(page, "svg", folder))
    assert vector.tag == f"{SVG}svg"
    assert word in "".join(vector.itertext())
    assert not vector.findall(f".//{SVG}image")
    assert not vector.findall(f".//{SVG}script")
    assert "var(" not in ElementTree.tostring(vector, "unicode")
    head = saved(page, "png", folder)[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(head[16:20]) == 2 * int(vector.attrib["width"])


def axe_finds(page: Page, mark: str = ".mark") -> list[Any]:
    """The faults of accessibility: in the legend, with a mark opened, with the table open."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here: make tools")
    page.evaluate(AXE.read_text("utf-8"))
    found: list[Any] = []
    for step in (
        "true",
        f"document.querySelector('{mark}').dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))",
        "document.querySelectorAll('details').forEach(each => { each.open = true; })",
    ):
        page.evaluate(step)
        page.wait_for_timeout(100)
        found += page.evaluate(
            "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"
        )
    return found
