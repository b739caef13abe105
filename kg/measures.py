"""The figures of a network's things: a table of measures, each by its name.

Fast libraries compute them, because networkx takes minutes where these take seconds; networkx is the oracle of the
tests. The same network gives the same figures, whatever the order of its ties and the number of threads: all are
rounded to nine digits, to which sums in another order do not reach.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from kg.centrality import (
    betweenness,
    closeness,
    clustering,
    core,
    degree,
    eigenvector,
    estimated,
    pagerank,
    sampled,
    strength,
)
from kg.columns import Floats, Network, columns
from kg.communities import community, component

if TYPE_CHECKING:
    import networkx as nx

MEASURES: dict[str, Callable[[Network], Floats]] = {
    measure.__name__: measure
    for measure in (
        degree,
        strength,
        betweenness,
        closeness,
        eigenvector,
        pagerank,
        core,
        clustering,
        component,
        community,
    )
}


WHOLE = {"degree", "core", "component", "community"}  # measures that are whole numbers


def measured(graph: "nx.Graph[Any]", names: Iterable[str] | None = None) -> dict[str, dict[str, float]]:
    """Of each thing (by name) its figures, rounded to nine digits; all measures, or those named.

    Where betweenness is an estimate, it is called ``betweenness_estimate``, with its standard error beside it.
    """
    network = columns(graph)
    found: dict[str, Floats] = {}
    for name in MEASURES if names is None else names:
        found |= _figures(name, network)
    return {
        thing: {name: _rounded(name, figures[number]) for name, figures in found.items()}
        for number, thing in enumerate(network.names)
    }


def _figures(measure: str, network: Network) -> dict[str, Floats]:
    if measure == betweenness.__name__ and sampled(network):
        figures, error = estimated(network)
        return {"betweenness_estimate": figures, "betweenness_error": error}
    return {measure: MEASURES[measure](network)}


def _rounded(measure: str, figure: float) -> float:
    return int(figure) if measure in WHOLE else float(f"{figure:.9g}")
