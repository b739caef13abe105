"""`kg find` in one process, names as they are and changed, against a bare SQLite FTS5 table of the same names; and how
many names that are remembered otherwise lead to their things."""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bench import remembering
from bench.measure import in_turn, ratio, same
from bench.remembering import Pair
from bench.report import Row, Scale, Section
from kg import build, nameindex, search, store
from kg.nameindex import Named
from kg.project import Project

ABOUT = (
    "Look-ups of names drawn from the real graph, a third as they are, a third in capitals, a third with two letters"
    " that changed places, in one process; a figure is the median of all look-ups of a round, and the ratio is the"
    " median over the rounds. The peer is a table of SQLite FTS5 with its own tokeniser that is asked for the words"
    " of a name and gives ten rows; it finds names as they are, and nothing else. The cold command stands apart. Which"
    " names lead to their things among the first five is asked with pairs drawn with a fixed seed: names with a typing"
    " error, Russian ones in Latin letters of three systems, Chinese ones in traditional signs or as they are read,"
    " and other names of things, each withheld from the index."
)
_A_ROUND = 1_500  # look-ups; of seven rounds, some ten thousand
_SEED = 2026
_GOAL = 98.0  # per cent


def run(project: Project, scale: Scale, work: Path) -> Section:
    """Compare that both find names as they are, then the time of a look-up."""
    ours = project._replace(build=work / "finding")
    build.build(ours)
    finder, graph = search.opened(ours), store.opened(ours)
    things = nameindex.named(graph)
    bare = _bare(things)
    draw = random.Random(_SEED)  # noqa: S311  # a sample, no secret
    plain = [(one.iri, draw.choice(one.names)) for one in draw.sample(things, min(500, len(things)))]
    agreed = [pair for pair in plain if pair[0] in _asked(bare, pair[1], most=10_000)]
    found = [pair for pair in agreed if pair[0] in {hit.iri for hit in finder.find(pair[1], limit=50)}]
    same(found, agreed, "names as they are")
    compared = f"Both found the same {len(agreed)} things by names as they are."
    missed = remembering.missed(graph, things, finder, _SEED)
    return Section("finding", ABOUT, compared, [_row(finder, bare, things, scale), *reached(missed)])


def reached(missed: Iterable[tuple[str, int, list[Pair]]]) -> list[Row]:
    """The share of all pairs that led to their things, in per cent, and that of each kind."""
    kinds = {kind: (pairs - len(lost), pairs) for kind, pairs, lost in missed}
    found, pairs = (sum(numbers) for numbers in zip(*kinds.values(), strict=True))
    share = 100 * found / pairs
    every = Row(f"in the first five, of {pairs} pairs", f"{share:.2f} %", factor=share, goal=_GOAL)
    return [every, *(Row(f"in the first five: {kind}", f"{one} of {all_}") for kind, (one, all_) in kinds.items())]


def _row(finder: search.Finder, bare: sqlite3.Connection, things: list[Named], scale: Scale) -> Row:
    typed = _typed(things)
    rivals: dict[str, Callable[[str], object]] = {"ours": finder.find, "peer": lambda words: _asked(bare, words)}
    runs = {name: lambda find=find: _median(find, typed) for name, find in rivals.items()}
    times = in_turn(runs, scale.rounds)
    shown = {name: f"{statistics.median(t) * 1e6:.0f} µs" for name, t in times.items()}
    return Row("a look-up", shown["ours"], shown["peer"], ratio(times["ours"], times["peer"]), 5.0, most=True)


def _median(find: Callable[[str], object], typed: list[str]) -> float:
    taken = []
    for words in typed:
        start = time.perf_counter()
        find(words)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _typed(things: list[Named]) -> list[str]:
    draw = random.Random(_SEED)  # noqa: S311
    names = [name for one in things for name in one.names if len(name) > 3]
    typed = []
    for number in range(_A_ROUND):
        name = draw.choice(names)
        at = draw.randrange(1, len(name) - 1)
        typed.append([name, name.upper(), name[:at] + name[at + 1] + name[at] + name[at + 2 :]][number % 3])
    return typed


def _bare(things: list[Named]) -> sqlite3.Connection:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE name USING fts5 (text, thing UNINDEXED)")
    index.executemany("INSERT INTO name VALUES (?, ?)", [(name, one.iri) for one in things for name in one.names])
    return index


def _asked(bare: sqlite3.Connection, words: str, most: int = 10) -> list[str]:
    wanted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
    rows = bare.execute("SELECT thing FROM name WHERE name MATCH ? ORDER BY rank LIMIT ?", (wanted, most))
    return [thing for (thing,) in rows]
