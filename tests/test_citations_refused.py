"""``kg cite`` and what it cannot cite or verify: one line that says why, and nothing reached that should not be."""

from pathlib import Path

import pytest

from kg import bibliography
from kg.project import Project
from tests.citing import made
from tests.running import answer, complaint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A sentence of somebody else.",
        "[]",
        "[{}]",
        "{",
        '{"custom": 3}',
        '{"custom": {"words": "x", "sha256": {"release": "", "query": "", "answer": ""}}}',
        '{"custom": {"words": ["x"], "sha256": {}}}',
        '{"custom": {"words": ["--verify", "README.md"], "sha256": {"release": "", "query": "", "answer": ""}}}',
        '{"custom": {"words": ["--xyzzy"], "sha256": {"release": "", "query": "", "answer": ""}}}',
        '{"custom": {"words": ["no-such-thing"], "sha256": {"release": "", "query": "", "answer": ""}}}',
    ],
)
def test_what_is_no_citation_is_told(mini: Project, tmp_path: Path, text: str) -> None:
    """One line that names what to do, and no traceback."""
    path = tmp_path / "x"
    path.write_text(text, "utf-8")
    assert complaint(mini, "cite", "--verify", str(path))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["who-met-who"], "did you mean who-met-whom?"),
        (["Lantern Isle Libary"], "did you mean 'Lantern Isle Library'"),
        (["ada-wick", "-p", "x=y"], "there is no such question"),
        (["who-met-whom", "-p", "x=y"], "it takes"),
        (["-e", "SELECT"], "no SPARQL"),
        ([], "nothing to answer"),
    ],
)
def test_what_cannot_be_cited_is_told(mini: Project, words: list[str], told: str) -> None:
    """The nearest name, or what is wrong, in one line."""
    assert told in complaint(mini, "cite", *words)


@pytest.mark.parametrize("form", ["sentence", "csl-json"])
def test_a_citation_from_elsewhere_reaches_no_further_than_a_query(mini: Project, tmp_path: Path, form: str) -> None:
    """A file that was made to call another server is refused, and none is called."""
    asked = "SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }"
    path = tmp_path / "x"
    path.write_text(bibliography.FORMATS[form](made("x")._replace(words=("-e", asked))), "utf-8")
    assert "SERVICE" in complaint(mini, "cite", "--verify", str(path))


@pytest.mark.parametrize(
    ("words", "told"), [(["--timeout", "1.5"], "within 1.5 seconds"), (["--memory", "64"], "than 64 MiB")]
)
def test_a_query_of_ones_own_is_cited_within_limits(mini: Project, tmp_path: Path, words: list[str], told: str) -> None:
    """Those that one gives, also where what is asked stands in a file; a thing and a named question have none."""
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?i ?a"
    assert told in complaint(mini, "cite", "-e", endless, *words)
    path = tmp_path / "x"
    path.write_text(bibliography.sentence(made("x")._replace(words=("-e", endless))), "utf-8")
    assert told in complaint(mini, "cite", "--verify", str(path), *words)
    assert answer(mini, "cite", "ada-wick", *words) == answer(mini, "cite", "ada-wick")
