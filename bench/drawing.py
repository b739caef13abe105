"""Measures and places of networks, against networkx: what `kg view` computes before it draws."""

import itertools
import multiprocessing
import random
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import networkx as nx
import numpy as np
from scipy.spatial import cKDTree

from bench.measure import Disagreement, fresh, in_turn, ratio, same, seconds
from bench.report import Row, Scale, Section
from kg import centrality, columns, communities, layout, measures
from kg.project import Project

ABOUT = (
    "Every measure that `kg` tells of a network's things, and their places in the picture. Ours and networkx's run in"
    " turn on the same network, which is made by chance with a fixed seed: things meet mostly within circles of forty."
    " A measure has its own ratio; ours begin from columns, and the whole counts the conversion of networkx's graph to"
    " them as well, once for the measures and again for the places. Figures were found equal to 1e-9, communities (the"
    " peer is Louvain) by modularity no more than 0.005 below, and places (the peer is the spring layout) no worse: of"
    " a thing's partners as many or more among as many things nearest to it. What takes longer than {limit:g} s, ours"
    " and the peer's together, is stopped and left out of the whole. Over ten thousand things ours is alone, and"
    " betweenness is an estimate from two hundred things chosen by chance. Its error is how far such an estimate is"
    " from the figure where that can be had, and its standard error where not."
)
PLACES, COLUMNS = "places", "conversion"
_COMPARED, _LIMIT, _SEED = 10_000, 300.0, 2026
_CIRCLE, _STRANGERS = 40, 0.2  # things in a circle; how often one of another circle is at a meeting
_SAMPLE = 2000  # things whose partners are looked for
_WARM = 60  # things of the network with which everything runs once before
_NEW = multiprocessing.get_context("spawn")
Graph: TypeAlias = "nx.Graph[Any]"

PEERS: dict[str, Callable[[Any], Any]] = {
    "degree": lambda graph: dict(graph.degree()),
    "strength": lambda graph: dict(graph.degree(weight="share")),
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "eigenvector": lambda graph: nx.eigenvector_centrality_numpy(graph, weight="share"),
    "pagerank": lambda graph: nx.pagerank(graph, weight="share", tol=1e-15, max_iter=10_000),
    "core": nx.core_number,
    "clustering": nx.clustering,
    "component": lambda graph: [*nx.connected_components(graph)],
    "community": lambda graph: nx.community.louvain_communities(graph, weight="share", seed=1),
    PLACES: lambda graph: nx.spring_layout(graph, weight="share", seed=1),
}


class Missed(NamedTuple):
    """By how much estimates of betweenness miss the figures, or by their standard errors may: most, and on average;
    and the largest figure."""

    most: float
    mean: float
    largest: float


class Figures(NamedTuple):
    """Seconds of ours and of the peer, a figure a round, by measure; who is late has none."""

    things: int
    ties: int
    ours: dict[str, list[float]]
    theirs: dict[str, list[float]]
    missed: Missed | None


def run(_project: Project, scale: Scale, _work: Path) -> Section:
    """Compare each measure, then take the times, at each size."""
    limit = min(_LIMIT, 2.5 * scale.limit)
    found = [_figures(size, min(scale.rounds, 3) if size < _COMPARED else 1, limit) for size in scale.things]
    compared = [f"{len(one.theirs)} of {one.things:,} things with {one.ties:,} ties" for one in found if one.theirs]
    rows = [row for figures in found for row in _rows(figures, limit)]
    return Section(
        "drawing", ABOUT.format(limit=limit), f"Both found the same, by so many measures: {'; '.join(compared)}.", rows
    )


def _figures(size: int, rounds: int, limit: float) -> Figures:
    ours, theirs = {COLUMNS: fresh(conversion, size, rounds).result}, {}
    for name in PEERS:
        both = limited(limit, both_ways, name, size, rounds) if size <= _COMPARED else None
        if both is not None:
            ours[name], theirs[name] = both["ours"], both["networkx"]
        elif (alone := limited(limit, one_way, name, size)) is not None:
            ours[name] = [alone]
    missed = limited(limit, missing, size) if size > centrality.PIVOTS else None
    return Figures(size, network(size).number_of_edges(), ours, theirs, missed)


def _rows(found: Figures, limit: float) -> Iterator[Row]:
    size, late = f"{found.things:,} things", f"over {limit:g} s"
    middle = {name: statistics.median(taken) for name, taken in found.ours.items()}
    if found.theirs:
        mine = middle[COLUMNS] + sum(middle[name] for name in found.theirs)
        peer = sum(statistics.median(taken) for taken in found.theirs.values())
        goal = 20.0 if found.things >= 1000 else None
        yield Row(f"{size}: the whole, conversion included", _told(mine), _told(peer), peer / mine, goal)
    yield Row(f"{size}: {COLUMNS}", _told(middle[COLUMNS]))
    for name in PEERS:
        mine_ = _told(middle[name]) if name in middle else late
        if name in found.theirs:
            times = found.theirs[name]
            yield Row(f"{size}: {name}", mine_, _told(statistics.median(times)), ratio(times, found.ours[name]), 1.0)
        else:
            estimate = ", an estimate" if name == "betweenness" and found.things > centrality.SAMPLED else ""
            yield Row(f"{size}: {name}{estimate}", mine_, late if found.things <= _COMPARED else "")
    if found.missed:
        most, mean, largest = found.missed
        error = "error" if found.things <= centrality.SAMPLED else "standard error"
        told = f"{most / largest:.1%}, {mean / largest:.2%} of the largest figure"
        yield Row(f"{size}: {error} of an estimate of betweenness, most and on average", told)


def _told(taken: float) -> str:
    return f"{taken:.2f} s" if taken >= 1 else f"{taken * 1e3:.2f} ms"


def network(size: int) -> Graph:
    """Things that meet: each comes into its circle by one who is there, and there are as many meetings again."""
    shares: defaultdict[tuple[int, int], float] = defaultdict(float)
    for guests in _meetings(size):
        for ends in itertools.combinations(guests, 2):
            shares[ends] += 1 / (len(guests) - 1)
    graph: Graph = nx.Graph()
    graph.add_nodes_from(f"thing {number:06}" for number in range(size))
    graph.add_edges_from((f"thing {a:06}", f"thing {b:06}", {"share": s}) for (a, b), s in sorted(shares.items()))
    return graph


def _meetings(size: int) -> Iterator[list[int]]:
    chance = random.Random(_SEED)  # noqa: S311  # a made-up world, no secret
    for thing in range(size):
        first = thing - thing % _CIRCLE
        if thing:
            yield [chance.randrange(first if thing > first else 0, thing), thing]
        guests = {chance.randrange(first, min(first + _CIRCLE, size)) for _ in range(chance.choice((2, 3, 3, 4, 6)))}
        if chance.random() < _STRANGERS:
            guests.add(chance.randrange(size))
        yield sorted(guests)


def conversion(size: int, rounds: int) -> list[float]:
    """The seconds from networkx's graph to columns."""
    graph = network(size)
    return [seconds(lambda: columns.columns(graph)) for _ in range(rounds)]


def one_way(name: str, size: int) -> float:
    """The seconds of ours."""
    _ours(name, network(_WARM))()
    return seconds(_ours(name, network(size)))


def both_ways(name: str, size: int, rounds: int) -> dict[str, list[float]]:
    """The seconds of both; Disagreement unless they find the same."""
    graph = network(size)
    mine, theirs, found = _ours(name, graph), partial(PEERS[name], graph), dict[str, Any]()
    _ours(name, network(_WARM))()
    PEERS[name](network(_WARM))
    runs = {
        "ours": lambda: seconds(lambda: found.update(ours=mine())),
        "networkx": lambda: seconds(lambda: found.update(networkx=theirs())),
    }
    taken = in_turn(runs, rounds)
    compare(name, graph, found["ours"], found["networkx"])
    return taken


def missing(size: int) -> Missed:
    """What the estimate of betweenness misses of the exact figures, or where these take too long, may miss."""
    in_columns = columns.columns(network(size))
    estimate, error = centrality.estimated(in_columns)
    largest = estimate
    if not centrality.sampled(in_columns):
        largest = centrality.betweenness(in_columns)
        error = np.abs(estimate - largest)
    return Missed(float(error.max()), float(error.mean()), float(largest.max()))


def _ours(name: str, graph: Graph) -> Callable[[], Any]:
    if name == PLACES:
        return lambda: layout.positions(graph)
    in_columns = columns.columns(graph)
    return lambda: measures.MEASURES[name](in_columns)


def compare(name: str, graph: Graph, mine: Any, theirs: Any) -> None:
    """Disagreement unless figures are equal, parts are the same or as good, and places as near."""
    things = sorted(graph)
    if name == PLACES:
        ours, peer = ({thing: tuple(map(float, places[thing])) for thing in things} for places in (mine, theirs))
        if (kept := together(graph, ours)) < (least := together(graph, peer)):
            raise Disagreement(f"places: {kept:.3f} of the partners are near, with networkx {least:.3f}")
    elif name == "component":
        same(len(set(mine.tolist())), len(theirs), "components")
    elif name == "community":
        in_columns = columns.columns(graph)
        number = {thing: float(part) for part, inside in enumerate(theirs) for thing in inside}
        least = communities.modularity(in_columns, np.array([number[thing] for thing in things])) - 0.005
        if (reached := communities.modularity(in_columns, mine)) < least:
            raise Disagreement(f"communities: modularity {reached:.4f}, with networkx {least + 0.005:.4f}")
    else:
        peer_ = np.array([abs(theirs[thing]) for thing in things])
        if (far := float(np.abs(mine - peer_).max())) > 1e-9:
            raise Disagreement(f"{name}: differs by {far:g}")


def together(graph: Graph, places: dict[str, tuple[float, ...]]) -> float:
    """Of a thing's partners, the share that is among as many things nearest to it; the mean of a sample."""
    names = list(places)
    tree = cKDTree(np.array([places[name] for name in names]))
    found = []
    for name in names[:: -(-len(names) // _SAMPLE)]:
        near = [names[at] for at in tree.query(places[name], k=graph.degree[name] + 1)[1]]
        found.append(len({*near} & {*graph[name]}) / graph.degree[name])
    return float(np.mean(found))


def limited(limit: float, work: Callable[..., Any], *given: object) -> Any:
    """What ``work`` gives in a process of its own, None where it is not done in time."""
    ours, theirs = _NEW.Pipe(duplex=False)
    process = _NEW.Process(target=_sent, args=(theirs, work, given))
    process.start()
    theirs.close()
    try:
        result = ours.recv() if ours.poll(limit) else None
    finally:
        process.kill()
        process.join()
    if isinstance(result, Exception):
        raise result
    return result


def _sent(pipe: Connection, work: Callable[..., Any], given: tuple[object, ...]) -> None:
    try:
        pipe.send(work(*given))
    except Exception as error:  # noqa: BLE001  # of whatever kind: it is raised where the result is waited for
        pipe.send(error)
