"""Figures of networks are told when they are those of networkx, and with the errors of estimates."""

import time

import networkx as nx
import numpy as np
import pytest

from bench import drawing
from bench.measure import Disagreement
from kg import centrality


def test_what_is_late_is_stopped() -> None:
    """Who is in time gives the result, or the error."""
    assert drawing.limited(0.2, time.sleep, 60) is None
    assert drawing.limited(60, abs, -1) == 1
    with pytest.raises(ZeroDivisionError):
        drawing.limited(60, divmod, 1, 0)


def test_the_error_of_estimates_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Against the figures, the largest misses more than the others do; where these are not had, by the standard
    error, which is of the same size."""
    known = drawing.missing(1000)
    assert 0 < known.mean < known.most < known.largest / 2
    monkeypatch.setattr(centrality, "SAMPLED", 10)
    told = drawing.missing(1000)
    assert told != known
    assert told.mean == pytest.approx(known.mean, rel=0.5)


def test_networks_that_differ_stop_the_report() -> None:
    """Figures, parts and places that are not networkx's are not timed."""
    graph = drawing.network(60)
    right = nx.core_number(graph)
    mine = np.array([right[thing] for thing in sorted(graph)], dtype=np.float64)
    drawing.compare("core", graph, mine, right)
    with pytest.raises(Disagreement, match="core"):
        drawing.compare("core", graph, mine + 1e-8, right)
    places = nx.spring_layout(graph, seed=1)
    lost = {thing: (float(number % 7), float(number % 11)) for number, thing in enumerate(sorted(graph))}
    with pytest.raises(Disagreement, match="places"):
        drawing.compare("places", graph, lost, places)
    with pytest.raises(Disagreement, match="communities"):
        drawing.compare("community", graph, np.arange(60.0), nx.community.louvain_communities(graph, seed=1))
