"""How central a thing is in its network, and how tightly its partners are tied, each of the usual ways.

Ties are counted without direction but where a measure says otherwise, and without their shares but where it says so.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import rustworkx
from scipy import sparse

from kg.columns import Floats, Ints, Network
from kg.communities import component

SAMPLED = 10_000  # things; above, betweenness is estimated from so many pivots
PIVOTS, AT_ONCE = 200, 50
SEED = 1
WORDS = 1 << 20  # of 64 searches each, that one level of all ties may take; more of them leave the cache
_BITS = np.array([byte.bit_count() for byte in range(256)], np.uint8)


def degree(network: Network) -> Floats:
    """Ties of each thing, in and out."""
    ends = np.concatenate([network.source, network.target])
    return np.bincount(ends, minlength=len(network.names)).astype(np.float64)


def strength(network: Network) -> Floats:
    """Shares of the ties of each thing added up, in and out."""
    ends = np.concatenate([network.source, network.target])
    return np.bincount(ends, np.tile(network.share, 2), len(network.names)).astype(np.float64)


def betweenness(network: Network) -> Floats:
    """Of all shortest ways between two others, ties unweighted, the share that leads over each thing; above 10,000
    things an estimate, which is named so and has its standard error beside it.

    :func:`estimated` says how.
    """
    if sampled(network):
        return estimated(network)[0]
    return _in_order(rustworkx.betweenness_centrality(_rust(network), normalized=True))


def sampled(network: Network) -> bool:
    """Whether the betweenness of a network of this size is an estimate."""
    return len(network.names) > SAMPLED


def estimated(network: Network) -> tuple[Floats, Floats]:
    """Betweenness from ``PIVOTS`` things chosen by chance with a fixed seed (U. Brandes and C. Pich, Centrality
    Estimation in Large Networks, 2007), and the standard error of each figure."""
    size, found = len(network.names), _dependencies(network)
    found *= size / ((size - 1) * (size - 2))
    return found.mean(axis=1), found.std(axis=1, ddof=1) / np.sqrt(PIVOTS)


def _dependencies(network: Network) -> Floats:
    """How much each thing (row) lies on the shortest ways from each pivot (column): Brandes's accumulation, with all
    pivots going out in step, a level at a time."""
    undirected = network.undirected()
    ties = undirected.matrix(np.ones(len(undirected.source)))
    pivots = np.random.default_rng(SEED).choice(len(network.names), PIVOTS, replace=False)
    return np.hstack([_accumulated(ties, part) for part in np.split(pivots, PIVOTS // AT_ONCE)])


def _accumulated(ties: sparse.csr_array, pivots: Ints) -> Floats:
    ways = np.zeros((ties.shape[0], len(pivots)))
    ways[pivots, range(len(pivots))] = 1
    levels, reached = [ways], ways > 0
    while (front := np.where(reached, 0, ties @ levels[-1])).any():
        reached |= front > 0
        levels.append(front)
    dependency = np.zeros_like(ways)
    for nearer, farther in zip(levels[-2::-1], levels[:0:-1], strict=True):
        dependency += nearer * (ties @ _divided(1 + dependency, farther))
    dependency[pivots, range(len(pivots))] = 0
    return dependency


def closeness(network: Network) -> Floats:
    """How near each thing is to those it reaches, the less the fewer they are (Wasserman and Faust's form).

    Searches go out from 64 things at once, one bit each (M. Then et al., The More the Merrier: Efficient Multi-Source
    Graph Traversal, 2014).
    """
    undirected, size = network.undirected(), len(network.names)
    ties = undirected.matrix(np.ones(len(undirected.source)))
    tied = np.flatnonzero(np.diff(ties.indptr))
    steps, reached = np.zeros(size), np.zeros(size)
    width = 64 * max(1, WORDS // max(len(ties.indices), 1))
    for first in range(0, len(tied), width):
        for level, count in enumerate(_levels(ties, tied, tied[first : first + width]), 1):
            steps += level * count
            reached += count
    return _divided(reached * reached, steps * max(size - 1, 1))


def _levels(ties: sparse.csr_array, tied: Ints, begun: Ints) -> Iterator[Ints]:
    """For each number of steps, how many of the things that begun a search first reach each thing so."""
    searches = np.arange(len(begun))
    front = np.zeros((ties.shape[0], -(-len(begun) // 64)), np.uint64)
    front[begun, searches // 64] = np.uint64(1) << (searches % 64).astype(np.uint64)
    seen = front.copy()
    while front.any():
        new = np.zeros_like(front)
        new[tied] = np.bitwise_or.reduceat(front[ties.indices], ties.indptr[tied], axis=0)
        front = new & ~seen
        seen |= front
        yield _BITS[front.view(np.uint8)].sum(axis=1, dtype=np.int64)


def eigenvector(network: Network) -> Floats:
    """Central among the central: the leading eigenvector of the shares, of length 1; 0 outside of the component
    with the largest eigenvalue."""
    size = len(network.names)
    whole, found = network.undirected().matrix(network.undirected().share), np.zeros(size)
    largest = 0.0
    labels = component(network).astype(np.int64)
    for label in np.unique(labels):
        inside = np.flatnonzero(labels == label)
        part = whole[inside][:, inside]
        if part.sum(axis=1).max() <= largest:  # no eigenvalue is larger than the largest sum of a row
            continue
        value, vector = _leading(part)
        if value > largest * (1 + 1e-12):
            largest, found = value, np.zeros(size)
            found[inside] = np.abs(vector)
    return found


def _leading(part: sparse.csr_array) -> tuple[float, Floats]:
    if part.shape[0] < 20:
        values, vectors = np.linalg.eigh(part.toarray())
    else:
        values, vectors = sparse.linalg.eigsh(part, k=1, which="LA", v0=np.ones(part.shape[0]), tol=1e-14)
    return float(values[-1]), vectors[:, -1]


def pagerank(network: Network) -> Floats:
    """Where one would be who follows ties by their shares, and starts anew at every seventh step or so (0.85)."""
    size = max(len(network.names), 1)
    out = network.matrix(network.share)
    total = np.asarray(out.sum(axis=1))
    steps = sparse.diags_array(_divided(np.ones(len(total)), total)) @ out
    rank = np.full(len(total), 1 / size)
    for _ in range(1000):
        after = 0.85 * (rank @ steps + rank[total == 0].sum() / size) + 0.15 / size
        if np.abs(after - rank).sum() < 1e-15 * size:
            break
        rank = after
    return rank


def core(network: Network) -> Floats:
    """The largest k for which a thing belongs to a part of the network where all have k ties or more."""
    found: Any = rustworkx.core_number(_rust(network))  # its stubs say int
    return _in_order(found)


def clustering(network: Network) -> Floats:
    """Share of the pairs of partners of each thing that are tied themselves."""
    undirected = network.undirected()
    ties = undirected.matrix(np.ones(len(undirected.source)))
    partners, closed = np.asarray(ties.sum(axis=1)), np.asarray(((ties @ ties) * ties).sum(axis=1))
    return _divided(closed, partners * (partners - 1))


def _divided(over: Floats, under: Floats) -> Floats:
    """A quotient, 0 where there is nothing to divide by."""
    return np.divide(over, under, out=np.zeros_like(over), where=under > 0)


def _in_order(found: Mapping[int, float]) -> Floats:
    return np.array([found[number] for number in range(len(found))], dtype=np.float64)


def _rust(network: Network) -> Any:
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(network.names)))
    undirected = network.undirected()
    graph.add_edges_from_no_data(list(zip(undirected.source.tolist(), undirected.target.tolist(), strict=True)))
    return graph
