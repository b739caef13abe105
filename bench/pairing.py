"""Networks of co-participation: a named question and pairing in columns, against SPARQL alone and dictionaries."""

import itertools
import random
import statistics
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.measure import fresh, in_turn, ratio, same, seconds
from bench.report import Row, Scale, Section, earlier
from kg import engine, networks, projection, queries
from kg.engine import Engine
from kg.project import Project
from kg.terms import ID, LC

ABOUT = (
    "Who took part in the same events, with the number of events and the first and the last year of each two: from the"
    " graph in memory to columns. Ours is the question `co-participation` and its pairing; one peer is SPARQL that"
    " pairs and counts by itself, on the same engine; the other pairs the same rows by dictionaries of Python (the rows"
    " are fetched before, and counted in neither). The graph is made by chance with a fixed seed: sizes of events as in"
    " a Pareto distribution, up to 320 institutions. Over a million statements ours is alone, once; memory is the most"
    " that a process held that did nothing but ours, the graph included. `--statements N` measures one size and leaves"
    " the figures of the others as they are."
)
PAIRS = f"""
PREFIX lc: <{LC}>
SELECT ?one ?other (COUNT(DISTINCT ?event) AS ?weight) (MIN(?year) AS ?first) (MAX(?year) AS ?last) WHERE {{
  ?a lc:event ?event ; lc:participant ?one .
  ?b lc:event ?event ; lc:participant ?other .
  FILTER (STR(?one) < STR(?other))
  ?event lc:year ?year .
}}
GROUP BY ?one ?other
"""
_SMALLEST = 20_000
_COMPARED, _SEED = 1_000_000, 2026
_EACH = 17  # statements for each participation: its own, and a share of those of its event and its institution
_NOTES = 10  # further statements of a participation, which the question does not ask for
_LARGEST = 320
Told = dict[tuple[str, str], tuple[int, int, int]]


class Figures(NamedTuple):
    """Seconds by kind of run, a figure a round; how many pairs there are, and of what; the MiB that ours took alone."""

    taken: dict[str, list[float]]
    pairs: int
    participations: int
    memory: float = 0.0


def run(project: Project, scale: Scale, work: Path) -> Section:
    """Compare the ties, then the times, at each size; sizes measured before are told again."""
    figures = earlier(project.build, "pairing")
    for statements in [n for n in scale.statements if n] or [_SMALLEST]:
        graph = _written(work / "pairing.nq", statements)
        found, memory = fresh(alone, project, graph)
        if statements <= _COMPARED:
            found = fresh(measured, project, graph, min(scale.rounds, 3)).result
        figures[str(statements)] = found._replace(memory=memory)._asdict()
    return told(figures)


def told(figures: dict[str, Any]) -> Section:
    """The section from the figures of all sizes."""
    sizes = {int(size): Figures(**figures[size]) for size in sorted(figures, key=int)}
    same_ties = [
        f"{found.pairs:,} pairs of {found.participations:,} participations"
        for found in sizes.values()
        if "SPARQL" in found.taken
    ]
    rows = [row for statements, found in sizes.items() for row in _rows(statements, found)]
    agreed = f"All three found the same ties: {'; '.join(same_ties) or 'not asked'}."
    return Section("pairing", ABOUT, agreed, rows, (), figures)


def _rows(statements: int, figures: Figures) -> Iterator[Row]:
    size, taken = f"{statements:,} statements", figures.taken
    middle = {kind: statistics.median(rounds) for kind, rounds in taken.items()}
    ours = middle["question"] + middle["columns"]
    if "SPARQL" in taken:
        goals = (25.0, 6.0) if statements >= _COMPARED else (None, None)
        whole = [one + other for one, other in zip(taken["question"], taken["columns"], strict=True)]
        against = ratio(taken["SPARQL"], whole)
        yield Row(f"{size}: against SPARQL", f"{ours:.2f} s", f"{middle['SPARQL']:.2f} s", against, goals[0])
        yield Row(
            f"{size}: pairing alone, against dictionaries",
            f"{middle['columns']:.2f} s",
            f"{middle['dictionaries']:.2f} s",
            ratio(taken["dictionaries"], taken["columns"]),
            goals[1],
        )
    else:
        yield Row(f"{size}: question and pairing of {figures.pairs:,} pairs", f"{ours:.2f} s")
    goal = 8.0 if statements > _COMPARED else None
    held = figures.memory
    yield Row(f"{size}: memory in GiB", f"{held:,.0f} MiB", "", held / 1024, goal, most=True)


def alone(project: Project, graph: Path) -> Figures:
    """The figures of ours, once, in this process."""
    store, sparql, found = engine.in_memory(graph), _question(project), []
    asked = seconds(lambda: found.append(networks.rows(store, sparql)))
    (answer,) = found
    ties: list[projection.Ties] = []
    paired = seconds(lambda: ties.append(projection.ties(answer)))
    return _figures({"question": [asked], "columns": [paired]}, ties[0], answer)


def measured(project: Project, graph: Path, rounds: int) -> Figures:
    """The figures of all three, in this process; Disagreement unless they have the same ties."""
    store, sparql = engine.in_memory(graph), _question(project)
    answer = networks.rows(store, sparql)
    ties = projection.ties(answer)
    ours = by_name(ties)
    same(ours, by_dictionaries(answer), "pairs in columns, and by dictionaries")
    same(ours, by_sparql(store), "pairs in columns, and by SPARQL")
    runs = {
        "question": lambda: seconds(lambda: networks.rows(store, sparql)),
        "columns": lambda: seconds(lambda: projection.ties(answer)),
        "dictionaries": lambda: seconds(lambda: by_dictionaries(answer)),
        "SPARQL": lambda: seconds(lambda: store.select(PAIRS)),
    }
    return _figures(in_turn(runs, rounds), ties, answer)


def _question(project: Project) -> str:
    query = queries.load(project.queries / "networks", "co-participation")
    return queries.bound(query, {}, lambda kind, words: f"{kind} {words}")


def _figures(taken: dict[str, list[float]], ties: projection.Ties, answer: list[projection.Row]) -> Figures:
    return Figures(taken, len(ties.ends), len({(row.node, row.fact) for row in answer}))


def by_name(ties: projection.Ties) -> Told:
    """Ties in columns as a dictionary."""
    columns = (ties.ends.tolist(), ties.weight.tolist(), ties.first.tolist(), ties.last.tolist())
    return {
        (ties.nodes[one], ties.nodes[other]): (weight, first, last)
        for (one, other), weight, first, last in zip(*columns, strict=True)
    }


def by_dictionaries(answer: list[projection.Row]) -> Told:
    """The ties of rows as one writes it by hand."""
    there: defaultdict[str, set[str]] = defaultdict(set)
    when: dict[str, int] = {}
    for row in answer:
        there[row.fact].add(row.node)
        when[row.fact] = row.year or 0
    found: dict[tuple[str, str], tuple[int, int, int]] = {}
    for fact, things in there.items():
        year = when[fact]
        for pair in itertools.combinations(sorted(things), 2):
            weight, first, last = found.get(pair, (0, year, year))
            found[pair] = (weight + 1, min(first, year), max(last, year))
    return found


def by_sparql(store: Engine) -> Told:
    """The ties as SPARQL counts them."""
    rows: Any = store.select(PAIRS).rows
    return {(str(one), str(other)): (weight, first, last) for one, other, weight, first, last in rows}


def _written(path: Path, statements: int) -> Path:
    """A graph of about so many statements, as N-Quads."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{s} {p} {o} .\n" for s, p, o in _world(statements))
    return path


def _world(statements: int) -> Iterator[tuple[str, str, str]]:
    chance = random.Random(_SEED)  # noqa: S311  # a made-up world, no secret
    participations, institutions = statements // _EACH, max(statements // 130, 10)
    kind, label = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/2000/01/rdf-schema#label>"
    for number in range(institutions):
        yield from _said(f"institution/{number}", {kind: f"<{LC}Institution>", label: f'"Library {number}"'})
    made = event = 0
    while made < participations:
        event += 1
        year = f'"{1980 + event % 45}"^^<http://www.w3.org/2001/XMLSchema#integer>'
        yield from _said(f"event/{event}", {kind: f"<{LC}Event>", label: f'"Meeting {event}"', f"<{LC}year>": year})
        yield from _said(f"event/{event}", {f"<{LC}status>": '"held"', f"<{LC}statedIn>": f"<{ID}source/{event}>"})
        size = min(int(chance.paretovariate(0.9) * 2), _LARGEST, institutions)
        for one in sorted(chance.sample(range(institutions), size)):
            made += 1
            yield from _participation(kind, label, event, one)


def _participation(kind: str, label: str, event: int, one: int) -> Iterator[tuple[str, str, str]]:
    name = f"participation/{event}-{one}"
    said = {
        kind: f"<{LC}Delegation>",
        label: f'"Library {one} at meeting {event}"',
        f"<{LC}event>": f"<{ID}event/{event}>",
        f"<{LC}participant>": f"<{ID}institution/{one}>",
        f"<{LC}role>": f"<{ID}role/delegation>",
        f"<{LC}statedIn>": f"<{ID}source/{event}>",
    }
    yield from _said(name, said)
    for number in range(_NOTES):
        yield from _said(name, {f"<{LC}note>": f'"{number} of {name}"'})


def _said(thing: str, said: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    return ((f"<{ID}{thing}>", predicate, value) for predicate, value in said.items())
