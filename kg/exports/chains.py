"""Chains between two things (``kg.paths``) as text to read, and for programs as JSON and CSV."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from kg.exports.objects import in_json
from kg.exports.sheets import csv_of
from kg.paths import Chain, Chains
from kg.tables import Table, Value

_COLUMNS = (
    "kind chain strength step source source_label target target_label fact fact_label start end place sources".split()
)


def text(chains: Chains) -> str:
    """Text to read: each step with its facts, each fact with its sources, which stand at the end."""
    return "\n".join(_lines(chains))


def _lines(chains: Chains) -> Iterator[str]:
    marks, before = dict[str, str](), dict[tuple[str, ...], str]()
    for (kind, number), chain in _numbered(chains):
        names = [chains.network.nodes[thing]["label"] for thing in chain.things]
        steps = f"{len(names) - 1} step{'s' * (len(names) > 2)}"
        yield f"{kind.title()} {number}: {' – '.join(names)}  ({steps}, strength {chain.strength:g})"
        if (already := before.setdefault(tuple(chain.things), f"{kind} {number}")) != f"{kind} {number}":
            yield from (f"  as {already}", "")
            continue
        for step in itertools.pairwise(chain.things):
            yield f"  {' – '.join(chains.network.nodes[thing]['label'] for thing in step)}"
            yield from (_fact(fact, marks) for fact in chains.network.edges[step]["facts"])
        yield ""
    yield from ("Sources", *(f"{mark} {said}" for said, mark in marks.items()), "")


def _numbered(chains: Chains) -> Iterator[tuple[tuple[str, int], Chain]]:
    """Each chain with its kind and its place among those of the kind."""
    for kind in ("shortest", "strongest"):
        for number, chain in enumerate(getattr(chains, kind), 1):
            yield (kind, number), chain


def _fact(fact: dict[str, Any], marks: dict[str, str]) -> str:
    """One line; sources not met before get the next mark."""
    stated = [f"{source['title']}. {source['url']}" for source in fact["sources"]]
    cited = "".join(marks.setdefault(said, f"[{len(marks) + 1}]") for said in stated)
    return f"    {fact['start'] or 'undated':10}  {_name(fact)}  {cited}"


def _name(fact: dict[str, Any]) -> str:
    return str(fact["label"].get("en") or next(iter(fact["label"].values()), fact["event"]))


def json(chains: Chains) -> str:
    """All there is: the things of each chain, and each step with what its tie counts and its facts whole."""
    found: dict[str, list[dict[str, Any]]] = {"shortest": [], "strongest": []}
    for (kind, _), chain in _numbered(chains):
        things = [{"id": thing, **chains.network.nodes[thing]} for thing in chain.things]
        steps = [
            {"source": step[0], "target": step[1], **chains.network.edges[step]}
            for step in itertools.pairwise(chain.things)
        ]
        found[kind].append({"strength": chain.strength, "things": things, "steps": steps})
    return in_json(found)


def csv(chains: Chains) -> str:
    """A row for each fact of each step of each chain."""
    rows: list[tuple[Value, ...]] = []
    for (kind, number), chain in _numbered(chains):
        for step, (one, other) in enumerate(itertools.pairwise(chain.things), 1):
            ends = (one, chains.network.nodes[one]["label"], other, chains.network.nodes[other]["label"])
            for fact in chains.network.edges[one, other]["facts"]:
                said = (fact["event"], _name(fact), fact["start"], fact["end"], fact["place"])
                sources = " | ".join(source["url"] for source in fact["sources"])
                rows.append((kind, number, chain.strength, step, *ends, *said, sources))
    return csv_of(Table(_COLUMNS, rows))


FORMATS: dict[str, Callable[[Chains], str]] = {"text": text, "json": json, "csv": csv}
