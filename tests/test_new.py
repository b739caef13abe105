"""``kg new source`` begins a file that only waits to be filled in, and none that is there already."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import authority, checks, drafts, ontology, project, textyaml
from kg.cli import main
from kg.format import RECORDS, SECTIONS, SOURCE
from kg.project import Project
from kg.records import Document
from kg.sources import curated

TEMPLATE = Path(drafts.__file__).with_name("draft.yaml")
URL = "https://www.example.org/news/2023/first-forum.html"
TO_FILL = [("empty", "title"), ("empty", "publisher"), ("empty", "language")]


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    """A project with one source, the real ontology and no tables but the countries."""
    real = project.find()
    (tmp_path / "sources" / "old").mkdir(parents=True)
    (tmp_path / "authority").mkdir()
    (tmp_path / "authority" / "countries.csv").write_bytes((real.data / "authority" / "countries.csv").read_bytes())
    known = '{url: "http://known.example.org/page/", title: Known, publisher: Known News, language: en}'
    (tmp_path / "sources" / "old" / "known-page.yaml").write_text(f"source: {known}\n", "utf-8")
    return project.find(str(tmp_path), str(tmp_path / "build"))


def new(found: Project, *words: str) -> Result:
    """``kg new source`` with some words."""
    return CliRunner().invoke(main, ["--data", str(found.data), "new", "source", *words])


def read(found: Project, path: Path) -> Document:
    """A file as the reader reads it."""
    decided = authority.load(found.data / "authority")
    return curated.read(path, str(path), ontology.load(found.ontology), decided)


def uncommented(path: Path) -> str:
    """A draft with all its examples taken in."""
    lines = path.read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("# An example"))
    kept = [line.replace("  # ", "  ", 1) for line in lines[:start]]
    return "\n".join([*kept, *(line.removeprefix("# ") for line in lines[start + 1 :])])


def test_a_draft_waits_to_be_filled_in(empty: Project) -> None:
    """Its path is printed; the reader misses what is to be written and has no other word to say."""
    result = new(empty, URL, "--collection", "forums")
    path = empty.sources / "forums" / "example-org-news-2023-first-forum.yaml"
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    document = read(empty, path)
    assert [(found.rule, found.value) for found in document.findings] == TO_FILL
    assert document.source == {"id": f"source/{path.stem}", "type": "Source", "url": URL}
    assert document.nodes == []
    assert [(found.rule, found.value) for found in checks.check_file(empty, path)] == TO_FILL


def test_the_examples_of_a_draft_are_right(empty: Project) -> None:
    """Taken in as they stand they have no fault, and neither has the graph that they make."""
    path = drafts.written(empty, URL, "forums")
    path.write_text(uncommented(path), "utf-8")
    assert [(found.rule, found.value) for found in read(empty, path).findings] == TO_FILL
    path.write_text(TEMPLATE.read_text("utf-8"), "utf-8")
    assert read(empty, path).findings == []
    assert checks.check_file(empty, path) == []


def test_the_examples_show_every_key() -> None:
    """Of every kind of record."""
    shown: dict[str, set[str]] = {kind: set() for kind in [*RECORDS, "source"]}

    def look(kind: str, record: textyaml.Mapping) -> None:
        shown[kind] |= set(record)
        for key, value in record.items():
            inner = (SOURCE if kind == "source" else RECORDS[kind]).get(key, "")
            if inner[:1] == "[":
                for item in value:
                    look(inner[1:-1], item)
            elif inner == "attendance":
                look(inner, value)

    content = textyaml.read(TEMPLATE, "draft")
    look("source", content["source"])
    for section, kind in SECTIONS.items():
        records = content[section]
        for record in records if isinstance(records, list) else records.values():
            look(kind, record)
    assert {kind: set(keys) - shown[kind] for kind, keys in {**RECORDS, "source": SOURCE}.items()} == {
        kind: set() for kind in shown
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example.org",
        "http://a.example.org/",
        "https://a.example.org/list:",
        "https://a.example.org/a?b=1&c=%20#part",
        "https://a.example.org/*star/&and/!bang/@at/-dash/'quote'/{",
        "https://图书馆.example.org/新闻/1",
        f"https://a.example.org/{'long/' * 100}",
    ],
)
def test_any_address_is_written_as_it_is(url: str, empty: Project) -> None:
    """The draft holds it unchanged, under a name that is an id; what no address may hold is refused."""
    if "{" in url:
        assert new(empty, url).exit_code == 1
        url = url.removesuffix("/{")
    result = new(empty, url)
    path = Path(result.stdout.strip())
    assert read(empty, path).source["url"] == url
    assert [found.rule for found in read(empty, path).findings] == ["empty"] * 3
    assert len(path.stem) <= 80


@pytest.mark.parametrize(
    "url",
    [
        "http://known.example.org/page/",
        "https://known.example.org/page",
        "https://www.known.example.org/page#top",
        "http://KNOWN.example.org/page",
    ],
)
def test_an_address_that_another_source_has(url: str, empty: Project) -> None:
    """It is refused, and the other file named."""
    result = new(empty, url)
    assert result.exit_code == 1
    assert f"is the source of {empty.shown(empty.sources / 'old' / 'known-page.yaml')} already" in result.stderr


def test_an_address_that_only_begins_like_another(empty: Project) -> None:
    """It is another one."""
    assert new(empty, "http://known.example.org/page/2").exit_code == 0
    assert new(empty, "http://known.example.org/pa").exit_code == 0


def test_a_file_is_never_overwritten(empty: Project) -> None:
    """Neither in the same folder nor, since a name is an id, under the same name in another."""
    first = drafts.written(empty, "https://example.org/a-b", "one")
    first.write_text("mine", "utf-8")
    for collection in ("one", "two"):
        result = new(empty, "https://example.org/a/b", "--collection", collection)
        assert result.exit_code == 1
        assert f"{empty.shown(first)}: there is such a file already" in result.stderr
    assert first.read_text("utf-8") == "mine"
    assert not (empty.sources / "two").exists()


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "example.org/a", "https://example/a", "https://example.org/a b", "", "x"]
)
def test_what_is_no_address(url: str, empty: Project) -> None:
    """It is refused in words."""
    result = new(empty, url)
    assert result.exit_code == 1
    assert "is no address" in result.stderr


def test_what_is_no_name_of_a_collection(empty: Project) -> None:
    """A path would lead out of the folder."""
    result = new(empty, URL, "--collection", "../up")
    assert result.exit_code == 1
    assert "is no name of a collection" in result.stderr


def test_a_folder_that_cannot_be_written(empty: Project) -> None:
    """One line, and no traceback."""
    (empty.sources / "taken").write_text("a file in the folder's place", "utf-8")
    result = new(empty, URL, "--collection", "taken")
    assert result.exit_code == 1
    assert "cannot write" in result.stderr
