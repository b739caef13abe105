"""What all sources together say of each thing, in the form in which two things are compared."""

import re
from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from kg import likeness
from kg.dataset import Claims
from kg.terms import is_iri, name, short, value

Facts = dict[str, set[str]]

# What a thing says of itself: the name of the fact, and the properties that state it.
_OWN = {
    name(predicate): fact
    for fact, predicates in {
        "names": "skos:prefLabel skos:altLabel",
        "identifier": "skos:exactMatch",
        "type": "rdf:type",
        "country": "lc:country",
        "city": "lc:place",
        "whole": "lc:parent lc:partOf",
        "series": "lc:inSeries",
        "edition": "lc:edition",
        "year": "lc:year",
        "earliest": "lc:earliest",
        "latest": "lc:latest",
        "organizer": "lc:organizer lc:host",
        "party": "lc:party",
        "signed": "lc:signedOn",
        "partner": "lc:partner",
        "event": "lc:signedAt",
    }.items()
    for predicate in predicates.split()
}
# What nodes say of the things that they join: the property of the owner, that of the value, the name of the fact.
_JOINED = [
    (name(owner), name(said), fact)
    for owner, said, fact in (
        ("lc:holder", "lc:institution", "institution"),
        ("lc:participant", "lc:onBehalfOf", "institution"),
        ("lc:participant", "lc:event", "event"),
        ("lc:participant", "lc:agreement", "event"),
        ("lc:contributor", "lc:event", "event"),
        ("lc:event", "lc:participant", "participant"),
    )
]
# Natures that exclude each other; a national or special library may turn out to be any other library.
_NATURES = {
    "PublicLibrary": "public",
    "AcademicLibrary": "academic",
    "NationalLibrary": "public academic",
    "SpecialLibrary": "public academic",
    "LibraryAssociation": "organization",
    "LibraryConsortium": "organization",
    "InternationalOrganization": "organization",
    "Foundation": "organization",
    "CulturalInstitute": "organization",
    "University": "university",
    "GovernmentBody": "government",
    "Company": "company",
    "Museum": "museum",
    "Archive": "archive",
}
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TYPE = name("rdf:type")
_LONGEST = 21  # days: what lasts longer, or has no day, is no meeting of these days


class Thing(NamedTuple):
    """A thing as it is compared: ``names`` as they are written, acronyms it is ``called`` by, other facts by name."""

    id: str
    names: tuple[str, ...]
    called: frozenset[str]
    facts: Facts

    def said(self, fact: str) -> set[str]:
        """All that is said of it under the name of a fact."""
        return self.facts.get(fact, set())


def things(claims: Claims) -> list[Thing]:
    """Every thing that sources describe, in the order of ids, after the merging of ids that are decided."""
    facts: dict[str, Facts] = defaultdict(lambda: defaultdict(set))
    for subject, said in claims.by_subject.items():
        by_predicate: dict[str, set[str]] = defaultdict(set)
        mine = facts[short(subject)]
        for p, o, source in said:
            by_predicate[p].add(short(o) if is_iri(o) else value(o))
            if p == _TYPE:  # a register, too, is a source, but it describes nothing
                mine["file"].add(short(source))
        for p, values in by_predicate.items():
            if p in _OWN:
                mine[_OWN[p]] |= values
        for owner, told, fact in _JOINED:
            for one in by_predicate.get(owner, ()):
                facts[one][fact] |= by_predicate.get(told, set())
    return [_thing(key, facts) for key in sorted(facts) if facts[key]["names"] or facts[key]["type"]]


def _thing(key: str, facts: dict[str, Facts]) -> Thing:
    mine = facts[key]
    kind, _, slug = key.partition("/")
    names = {one for written in mine["names"] for one in likeness.spelt(written)}
    called = {acronym for one in names for acronym in likeness.acronyms(one)}
    made: Facts = {
        "signs": {"".join(likeness.words(one)) for one in names if likeness.is_signs(one)},
        "nature": {nature for one in mine["type"] for nature in _NATURES.get(one.removeprefix("lc:"), "").split()},
    }
    if kind == "event":
        made |= _dates(mine["earliest"], mine["latest"])
    if kind == "agreement":
        made["day"] = {one for one in mine["signed"] if _DAY.fullmatch(one)}
    if kind == "person":
        made["country"] = {one for at in mine["institution"] & facts.keys() for one in facts[at]["country"]}
    if kind == "series":
        owners = {re.sub("[/-]", "", at): facts[at]["names"] for at in sorted(mine["organizer"] & facts.keys())}
        names |= {likeness.named_for(one, owners) for one in names}
    if "-" not in slug:
        called.add(slug)
    told = {fact: said for fact, said in {**mine, **made}.items() if said}
    return Thing(key, tuple(sorted(names)), frozenset(called), told)


def _dates(earliest: set[str], latest: set[str]) -> Facts:
    """The months and days of what is dated: days where they are known, months where they are not years."""
    if not earliest:
        return {}
    first, last = date.fromisoformat(min(earliest)), date.fromisoformat(max(latest or earliest))
    span = [first + timedelta(n) for n in range(min(62, (last - first).days + 1))]
    months = {day.isoformat()[:7] for day in span} if len(span) < 62 else set()
    return {"month": months, "day": {day.isoformat() for day in span} if len(span) <= _LONGEST else set()}
