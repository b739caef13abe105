"""The pages of the ontology in a real browser with the network off: whole in both languages, readable, and inert."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from kg import diagrams, reference
from kg.project import Project
from kg.reference import Reference
from kg.views import ontology
from tests.browsing import browser
from tests.running import kg

__all__ = ["browser"]

HOSTILE = "</a><script>window.hit=1</script><img src=x onerror=window.hit=1>{{ 7*7 }}"
VIEW = {"width": 1400, "height": 900}
# Boxes and texts of a drawing, each as left, top, right, bottom in its own units.
MEASURE = """svg => {
    const frame = it => { const b = it.getBBox(); return [b.x, b.y, b.x + b.width, b.y + b.height]; };
    const texts = it => [...it.querySelectorAll("text")].map(frame);
    return {
        size: [0, 0, svg.viewBox.baseVal.width, svg.viewBox.baseVal.height],
        boxes: [...svg.querySelectorAll(".box")].map(it => [frame(it.querySelector("rect")), texts(it)]),
        labels: [...svg.querySelectorAll(".arrow")].flatMap(texts),
        lines: [...svg.querySelectorAll(".arrow path")].map(frame),
    };
}"""

Frame = list[float]


@pytest.fixture(scope="module")
def folder(mini: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both pages, as the command writes them; not to be changed."""
    found = tmp_path_factory.mktemp("pages")
    done = kg(mini, "ontology", "-o", str(found))
    assert (done.exit_code, done.stdout) == (0, "")
    assert [Path(line).name for line in done.stderr.splitlines()] == ["ontology.en.html", "ontology.zh.html"]
    return found


@pytest.fixture(scope="module")
def found(mini: Project) -> Reference:
    """What the pages have to tell."""
    return reference.read(mini.ontology)


class Opener:
    """Opens pages, and keeps note of all that a page should not do."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.trouble: list[str] = []

    def open(self, path: Path, **context: Any) -> Page:
        """The page in a file."""
        page = self.browser.new_context(**{"viewport": VIEW, "offline": True, **context}).new_page()
        page.on("request", lambda request: self.trouble.append(request.url) if path.name not in request.url else None)
        page.on("requestfailed", lambda request: self.trouble.append(f"failed: {request.failure}"))
        page.on("console", lambda message: self.trouble.append(message.text))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.goto(path.as_uri())
        return page


@pytest.fixture
def opener(browser: Browser) -> Iterator[Opener]:
    """An opener; the test fails where a page asked for anything, or complained."""
    found = Opener(browser)
    yield found
    for context in browser.contexts:
        context.close()
    assert found.trouble == []


@pytest.mark.parametrize("language", ontology.LANGUAGES)
def test_every_term_has_its_place(opener: Opener, folder: Path, found: Reference, language: str) -> None:
    """Each has a section at the anchor of its name, with label, definition and labels in all other languages."""
    page = opener.open(folder / ontology.file(language))
    texts = page.evaluate("Object.fromEntries([...document.querySelectorAll('.term')].map(e => [e.id, e.innerText]))")

    assert set(texts) == set(found.terms)
    assert page.get_attribute("html", "lang") == language
    for key, term in found.terms.items():
        shown = " ".join(texts[key].split())
        assert shown.startswith(term.labels[language]), key
        for text in (term.definitions[language], *term.labels.values(), term.name):
            assert " ".join(text.split()) in shown, key
        assert all(link.name in shown for link in term.links), key


@pytest.mark.parametrize("language", ontology.LANGUAGES)
def test_every_link_leads_somewhere(opener: Opener, folder: Path, language: str) -> None:
    """Anchors are there, once each; the other language is a file beside; all else are addresses."""
    page = opener.open(folder / ontology.file(language))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    links = page.evaluate("[...document.querySelectorAll('a')].map(e => e.getAttribute('href'))")

    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= {*ids}
    others = {link for link in links if not link.startswith(("#", "http://", "https://"))}
    assert others == {path.name for path in folder.iterdir()} - {ontology.file(language)}


@pytest.mark.parametrize("language", ontology.LANGUAGES)
def test_drawings_are_readable(opener: Opener, folder: Path, language: str) -> None:
    """No two of boxes, lines and labels meet, each text stands in its box, and nothing is cut at the edge."""
    page = opener.open(folder / ontology.file(language))
    for diagram in diagrams.DIAGRAMS:
        drawn = page.locator(f"#-{diagram.name} svg").evaluate(MEASURE)
        frames = [*(frame for frame, _ in drawn["boxes"]), *drawn["labels"], *map(thick, drawn["lines"])]

        assert len(drawn["boxes"]) == len(diagram.boxes)
        assert len(drawn["labels"]) == len(list(diagram.sentences()))
        assert len(drawn["lines"]) == len(diagram.arrows)
        assert not [pair for pair in itertools.combinations(frames, 2) if meet(*pair)]
        assert not [text for frame, texts in drawn["boxes"] for text in texts if not within(text, frame)]
        assert all(within(frame, drawn["size"]) for frame in frames)


def thick(line: Frame) -> Frame:
    """The frame of a line with a width that can be met, without its ends, which touch boxes."""
    x, y = (1, -2) if line[0] == line[2] else (-2, 1)
    return [line[0] - x, line[1] - y, line[2] + x, line[3] + y]


def meet(a: Frame, b: Frame) -> bool:
    """Whether two frames share more than an edge."""
    return a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5


def within(inner: Frame, outer: Frame) -> bool:
    """Whether a frame lies in another."""
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_follows_the_colour_scheme(opener: Opener, folder: Path, scheme: str, *, dark: bool) -> None:
    """Page and drawing are light by day and dark by night, their letters the other way round, and light on paper."""
    page = opener.open(folder / "ontology.zh.html", color_scheme=scheme)

    def light(where: str, what: str) -> float:
        colour: str = page.eval_on_selector(where, f"e => getComputedStyle(e).{what}")
        return sum(map(int, colour.removeprefix("rgb(").rstrip(")").split(","))) / 3

    for back, fore in (
        (("html", "backgroundColor"), ("html", "color")),
        ((".box rect", "fill"), (".box text", "fill")),
    ):
        assert (light(*back) < light(*fore)) is dark
        assert abs(light(*back) - light(*fore)) > 150
    page.emulate_media(media="print")
    assert light("html", "backgroundColor") == 255
    assert not page.is_visible("nav")


def test_can_be_read_without_a_mouse(opener: Opener, folder: Path) -> None:
    """The first Tab leads past the contents, a box of a drawing to its class, and each drawing stands in words too."""
    page = opener.open(folder / "ontology.en.html")

    page.keyboard.press("Tab")
    assert page.inner_text(":focus") == "To the content"
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#-content'")
    page.focus("#-overview .box a[href='#Event']")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#Event'")
    assert page.locator("#Event").bounding_box()["y"] < VIEW["height"] / 2  # type: ignore[index]
    for diagram in diagrams.DIAGRAMS:
        page.click(f"#-{diagram.name} summary")
        assert page.locator(f"#-{diagram.name} li").count() == len(list(diagram.sentences()))
        assert page.get_attribute(f"#-{diagram.name} svg", "aria-label")
    assert "Participation → role → Role" in page.inner_text("#-participation ul")


def test_is_not_wider_than_a_telephone(opener: Opener, folder: Path) -> None:
    """Only tables and drawings scroll aside, each in its own frame."""
    page = opener.open(folder / "ontology.en.html", viewport={"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hostile_text_is_text(opener: Opener, mini: Project, tmp_path: Path) -> None:
    """A label and a definition that look like markup are shown as they are, in every place, and run nowhere."""
    shutil.copytree(mini.ontology, tmp_path / "ontology")
    core = tmp_path / "ontology" / "libcoop.ttl"
    text = core.read_text("utf-8")
    told = text.replace('"Institution"@en', json.dumps(HOSTILE) + "@en").replace(
        '"host"@en', json.dumps(HOSTILE) + "@en"
    )
    assert told.count("window.hit") == 2 * text.count('"Institution"@en') + 2 * text.count('"host"@en') > 2
    core.write_text(told, "utf-8")
    (tmp_path / "ontology.en.html").write_text(ontology.pages(mini._replace(ontology=core.parent))["ontology.en.html"])
    page = opener.open(tmp_path / "ontology.en.html")

    assert page.text_content("#Institution h3 a") == page.text_content("#host h3 a") == HOSTILE
    assert page.text_content("#-overview .box a[href='#Institution'] title") == HOSTILE
    assert page.locator("script, img, iframe").count() == 0
    assert page.evaluate("window.hit") is None
    drawn = page.locator("#-overview svg").evaluate(MEASURE)
    assert all(within(text, frame) for frame, texts in drawn["boxes"] for text in texts)


def test_the_policy_admits_nothing_else(opener: Opener, folder: Path) -> None:
    """Were a text ever taken for HTML, the page's own policy would keep it from running and from asking."""
    page = opener.open(folder / "ontology.en.html")

    page.evaluate('document.body.innerHTML = \'<img src="https://example.org/x.png" onerror="window.hit=1">\'')
    page.wait_for_timeout(100)

    assert page.evaluate("window.hit") is None
    assert "failed: csp" in opener.trouble
    assert any("inline event handler" in trouble for trouble in opener.trouble)
    opener.trouble.clear()


def test_the_bytes_are_the_same_every_time(mini: Project, folder: Path, tmp_path: Path) -> None:
    """Another process, in which sets have another order, writes the same two files."""
    words = ["--data", str(mini.data), "--build", str(mini.build), "ontology", "-o", str(tmp_path)]
    program = [sys.executable, "-c", "from kg.cli import main; main(prog_name='kg')", *words]
    subprocess.run(program, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": "7"})

    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {p.name: p.read_bytes() for p in folder.iterdir()}


def test_both_languages_have_the_same_words() -> None:
    """What one page says of itself the other says too, in its own language."""
    path = Path(ontology.__file__).parent / "page" / "ontology.json"
    words = json.loads(path.read_text("utf-8"))

    assert list(words) == list(ontology.LANGUAGES)
    assert words["en"].keys() == words["zh"].keys()
    same = {key for key in words["en"] if words["en"][key] == words["zh"][key]}
    assert same == set()
