"""What all tests share: two built graphs, three stores that hold the real one, and that nothing is left out unseen. A
run ends with a list of the tests that were skipped, and why; with KG_REQUIRE_ALL=1 a skipped test is a failed one."""

import os
from collections import defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from kg.project import Project
    from tests.stores import Server

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
_REQUIRE_ALL = os.environ.get("KG_REQUIRE_ALL") == "1"
MINI = Path(__file__).parent / "mini" / "data"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> "Project":
    """The real data, built once in a folder of its own; not to be changed."""
    from kg import build, project

    found = project.find(build=str(tmp_path_factory.mktemp("built")))
    build.build(found)
    return found


@pytest.fixture(scope="session")
def mini(tmp_path_factory: pytest.TempPathFactory) -> "Project":
    """The invented sources of ``tests/mini`` with the real ontology and queries, built once; not to be changed."""
    from kg import build, project

    found = project.find(data=str(MINI), build=str(tmp_path_factory.mktemp("mini")))
    build.build(found)
    return found


@pytest.fixture(scope="session")
def oxigraph_store(built: "Project", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Server]":
    """Oxigraph's server over the real graph; not to be changed."""
    from tests import stores

    with stores.oxigraph_server(tmp_path_factory.mktemp("oxigraph"), built.current / "kg.nq") as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_store(built: "Project", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Server]":
    """Virtuoso with the real graph, the consensus as one of its named graphs; not to be changed."""
    from tests import stores

    if not stores.virtuoso_is_here():
        pytest.skip("virtuoso is not here: make tools")
    folder = tmp_path_factory.mktemp("virtuoso")
    nquads = stores.consensus_named(built, folder / "kg.nq")
    with stores.virtuoso(folder / "store", nquads) as server:
        yield server


@pytest.fixture(scope="session")
def jena_store(built: "Project", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Server]":
    """Jena's TDB2 with the real graph; not to be changed."""
    from tests import stores

    if not stores.jena_is_here():
        pytest.skip("Jena or javac is not here: make tools")
    with stores.jena(tmp_path_factory.mktemp("jena"), built.current / "kg.nq") as server:
        yield server


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test fails where all are required."""
    return _required((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A file that is skipped as a whole fails where all are required."""
    return _required((yield))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The list of what was not run here, by reason."""
    left_out: dict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        left_out[_reason(report)].append(report.nodeid)
    if left_out:
        terminalreporter.section("not run here, and why")
    for reason, tests in sorted(left_out.items()):
        terminalreporter.line(f"{reason}:")
        for test in sorted(tests):
            terminalreporter.line(f"    {test}")


def _required(report: Report) -> Report:
    if _REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.longrepr = f"left out, but KG_REQUIRE_ALL=1 requires all: {_reason(report)}"
        report.outcome = "failed"
    return report


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")
