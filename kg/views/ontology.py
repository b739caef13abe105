"""The reference of the ontology as one HTML page a language, which loads nothing and runs nothing.

All texts come from the ontology and from ``page/ontology.json``; the template escapes each, and the policy in the head
admits the page's own style and nothing else.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg import diagrams, reference, store, usage
from kg.project import Project
from kg.reference import Reference, Rule, Term
from kg.usage import Usage
from kg.views import safety

LANGUAGES = ("en", "zh")
_FOLDER = Path(__file__).parent
_NAMES = {"en": "English", "es": "español", "fr": "français", "ru": "русский", "zh": "中文"}


def pages(project: Project) -> dict[str, str]:
    """The page in each language by its file's name; the same ontology and graph give the same bytes.

    KGError where the ontology is broken or there is no built graph.
    """
    read, graph = reference.read(project.ontology), store.opened(project)
    used, digest = usage.of(graph), store.manifest(project)["sha256"]
    return {
        file(language): render(
            read, used, language, {"examples": usage.examples(graph, used, read, language)} | {"digest": digest}
        )
        for language in LANGUAGES
    }


def file(language: str) -> str:
    """The name of the page in a language."""
    return f"ontology.{language}.html"


def render(read: Reference, used: Usage, language: str, shown: dict[str, Any]) -> str:
    """The page of a reference: ``shown`` has the ``examples`` in its language and the ``digest`` of the graph."""
    words = json.loads((_FOLDER / "page" / "ontology.json").read_text("utf-8"))[language]
    style = (_FOLDER / "page" / "ontology.css").read_text("utf-8")
    named = read.terms | read.schemes
    names = {key: _in(term.labels, language) for key, term in named.items()}
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(count="{:,}".format, said=lambda texts: _in(texts, language))
    return environment.get_template("ontology.html.j2").render(
        **shown,
        read=read,
        used=used,
        language=language,
        other=next(tag for tag in LANGUAGES if tag != language),
        file=file,
        words=words,
        names=names,
        languages=_NAMES,
        policy=safety.policy((), style),
        style=Markup(style),  # noqa: S704  our own file
        diagrams=[diagrams.drawn(diagram, words | names) for diagram in diagrams.DIAGRAMS],
        demand=lambda rule: _demand(rule, words),
        above=lambda term: list(_above(term, read)),
    )


def _in(texts: dict[str, str], language: str) -> str:
    """The text in a language; where a broken ontology has none, any."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _demand(rule: Rule, words: dict[str, str]) -> str:
    """How many values a rule asks for, in words."""
    if rule.each_language:
        return words["eachLanguage"] + (f"{words['comma']}{words['least']} {rule.least}" if rule.least else "")
    if rule.least == rule.most == 1:
        return words["one"]
    told = [f"{words['least']} {rule.least}"] if rule.least else []
    told += [f"{words['most']} {rule.most}"] if rule.most else []
    told += [words["wanted"]] if rule.wanted and not rule.least else []
    return str(words["comma"]).join(told) or str(words["any"])


def _above(term: Term, read: Reference) -> Iterator[Term]:
    """All classes of ours above a class that give it properties."""
    for key in term.above:
        if key in read.classes:
            if read.classes[key].uses:
                yield read.classes[key]
            yield from _above(read.classes[key], read)
