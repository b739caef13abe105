"""Which ties are more than chance would make them: the picture of 6,000 ties hides what a tenth of them shows."""

import numpy as np

from kg.projection import Floats, Ints, Small, Ties


def significance(ties: Ties, *, directed: bool = False) -> Floats:
    """For each tie, how likely its share would be if each of its ends spread its strength over its ties by chance: of
    the two likelihoods the smaller. 1 where both ends have this tie only.

    The disparity filter: M. Serrano, M. Boguñá and A. Vespignani, Extracting the multiscale backbone of complex
    weighted networks, PNAS 106 (2009) 6483, equation 2. With direction, an end counts what it sends or receives.
    """
    source, target = ties.ends.T
    if directed:
        one, other = _chance(source, ties.share), _chance(target, ties.share)
    else:
        one, other = _chance(ties.ends.ravel(), np.repeat(ties.share, 2)).reshape(-1, 2).T
    return np.where(one < other, one, other)


def _chance(end: Ints | Small, share: Floats) -> Floats:
    degree, strength = np.bincount(end), np.bincount(end, share)
    chance: Floats = np.maximum(0, 1 - share / strength[end]) ** (degree[end] - 1)
    return chance
