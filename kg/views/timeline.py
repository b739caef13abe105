"""The page of a thing in time: its events, agreements, projects and memberships along the years."""

from kg import chronicle, picture
from kg.errors import KGError
from kg.picture import Part
from kg.project import Project
from kg.selection import EVERYTHING
from kg.views import sheet

WHOLE: Part = ({}, EVERYTHING)


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
