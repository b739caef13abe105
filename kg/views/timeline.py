"""The page of a thing in time: its events, agreements, projects and memberships along the years."""

from pathlib import Path
from typing import Any

from kg import chronicle, picture
from kg.errors import KGError
from kg.picture import Part
from kg.project import Project
from kg.selection import EVERYTHING
from kg.views import sheet
from kg.views.behind import Once

WHOLE: Part = ({}, EVERYTHING)
KINDS = ("institution", "series", "theme")  # of things among which a reader chooses
MOST = 250  # of them; the bytes grow with each
_SHARED = ("id", "label", "type", "status", "start", "end", "first", "last", "places")  # of an entry, whoever has it
_CHOOSER = Path(__file__).parent / "page" / "chooser.js"


def page(project: Project, words: str, part: Part = WHOLE) -> str:
    """The page as HTML of the thing that words name.

    KGError where they name nothing, or several things, or where a part is asked for: the page itself chooses years.
    """
    if part != WHOLE:
        raise KGError("timeline", "shows all that is known of a thing", "leave the other options, choose on the page")
    found = chronicle.of(project, words)
    content = {
        "entries": found.entries,
        "lanes": chronicle.LANES,
        "names": picture.names(project),
        "of": sheet.kind_of([found.thing]),
        "sources": found.sources,
    }
    return sheet.page("timeline", found.names or {"en": found.thing}, content)


def choice(project: Project, most: int = MOST) -> str:
    """The page of many things, those of most entries, of which its reader chooses one."""
    found = chronicle.many(project, KINDS, most)
    facts, others = Once(), Once()

    def packed(entry: chronicle.Entry) -> list[Any]:
        fact = facts.place({key: entry[key] for key in _SHARED})
        lane = chronicle.LANES.index(entry["lane"])
        return [fact, lane, [others.place(names) for names in entry["others"]], entry["sources"]]

    things = [
        {"id": one.thing, "label": one.names or {"en": one.thing}, "kind": sheet.kind_of([one.thing])}
        | {"entries": [packed(entry) for entry in one.entries]}
        for one in found
    ]
    content = {"things": things, "facts": facts, "others": others, "lanes": chronicle.LANES}
    known = {"names": picture.names(project), "sources": found[0].sources if found else []}
    return sheet.page("timeline", {"en": "Timelines", "zh": "时间线"}, content | known, [_CHOOSER.read_text("utf-8")])
