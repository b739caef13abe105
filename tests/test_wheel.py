"""The wheel, installed in an empty folder: with the network off and nothing but its own files it builds and answers.

Its dependencies are those of this environment, lent by a path: they are pinned, and not what is tested here.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kg import __version__

ROOT = Path(__file__).resolve().parent.parent
HATCHLING = ["-m", "hatchling", "build", "--target", "wheel", "--directory"]
PIP = ["-m", "pip", "--disable-pip-version-check"]
OFFLINE = ["unshare", "--map-root-user", "--net"]  # a namespace without any network
THINGS = "SELECT ?type (COUNT(*) AS ?n) { ?x a ?type } GROUP BY ?type ORDER BY ?type"
QUESTIONS = [
    ["query", "who-met-whom"],
    ["query", "-e", THINGS, "--format", "csv"],
    ["find", "上海图书馆"],
    ["find", "national libary china"],
    ["cite", "shanghai-library"],
    ["cite", "-e", THINGS],
    ["show", "浙江图书馆"],
    ["list", "queries"],
    ["list", "formats"],
]


class Installed(NamedTuple):
    """An environment with the wheel in it, and the empty home of a user."""

    site: Path
    program: Path
    home: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What ``kg`` does with these words in the user's home, without a network."""
        command = [*OFFLINE, str(self.program), *words]
        settings = {"HOME": str(self.home), "PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
        return subprocess.run(command, cwd=self.home, env=settings, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """The wheel in an environment where nobody writes any more."""
    if not shutil.which("unshare") or subprocess.run([*OFFLINE, "true"], check=False, capture_output=True).returncode:
        pytest.skip("unshare cannot take the network away here")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, *HATCHLING, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", symlinks=True)
    python = folder / "env" / "bin" / "python"
    install = ["--python", str(python), "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([sys.executable, *PIP, *install], cwd=folder, check=True)
    (site,) = (folder / "env" / "lib").glob("python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    (folder / "home").mkdir()
    before = content(site)
    closed(site, 0o555)
    yield Installed(site, python.with_name("kg"), folder / "home")
    closed(site, 0o755)
    assert content(site) == before, "an installed package is only read"


@pytest.fixture(scope="module")
def installed(fresh: Installed) -> Installed:
    """The same with its graph built, as a user is told to."""
    done = fresh.run("query", "who-met-whom")
    cache = fresh.home / ".cache" / "libcoop" / __version__
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f".cache/libcoop/{__version__}: there is no built graph; run kg build\n"
    done = fresh.run("build")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (cache / "kg.nq").is_file()
    return fresh


def content(folder: Path) -> dict[str, tuple[int, int]]:
    """Each file of a folder with its size and when it was changed."""
    found = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {str(path.relative_to(folder)): (about.st_size, about.st_mtime_ns) for path, about in found.items()}


def closed(folder: Path, mode: int) -> None:
    """Set who may write in the folders of a folder."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(mode)


def test_there_is_no_network(installed: Installed) -> None:
    """The processes below reach nothing, not even this machine, and run the package, not the checkout."""
    code = "import kg, socket; print(kg.__file__); socket.create_connection(('127.0.0.1', 9), 1)"
    words = [*OFFLINE, str(installed.program.with_name("python")), "-c", code]
    done = subprocess.run(words, cwd=installed.home, capture_output=True, text=True, check=False)
    assert done.stdout == f"{installed.site / 'kg' / '__init__.py'}\n"
    assert "Network is unreachable" in done.stderr


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_it_answers(installed: Installed, words: list[str]) -> None:
    """A question, one's own, a search, a citation: an answer, and not a word of trouble."""
    done = installed.run(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_a_thing_is_found(installed: Installed) -> None:
    """The index of names stands in the user's cache as well."""
    assert "institution/shanghai-library" in installed.run("find", "上海图书馆").stdout.splitlines()[2]


def test_it_draws_and_exports(installed: Installed) -> None:
    """A page, a network and the graph in Turtle are files where the user stands."""
    network = ["co-participation", "-p", "since=2024"]
    jobs = [["view", *network], ["network", *network, "--format", "gexf"], ["export", "turtle"]]
    for number, words in enumerate(jobs):
        done = installed.run(*words, "-o", str(number))
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert (installed.home / str(number)).stat().st_size > 10_000


def test_a_release_needs_a_checkout(installed: Installed) -> None:
    """The changelog is not in a wheel, and one line says where it is."""
    done = installed.run("release", "-o", "new")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("is not there; make releases in a checkout of the project\n")
    assert not (installed.home / "new").exists()


def test_python_opens_it(installed: Installed) -> None:
    """``kg.open()`` is the same graph, with a query of one's own under limits."""
    code = f"import kg; print(len(kg.open().query({THINGS!r})))"
    words = [*OFFLINE, str(installed.program.with_name("python")), "-c", code]
    settings = {"HOME": str(installed.home), "PYTHONUTF8": "1"}
    done = subprocess.run(words, cwd=installed.home, env=settings, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 10
