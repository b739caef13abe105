"""Documentation as a contract: what the papers name exists, what exists is named, what they show is what one gets."""

import re
import shlex
from collections.abc import Collection
from functools import cache
from pathlib import Path

import click
import pytest

from kg import bibliography, catalogue, exports, rdf, results, store
from kg.cli import main
from kg.format import CHOICES, CLASSES, RECORDS, SECTIONS, SOURCE
from kg.project import Project
from kg.terms import LC
from kg.views import NETWORKS, SHEETS
from tests.running import answer
from tests.writing import VOCABULARY, read

ROOT = Path(__file__).resolve().parent.parent
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "data").rglob("*.md"))]
FORMAT = (ROOT / "data" / "README.md").read_text("utf-8")
NAMES = [str(paper.relative_to(ROOT)) for paper in PAPERS]
# A word in capitals stands for what a reader puts there: FILE, NAME, THING.
PLACEHOLDER = re.compile(r"[A-Z]{2,}|…|\*|<")


def code(text: str) -> list[str]:
    """All that a paper shows as code, in lines or in blocks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    return [
        *re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)),
        *"\n".join(blocks).splitlines(),
    ]


@cache
def told() -> str:
    """All papers together."""
    return "\n".join(paper.read_text("utf-8") for paper in PAPERS)


def commands() -> list[str]:
    """The names of the commands of ``kg``."""
    return main.list_commands(click.Context(main))


@pytest.mark.parametrize("command", commands())
def test_every_command_is_told_of(command: str) -> None:
    """Whoever reads the papers meets every command."""
    assert re.search(rf"\bkg {command}\b", told())


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_papers_name_commands_that_exist(paper: Path) -> None:
    """No paper tells one to run what is not there."""
    named = {
        found
        for line in code(paper.read_text("utf-8"))
        for found in re.findall(r"^(?:\$ )?(?:\.venv/bin/)?kg ([a-z]+)", line)
    }
    assert named <= {*commands()}


@pytest.mark.parametrize("what", ["queries", "networks"])
def test_every_question_has_a_title_in_two_languages(built: Project, what: str) -> None:
    """Each question and network is listed with an English and a Chinese title."""
    for name, about in catalogue.LISTS[what](built):
        english, _, rest = about.partition(" / ")
        assert english.isascii(), name
        assert re.match("[\u4e00-\u9fff]", rest), name


def test_every_format_is_listed(built: Project) -> None:
    """All formats of answers, networks, graphs and citations are listed, with the command for each."""
    listed = [tuple(re.split(r"\s{2,}", line)[:2]) for line in answer(built, "list", "formats").splitlines()]
    tables: dict[str, Collection[str]] = {
        "kg query": results.FORMATS,
        "kg network": exports.FORMATS,
        "kg export": rdf.FORMATS,
        "kg cite": bibliography.FORMATS,
    }
    assert sorted(listed) == sorted((name, command) for command, table in tables.items() for name in table)


@pytest.mark.parametrize("view", sorted([*NETWORKS, *SHEETS, "ontology"]))
def test_every_view_is_told_of(view: str) -> None:
    """The pages that can be made are named where one looks for them."""
    assert re.search(rf"\b{view}\b", (ROOT / "README.md").read_text("utf-8"))


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_links_lead_somewhere(paper: Path) -> None:
    """A link to a file or to a heading finds it."""
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", paper.read_text("utf-8")):
        file, _, heading = link.partition("#")
        target = paper.parent / file if file else paper
        if "://" in link or link.startswith("mailto:"):
            continue
        if not target.exists() or (heading and heading not in _headings(target)):
            broken.append(link)
    assert not broken


def _headings(paper: Path) -> set[str]:
    found = re.findall(r"^#+ (.*)", paper.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in found}


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_paths_exist(paper: Path) -> None:
    """A file or folder that a paper names by its path is there."""
    tops = "|".join(
        re.escape(path.name) for path in ROOT.iterdir() if path.is_dir() and path.name not in ("build", ".git", ".venv")
    )
    missing = []
    for words in code(paper.read_text("utf-8")):
        for path in re.findall(rf"(?<![\w./])(?:{tops})/[\w./-]*", words):
            missing += [path] if not PLACEHOLDER.search(words) and not (ROOT / path.rstrip(".")).exists() else []
    assert not missing


def sessions() -> list[tuple[str, list[str]]]:
    """The commands of the README's console blocks, each with the lines of output shown below it."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


@pytest.mark.parametrize(("command", "shown"), sessions(), ids=[command for command, _ in sessions()])
def test_a_session_shows_what_one_gets(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, shown: list[str]
) -> None:
    """The commands of the README run, and print the lines that stand there (columns may be left out)."""
    monkeypatch.chdir(tmp_path)
    program, *words = shlex.split(command)
    assert program == ".venv/bin/kg"
    lines = [_cells(line) for line in answer(built, *words).splitlines()]
    for line in shown:
        assert any(_holds(real, _cells(line)) for real in lines), line
    if "-o" in words:
        assert (tmp_path / words[words.index("-o") + 1]).stat().st_size > 1000


def _cells(line: str) -> list[str]:
    return [cell for cell in re.split(r"\s{2,}", line) if cell.strip("-")]


def _holds(real: list[str], shown: list[str]) -> bool:
    rest = iter(real)
    return all(cell in rest for cell in shown)


def test_readme_shows_a_session() -> None:
    """There is one, with output."""
    assert len(sessions()) >= 4
    assert any(shown for _, shown in sessions())


def test_readme_counts_what_is_there(built: Project) -> None:
    """The numbers of the README are true, and not much too modest."""
    readme = (ROOT / "README.md").read_text("utf-8")
    graph = store.opened(built)
    for number, kind in re.findall(r"(\d[\d,]*)\s+(sources|institutions|events|people|agreements|projects)\b", readme):
        of = {"sources": "Source", "people": "Person"}.get(kind, kind[:-1].capitalize())
        ((there,),) = graph.select(f"SELECT (COUNT(?x) AS ?n) {{ ?x a <{LC}{of}> }}").rows
        told = int(number.replace(",", ""))
        assert isinstance(there, int)
        assert told <= there < 1.25 * told, kind


def test_the_example_of_a_file_reads() -> None:
    """The complete example in data/README.md has no fault, and shows every section."""
    (example,) = re.findall(r"^```yaml\n(source:.*?)^```", FORMAT, re.M | re.S)
    found = read(example)
    assert not found.findings
    assert {section for section in SECTIONS if f"\n{section}:" in example} == set(SECTIONS)


@pytest.mark.parametrize("record", ["source", *RECORDS])
def test_every_key_is_explained(record: str) -> None:
    """data/README.md names each key of each record."""
    keys = SOURCE if record == "source" else RECORDS[record]
    assert not [key for key in keys if f"`{key}`" not in FORMAT]


def test_every_word_of_a_list_is_named() -> None:
    """data/README.md names each type, role, qualifier and choice that a file may hold."""
    types = {kind for kind, above in VOCABULARY.supers.items() if set(above) & {*CLASSES.values()}} - {"Delegation"}
    words = (
        types
        | VOCABULARY.concepts["role"]
        | VOCABULARY.concepts["qualifier"]
        | {word for words in CHOICES.values() for word in words}
    )
    assert not [word for word in sorted(words) if not re.search(rf"\b{word}\b", FORMAT)]
