"""The facts behind the marks of a page and the sources that state them, each written once however often it is meant."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg import dates


class Once(list[dict[str, Any]]):
    """Rows of a page's table, each written once."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, int] = {}

    def place(self, row: dict[str, Any]) -> int:
        """Where a row stands; a new one comes to the end."""
        at = self._places.setdefault(json.dumps(row, sort_keys=True), len(self))
        if at == len(self):
            self.append(row)
        return at


class Behind:
    """``facts`` and ``sources`` as a page has them; a mark names its facts by their numbers."""

    def __init__(self) -> None:
        self.facts = Once()
        self.sources = Once()

    def numbers(self, facts: Iterable[Mapping[str, Any]]) -> list[int]:
        """The numbers of a tie's facts (see :func:`kg.networks.network`), in the order of time."""
        ordered = sorted(facts, key=lambda fact: (str(fact.get("start") or "9999"), str(fact["event"])))
        return [self.facts.place(self._fact(fact)) for fact in ordered]

    def _fact(self, fact: Mapping[str, Any]) -> dict[str, Any]:
        start, place = str(fact.get("start") or ""), str(fact.get("place") or "")
        keys = ("iri", "title", "url", "publisher", "published")
        stated = [{key: str(source.get(key) or "") for key in keys} for source in fact.get("sources", ())]
        return {
            "id": str(fact["event"]),
            "label": dict(fact.get("label") or {}),
            "start": start,
            "end": str(fact.get("end") or ""),
            "year": int(dates.span(start).earliest[:4]) if start else fact.get("year"),
            "places": [dict(labels) for labels in fact.get("places", ())] or ([{"": place}] if place else []),
            "sources": [self.sources.place(source) for source in stated],
        }
