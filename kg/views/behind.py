"""The facts behind the marks of a page and the sources that state them, each written once however often it is meant."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg import dates


class Behind:
    """``facts`` and ``sources`` as a page has them; a mark names its facts by their numbers."""

    def __init__(self) -> None:
        self.facts: list[dict[str, Any]] = []
        self.sources: list[dict[str, str]] = []
        self._numbers: dict[str, int] = {}

    def numbers(self, facts: Iterable[Mapping[str, Any]]) -> list[int]:
        """The numbers of a tie's facts (see :func:`kg.networks.network`), in the order of time."""
        ordered = sorted(facts, key=lambda fact: (str(fact.get("start") or "9999"), str(fact["event"])))
        return [self._number(self.facts, self._fact(fact)) for fact in ordered]

    def _fact(self, fact: Mapping[str, Any]) -> dict[str, Any]:
        start, place = str(fact.get("start") or ""), str(fact.get("place") or "")
        keys = ("iri", "title", "url", "publisher", "published")
        stated = [{key: str(source.get(key) or "") for key in keys} for source in fact.get("sources", ())]
        return {
            "id": str(fact["event"]),
            "label": dict(fact.get("label") or {}),
            "start": start,
            "end": str(fact.get("end") or ""),
            "year": int(dates.span(start).earliest[:4]) if start else None,
            "places": [{"": place}] if place else [],
            "sources": [self._number(self.sources, source) for source in stated],
        }

    def _number(self, table: list[dict[str, Any]], row: dict[str, Any]) -> int:
        key = json.dumps(row, sort_keys=True)
        if key not in self._numbers:
            self._numbers[key] = len(table)
            table.append(row)
        return self._numbers[key]
