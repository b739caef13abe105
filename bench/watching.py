"""What a headless Chromium shows of a page, and when: nodes by the pixels of its pictures, movement by its frames."""

import itertools
import math
import shutil
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from kg.errors import KGError

SOFTWARE = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")  # WebGL without a card
MOST_DRAWN, STILL, APART = 0.95, 2.0, 0.5  # share of nodes, pixels, seconds
_VIEW = {"width": 1400, "height": 900}
_TURN = 2.5  # seconds in which the pointer goes round
_READ = """async ([picture, points]) => {
  const bytes = Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const ctx = new OffscreenCanvas(image.width, image.height).getContext("2d");
  ctx.drawImage(image, 0, 0);
  const { data, width, height } = ctx.getImageData(0, 0, image.width, image.height);
  return points.map(([x, y]) => {
    const [column, row] = [Math.round(x), Math.round(y)];
    if (!(column >= 0 && row >= 0 && column < width && row < height)) return "";
    return [...data.slice((row * width + column) * 4, (row * width + column) * 4 + 3)].join();
  });
}"""
_NEAR = "0.6 / Picture.look().scale"
_TWICE = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_PARSE = """() => [...document.querySelectorAll("script[type]")].map((block) => block.textContent)
  .filter((text) => text.startsWith("{")).map((text) => JSON.parse(text)).length"""
_COLOURS = "Symbols.groups().map(({ colour }) => colour.match(/[0-9a-f]{2}/g).map((part) => parseInt(part, 16)).join())"
_COUNT = """look => {
  const place = new Function(`return ${look}`);
  window.frames_ = { all: 0, moved: 0 };
  let before = String(place());
  const next = () => {
    const now = String(place());
    window.frames_.all += 1;
    window.frames_.moved += now !== before;
    before = now;
    window.counting = requestAnimationFrame(next);
  };
  next();
}"""


class Kind(NamedTuple):
    """How a page tells where its picture is and its nodes are, on the screen, and of which nodes and ties it is."""

    frame: str
    nodes: str
    content: str


OURS = Kind(
    "document.getElementById('canvas')",
    "Model.nodes.map((node) => Picture.look().at(node))",
    "[Model.nodes.map((node) => node.id), Model.ties.map((tie) => [tie.from, tie.to])]",
)
PEER = Kind(
    "document.querySelector('#mynetwork canvas')",
    "Object.values(network.getPositions()).map((at) => network.canvasToDOM(at)).map(({ x, y }) => [x, y])",
    "[nodes.getIds(), edges.get().map((tie) => [tie.from, tie.to])]",
)


class Shot(NamedTuple):
    """A moment of a page: when, where its nodes were, and which share of them stood out from the ground."""

    at: float
    nodes: list[tuple[float, float]]
    drawn: float


class Frames(NamedTuple):
    """Of a picture pushed about, a second: frames in which it had moved, and pictures that came to the screen."""

    moved: float
    shown: float


def program() -> str | None:
    """Where Chromium is, if it is here."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium of the system, which draws by the processor; KGError where there is none."""
    found = program()
    if not found:
        raise KGError("chromium", "is not here", "run make tools")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=SOFTWARE)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path) -> Iterator[Page]:
    """A page that is being loaded, without a network."""
    with browser.new_context(viewport=_VIEW, offline=True, locale="en-GB") as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(file.as_uri(), wait_until="commit")
        yield page


def useful(browser: Browser, file: Path, kind: Kind, limit: float) -> float | None:
    """The seconds until a page shows 95 % of its nodes and, half a second later, still in the same places.

    None where that takes longer than the limit.
    """
    start = time.perf_counter()
    with browser.new_context() as reading, opened(browser, file) as page:
        reader, last = reading.new_page(), None
        while (left := start + limit - time.perf_counter()) > 0:
            try:
                shot = _shot(page, reader, kind, left)
            except BrowserError:  # there is no picture yet, or it takes too long to get one
                time.sleep(0.05)
                continue
            if last and _is_still(last, shot):
                return shot.at - start if shot.at - start <= limit else None
            last = shot if last is None or shot.at - last.at >= APART else last
            time.sleep(max(0.0, last.at + APART - time.perf_counter()))
    return None


def _is_still(before: Shot, after: Shot) -> bool:
    if after.at - before.at < APART or min(before.drawn, after.drawn) < MOST_DRAWN:
        return False
    return all(math.dist(a, b) <= STILL for a, b in zip(before.nodes, after.nodes, strict=True))


def _shot(page: Page, reader: Page, kind: Kind, limit: float) -> Shot:
    picture = page.screenshot(timeout=limit * 1e3)
    x, y, nodes = page.evaluate(
        f"() => {{ const {{ left, top }} = {kind.frame}.getBoundingClientRect(); return [left, top, {kind.nodes}]; }}"
    )
    at = time.perf_counter()
    colours = colours_at(reader, picture, [(x + 3, y + 3), *((x + a, y + b) for a, b in nodes)])
    out = sum(colour not in ("", colours[0]) for colour in colours[1:])
    return Shot(at, nodes, out / max(1, len(nodes)))


def colours_at(reader: Page, picture: bytes, points: list[tuple[float, float]]) -> list[str]:
    """The colours of these points of a picture, such as 255,255,255; of points outside an empty text."""
    colours: list[str] = reader.evaluate(_READ, [b64encode(picture).decode(), points])
    return colours


def content(page: Page, kind: Kind) -> tuple[set[str], set[frozenset[str]]]:
    """The nodes and the ties that a page has."""
    nodes, ties = page.evaluate(f"() => {kind.content}")
    return set(nodes), set(map(frozenset, ties))


def settled(page: Page, zoom: str = "1") -> None:
    """Waits until a page of ours is drawn and at rest, with the whole network in view or a part of it, magnified."""
    page.wait_for_selector("#panel h2")
    page.evaluate(f"Picture.fit(), Picture.zoom({zoom})")
    page.wait_for_timeout(1000)
    page.evaluate(_TWICE)


def coloured(page: Page, reader: Page, *, held: bool = False) -> float:
    """Of our nodes in view, the share that has a symbol's colour where the page says that it is, near enough to tell
    one from the other; with ``held`` while a pointer pushes the picture."""
    settled(page, _NEAR)
    x, y, width, height = _box(page, "#canvas")
    if held:
        page.mouse.move(x + width / 2, y + height / 2)
        page.mouse.down()
        page.mouse.move(x + width / 2 + 60, y + height / 2 - 40, steps=3)
        page.evaluate(_TWICE)
    nodes = [(x + a, y + b) for a, b in page.evaluate(f"() => {OURS.nodes}") if 0 <= a < width and 0 <= b < height]
    symbols = set(page.evaluate(f"() => {_COLOURS}"))
    colours = colours_at(reader, page.screenshot(), nodes)
    if held:
        page.mouse.up()
    return sum(colour in symbols for colour in colours) / max(1, len(nodes))


def ready(browser: Browser, file: Path, *, inside: bool = False) -> float:
    """The seconds until a page of a large network is drawn and all data behind it read; with ``inside``, until that in
    the first frame of a page is drawn."""
    start = time.perf_counter()
    with opened(browser, file) as page:
        frame = page.wait_for_selector("iframe").content_frame() if inside else page.main_frame  # type: ignore[union-attr]
        frame.wait_for_selector("#panel h2")  # type: ignore[union-attr]
        frame.evaluate(_TWICE)  # type: ignore[union-attr]
        if not inside:
            page.wait_for_load_state()
            page.evaluate(_PARSE)
        return time.perf_counter() - start


def panned(page: Page, frame: str, look: str, length: float) -> Frames:
    """How often a picture moved while a pointer pushed it about for some seconds, twice: once as the page counts its
    frames (`look` tells what the picture shows), once as the browser hands out what it shows."""
    page.evaluate(_COUNT, look)
    taken = _pushed(page, frame, length)
    moved = page.evaluate("cancelAnimationFrame(window.counting), window.frames_.moved") / taken
    devtools, pictures = page.context.new_cdp_session(page), list[str]()

    def keep(event: dict[str, Any]) -> None:
        pictures.append(event["data"])
        devtools.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    devtools.on("Page.screencastFrame", keep)
    devtools.send("Page.startScreencast", {"format": "jpeg", "quality": 40})
    taken = _pushed(page, frame, length)
    devtools.remove_listener("Page.screencastFrame", keep)
    devtools.send("Page.stopScreencast")
    devtools.detach()
    return Frames(moved, sum(a != b for a, b in itertools.pairwise(pictures)) / taken)


def _pushed(page: Page, frame: str, length: float) -> float:
    """The seconds that it took to push the picture about."""
    left, top, width, height = _box(page, frame)
    x, y = left + width / 2, top + height / 2
    page.mouse.move(x, y)
    page.mouse.down()
    start = time.perf_counter()
    while (now := time.perf_counter() - start) < length:
        turn = now / _TURN * 2 * math.pi
        page.mouse.move(x + width / 4 * math.sin(turn), y + height / 4 * math.sin(2 * turn))
    page.mouse.up()
    return time.perf_counter() - start


def _box(page: Page, frame: str) -> tuple[float, float, float, float]:
    box = page.locator(frame).bounding_box()
    if not box:
        raise KGError("page", "shows no picture", "look at it")
    return box["x"], box["y"], box["width"], box["height"]
