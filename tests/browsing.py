"""Small networks with their events and sources, and a reader that opens their pages in headless Chromium with the
network off and notes whatever a page should not do. WebGL is drawn by the processor, as on a machine without a card."""

import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.layout import Graph
from kg.views import NETWORKS, pyvis, sigma

Render = Callable[[Graph, dict[str, str]], str]

RENDERS: dict[str, Render] = {"pyvis": pyvis.render, "sigma": sigma.render}
TITLE = {"en": "Who met whom", "zh": "谁与谁相遇"}


def fact(name: str, start: str = "2023-07-24", end: str = "2023-07-25", **source: str) -> dict[str, Any]:
    """An event as a tie holds it, stated by one source."""
    stated = {
        "iri": f"https://example.org/source/{name}",
        "title": f"Report on {name}",
        "url": "https://example.org/report",
    }
    stated |= {"publisher": "Example Gazette", "published": "2023-08-01"} | source
    label = {"en": f"Forum {name}", "zh": f"论坛 {name}"}
    return {
        "event": f"https://example.org/event/{name}",
        "label": label,
        "start": start,
        "end": end,
        "place": "Moscow",
    } | {"sources": [stated]}


def network(*names: str) -> Graph:
    """A ring of institutions; the first two met three times, all others once."""
    graph: Graph = nx.Graph()
    for number, name in enumerate(names):
        labels = {"en": name, "zh": "上海图书馆"} if number == 0 else {"en": name}
        graph.add_node(
            f"n{number}", label=name, labels=labels, type="PublicLibrary", country=("CN", "RU", "")[number % 3]
        )
    for number in range(len(names)):
        facts = [fact(f"{number}")] + ([fact("x", start="2019"), fact("y", start="199X")] if number == 0 else [])
        graph.add_edge(
            f"n{number}", f"n{(number + 1) % len(names)}", weight=len(facts), first=2019, last=2023, facts=facts
        )
    return graph


PLAIN = network("Shanghai Library", "Russian State Library", "Zhejiang Library", "Berlin State Library", "Łódź Library")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, that of the system: playwright's own cannot be had everywhere."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        chromium = playwright.chromium.launch(executable_path=program(), args=options)
        yield chromium
        chromium.close()


def program() -> str:
    """Where Chromium is; a test that asks for it is skipped where it is not."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium here: make tools installs it")
    return found


class Reader:
    """Opens graphs as pages of a kind, and keeps note of all that a page should not do."""

    def __init__(self, browser: Browser, folder: Path, render: Render) -> None:
        self.browser, self.folder, self.render = browser, folder, render
        self.trouble: list[str] = []

    def open(self, graph: Graph, title: dict[str, str] = TITLE, **context: Any) -> Page:
        """The page of the graph, once it is drawn."""
        file = self.folder / "page.html"
        file.write_bytes(self.render(graph, title).encode())
        options: Any = {"viewport": {"width": 1400, "height": 900}, "locale": "en-GB", "offline": True} | context
        page = self.browser.new_context(**options).new_page()
        page.on("request", lambda request: self._note(request.url, of="request", fine=request.url == file.as_uri()))
        page.on("console", lambda message: self._note(message.text, of="console", fine=message.type in ("log", "info")))
        page.on("pageerror", lambda error: self._note(str(error), of="error"))
        page.goto(file.as_uri())
        page.wait_for_selector("#panel h2")
        return page

    def _note(self, what: str, of: str, *, fine: bool = False) -> None:
        if not fine:
            self.trouble.append(f"{of}: {what}")


@pytest.fixture(params=NETWORKS)
def render(request: pytest.FixtureRequest) -> Render:
    """What makes pages, of each kind in turn."""
    if request.param == "sigma" and not sigma.BUNDLE.is_file():
        pytest.skip("what draws large networks is not here: make views")
    return RENDERS[request.param]


@pytest.fixture
def reader(render: Render, browser: Browser, tmp_path: Path) -> Iterator[Reader]:
    """A reader of pages; the test fails where a page asked for anything, or complained."""
    found = Reader(browser, tmp_path, render)
    yield found
    for context in browser.contexts:
        context.close()
    assert found.trouble == []


def middle_of(page: Page, *ends: str) -> tuple[float, float]:
    """Where on the screen the middle of a tie is, or a node where both ends are one."""
    x, y = page.evaluate(
        """ends => {
            const places = ends.map(id => Picture.look().at(Model.byId.get(id)));
            const frame = document.getElementById("canvas").getBoundingClientRect();
            return [0, 1].map(axis => (places[0][axis] + places.at(-1)[axis]) / 2 + [frame.left, frame.top][axis]);
        }""",
        ends,
    )
    return x, y


def frame_of(page: Page) -> tuple[float, float]:
    """Where on the screen the picture begins."""
    box = page.locator("#canvas").bounding_box()
    assert box
    return box["x"], box["y"]


def colour(page: Page, x: float, y: float) -> str:
    """The colour of a point of the screen, such as #ffffff."""
    picture = page.screenshot(clip={"x": round(x), "y": round(y), "width": 1, "height": 1})
    length = int.from_bytes(picture[(at := picture.index(b"IDAT")) - 4 : at])
    return f"#{zlib.decompressobj().decompress(picture[at + 4 : at + 4 + length])[1:4].hex()}"
