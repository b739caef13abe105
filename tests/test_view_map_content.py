"""What the map of the real graph shows is what independent questions find, each thing where its register has it."""

from pathlib import Path
from typing import Any

from kg import geography, store
from kg.project import Project
from kg.views import map as view
from tests.globes import drawable, labels_of
from tests.sheets import Sheets, browser, data, rows_of, sheets

__all__ = ["browser", "sheets"]

pytestmark = drawable

# What the map must hold, asked in another way than its own questions.
_PREFIXES = """
PREFIX lc: <https://w3id.org/libcoop/ontology#>
PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>
"""
_COUNTS = {
    "delegations": """
        SELECT ?from ?to (COUNT(DISTINCT ?delegation) AS ?n) WHERE {
          ?event lc:status "held" ; lc:country ?to ; lc:year ?year .
          ?delegation lc:event ?event . ?delegation a lc:Delegation . ?delegation lc:participant ?who .
          ?who lc:country ?from . FILTER (?from != ?to)
        } GROUP BY ?from ?to""",
    "agreements": """
        SELECT ?one ?two (COUNT(DISTINCT ?agreement) AS ?n) WHERE {
          ?one a lc:Country . ?two a lc:Country . FILTER (STR(?one) < STR(?two))
          ?here lc:country ?one . ?there lc:country ?two .
          ?agreement lc:party ?here . ?agreement lc:party ?there . ?agreement a lc:Agreement
        } GROUP BY ?one ?two""",
    "events": """
        SELECT ?city ?country (COUNT(DISTINCT ?event) AS ?n) WHERE {
          ?city a lc:City . ?city lc:country ?country . ?event lc:place ?city . ?event a lc:Event .
          ?event lc:status ?status FILTER (?status = "held")
        } GROUP BY ?city ?country""",
}
_PLACED = "SELECT ?city ?long ?lat WHERE { ?city geo:long ?long . ?city geo:lat ?lat }"


def test_content_is_that_of_independent_queries(built: Project, tmp_path: Path, sheets: Sheets) -> None:
    """Every arc and every city of the real graph is there with the number of facts that SPARQL counts, where it is."""
    page = sheets.open(view.page(built))
    graph, content = store.opened(built), data(page)

    for layer, question in _COUNTS.items():
        rows = graph.select(_PREFIXES + question).rows
        found = {
            (tie["from"], tie["to"]): {content["facts"][at]["id"] for at in tie["facts"]}
            for tie in content["layers"][layer]
        }
        assert {ends: len(ids) for ends, ids in found.items()} == {(str(a), str(b)): n for a, b, n in rows}
        page.select_option("#order", layer)
        assert sum(int(row[f"{layer}Number"]) for row in rows_of(page, tmp_path)) == sum(map(len, found.values()))
    placed = {str(city): [float(str(x)), float(str(y))] for city, x, y in graph.select(_PREFIXES + _PLACED).rows}
    cities = [iri for iri in content["ends"] if "-" in iri.rpartition("/")[2]]
    assert len(cities) == len(content["layers"]["events"])
    assert all(content["ends"][iri]["point"] == placed.get(iri) for iri in cities)
    sources = {source["iri"] for source in content["sources"]}
    assert all(content["sources"][at]["iri"] in sources for fact in content["facts"] for at in fact["sources"])
    assert all(fact["sources"] for fact in content["facts"])


def test_every_country_of_the_graph_is_on_the_map(built: Project, sheets: Sheets) -> None:
    """Countries whose cities nobody placed stand in the middle of their outlines: no arc is left out."""
    page = sheets.open(view.page(built))

    arcs = len(data(page)["layers"]["delegations"])
    assert len(labels_of(page, " → ")) == arcs > 100
    assert page.inner_text("#hidden") == ""
    page.select_option("#order", "agreements")
    assert page.inner_text("#hidden") == ""


def test_a_country_stands_in_the_city_nearest_to_the_middle_of_its_events(built: Project) -> None:
    """Each country that has a placed city stands in one of its own cities, in one with events where there are any."""
    found = geography.gathered(built)
    where = {iri: end["point"] for iri, end in found.ends.items() if end["point"]}
    held: dict[str, set[Any]] = {}
    for tie in found.layers["events"]:
        if tie["from"] in where:
            held.setdefault(tie["to"], set()).add(where[tie["from"]])

    assert len(held) > 50
    assert all(where[country] in points for country, points in held.items())
