"""Networks in columns, as fast libraries want them: arrays instead of dictionaries, places instead of names."""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

if TYPE_CHECKING:
    import networkx as nx

    from kg.projection import Ties

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Network(NamedTuple):
    """A network in columns: names in order, the two ends of each tie as places in them, each pair once, its share."""

    names: list[str]
    source: Ints
    target: Ints
    share: Floats
    directed: bool

    def undirected(self) -> "Network":
        """The same without direction: ties there and back are one, with both shares."""
        if not self.directed:
            return self
        low, high = np.minimum(self.source, self.target), np.maximum(self.source, self.target)
        pairs, which = np.unique(low * len(self.names) + high, return_inverse=True)
        low, high = np.divmod(pairs, max(len(self.names), 1))
        share: Floats = np.bincount(which, self.share, len(pairs)).astype(np.float64)
        return Network(self.names, low, high, share, directed=False)

    def matrix(self, values: Floats) -> sparse.csr_array:
        """Ties as a matrix of these values, from row to column; without direction, both ways."""
        size = (len(self.names),) * 2
        matrix = sparse.coo_array((values, (self.source, self.target)), size).tocsr()
        return matrix if self.directed else (matrix + matrix.T).tocsr()


def columns(graph: "nx.Graph[Any]") -> Network:
    """A network of networkx in columns; ties of a thing to itself are left out, ``share`` or else ``weight`` counts."""
    names = sorted(graph, key=str)
    place = {name: number for number, name in enumerate(names)}
    directed = graph.is_directed()
    ties = sorted(
        (*((place[a], place[b]) if directed else sorted((place[a], place[b]))), tie.get("share", tie.get("weight", 1)))
        for a, b, tie in graph.edges(data=True)
        if a != b
    )
    table = np.array(ties, dtype=np.float64).reshape(-1, 3)
    ends = table[:, :2].astype(np.int64)
    return Network([str(name) for name in names], ends[:, 0], ends[:, 1], table[:, 2].copy(), directed)


def of_ties(ties: "Ties", *, directed: bool = False) -> Network:
    """The same of ties in columns: the things that have one."""
    used, ends = np.unique(ties.ends, return_inverse=True)
    ends = ends.reshape(-1, 2)
    return Network([ties.nodes[at] for at in used], ends[:, 0], ends[:, 1], ties.share, directed)
