"""Parts of networks as files: other roles, single years, what lies around a thing. They hold what a question of the
tests' own says, in every format, and readers find it all."""

from functools import cache

import pytest

from kg import exports
from kg.exports import Held
from kg.project import Project
from tests import networking, pairing
from tests.exported import READERS, in_javascript
from tests.networking import PARTS, Part
from tests.seeing import Seen, expected, named, whole

IN_JAVASCRIPT = ("graphology", "Cytoscape.js", "Graphviz")


@cache
def parts(built: Project) -> list[Seen]:
    """What there is to be found in each part."""
    return [whole(networking.part(built, part)) for part in PARTS]


def read(form: str, reader: str, files: list[bytes]) -> list[Seen]:
    """What a reader finds in files of a format; one in JavaScript reads all at once."""
    return in_javascript(form, files) if reader in IN_JAVASCRIPT else [READERS[form][reader](file) for file in files]


@cache
def written(built: Project, form: str) -> list[bytes]:
    """Each part in a format."""
    texts = [exports.written(networking.part(built, part), form) for part in PARTS]
    return [text if isinstance(text, bytes) else text.encode() for text in texts]


@pytest.mark.parametrize(("form", "reader"), [(form, reader) for form in READERS for reader in READERS[form]])
def test_a_part_is_told_as_a_whole_is(built: Project, form: str, reader: str) -> None:
    """All that the format holds; the facts of each tie, their weights and shares, and how many stand alone."""
    for part, there, seen in zip(PARTS, parts(built), read(form, reader, written(built, form)), strict=True):
        found, said = named(form, seen, there), pairing.tied(built, part)
        assert len(said.behind) > 3, part
        assert found == expected(form, there)._replace(counts=found.counts), part
        pairing.compared(form, found, said)
        if Held.COUNTS in exports.FORMATS[form].holds and reader != "graphology":  # which passes over it
            assert found.counts == said.counts, part


@pytest.mark.parametrize("part", networking.by_roles("events"), ids=str)
def test_events_by_those_who_organized_them(built: Project, part: Part) -> None:
    """The largest of all, which would take minutes in files: the network itself holds what it must."""
    said, graph = pairing.tied(built, part), networking.part(built, part)
    assert {
        (min(ends), max(ends)): frozenset(fact["event"] for fact in graph.edges[ends]["facts"]) for ends in graph.edges
    } == said.behind
    assert (graph.graph["facts"], graph.graph["alone"]) == said.counts
