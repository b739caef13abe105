"""Into which parts a network falls: components, communities, and how far ties keep to a group.

Parts are numbered by falling size, so that the same network has the same numbers in whatever order it was read.
"""

from collections.abc import Sequence

import graspologic_native
import numpy as np
from scipy import sparse

from kg.columns import Floats, Ints, Network

SEED, ROUNDS, TRIALS = 1, 5, 3  # of looking for communities


def component(network: Network) -> Floats:
    """The number of the connected component, 1 for the largest; of equals that with the first name comes first."""
    matrix = network.matrix(np.ones(len(network.source)))
    return _numbered(sparse.csgraph.connected_components(matrix, directed=False)[1])


def community(network: Network) -> Floats:
    """The number of the community, 1 for the largest: Leiden's algorithm (V. Traag, L. Waltman and N. van Eck, From
    Louvain to Leiden, 2019) for modularity by shares, with a fixed seed."""
    undirected = network.undirected()
    if not len(undirected.source):
        return component(network)
    ties, size = undirected.matrix(undirected.share), len(network.names)
    columns = (ties.indptr.astype(np.int64), ties.indices.astype(np.int32), ties.data)
    _, labels = graspologic_native.leiden_csr(*columns, size, seed=SEED, iterations=ROUNDS, trials=TRIALS)
    return _numbered(np.array([labels[number] for number in range(size)]))


def modularity(network: Network, groups: Floats) -> float:
    """How many more shares lie within the groups than chance would put there, of all (M. Newman, 2004)."""
    undirected = network.undirected()
    total = undirected.share.sum()
    inside = undirected.share[groups[undirected.source] == groups[undirected.target]].sum()
    group = np.concatenate([groups[undirected.source], groups[undirected.target]]).astype(np.int64)
    strengths = np.bincount(group, np.tile(undirected.share, 2))
    return float(inside / total - ((strengths / (2 * total)) ** 2).sum()) if total else 0.0


def assortativity(network: Network, groups: Sequence[str]) -> float | None:
    """How far ties keep to things of one group: 1 where all do, 0 by chance, below where they avoid it; None where
    all are of one group (M. Newman, Mixing patterns in networks, 2003, equation 2). Ties of things without a group, an
    empty text, are left out."""
    undirected = network.undirected()
    names, which = np.unique(groups, return_inverse=True)
    ends = np.concatenate([[undirected.source, undirected.target], [undirected.target, undirected.source]], axis=1)
    ends = ends[:, np.all(names[which[ends]] != "", axis=0)]
    kinds = which.max(initial=0) + 1
    mixing = np.bincount(which[ends[0]] * kinds + which[ends[1]], minlength=kinds * kinds).reshape(kinds, kinds)
    if not mixing.sum():
        return None
    share = mixing / mixing.sum()
    chance = float((share.sum(axis=0) * share.sum(axis=1)).sum())
    return None if np.isclose(chance, 1) else (float(np.trace(share)) - chance) / (1 - chance)


def _numbered(labels: Ints) -> Floats:
    """Labels by falling size from 1, of equals those of earlier things first."""
    _, first, which, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes))
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return rank[which]
