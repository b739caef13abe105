"""Which ids may name one thing: a list for curators, who decide; nothing is merged here.

Things are compared where something brings them together (a name, an acronym, an identifier, a year and a city), so the
work grows with the number of things and not with its square. A score adds up what two things share and takes off what
speaks against it, by the table ``WEIGHTS``; a shared identifier decides alone.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

from kg import authority, dataset, likeness, ontology, profiles, registers, sources
from kg.dataset import Claims
from kg.errors import Finding
from kg.likeness import Weights
from kg.mapping import Mapper
from kg.profiles import Thing
from kg.project import Project
from kg.records import Document
from kg.terms import short

THRESHOLD = 0.6
CROWD = 60  # what brings more things together than these says nothing of two of them

# For each kind: what the likeness of names (of agreements: of parties) counts; then for each fact what is added where
# two things share a value, and what where both have values and share none. Who wrote a file that describes both knew
# them apart.
_SAME_FILE = (-0.2, 0.0)
WEIGHTS: dict[str, dict[str, tuple[float, float]]] = {
    "institution": {
        "name": (0.8, 0),
        "country": (0.1, -1),
        "city": (0.1, -0.3),
        "type": (0.05, -0.1),
        "nature": (0, -0.25),
    },
    "person": {
        "name": (0.75, 0),
        "signs": (0.1, -0.6),
        "institution": (0.25, 0),
        "event": (0.15, 0),
        "country": (0.05, -0.25),
    },
    "event": {
        "name": (0.5, 0),
        "series": (0.1, -0.1),
        "edition": (0.15, -1),
        "year": (0.05, -1),
        "month": (0.05, -0.2),
        "day": (0.15, -0.3),
        "country": (0.05, -0.5),
        "city": (0.1, -0.4),
        "type": (0.05, -0.05),
        "organizer": (0.1, 0),
        "participant": (0.1, 0),
    },
    "series": {"name": (0.75, 0), "organizer": (0.2, -0.05)},
    "agreement": {"party": (0.6, 0), "year": (0.1, -1), "day": (0.2, -0.3), "type": (0.1, -0.1), "event": (0.15, 0)},
    "project": {"name": (0.8, 0), "partner": (0.15, -0.1), "type": (0.05, -0.1), "year": (0.05, -0.05)},
}
# Facts that bring two things of a kind together where they share one value of each.
_TOGETHER = {
    "event": ("series year", "series edition", "month city", "year organizer", "year participant type", "day country"),
    "series": ("organizer",),
    "agreement": ("event",),
}
_PAIRED = {"agreement": "party", "project": "partner"}  # two shared values of it bring them together


class Candidate(NamedTuple):
    """Two ids that may be one thing, how likely from 0 to 1, why, and where each stands (file:line:column)."""

    kind: str
    one: str
    other: str
    score: float
    reasons: tuple[str, ...]
    places: tuple[tuple[str, ...], tuple[str, ...]]


def candidates(project: Project) -> list[Candidate]:
    """The pairs that no curator has decided yet, by kind, the likeliest first; SourceErrors where data are wrong."""
    vocabulary, decided = ontology.load(project.ontology), authority.load(project.data / "authority")
    documents = list(sources.documents(project, vocabulary, decided))
    claims = dataset.gather(documents, Mapper(vocabulary.context))
    claims = dataset.joined(claims, registers.claims(decided.registers, claims.by_subject, claims.origins))
    known = {short(subject) for subject in claims.by_subject}
    apart = authority.distinct(project.data / "authority", known, decided.same)
    return proposed(claims, _places(documents), apart)


def proposed(
    claims: Claims, places: Mapping[str, tuple[str, ...]], apart: Container[frozenset[str]]
) -> list[Candidate]:
    """The pairs among all that sources claim, but for those known to be ``apart``."""
    found = []
    by_kind: dict[str, list[Thing]] = defaultdict(list)
    for thing in profiles.things(claims):
        by_kind[thing.id.partition("/")[0]].append(thing)
    for kind in WEIGHTS:
        weights = Weights(thing.names for thing in by_kind[kind])
        for one, other in _met(by_kind[kind], weights):
            if frozenset((one.id, other.id)) in apart or _related(one, other):
                continue
            score, reasons = _score((one, other), kind, weights)
            if score >= THRESHOLD:
                ids = one.id.partition("/")[2], other.id.partition("/")[2]
                found.append(Candidate(kind, *ids, score, reasons, (places.get(one.id, ()), places.get(other.id, ()))))
    order = list(WEIGHTS)
    return sorted(found, key=lambda c: (order.index(c.kind), -c.score, c.one, c.other))


def findings(found: Iterable[Candidate]) -> list[Finding]:
    """The candidates as ``kg check`` tells them, each at the first place of its first id."""
    remedy = "write the pair into data/authority/same.csv or distinct.csv"
    result = []
    for c in found:
        file, line, column = c.places[0][0].rsplit(":", 2)
        elsewhere = f"{c.places[1][0]}{f' and {len(c.places[1]) - 1} more' if len(c.places[1]) > 1 else ''}"
        what = f"{c.kind} {c.one} may be {c.other} ({elsewhere}), {c.score:.2f}: {'; '.join(c.reasons)}"
        pair = f"{c.one} {c.other}"
        result.append(Finding(file, int(line), int(column), "duplicate", pair, what, remedy, "warning"))
    return result


def rows(found: Iterable[Candidate]) -> Iterator[tuple[str, ...]]:
    """The candidates as a table, its head first; the columns in the order of those that curators fill in."""
    yield "kind", "one", "other", "score", "reasons", "files"
    for c in found:
        files = " | ".join(" ".join(place.rsplit(":", 1)[0] for place in where) for where in c.places)
        yield c.kind, c.one, c.other, f"{c.score:.2f}", "; ".join(c.reasons), files


def _places(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        for node, record in document.where.items():
            found[node].append(":".join([document.file, *map(str, record.at)]))
    return {node: tuple(sorted(where)) for node, where in found.items()}


# Who is compared with whom


def _met(things: list[Thing], weights: Weights) -> list[tuple[Thing, Thing]]:
    """The pairs that something brings together, in the order of ids."""
    meetings: dict[str, list[int]] = defaultdict(list)
    for number, thing in enumerate(things):
        for key in set(_keys(thing, weights)):
            meetings[key].append(number)
    crowds = (numbers for numbers in meetings.values() if len(numbers) <= CROWD)
    met = {pair for numbers in crowds for pair in combinations(numbers, 2)}
    return [(things[one], things[other]) for one, other in sorted(met)]


def _keys(thing: Thing, weights: Weights) -> Iterator[str]:
    kind = thing.id.partition("/")[0]
    yield from thing.said("identifier")
    for one in thing.names:
        yield "name " + " ".join(sorted(likeness.words(one)))
        yield from _personal(one) if kind == "person" else _telling(one, thing, weights)
    yield from (f"short {short_}" for short_ in thing.called)
    for facts in _TOGETHER.get(kind, ()):
        for values in product(*(sorted(thing.said(fact)) for fact in facts.split())):
            yield " ".join((facts, *values))
    for pair in combinations(sorted(thing.said(_PAIRED.get(kind, "")))[:12], 2):
        yield " ".join(pair)


def _personal(one: str) -> Iterator[str]:
    """Keys of a person's name: in any order of its words, without any of its letters, a word and another's initial."""
    yield from (f"whole {whole}" for whole in likeness.rotations(one))
    yield from (f"letters {letters}" for letters in likeness.misspelt(one))
    found = likeness.words(one)
    yield from (f"initial {word} {other[0]}" for word in found for other in found if len(word) > 1 and word != other)


def _telling(one: str, thing: Thing, weights: Weights) -> Iterator[str]:
    """Keys of another name: its rarest words, two by two, or one with the country; what it may be called for short."""
    rare = weights.rarest(one, 4)
    yield from (f"words {' '.join(sorted(pair))}" for pair in combinations(rare, 2))
    yield from (f"word {word} {country}" for word in rare[:2] for country in thing.said("country"))
    yield from (f"short {short_}" for short_ in likeness.initials(one))


# How much speaks for two ids being one thing


def _related(one: Thing, other: Thing) -> bool:
    """Whether one is part of the other: a library of its university, a seminar of a congress."""
    return other.id in one.said("whole") or one.id in other.said("whole")


def _score(pair: tuple[Thing, Thing], kind: str, weights: Weights) -> tuple[float, tuple[str, ...]]:
    """The score of a pair and its reasons; without any where no likeness of names could bring it to the threshold."""
    one, other = pair
    if shared := one.said("identifier") & other.said("identifier"):
        return 1.0, (f"both are {min(shared)}",)
    (first, (most, _)), *table = WEIGHTS[kind].items()
    score, reasons = 0.0, []
    for fact, (gain, loss) in (*table, ("file", _SAME_FILE)):
        mine, theirs = one.said(fact), other.said(fact)
        if (both := mine & theirs) and gain:
            score += gain
            reasons.append("one file defines both" if fact == "file" else f"{fact} {_brief(both)}")
        elif mine and theirs and not both and loss:
            score += loss
            reasons.append(f"but {fact} {_brief(mine)}, {_brief(theirs)}")
    if score + most < THRESHOLD:
        return 0.0, ()
    alike, told = _parties(*pair) if first == "party" else _named(pair, weights)
    return max(0.0, min(1.0, score + most * alike)), (told, *reasons)


def _brief(values: set[str]) -> str:
    first = min(values).rpartition("/")[2].removeprefix("lc:")
    return first if len(values) == 1 else f"{first}, …"


def _parties(one: Thing, other: Thing) -> tuple[float, str]:
    """How many parties two agreements share, of all that they have; one shared party says nothing."""
    mine, theirs = one.said("party"), other.said("party")
    both = mine & theirs
    return 2 * len(both) / (len(mine) + len(theirs)) if len(both) > 1 else 0.0, f"{len(both)} parties"


def _named(pair: tuple[Thing, Thing], weights: Weights) -> tuple[float, str]:
    """How alike the two names are that are most so, or 0.9 where one is an acronym of the other."""
    one, other = pair
    people = one.id.startswith("person/")
    best, which = 0.0, ("", "")
    for names in product(one.names, other.names):
        alike = weights.alike_people(*names) if people else weights.alike(*names)
        if people and not likeness.is_signs(names[0]):
            alike *= 0.7 + 0.3 * min(map(weights.rarity, names))
        if alike > best:
            best, which = alike, names
    for mine, theirs in (pair, pair[::-1]):
        for called, long in product(mine.called, theirs.names):
            if best < 0.9 and not people and called in likeness.initials(long):
                best, which = 0.9, (called, long)
    return best, f"name {best:.2f} {which[0]!r}" + (f", {which[1]!r}" if which[0] != which[1] else "")
