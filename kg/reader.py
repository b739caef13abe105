"""One source file being read: what it defines, what is wrong in it, and how its things are named after merging."""

import difflib
import re
from collections.abc import Iterable
from typing import Any

from kg.authority import Authority
from kg.errors import Finding
from kg.format import SECTIONS
from kg.ontology import Vocabulary
from kg.terms import slug
from kg.textyaml import Mapping, Position, Sequence

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Reader:
    """State of one file: ``defined`` maps its ids to kinds, ``where`` node ids to the mappings they come from."""

    def __init__(self, file: str, content: Mapping, vocabulary: Vocabulary, authority: Authority) -> None:
        self.file, self.content = file, content
        self.vocabulary, self.authority = vocabulary, authority
        self.findings: list[Finding] = []
        self.where: dict[str, Mapping] = {}
        self.replaced: dict[str, str] = {}
        self.defined: dict[str, str] = {}
        for section, records in content.items():
            self._section(section, records)

    def fault(self, at: Position, rule: str, value: object, words: tuple[str, str]) -> None:
        """Note an error: what is wrong and what to do, in ``words``."""
        self.findings.append(Finding(self.file, *at, rule, str(value), *words))

    def unknown(self, at: Position, rule: str, value: str, known: Iterable[str]) -> None:
        """Note that a word is none of those known, with the nearest one."""
        known = sorted(known)
        near = difflib.get_close_matches(value, known, 1, 0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"write one of {', '.join(known)}"
        if rule == "unknown-theme":
            add = "add the word as skos:altLabel of a concept in ontology/vocabularies/themes.ttl"
            hint = f"{hint} Or {add}" if near else add
        self.fault(at, rule, value, (f"unknown {rule.removeprefix('unknown-')} {value!r}", hint))

    def slug(self, kind: str, key: str) -> str:
        """The id under which a thing goes on, after merging."""
        return self.authority.same.get((kind, key), key)

    def name(self, kind: str, parts: list[tuple[str, str]]) -> str:
        """The id of a node whose key is ``parts``, (kind, id) each; an old one that merging changed is remembered."""
        new = f"{kind}/" + "--".join(self.slug(*part) for part in parts)
        old = f"{kind}/" + "--".join(key for _, key in parts)
        if old != new:
            self.replaced[old] = new
        return new

    def city(self, name: str, country: str) -> dict[str, Any]:
        """The node of a city; its id holds the country, because there are several Dublins. A city that a register knows
        is one node, however its name is written."""
        made = f"{country}-{slug(name)}"
        place = self.authority.registers.places.get(made)
        if place and place.id != made:
            self.replaced[made] = place.id
        said = "other_names" if place and place.register and place.english != name else "name"
        return {"id": place.id if place else made, "type": "City", said: {"en": name}, "country": country}

    def _section(self, section: str, records: object) -> None:
        if section not in SECTIONS:
            if section != "source":
                self.unknown(self.content.keys_at[section], "unknown-key", section, ["source", *SECTIONS])
            return
        listed = SECTIONS[section] == "membership"
        if listed and records and isinstance(records, Sequence):
            return
        if records and isinstance(records, Mapping) and not listed:
            for key in records:
                self._define(SECTIONS[section], key, records.keys_at[key])
            return
        form = "a list, - {member: a, of: b}" if listed else "ids with their records, id: {key: value}"
        self.fault(
            self.content.keys_at[section],
            "form",
            section,
            (f"{section}: holds no records", f"write {form}, or take it out"),
        )

    def _define(self, kind: str, key: str, at: Position) -> None:
        if not ID.fullmatch(key):
            example = slug(key) if key.isascii() else "zhejiang-library"
            advice = f"write lower-case words joined by hyphens, such as {example}"
            self.fault(at, "id", key, (f"{key!r} is no id", advice))
        elif self.defined.setdefault(key, kind) != kind:
            self.fault(at, "id", key, (f"{key!r} is {self.defined[key]} and {kind}", "give one of them another id"))
        if (kind, key) in self.authority.withdrawn:
            self.fault(
                at,
                "withdrawn",
                key,
                (f"{key} has asked to be taken out", "delete all that this file says of this person"),
            )
