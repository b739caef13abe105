"""Registers of places and organisations: what their rows add to our things."""

from pathlib import Path

from kg import build, checks
from kg.errors import Finding
from kg.terms import literal
from tests.registering import ATLAS, HEADS, PLACES, ROLLS, ROR, SAME, project, quads
from tests.writing import stands


def test_spellings_of_a_city_are_one_node(tmp_path: Path) -> None:
    """By the id, the point, the number and the names that the register has; how sources write it are other names."""
    graph = quads(project(tmp_path))
    assert stands(graph, "place/ru-saint-petersburg") == {
        "rdf:type": {"lc:City", "lc:Place"},
        "skos:prefLabel": {"Saint Petersburg", "圣彼得堡"},
        "rdfs:label": {"Saint Petersburg"},
        "skos:altLabel": {"St. Petersburg", "Leningrad"},
        "country": {"place/ru"},
        "geo:lat": {"59.93863"},
        "geo:long": {"30.31413"},
        "skos:exactMatch": {"https://sws.geonames.org/498817/"},
        "statedIn": {"source/page", ATLAS},
    }
    assert stands(graph, "event/fair")["place"] == {"place/ru-saint-petersburg"}
    assert stands(graph, "event/fair")["venue"] == {"place/ru-saint-petersburg--fair-house"}


def test_the_id_that_a_spelling_makes_is_answered(tmp_path: Path) -> None:
    """Whoever cites it finds the one that replaced it."""
    graph = quads(project(tmp_path))
    said = stands(graph, "place/ru-leningrad", "graph/metadata")
    assert said == {"dcterms:isReplacedBy": {"place/ru-saint-petersburg"}}
    assert not stands(graph, "place/ru-leningrad")


def test_a_register_is_a_source(tmp_path: Path) -> None:
    """What it says stands in its own claim graph, and there alone."""
    graph = quads(project(tmp_path))
    assert stands(graph, "place/ru-saint-petersburg", ATLAS)["geo:lat"] == {"59.93863"}
    assert "geo:lat" not in stands(graph, "place/ru-saint-petersburg", "source/page")
    assert stands(graph, "institution/north-library", ROLLS) == {"skos:exactMatch": {ROR}}
    assert stands(graph, "institution/north-library")["statedIn"] == {"source/page", ROLLS}
    assert stands(graph, ROLLS)["rdf:type"] == {"lc:Source"}


def test_a_city_that_nobody_can_place(tmp_path: Path) -> None:
    """A row without a register is a decision: it says nothing, and the check names the city."""
    found = project(tmp_path)
    assert stands(quads(found), "place/ru-nowhere") == {
        "rdf:type": {"lc:City", "lc:Place"},
        "skos:prefLabel": {"Nowhere"},
        "rdfs:label": {"Nowhere"},
        "country": {"place/ru"},
        "statedIn": {"source/page"},
    }
    assert [one.value for one in checks.check(found) if one.rule == "check:unplaced-city"] == ["place/ru-nowhere"]


def test_a_rejected_identifier_makes_no_claim(tmp_path: Path) -> None:
    """It is a decision that is remembered; another thing may have the identifier."""
    rejected = SAME.replace("north", "south").replace(",same,", ",rejected,")
    graph = quads(project(tmp_path, identifiers=(rejected, SAME)))
    assert "skos:exactMatch" not in stands(graph, "institution/south-library")
    assert stands(graph, "institution/north-library")["skos:exactMatch"] == {ROR}


def test_an_identifier_of_a_retired_id(tmp_path: Path) -> None:
    """It belongs to the thing that goes on under another id, which may have it too."""
    rows = SAME.replace("north", "old"), SAME.replace("north", "older")
    graph = quads(project(tmp_path, identifiers=rows))
    assert stands(graph, "institution/older-library")["skos:exactMatch"] == {ROR}


def idle(findings: list[Finding]) -> list[tuple[str, int, str]]:
    """Table, line and severity of the findings about rows that say nothing of anything."""
    return [(Path(one.file).name, one.line, one.severity) for one in findings if one.rule == "idle-row"]


def test_rows_about_nothing(tmp_path: Path) -> None:
    """They make no statement; the check of all data names them, that of one file does not."""
    found = project(
        tmp_path,
        (*PLACES, "NO,Oslo,no-oslo,atlas,3143244,59.91273,10.74609,Oslo,,,,,"),
        (SAME, "institution,east-library,https://ror.org/02aj84f44,same,rolls,x"),
    )
    graph = quads(found)
    assert not stands(graph, "place/no-oslo")
    assert not stands(graph, "institution/east-library")
    assert idle(checks.check(found)) == [("identifiers.csv", 3, "warning"), ("places.csv", 5, "warning")]
    assert checks.check_file(found, found.sources / "page.yaml") == []


def test_a_register_alone_is_no_fault(tmp_path: Path) -> None:
    """Its file states nothing itself, and its checks find nothing in that."""
    found = project(tmp_path)
    for register in ("atlas", "rolls"):
        assert checks.check_file(found, found.sources / "registers" / f"{register}.yaml") == []


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    """The same tables in another order make the same bytes."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    other = "institution,north-library,https://isni.org/isni/000000011956272X,same,atlas,x"
    one = project(tmp_path / "one", PLACES, (SAME, other))
    two = project(tmp_path / "two", PLACES[::-1], (other, SAME))
    assert [*build.graph(one).lines()] == [*build.graph(two).lines()]


def test_without_tables_nothing_is_added(tmp_path: Path) -> None:
    """Cities keep the ids that their names make, and no check asks for more."""
    found = project(tmp_path)
    for table in HEADS:
        (tmp_path / "authority" / table).unlink()
    graph = quads(found)
    assert stands(graph, "place/ru-leningrad")["skos:prefLabel"] == {"Leningrad"}
    assert not [one for one in checks.check(found) if one.rule == "check:unplaced-city"]
    assert literal("Saint Petersburg", "en") not in {o for _, _, o, _ in graph}
