"""Tiny claims for tests of the consensus: what each of some sources says of one event, in short words."""

from typing import NamedTuple

from kg import consensus
from kg.authority import Decision
from kg.consensus import Claim, Origin
from kg.terms import ID, KINDS, Triple, integer, iri, literal, name, thing
from tests.writing import VOCABULARY, of

EVENT = thing("event", "e")
Said = dict[str, str | int | list[str]]  # property -> value, or values


class Verdict(NamedTuple):
    """What stands of the event, and the statements that describe disagreements."""

    stands: dict[str, set[str]]
    differ: list[Triple]

    @property
    def disputed(self) -> set[str]:
        """The properties on which sources disagree."""
        about = name("lc:onProperty")
        return {o.rpartition("#")[2].rstrip(">") for _, p, o in self.differ if p == about}

    def node(self, about: str) -> dict[str, set[str]]:
        """One node of the description of disagreements."""
        return of(self.differ, about)


def term(value: str | int) -> str:
    """``qualifier/about`` is a thing, ``Meeting@en`` a text in a language, 7 a number, the rest plain text."""
    if isinstance(value, int):
        return integer(value)
    if value.partition("/")[0] in KINDS:
        return iri(ID + value)
    text, at, tag = value.rpartition("@")
    return literal(text, tag) if at else literal(value)


def claims(source: str, said: Said) -> list[Claim]:
    """The claims of a source; ``skos:altLabel`` and the like keep their prefix, ``type`` is a class."""
    found: list[Claim] = []
    for key, values in ({"type": "Forum"} | said).items():
        for value in values if isinstance(values, list) else [values]:
            predicate = name("rdf:type" if key == "type" else key if ":" in key else f"lc:{key}")
            found.append((predicate, name(f"lc:{value}") if key == "type" else term(value), thing("source", source)))
    return found


def weigh(
    said: dict[str, Said],
    origins: dict[str, tuple[str, str]] | None = None,
    decisions: tuple[Decision, ...] = (),
    subject: str = EVENT,
) -> Verdict:
    """The verdict on what sources say (source: property: value); ``origins``: source: (publisher, date)."""
    known = {thing("source", s): Origin(*(origins or {}).get(s, (f"Press of {s}", "2024"))) for s in said}
    scales = consensus.weighing(VOCABULARY, known, decisions)
    together = [claim for source, one in said.items() for claim in claims(source, one)]
    stand, differ = consensus.agreed(subject, together, scales)
    return Verdict(of(stand, subject.removeprefix(f"<{ID}").rstrip(">")), differ)
