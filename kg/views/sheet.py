"""The page around a picture of plain SVG: one HTML file with its facts, their sources and a table of the same, which
loads nothing.

Data is JSON in a block that no browser executes, the page's scripts set every text as text, and the policy in the head
admits these scripts and this style alone.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.terms import ID
from kg.views import safety

_FOLDER = Path(__file__).parent
_SCRIPTS = ("elements", "words", "framed", "ink", "facts", "further", "rows", "marks", "{kind}", "sheet")
_STYLES = ("colours", "network", "sheet")


def page(kind: str, title: Mapping[str, str], content: Mapping[str, Any], needed: Sequence[str] = ()) -> str:
    """The page of a kind (``page/KIND.js`` draws it) with its content; the same content gives the same bytes.

    ``content`` has ``names`` (code to language to text, under "types" and "countries"), ``sources``, and what the
    script of its kind reads; ``of`` is a word that chooses among forms of words in ``page/sheets.json``. That script
    may need others, which then stand before it.
    """
    words = json.loads(_read("sheets.json"))
    kinds = {"nodes": kind, "facts": content.get("of", "")}
    data = {"explanation": {}, **content, "title": title, "words": words, "kinds": kinds}
    scripts = [_read(f"{name.format(kind=kind)}.js") for name in _SCRIPTS]
    scripts[-2:-2] = needed
    style = "".join(_read(f"{name}.css") for name in _STYLES)
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("sheet.html.j2").render(
        heading=title.get("en") or next(iter(title.values()), ""),
        policy=safety.policy(scripts, style),
        style=Markup(style),  # noqa: S704  our own files
        scripts=list(map(Markup, scripts)),
        data=safety.in_html(data),
    )


def kind_of(things: Iterable[str]) -> str:
    """The one kind of things by their IRIs (institution, place …), or nothing."""
    kinds = {thing.removeprefix(ID).partition("/")[0] for thing in things}
    return kinds.pop() if len(kinds) == 1 else ""


def _read(name: str) -> str:
    return (_FOLDER / "page" / name).read_text(encoding="utf-8")
