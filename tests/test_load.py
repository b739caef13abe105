"""The graph in other people's stores: what goes in comes out again, by the recipes of docs/load.md as they stand."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg import remote
from kg.project import Project
from kg.terms import name, thing
from tests import loading, stores
from tests.running import answer
from tests.stores import Server

KINDS = ("turtle", "nquads")
# When one forum began: sources say so with more precision or less, and the consensus prefers one of them.
FORUM = thing("event", "china-russia-library-forum-2023")
BEGINNING = f"SELECT DISTINCT ?date WHERE {{ {FORUM} {name('lc:startDate')} ?date }}"


@pytest.fixture(scope="session")
def exports(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the page has one export, in a folder."""
    folder = tmp_path_factory.mktemp("exports")
    answer(built, "export", "turtle", "-o", str(folder / "kg.ttl"))
    answer(built, "export", "ntriples", "-o", str(folder / "kg.nt"))
    answer(built, "export", "nquads", "-o", str(folder / "kg.nq"))
    answer(built, "export", "nquads", "--consensus-graph", "-o", str(folder / "consensus.nq"))
    return folder


@contextmanager
def place(store: str, folder: Path) -> Iterator[dict[str, str]]:
    """What a recipe is told of a server, which runs meanwhile."""
    if store != "Virtuoso":
        yield {}
        return
    with stores.virtuoso(folder) as server:
        yield {"SERVER": server.sql, "PASSWORD": server.password}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("store", loading.STORES)
def test_a_store_holds_what_it_was_given(store: str, kind: str, exports: Path, tmp_path: Path) -> None:
    """As many statements, and the same ones but for the differences that the page counts."""
    if lacking := loading.lacking(store):
        pytest.skip(f"{Path(lacking).name} is not here: make tools")
    recipe = loading.recipes(store)[kind]
    with place(store, tmp_path) as environment:
        dump = loading.run(recipe, tmp_path, exports, environment)
    differences = getattr(loading.STORES[store], kind)
    wanted, touched = loading.held(lines(exports, recipe.source), differences)
    found, seen = loading.undone(dump, differences)
    assert not (wrong := difference(Counter(wanted), Counter(found))), wrong
    assert seen == {name: count for name, count in touched.items() if name in loading.WRITTEN}
    shutil.rmtree(tmp_path)  # some hundred MiB


def lines(exports: Path, name: str) -> list[str]:
    """The statements of one of our files, one a line."""
    return (exports / name.replace(".ttl", ".nt")).read_text("utf-8").splitlines()


def difference(wanted: Counter[str], found: Counter[str]) -> str:
    """How many statements only one side has, with the first of them; nothing where there are none."""
    return "\n".join(
        f"{sign} {left.total()}, such as {min(left)}"
        for sign, left in (("lost", wanted - found), ("added", found - wanted))
        if left
    )


def test_the_page_tells_what_the_tests_show(exports: Path) -> None:
    """Its table of differences is the one that the tests above hold (python -m tests.loading renews it)."""
    assert loading.table(lines(exports, "kg.ttl"), lines(exports, "kg.nq")) in loading.PAGE.read_text("utf-8")


def test_every_store_has_its_recipe() -> None:
    """The page has a section for each store: recipes for both files where tests run them, else a note that none did."""
    sections = loading.sections()
    assert list(sections) == [*loading.STORES, *loading.NOT_RUN]
    for store in loading.STORES:
        assert list(loading.recipes(store)) == list(KINDS), store
    for store in loading.NOT_RUN:
        assert sections[store].startswith("\nNot run here"), store
        assert "```console\n$ " in sections[store], store
        assert "```sh" not in sections[store], store


def test_recipes_take_what_kg_exports(exports: Path) -> None:
    """A recipe names no file of ours that the page does not have one export first."""
    text = loading.PAGE.read_text("utf-8")
    named = set(re.findall(r"\b(?:kg|consensus)\.(?:ttl|nq)\b", text))
    assert named == set(re.findall(r"^kg export .*-o (\S+)", text, re.M))
    assert all((exports / name).is_file() for name in named)


def test_the_union_of_all_graphs_shows_one_date_to_the_client(virtuoso_store: Server, built: Project) -> None:
    """Where a bare query over all graphs finds every date that any source gives, ours finds the preferred one."""
    bare = remote.as_it_is(virtuoso_store.query, 60).select(BEGINNING)
    assert len(bare.rows) > 1
    here = answer(built, "query", "-e", BEGINNING, "--format", "csv")
    there = answer(built, "--endpoint", virtuoso_store.query, "query", "-e", BEGINNING, "--format", "csv")
    assert here == there == "date\n2023-07-24\n"
