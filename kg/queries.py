"""Questions as files: SPARQL that any editor runs, with a header that says what is asked and which parameters it has.

A header line is ``#+ key: value`` (as in grlc), a value in braces JSON; in title and description that is a map of
languages to texts, in columns one for each column of the answer. A parameter ``country`` stands in the text as
``$country`` (to SPARQL just a variable) and is replaced by an escaped term, never by pasted text; a parameter without
a value stays a variable, so that it matches anything.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import KGError
from kg.terms import integer, literal

_WORDS_BY_LANGUAGE = 'write {"en": "…", "zh": "…"}'
_HEADER = re.compile(r"^#\+\s*(\w+):\s*(.*)", re.MULTILINE)
_PARAMETER = re.compile(r"\$(\w+)")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)


class Parameter(NamedTuple):
    """``type`` is a kind of thing (institution, event, theme, country …), ``year``, ``text``, ``number``, or ``choice``
    among words."""

    type: str
    default: str
    choices: tuple[str, ...] = ()


class Query(NamedTuple):
    """A question: its name, and by language its title, itself in words, and words for the columns of its answer; its
    parameters, its SPARQL."""

    name: str
    title: dict[str, str]
    description: dict[str, str]
    columns: dict[str, dict[str, str]]
    parameters: dict[str, Parameter]
    sparql: str


Term = Callable[[str, str], str]  # (kind, what the user wrote) -> the term of the thing


def names(folder: Path) -> list[str]:
    """The names of the questions in a folder."""
    return sorted(path.stem for path in folder.glob("*.rq"))


def load(folder: Path, name: str) -> Query:
    """The question of that name; KGError with the nearest name where there is none."""
    path = folder / f"{name}.rq"
    if name not in (known := names(folder)):
        near = _near(name, known)
        what, listed = ("network", "networks") if folder.name == "networks" else ("question", "queries")
        remedy = f"did you mean {near[0]}?" if near else f"see kg list {listed}"
        raise KGError(f"{what} {name}", f"there is no such {what}", remedy)
    return read(name, path.read_text("utf-8"), str(path))


def chosen(folder: Path, question: str | None, expression: str | None) -> Query:
    """What a user asks: SPARQL itself, a file ``.rq``, ``-`` for standard input, or the name of a question."""
    if (question is None) == (expression is None):
        raise KGError(
            "query",
            "nothing to answer" if question is None else "two queries at once",
            "name a question, or write -e 'SELECT …'",
        )
    if expression is not None:
        return read("-e", expression, "-e")
    if question == "-":
        return read("-", _standard_input(), "standard input")
    path = Path(question or "")
    if path.suffix == ".rq":
        try:
            return read(path.stem, path.read_text("utf-8"), str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise KGError(str(path), f"cannot be read, {error}", "name a file of SPARQL in UTF-8") from error
    return load(folder, question or "")


def _standard_input() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise KGError("standard input", f"cannot be read, {error}", "give SPARQL in UTF-8") from error


def read(name: str, text: str, place: str) -> Query:
    """A question from its text; KGError where a header line is broken."""
    header: dict[str, Any] = {"title": {}, "description": {}, "columns": {}, "parameters": {}}
    for number, line in enumerate(text.splitlines(), 1):
        if found := _HEADER.match(line):
            key, said = found.groups()
            header[key] = _value(f"{place}:{number}", key, said)
    try:
        parameters = {
            key: Parameter(said["type"], said.get("default", ""), tuple(said.get("choices", ())))
            for key, said in header["parameters"].items()
        }
    except (AttributeError, KeyError, TypeError) as error:
        remedy = 'write #+ parameters: {"name": {"type": "text"}}'
        raise KGError(place, "parameters: is no map of names to types", remedy) from error
    return Query(name, header["title"], header["description"], header["columns"], parameters, text)


def _value(place: str, key: str, text: str) -> Any:
    """What a header line says: JSON, or text; what readers see, by language, English where none is named."""
    try:
        said = json.loads(text) if text[:1] in ("{", "[") else text
    except ValueError as error:
        raise KGError(place, f"{key}: is no JSON", _WORDS_BY_LANGUAGE) from error
    if key in ("title", "description"):
        return _by_language(place, key, said)
    if key == "columns":
        if not isinstance(said, dict):
            raise KGError(place, "columns: is no map of columns to words", 'write {"year": {"en": "…", "zh": "…"}}')
        return {column: _by_language(place, f"columns: {column}", words) for column, words in said.items()}
    return said


def _by_language(place: str, key: str, said: Any) -> dict[str, str]:
    said = {"en": said} if isinstance(said, str) else said
    if not isinstance(said, dict) or not all(isinstance(words, str) for words in said.values()):
        raise KGError(place, f"{key}: is no map of languages to texts", _WORDS_BY_LANGUAGE)
    return said


def bound(query: Query, given: Mapping[str, str], term: Term) -> str:
    """The SPARQL of a question with its parameters; KGError for one that it has not, or a value that does not fit."""
    for key in given:
        if key not in query.parameters:
            near = _near(key, query.parameters)
            known = f"did you mean {near[0]}?" if near else f"it takes {', '.join(query.parameters) or 'none'}"
            raise KGError(f"query {query.name}", f"there is no parameter {key!r}", known)
    terms = {}
    for key, parameter in query.parameters.items():
        if value := given.get(key, parameter.default):
            terms[key] = _term(query.name, (key, value), parameter, term)
    # All at once, so that a value that holds another parameter's name stays as it is.
    return _PARAMETER.sub(lambda found: terms.get(found[1], found[0]), query.sparql)


def _term(name: str, given: tuple[str, str], parameter: Parameter, term: Term) -> str:
    (key, value), kind = given, parameter.type
    if kind == "choice":
        if value not in parameter.choices:
            raise KGError(f"query {name}", f"{key}: {value!r} is no choice", f"write {', '.join(parameter.choices)}")
        return literal(value)
    if kind == "text":
        return literal(value)
    if kind in ("year", "number"):
        if not (_YEAR if kind == "year" else _NUMBER).fullmatch(value):
            raise KGError(
                f"query {name}",
                f"{key}: {value!r} is no {kind}",
                f"write a {kind} such as {'2019' if kind == 'year' else '10'}",
            )
        return integer(value)
    return term(kind, value)


def _near(word: str, known: Iterable[str]) -> list[str]:
    import difflib  # for mistakes only

    return difflib.get_close_matches(word, list(known), 1)


def said(query: Query, key: str) -> str:
    """What a question's header says under a key, or nothing."""
    return next((text.strip() for found, text in _HEADER.findall(query.sparql) if found == key), "")
