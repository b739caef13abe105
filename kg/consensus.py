"""What most users query: of all that sources claim of a thing, what stands, and a record of every disagreement.

Properties with several values keep them all. Of the others, values that belong together (a start and its end, a number
and its qualifier) are chosen from one source, by the order in ``_CRITERIA``; a vaguer value does not speak against
a compatible one. The function looks at one thing at a time, so its cost grows with the claims and with nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kg import dates
from kg.authority import Decision
from kg.ontology import Vocabulary
from kg.terms import LC, Triple, folded, is_iri, language, literal, name, short, slug, thing, value

Claim = tuple[str, str, str]  # predicate, object, source
Values = dict[str, frozenset[str]]  # predicate -> objects, as one source gives them

TYPE, LABEL, PREF, ALT = (name(c) for c in ("rdf:type", "rdfs:label", "skos:prefLabel", "skos:altLabel"))
STATED_IN = name("lc:statedIn")
_PRIVATE = {name("lc:note"), name("lc:certainty")}  # they belong to what one source says
_COMPUTED = {name("lc:earliest"), name("lc:latest"), name("lc:year")}
_STATED = name("lc:attendeesStated")  # no two sources use the same words
_OWN = {name(c) for c in ("lc:organizer", "lc:host", "lc:party", "lc:partner")}
_RANK = {"high": 2, "medium": 1, "low": 0}
_CRITERIA = (
    "decided by a curator",
    "a report made after the event is preferred to an announcement made before it",
    "the preferred source is more certain",
    "the preferred source is published by an institution that organized, hosted or signed",
    "more publishers say so",
    "the preferred source was published later",
    "all else being equal, the source whose address in this graph comes first",
)


class Origin(NamedTuple):
    """What is known of a source when sources are weighed; texts, empty where unknown."""

    publisher: str
    issued: str


class Weighing(NamedTuple):
    """What weighing the claims of every thing needs: the vocabulary, the sources, the curators' decisions."""

    vocabulary: Vocabulary
    origins: dict[str, Origin]
    decisions: dict[tuple[str, str], Decision]


def weighing(vocabulary: Vocabulary, origins: dict[str, Origin], decisions: Iterable[Decision]) -> Weighing:
    """The scales for one build; a decision is found by its thing and by the group of its property."""
    found = {}
    for decision in decisions:
        predicate = name(f"lc:{decision.property}")
        kind, _, key = decision.about.partition("/")
        found[thing(kind, key), vocabulary.together.get(predicate, predicate)] = decision
    return Weighing(vocabulary, origins, found)


def agreed(subject: str, claims: list[Claim], scales: Weighing) -> tuple[list[Triple], list[Triple]]:
    """The statements about ``subject`` that stand, and those that describe what its sources disagree on."""
    vocabulary = scales.vocabulary
    types = _closed({o for p, o, _ in claims if p == TYPE}, vocabulary)
    stand: set[tuple[str, str]] = {(TYPE, t) for t in types}
    choices: dict[str, dict[str, dict[str, set[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for p, o, source in claims:
        stand.add((STATED_IN, source))
        if p == PREF:
            choices[f"{PREF}{language(o)}"][source][p].add(o)
        elif p in vocabulary.single or (p in vocabulary.single_on and f"<{LC}{vocabulary.single_on[p]}>" in types):
            group = vocabulary.together.get(p) or (f"{p}{language(o)}" if not is_iri(o) else p)
            choices[group][source][p].add(o)
        elif p not in _PRIVATE:
            stand.add((p, o))
    differ: list[Triple] = []
    for group, by_source in choices.items():
        values = {source: {p: frozenset(o) for p, o in given.items()} for source, given in by_source.items()}
        kept, more = _chosen(subject, group, values, (claims, scales))
        stand |= kept
        differ += more
    stand -= {(ALT, o) for p, o in stand if p == PREF}
    stand |= _label(stand)
    return [(subject, p, o) for p, o in stand], differ


def _closed(types: set[str], vocabulary: Vocabulary) -> set[str]:
    above = (c for t in types for c in vocabulary.supers.get(value(t).removeprefix(LC), ()))
    return types | {f"<{LC}{c}>" for c in above}


def _label(stand: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The label that every tool shows: the English name, or the first by language tag."""
    names = sorted((language(o) != "en", language(o), o) for p, o in stand if p == PREF)
    return {(LABEL, names[0][2])} if names else set()


def _chosen(
    subject: str, group: str, values: dict[str, Values], given: tuple[list[Claim], Weighing]
) -> tuple[set[tuple[str, str]], list[Triple]]:
    """The values of a group that stand; names that do not win stay as other names, other values make a disagreement."""
    everyone = list(values.values())
    if all(v == everyone[0] for v in everyone[1:]) and all(len(o) == 1 for o in everyone[0].values()):
        return {(p, o) for p, objects in everyone[0].items() for o in objects}, []
    decision = _decision(given[1], subject, group)
    voters = _voters(values, decision)
    ranks = {s: _rank(subject, group, (s, voters), given) for s in voters}
    best = max(sorted(voters), key=lambda s: ranks[s])
    kept = {(p, min(o)) for p, o in voters[best].items()}
    if group.startswith(PREF):
        others = {o for v in values.values() for objects in v.values() for o in objects} - {o for _, o in kept}
        return kept | {(ALT, o) for o in others}, []
    differ = []
    for p, winner in sorted(kept):
        if p not in _COMPUTED and p != _STATED:
            differ += _disagreement((subject, p, winner), voters, (best, ranks, decision))
    return kept, differ


def _voters(values: dict[str, Values], decision: Decision | None) -> dict[str, Values]:
    """The sources that count: who is only vaguer than another does not, unless a curator chose that source."""
    chosen = decision and thing("source", decision.source)
    rest = [(s, v) for s, v in values.items() if s != chosen]
    beaten = {s for s, v in rest if any(_vaguer(v, w) and not _vaguer(w, v) for w in values.values())}
    return {s: v for s, v in values.items() if s not in beaten} or values


def _vaguer(vague: Values, precise: Values) -> bool:
    """Whether one source says no more than another, and nothing against it."""
    if vague == precise:
        return False
    told = {*vague, *precise} - _COMPUTED - ({_STATED} - {*precise})
    return all(_vague_one(p, vague, precise) for p in vague if p not in _COMPUTED) and any(
        _fold(vague.get(p)) != _fold(precise.get(p)) for p in told
    )


def _vague_one(p: str, vague: Values, precise: Values) -> bool:
    theirs = precise.get(p)
    if p in (name("lc:attendeesQualifier"), name("lc:attendingCountriesQualifier"), _STATED):
        return True  # judged with the number
    if theirs is None:
        return False
    if p == name("lc:status") and short(min(vague[p])) == "planned":
        return True  # what was planned was then held, postponed or cancelled
    mine, other = value(min(vague[p])), value(min(theirs))
    if p in (name("lc:attendees"), name("lc:attendingCountries")):
        qualifier, theirs = vague.get(p[:-1] + "Qualifier>"), precise.get(p[:-1] + "Qualifier>")
        if mine == other:
            return bool(qualifier) or not theirs
        return _within(int(mine), short(min(qualifier)) if qualifier else "", int(other))
    return _fold(vague[p]) == _fold(theirs) or _refines(mine, other)


def _refines(vague: str, precise: str) -> bool:
    """Whether the second date lies within the first (199X and 1994, a month and its day)."""
    try:
        wide, narrow = dates.span(vague), dates.span(precise)
    except ValueError:
        return False
    return wide != narrow and wide.earliest <= narrow.earliest and narrow.latest <= wide.latest


def _within(stated: int, qualifier: str, exact: int) -> bool:
    """Whether an exact number bears out a qualified one: more than 3500 by 3516, about 400 by 412."""
    if qualifier in ("qualifier/more-than", "qualifier/at-least", "qualifier/hundreds-of"):
        return exact >= stated
    if qualifier == "qualifier/nearly":
        return exact <= stated and 10 * exact >= 9 * stated
    zeros = len(str(stated)) - len(str(stated).rstrip("0"))
    return qualifier == "qualifier/about" and round(exact, -zeros) == stated


def _fold(objects: frozenset[str] | None) -> frozenset[str]:
    return frozenset(o if is_iri(o) else folded(dates.precision(value(o))) for o in objects or ())


def _rank(
    subject: str, group: str, voter: tuple[str, dict[str, Values]], given: tuple[list[Claim], Weighing]
) -> tuple[int | str, ...]:
    """How a source stands by each criterion, in order; greater is better."""
    (source, voters), (claims, scales) = voter, given
    origin = scales.origins[source]
    mine = {p: o for p, o, s in claims if s == source}
    end = value(mine.get(name("lc:latest"), '""')) if short(subject).startswith("event/") else ""
    marked = short(mine.get(name("lc:status"), '""')) == "planned" or (
        name("lc:attendeesQualifier") in voters[source]
        and any(short(o) == "qualifier/expected" for o in voters[source][name("lc:attendeesQualifier")])
    )
    announced = marked or bool(end and origin.issued and _latest(origin.issued) < end)
    decision = _decision(scales, subject, group)
    own = origin.publisher in {subject} | {o for p, o, _ in claims if p in _OWN}
    fellows = {scales.origins[s].publisher for s, v in voters.items() if _same(v, voters[source])}
    certainty = _RANK[value(mine.get(name("lc:certainty"), '"high"'))]
    decided = decision is not None and source == thing("source", decision.source)
    return int(decided), int(not announced), certainty, int(own), len(fellows), origin.issued


def _decision(scales: Weighing, subject: str, group: str) -> Decision | None:
    """A curator's word on a group; texts of a property make one group a language, the word holds for all of them."""
    head, bracket, _ = group.partition(">")
    return scales.decisions.get((subject, head + bracket))


def _latest(issued: str) -> str:
    return dates.span(issued).latest


def _same(one: Values, other: Values) -> bool:
    return all(_fold(one.get(p)) == _fold(other.get(p)) for p in {*one, *other} - _COMPUTED)


def _disagreement(
    preferred: Triple, voters: dict[str, Values], verdict: tuple[str, dict[str, tuple[int | str, ...]], Decision | None]
) -> list[Triple]:
    """The nodes that record what sources say differently of one property, and why one of them is preferred."""
    subject, p, winner = preferred
    best, ranks, decision = verdict
    told: dict[frozenset[str], dict[str, str]] = defaultdict(dict)
    for source, values in voters.items():
        for o in values.get(p, ()):
            told[_fold(frozenset([o]))][source] = o
    if len(told) < 2:
        return []
    tag = "" if is_iri(winner) else language(winner)  # mottos in two languages are two questions
    stem = f"{short(subject).replace('/', '--')}--{slug(short(p).removeprefix('lc:') + ' ' + tag)}"
    node = thing("disagreement", stem)
    rivals = [s for s in voters if p in voters[s] and _fold(voters[s][p]) != _fold(frozenset([winner]))]
    rival = max(sorted(rivals), key=lambda s: ranks[s])
    step = next((i for i, (a, b) in enumerate(zip(ranks[best], ranks[rival], strict=True)) if a != b), len(ranks[best]))
    reason = decision.reason if step == 0 and decision else _CRITERIA[step]
    said = [(node, TYPE, name("lc:Disagreement")), (node, name("lc:about"), subject), (node, name("lc:onProperty"), p)]
    said.append((node, name("lc:reason"), literal(reason, "en")))
    for sources in told.values():
        o = min(sources.values()) if winner not in sources.values() else winner
        claim = thing("claim", f"{stem}--{slug(short(o))}")
        said += [(node, name("lc:claim"), claim), (claim, TYPE, name("lc:Claim"))]
        said.append(
            (claim, name("lc:valueNode"), o)
            if is_iri(o)
            else (claim, name("lc:valueText"), literal(value(o), language(o)))
        )
        said += [(claim, STATED_IN, source) for source in sources]
        said += [(node, STATED_IN, source) for source in sources]
        if o == winner:
            said.append((node, name("lc:preferredClaim"), claim))
    return said
