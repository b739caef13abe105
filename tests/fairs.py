"""A small project with two sources of one event and nothing wrong in them, in which tests plant what they look for."""

import shutil
from pathlib import Path

import pytest

from kg import project
from kg.project import Project

MINI = Path(__file__).parent / "mini" / "data"
FIRST = """\
source:
  url: https://news.example.org/fair
  title: A fair
  publisher: Example News
  published: 2010
  language: en
institutions:
  north-library: {name: {en: North Library}, type: PublicLibrary, city: Northport, country: NO}
  south-library: {name: {en: South Library}, type: PublicLibrary, country: FJ}
events:
  book-fair-2009:
    name: {en: Book Fair}
    type: Exhibition
    start: 2009-05-01
    country: NO
    motto: Books for all
    participants:
      - {institution: north-library, role: delegation, size: 4}
      - {institution: south-library, role: delegation, size: 2}
"""
SECOND = """\
source:
  url: https://other.example.org/fair
  title: The same fair
  publisher: Other News
  published: 2009
  language: en
institutions:
  north-library: {name: {en: North Library}, type: PublicLibrary, country: NO}
events:
  book-fair-2009: {name: {en: Book Fair}, type: Exhibition, start: 2009-05-01, country: NO}
"""
QUESTION = """\
#+ title: {"en": "Mottos that shout", "zh": "口号"}
#+ description: A motto should not shout.
#+ severity: warning
#+ remedy: write it in small letters
PREFIX lc: <https://w3id.org/libcoop/ontology#>
SELECT DISTINCT ?thing (lc:motto AS ?property) ?value ?source WHERE {
  GRAPH ?source { ?thing lc:motto ?value }
  FILTER (STR(?value) = UCASE(STR(?value)))
}
ORDER BY ?thing ?value ?source
"""


@pytest.fixture
def files(tmp_path: Path) -> Project:
    """Two sources of one event with nothing wrong in them, the real ontology, and a check question of its own."""
    shutil.copytree(MINI / "authority", tmp_path / "data" / "authority")
    folder = tmp_path / "data" / "sources" / "fairs"
    folder.mkdir(parents=True)
    (folder / "first.yaml").write_text(FIRST, "utf-8")
    (folder / "second.yaml").write_text(SECOND, "utf-8")
    found = project.find(str(tmp_path / "data"), str(tmp_path / "build"))
    shutil.copytree(found.queries / "rules", tmp_path / "queries" / "rules")
    (tmp_path / "queries" / "checks").mkdir()
    (tmp_path / "queries" / "checks" / "shouting.rq").write_text(QUESTION, "utf-8")
    return found._replace(queries=tmp_path / "queries")


def changed(found: Project, name: str, old: str, new: str) -> Path:
    """A source of the project with other words in it."""
    path = found.sources / "fairs" / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return path
