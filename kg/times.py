"""What follows from the dates in a file: bounds, years, when a post is attested, whether an event was held."""

from typing import Any

from kg import dates
from kg.reader import Reader
from kg.textyaml import Mapping

Node = dict[str, Any]


def dated(reader: Reader, node: Node, record: Mapping) -> None:
    """Bounds as full days and the year of the start, on every node that has a date."""
    start = node.get("start") or node.get("signed") or node.get("since") or node.get("founded")
    end = node.get("end") or node.get("until")
    if start:
        node["earliest"] = dates.span(start).earliest
        node["year"] = node["earliest"][:4]
    if end or (start and node["id"].startswith("event/")):
        node["latest"] = dates.span(end or start).latest
    if start and end and node["earliest"] > node["latest"]:
        at = record.places["end" if "end" in record else "until"]
        reader.fault(at, "end-before-start", end, (f"end {end} lies before start {start}", "mend one of the two dates"))


def observed(nodes: list[Node], source: Node) -> None:
    """A post is attested in the years of the events where its holder appears here, else in the source's year; one that
    the source says to have ended is not."""
    seen: dict[str, set[str]] = {}
    for node in nodes:
        parts = [*node.get("participants", ()), *node.get("contributions", ()), *node.get("signatories", ())]
        for who in {w for part in parts for w in [part.get("participant"), *part.get("by", ())]}:
            seen.setdefault(who, set()).update({node["year"]} if "year" in node else ())
    published = source.get("published", "X")[:4]
    for node in nodes:
        for position in node.get("positions", ()):
            now = {published} if published.isdigit() and "until" not in position else set()
            years = seen.get(node["id"]) or now
            position["observed"] = sorted(years)


def held(nodes: list[Node], source: Node) -> None:
    """An event without a status was held, unless the source is older than its start: then it was planned."""
    published = source.get("published")
    for node in nodes:
        if node["id"].startswith("event/"):
            ahead = published and "earliest" in node and dates.span(published).latest < node["earliest"]
            node.setdefault("status", "planned" if ahead else "held")
