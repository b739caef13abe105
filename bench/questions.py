"""All named questions, text in and rows out, against rdflib with the graph in memory: ours in memory and on disk."""

import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from bench import corpus
from bench.answering import Answer, Answerer, ours_in_memory, ours_on_disk, rdflib_in_memory
from bench.measure import fresh, ratio, same
from bench.report import Row, Scale, Section
from bench.starting import questions
from kg.project import Project

ABOUT = (
    "Every question of `queries/` with the default values of its parameters, in a process that holds the graph: SPARQL"
    " in, rows of Python values out. The peer is rdflib's own engine over a Dataset in memory. A figure is the median"
    " of up to five runs of a question, ratios are medians over rounds in which all engines took turns. A question"
    " that rdflib has not answered in the time allowed is listed so and left out of the geometric means."
)
_GOALS = ({"memory": 35.0, "disk": 11.0}, {"memory": 25.0})
_SLOW = 5.0  # seconds; a question to which rdflib takes longer is asked in one round only


class Asked(Protocol):
    """What answers a question, or gives None where its time is up."""

    def ask(self, sparql: str, /) -> Answer | None:
        """The answer to a question in SPARQL."""


class Measured(NamedTuple):
    """The seconds of a question by engine, a figure a round; rdflib has none where it ran out of time.

    ``parsed`` are rdflib's seconds for the question parsed beforehand.
    """

    name: str
    rows: int
    seconds: dict[str, list[float]]
    parsed: list[float]


def run(project: Project, scale: Scale, work: Path) -> Section:
    """Compare the answers of all engines, then their times, at every size."""
    rows: list[Row] = []
    compared = []
    for number, statements in enumerate(scale.statements):
        larger = corpus.built(project, statements, work)
        rounds = scale.rounds if number == 0 else 1
        measured, loaded = _measured(larger, (rounds, scale.limit))
        size = f"{statements:,} statements"
        rows += means(size, measured, _GOALS[min(number, 1)])
        rows.append(Row(f"{size}: loading", f"{loaded['memory']:.1f} s", f"{loaded['rdflib']:.1f} s"))
        rows += [row for one in measured for row in each(size, one, scale.limit)]
        total = sum(one.rows for one in measured)
        compared.append(f"{len(measured)} questions, {total:,} rows, over {corpus.counted(larger)}")
    return Section("questions", ABOUT, f"All engines gave the same answers: {'; '.join(compared)}.", rows)


def _measured(project: Project, how: tuple[int, float]) -> tuple[list[Measured], dict[str, float]]:
    rounds, limit = how
    texts: dict[str, str] = fresh(questions, project).result
    folder = project.current.resolve()
    with (
        Answerer(rdflib_in_memory, folder, limit) as theirs,
        Answerer(ours_in_memory, folder, limit) as memory,
        Answerer(ours_on_disk, folder, limit) as disk,
    ):
        engines = {"rdflib": theirs, "memory": memory, "disk": disk}
        measured = [asked(name, sparql, engines, rounds) for name, sparql in texts.items()]
        return measured, {name: engine.loaded for name, engine in engines.items()}


def asked(name: str, sparql: str, engines: Mapping[str, Asked], rounds: int) -> Measured:
    """One question in rounds; Disagreement where the answers are not the same multiset of rows."""
    seconds: dict[str, list[float]] = {engine: [] for engine in engines}
    rows: list[str] = []
    parsed: list[float] = []
    for number in range(rounds):
        answers = {engine: answerer.ask(sparql) for engine, answerer in engines.items()}
        rows = _same(name, answers)
        for engine, answer in answers.items():
            if answer:
                seconds[engine].append(answer.seconds)
        if not answers["rdflib"]:
            break
        parsed.append(answers["rdflib"].parsed)
        if number == 0 and answers["rdflib"].seconds > _SLOW:
            break
    return Measured(name, len(rows), seconds, parsed)


def _same(name: str, answers: dict[str, Answer | None]) -> list[str]:
    given = {engine: answer.rows for engine, answer in answers.items() if answer}
    memory = given["memory"]
    for engine, rows in given.items():
        if rows != memory:
            only = sorted({*memory} ^ {*rows})[:4]
            same(f"{len(memory)} rows", f"{len(rows)} rows", f"{name} in {engine}, such as {only}")
            same(memory, rows, f"{name} in {engine}, such as {only}")
    return memory


def means(size: str, measured: list[Measured], goals: dict[str, float]) -> Iterator[Row]:
    """The geometric means over the questions that the peer finished."""
    finished = [one for one in measured if one.seconds["rdflib"]]
    for engine, where in (("memory", "in memory"), ("disk", "on disk")):
        factors = [ratio(one.seconds["rdflib"], one.seconds[engine]) for one in finished]
        mean = statistics.geometric_mean(factors) if factors else None
        figure = f"{size}: geometric mean of {len(finished)} of {len(measured)} questions, {where}"
        yield Row(figure, "", "", mean, goals.get(engine))
    factors = [ratio(one.parsed, one.seconds["memory"]) for one in finished]
    mean = statistics.geometric_mean(factors) if factors else None
    yield Row(f"{size}: the same in memory, if rdflib alone had parsed the questions beforehand", "", "", mean)


def each(size: str, one: Measured, limit: float) -> Iterator[Row]:
    """A question's figures, in memory and on disk."""
    theirs = one.seconds["rdflib"]
    peer = _shown(theirs) if theirs else f"> {limit:g} s"
    for engine, where in (("memory", "in memory"), ("disk", "on disk")):
        ours = one.seconds[engine]
        factor = ratio(theirs, ours) if theirs else None
        yield Row(f"{size}: {one.name} ({one.rows:,} rows), {where}", _shown(ours), peer, factor)


def _shown(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1e3:,.1f} ms"
