"""Which part of a network its picture opens with: all ties of a large one would be a tangle."""

from typing import TYPE_CHECKING, Any

import networkx as nx

if TYPE_CHECKING:
    from kg.layout import Graph

READABLE = 1500  # ties that a picture bears; with more, it opens with the stronger ones
CHANCES = (0.5, 0.3, 0.2, 0.1, 0.05, 0.01)  # backbones that a reader may choose
BACKBONE = 600  # ties of the backbone with which a picture opens

Opening = dict[str, int | float]


def opening(graph: "Graph") -> Opening:
    """What the page shows at first: the widest backbone that can be read (``beyond``), where there is none the ties of
    most facts (``least``), and of a small network all."""
    ties = [tie for one, other, tie in graph.edges(data=True) if one != other]
    if len(ties) <= READABLE:
        return {}
    for chance in CHANCES:
        if 0 < sum(_beyond(tie, chance) for tie in ties) <= BACKBONE:
            return {"beyond": chance}
    strongest = sorted((int(tie.get("weight", len(tie.get("facts", ())))) for tie in ties), reverse=True)
    return {"least": strongest[READABLE] + 1} if strongest[0] > strongest[READABLE] else {}


def backbone(graph: "Graph", chance: float) -> "Graph":
    """The ties that chance would make less often than that, and the things that have one."""
    found: Graph = nx.Graph()
    found.add_edges_from((one, other, tie) for one, other, tie in graph.edges(data=True) if _beyond(tie, chance))
    return found


def _beyond(tie: dict[str, Any], chance: float) -> bool:
    significance = tie.get("significance")
    return significance is not None and float(f"{significance:.4g}") < chance  # as the page has it
