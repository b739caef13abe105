"""The pictures of ``docs/``: pages of the built graph as a reader sees them, in headless Chromium.

``python -m tests.pictures`` draws all of them anew, or those that are named; look at them before you commit them.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsing import program

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images"
SLIDE: dict[str, Any] = {"viewport": {"width": 1400, "height": 875}, "locale": "en-GB", "color_scheme": "light"}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}
_STRONGEST = """() => {
    const [first, ...ties] = Model.shownTies();
    Panel.open({ tie: ties.reduce((best, tie) => (tie.count > best.count ? tie : best), first) });
}"""
_SETTLED = 3000  # milliseconds: WebGL drawn by a processor takes its time


class Picture(NamedTuple):
    """What ``kg view`` is told, how the browser differs from that of a slide, and what is done on the page."""

    view: str
    browser: dict[str, Any] | None = None
    step: str = ""


PICTURES = {
    "co-participation": Picture("co-participation"),
    "co-participation-zh": Picture("co-participation", {"locale": "zh-CN", "color_scheme": "dark"}),
    "facts": Picture("co-participation", step=_STRONGEST),
    "phone": Picture("co-participation", PHONE, "document.querySelector('.tools').scrollIntoView()"),
    "themes": Picture("themes"),
    "map": Picture("countries --as map"),
    "matrix": Picture("countries --as matrix"),
    "timeline": Picture("shanghai-library --as timeline"),
    "ranks": Picture("co-participation --as ranks"),
    "atlas": Picture("atlas"),
}


def main(wanted: list[str]) -> None:
    """Writes the pictures of these names, all of them where none is named."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        options = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        chromium = playwright.chromium.launch(executable_path=program(), args=options)
        for name in wanted or PICTURES:
            taken(chromium, PICTURES[name], Path(folder), FOLDER / f"{name}.png")
            sys.stderr.write(f"{name}.png\n")


def taken(chromium: Browser, picture: Picture, folder: Path, file: Path) -> None:
    """Writes one picture to a file; pages are kept in the folder, so that each is made once."""
    html = folder / f"{picture.view}.html"
    if not html.is_file():
        kg = Path(sys.executable).with_name("kg")
        subprocess.run([kg, "view", *picture.view.split(), "-o", html], cwd=ROOT, check=True, capture_output=True)
    page: Page = chromium.new_context(**SLIDE | (picture.browser or {}), offline=True).new_page()
    page.goto(html.as_uri())
    page.wait_for_timeout(_SETTLED)
    if picture.step:
        page.evaluate(picture.step)
        page.wait_for_timeout(_SETTLED)
    page.screenshot(path=file)
    page.context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
