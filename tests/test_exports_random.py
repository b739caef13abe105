"""Networks as files, by chance: whatever a network holds, each reader finds it again."""

import networkx as nx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kg import exports
from tests.exported import READERS, in_javascript
from tests.networking import cleaned
from tests.seeing import Data, Seen, expected, named, whole

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
YEARS = st.none() | st.integers(1000, 2100)
SHARES = st.floats(1e-9, 400, allow_nan=False).map(lambda share: round(share, 9))
IN_PYTHON = ("networkx", "igraph", "ndex2", "csv", "polars")
PYTHON = [(form, name) for form in READERS for name in READERS[form] if name in IN_PYTHON]


@st.composite
def things(draw: st.DrawFn) -> Data:
    """A thing with a label, and others in some languages."""
    labels = draw(st.dictionaries(st.sampled_from(["en", "zh", "zh-hans", "ru"]), TEXTS.filter(bool)))
    kind, country = draw(st.sampled_from(["", "Library"])), draw(st.sampled_from(["", "CN"]))
    return {"label": draw(TEXTS), "labels": labels, "type": kind, "country": country}


@st.composite
def ties(draw: st.DrawFn) -> Data:
    """A tie of some facts, its years perhaps unknown."""
    numbers = sorted(draw(st.sets(st.integers(0, 9), min_size=1)))
    source = {"iri": "http://s/1", "title": draw(TEXTS), "publisher": "", "published": "", "url": "http://s/?a=1&b=2"}
    facts = [
        {"event": f"http://f/{n}", "label": {}, "start": "", "end": "", "place": "", "sources": [source]}
        for n in numbers
    ]
    years = sorted(filter(None, (draw(YEARS), draw(YEARS))))
    first, last = (years[0], years[-1]) if years else (None, None)
    numbers_of = {"weight": len(facts), "share": draw(SHARES), "significance": draw(st.sampled_from([0.0, 0.05, 1.0]))}
    return {**numbers_of, "first": first, "last": last, "facts": facts}


@st.composite
def networks(draw: st.DrawFn) -> "nx.Graph[str]":
    """A small network in which each thing has a tie, as in ours."""
    graph: nx.Graph[str] = nx.DiGraph() if draw(st.booleans()) else nx.Graph()
    ends = st.permutations([f"http://n/{number}" for number in range(6)])
    for one, other, *_ in draw(st.lists(ends, min_size=1, max_size=8)):
        graph.add_edge(one, other, **draw(ties()))
    placed = draw(st.booleans())
    for number, node in enumerate(graph):
        graph.nodes[node].update(draw(things()), **({"x": number / 3, "y": -number} if placed else {}))
    graph.graph.update(facts=draw(st.integers(0, 99)), alone=draw(st.integers(0, 99)), title=draw(TEXTS))
    return graph


def content(graph: "nx.Graph[str]", form: str) -> bytes:
    """A network in a format."""
    text = exports.written(graph, form)
    return text if isinstance(text, bytes) else text.encode()


def agrees(graph: "nx.Graph[str]", form: str, found: Seen) -> bool:
    """Whether a reader found what there is."""
    there = whole(graph if form == "json" else cleaned(graph))
    same = named(form, found, there) == expected(form, there)._replace(counts=found.counts)
    return same and found.counts in (None, there.counts)


@pytest.mark.parametrize(("form", "reader"), PYTHON)
@settings(max_examples=30)
@given(graph=networks())
def test_a_reader_finds_whatever_is_written(form: str, reader: str, graph: "nx.Graph[str]") -> None:
    """Directed or not, in any script, with years or without."""
    assert agrees(graph, form, READERS[form][reader](content(graph, form)))


@pytest.mark.parametrize("form", ["graphml", "gexf", "cyjs", "dot"])
@settings(max_examples=3, phases=[Phase.generate])  # to make the failing smaller takes minutes here
@given(graphs=st.lists(networks(), min_size=12, max_size=12))
def test_readers_in_javascript_find_it_too(form: str, graphs: "list[nx.Graph[str]]") -> None:
    """So do graphology, Cytoscape.js and Graphviz, a dozen networks at once."""
    found = in_javascript(form, [content(graph, form) for graph in graphs])
    assert [agrees(graph, form, one) for graph, one in zip(graphs, found, strict=True)] == [True] * len(graphs)
