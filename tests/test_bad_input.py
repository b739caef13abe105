"""Whatever stands in the files, a build ends in a graph or in one line that names place, fault and remedy, and then
the build before it is whole. ``tests/bad`` holds a case each: a source file, or a folder laid over the miniature's
data; ``expected.tsv`` says what ``kg build`` prints of it."""

import csv
import hashlib
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import build, ontology, project, store
from kg.errors import KGError
from kg.project import Project
from tests.running import complaint, kg

BAD = Path(__file__).parent / "bad"
MINI = Path(__file__).parent / "mini" / "data"
with (BAD / "expected.tsv").open(encoding="utf-8", newline="") as rows:
    EXPECTED = {row["case"]: row["line"] for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)}

HEAD = "source: {url: https://bad.example.org/page, title: A page, publisher: A press, language: en}\n"
SAMPLE = "alias-bomb.yaml same-circular utf-16.yaml python-tag.yaml withdrawn-still-named".split()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a good build."""
    folder = tmp_path_factory.mktemp("before")
    build.build(project.find(str(MINI), str(folder)))
    return folder


@pytest.fixture
def desk(tmp_path: Path, before: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of the miniature's data to spoil, and the good build before it; one stands beside data/."""
    shutil.copytree(MINI, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return project.find("data", str(before))


def spoil(case: str) -> None:
    """Lay a case over the data."""
    if (BAD / case).is_dir():
        shutil.copytree(BAD / case, "data", dirs_exist_ok=True)
    else:
        Path("data/sources/bad").mkdir()
        shutil.copy(BAD / case, "data/sources/bad")


def traces(folder: Path) -> dict[str, str]:
    """Every file and link below a folder, with its content."""
    paths = sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    return {
        str(path): str(path.readlink()) if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
    }


def answers(desk: Project) -> bool:
    """Whether the build in place still knows what the good sources say."""
    row = store.opened(desk).select("ASK { ?meeting <https://w3id.org/libcoop/ontology#motto> 'Lamps for all'@en }")
    return bool(row.rows[0][0])


def test_every_case_is_expected() -> None:
    """The table and the folder speak of the same cases."""
    assert set(EXPECTED) == {path.name for path in BAD.iterdir()} - {"expected.tsv"}


@pytest.mark.parametrize("case", EXPECTED)
def test_bad_input_is_one_line_and_changes_nothing(desk: Project, case: str) -> None:
    """The line says what the table says, soon; the build before stays byte for byte, and answers."""
    spoil(case)
    whole, start = traces(desk.build), time.monotonic()

    assert complaint(desk, "build") == EXPECTED[case]
    assert time.monotonic() - start < 2
    assert traces(desk.build) == whole
    assert answers(desk)


@pytest.mark.parametrize("case", SAMPLE)
def test_a_real_process_says_the_same(desk: Project, case: str) -> None:
    """Exit code 1, one line on standard error, nothing on standard output."""
    spoil(case)
    where = ["--data", str(desk.data), "--build", str(desk.build)]
    command = [sys.executable, "-c", "from kg.cli import main; main()", *where, "build"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", EXPECTED[case] + "\n")


@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")], ids=["list", "map", "items", "keys"]
)
def test_nesting_without_end_is_stopped(desk: Project, opening: str, closing: str) -> None:
    """A megabyte of brackets would fill the stack and end the process."""
    deep = opening * 300_000 + closing * 300_000
    Path("data/sources/deep.yaml").write_text(f"{HEAD}note:\n  {deep}\n" if closing else f"{deep}\n")
    assert "nested deeper than 20 levels; see data/README.md for the format [depth]" in complaint(desk, "build")


def test_a_file_above_two_megabytes_is_refused(desk: Project) -> None:
    """Before it is read as YAML; one byte less is read."""
    page = Path("data/sources/large.yaml")
    page.write_text(HEAD + "#" * (2_000_001 - len(HEAD)))
    assert complaint(desk, "build") == (
        "data/sources/large.yaml: the file is larger than 2,000,000 bytes; split it [size]"
    )
    page.write_text(HEAD + "#" * (2_000_000 - len(HEAD)))
    assert kg(desk._replace(build=Path("build")), "build").exit_code == 0


def test_what_cannot_be_read_is_named(desk: Project) -> None:
    """A folder or a link to nowhere with the name of a source."""
    Path("data/sources/folder.yaml").mkdir()
    assert complaint(desk, "build") == (
        "data/sources/folder.yaml: cannot be read, Is a directory; put a file that you can read in its place [file]"
    )
    Path("data/sources/folder.yaml").rmdir()
    Path("data/sources/link.yaml").symlink_to("nowhere.yaml")
    assert complaint(desk, "build") == (
        "data/sources/link.yaml: cannot be read, No such file or directory; put a file that you can read in its place"
        " [file]"
    )


def test_what_editors_and_systems_leave_is_no_source(desk: Project) -> None:
    """Hidden files, backups, locks and papers beside the sources change no byte of the graph."""
    Path("data/sources/.#page.yaml").symlink_to("someone@somewhere.1234")
    for name in ("._page.yaml", ".page.yaml.swp", "page.yaml~", "#page.yaml#", ".DS_Store", "README.md", "page.bak"):
        (Path("data/sources/islands") / name).write_bytes(b"\x00\xff junk")
    assert kg(desk._replace(build=Path("build")), "build").exit_code == 0
    assert Path("build/kg.nq").read_bytes() == (desk.current / "kg.nq").read_bytes()


def test_a_project_without_countries_says_where_to_get_them(desk: Project) -> None:
    """One line, instead of one for every country that is suddenly none."""
    Path("data/authority/countries.csv").unlink()
    assert complaint(desk, "build") == (
        "data/authority/countries.csv: is missing; copy it from the project's own data/authority [table]"
    )


def test_several_faults_are_several_lines(desk: Project) -> None:
    """All files are read to the end, and the lines come in the order of files and lines."""
    for case in ("unknown-role.yaml", "country-lower.yaml", "unknown-key.yaml"):
        Path("data/sources/bad").mkdir(exist_ok=True)
        shutil.copy(BAD / case, "data/sources/bad")
    done = kg(desk, "build")
    expected = [EXPECTED[case] for case in ("country-lower.yaml", "unknown-key.yaml", "unknown-role.yaml")]
    assert (done.exit_code, done.stderr.splitlines()) == (1, expected)


def append(path: str, text: str) -> Callable[[], str]:
    """A change that adds lines to a file; it gives the number of the first."""

    def change() -> str:
        before = Path(path).read_text("utf-8")
        Path(path).write_text(before + text, "utf-8")
        return str(before.count("\n") + 1)

    return change


THEMES, CONTEXT, RULE = "ontology/vocabularies/themes.ttl", "ontology/context.jsonld", "queries/rules/020-hosts.rq"
CONCEPT = "theme:%s a skos:Concept , lc:Theme ; skos:broader theme:%s .\n"
SPOILT = {
    "cyclic themes": (
        append(THEMES, CONCEPT % ("one", "two") + CONCEPT % ("two", "one")),
        THEMES + ":{}: theme/one is broader than itself; take one skos:broader of the circle out",
    ),
    "a theme above itself": (
        append(THEMES, CONCEPT % ("one", "one")),
        THEMES + ":{}: theme/one is broader than itself; take one skos:broader of the circle out",
    ),
    "a word with two themes": (
        append(THEMES, 'theme:one a skos:Concept , lc:Theme ; skos:prefLabel "Book  Exchange"@en .\n'),
        THEMES + ":{}: 'book exchange' names both theme/exchange-of-publications and theme/one;"
        " leave it with one of them",
    ),
    "broken Turtle": (
        append(THEMES, "theme:one a ;;\n"),
        THEMES + ":{}: broken Turtle, Parser error at line {} ",
    ),
    "a context that is no JSON": (
        append(CONTEXT, "}\n"),
        CONTEXT + ':{}: this is no JSON-LD context; mend it; it begins {{"@context": {{',
    ),
    "a rule that is no SPARQL": (
        append(RULE, "}\n"),
        RULE + ": this is no rule, query: no SPARQL, error at ",
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_broken_ontology_or_rule_is_one_line(desk: Project, case: str) -> None:
    """With the line at fault; the build before stays."""
    for folder in (desk.ontology, desk.queries):
        shutil.copytree(folder, folder.name)
    change, expected = SPOILT[case]
    number, whole = change(), traces(desk.build)
    ontology.load.cache_clear()
    with pytest.raises(KGError) as told:
        build.build(desk._replace(ontology=Path("ontology"), queries=Path("queries")))
    assert str(told.value).startswith(expected.format(number, number))
    assert "\n" not in str(told.value)
    assert traces(desk.build) == whole
