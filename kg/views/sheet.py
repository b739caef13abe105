"""The page around a picture of plain SVG: one HTML file with its facts, their sources and a table of the same, which
loads nothing.

Data is JSON in a block that no browser executes, the page's scripts set every text as text, and the policy in the head
admits these scripts and this style alone.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.terms import ID

_FOLDER = Path(__file__).parent
_SCRIPTS = ("elements", "words", "ink", "facts", "rows", "marks", "{kind}", "sheet")
_STYLES = ("network", "sheet")


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
        policy=_policy(scripts, style),
        style=Markup(style),  # noqa: S704  our own files
        scripts=list(map(Markup, scripts)),
        data=_in_html(data),
    )


def kind_of(things: Iterable[str]) -> str:
    """The one kind of things by their IRIs (institution, place …), or nothing."""
    kinds = {thing.removeprefix(ID).partition("/")[0] for thing in things}
    return kinds.pop() if len(kinds) == 1 else ""


def _read(name: str) -> str:
    return (_FOLDER / "page" / name).read_text(encoding="utf-8")


def _policy(scripts: list[str], style: str) -> str:
    """Only these scripts and this style, nothing from elsewhere, and no text ever read as HTML."""
    return (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _in_html(data: object) -> Markup:
    """JSON that no HTML parser mistakes for markup."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  nothing in it ends a script element
