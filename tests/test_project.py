"""The checkout as a whole: what it names, what it pins, what it ships, and that its papers agree with each other."""

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

import kg

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PAPERS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md")]

# Put together here, so that this file does not name what no file may name.
REGISTRIES = [
    ".".join(words) for words in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))
]
PLACES = [f"/{folder}/" for folder in ("work", "tmp", "root", "home", "Users")]
NOT_HERE = {
    "an address of a package registry": re.compile("|".join(map(re.escape, REGISTRIES))),
    "a path of somebody's machine": re.compile(r"(?<![\w.:/{}*$~-])(" + "|".join(PLACES) + ")"),
}


def committed() -> list[Path]:
    """The files that are in the repository or would be with the next commit."""
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout: the files of the repository are not known")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


def pinned(lock: Path) -> dict[str, list[str]]:
    """The entries of a lock by the package's name, each with all its lines in one."""
    entries: dict[str, list[str]] = {}
    for entry in re.sub(r"\\\n", "", lock.read_text("utf-8")).splitlines():
        if entry and not entry.lstrip().startswith("#"):
            entries.setdefault(re.split(r"[=\s;\[]", entry)[0], []).append(entry)
    return entries


def distribution(requirement: str) -> str:
    """The name in a requirement, in the form that locks use."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def targets() -> set[str]:
    """What the Makefile offers."""
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


@pytest.mark.parametrize("what", NOT_HERE)
def test_no_file_names(what: str) -> None:
    """What holds on one machine only stays out of the repository."""
    found = []
    for path in committed():
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if match := NOT_HERE[what].search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {match[0]}")
    assert not found, "\n".join([what, *found])


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("an address of a package registry", f"--index-url https://{REGISTRIES[0]}/simple"),
        ("a path of somebody's machine", f"open('{PLACES[0]}main/x')"),
        ("a path of somebody's machine", f"{PLACES[3]}somebody/libcoop"),
    ],
)
def test_such_a_name_would_be_found(what: str, line: str) -> None:
    """The patterns above find what they are for."""
    assert NOT_HERE[what].search(line)


def test_an_address_on_the_web_is_no_path_of_a_machine() -> None:
    """Sources live under addresses such as these."""
    assert not NOT_HERE["a path of somebody's machine"].search(f"https://example.org{PLACES[3]}news")


def test_every_pin_has_its_hash() -> None:
    """An install takes the very files that the tests ran with."""
    assert [lock.name for lock in LOCKS] == ["run.txt", "test.txt"]
    bare = [
        f"{lock.name}: {e}" for lock in LOCKS for es in pinned(lock).values() for e in es if "--hash=sha256:" not in e
    ]
    assert not bare
    assert not [entry for lock in LOCKS for es in pinned(lock).values() for entry in es if "==" not in entry]


def test_what_the_project_asks_for_is_pinned() -> None:
    """A dependency added to pyproject.toml is in the locks after `make lock`, the same in both."""
    run, test = (pinned(lock) for lock in LOCKS)
    groups = PROJECT["dependency-groups"]
    wanted = [*PROJECT["project"]["dependencies"], *groups["build"]]
    assert {distribution(one) for one in wanted} <= set(run)
    assert {distribution(one) for one in [*groups["test"], *groups["lint"]]} <= set(test)
    assert not {name for name, entries in run.items() if versions(entries) != versions(test[name])}


def versions(entries: list[str]) -> set[str]:
    """The versions that the entries pin."""
    return {
        version
        for entry in entries
        for version in re.findall(r"==(\S+)", entry.partition(";")[0].partition("--hash")[0])
    }


def test_the_command_imports_only_what_the_project_asks_for() -> None:
    """A package that only tests install would be missing where somebody else installs the wheel; what only curators
    need is an extra."""
    extras = [one for extra in PROJECT["project"]["optional-dependencies"].values() for one in extra]
    asked = {distribution(one) for one in [*PROJECT["project"]["dependencies"], *extras]}
    owners = importlib.metadata.packages_distributions()
    missing = set()
    for path in (ROOT / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for name in {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) - {"kg"}:
                if not asked & {distribution(owner) for owner in owners.get(name, [])}:
                    missing.add(f"{path.relative_to(ROOT)}: {name}")
    assert not missing


def test_the_version_is_the_same_everywhere() -> None:
    """One number in the package, the citation, the changelog and the ontology."""
    version = PROJECT["project"]["version"]
    changelog = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    ontology = re.search(r'owl:versionInfo "(.+?)"', (ROOT / "ontology" / "libcoop.ttl").read_text("utf-8"))
    found = {
        "kg.__version__": kg.__version__,
        "installed": importlib.metadata.version("libcoop"),
        "CITATION.cff": yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"],
        "CHANGELOG.md": changelog and changelog[1],
        "ontology/libcoop.ttl": ontology and ontology[1],
    }
    assert found == dict.fromkeys(found, version)


def test_every_entry_point_loads() -> None:
    """The command that an install writes has something to call."""
    points = [
        point for point in importlib.metadata.distribution("libcoop").entry_points if point.group == "console_scripts"
    ]
    assert [point.name for point in points] == ["kg"]
    assert all(callable(point.load()) for point in points)


def test_the_wheel_carries_the_content(tmp_path: Path) -> None:
    """An installed wheel answers without a checkout: every file of ontology/, data/ and queries/ is in it."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    content = [str(path.relative_to(ROOT)) for path in committed()]
    wanted = {f"kg/_content/{name}" for name in content if name.startswith(("ontology/", "data/", "queries/"))}
    code = {name for name in content if name.startswith("kg/")}
    assert wanted | code <= held
    made = {name for name in held if name.startswith("kg/views/bundle/")}  # of make views, where it was run
    assert {name for name in held if ".dist-info/" not in name} == wanted | code | made


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_papers_speak_of_what_is_there(paper: Path) -> None:
    """What README and CONTRIBUTING tell one to make, open or look at exists."""
    text = paper.read_text("utf-8")
    assert set(re.findall(r"`make ([a-z]+)", text)) <= targets()
    linked = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]
    assert linked
    assert not [link for link in linked if not (ROOT / link).exists()]


def test_the_makefile_explains_each_target() -> None:
    """`make help` lists all that one can make."""
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^make ([a-z]+)", told, re.M)) == targets()


@pytest.mark.parametrize("missing", ["", "map.js", "sigma.js"])
def test_each_file_that_draws_in_a_browser_is_made(missing: str, tmp_path: Path) -> None:
    """`make views` makes them when any is not there, and only then."""
    for name in ("Makefile", "pyproject.toml", "requirements/run.txt", "tools/venv.sh", "tools/views.sh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name in (".venv/run.done", "kg/views/bundle/map.js", "kg/views/bundle/sigma.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    if missing:
        (tmp_path / "kg" / "views" / "bundle" / missing).unlink()
    wanted = subprocess.run(["make", "-n", "views"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert ("tools/views.sh" in wanted) == bool(missing)
