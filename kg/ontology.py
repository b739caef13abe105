"""What building needs of the ontology: classes above classes, single-valued properties, concepts, themes, labels."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kg import rdf
from kg.errors import KGError
from kg.project import shown
from kg.terms import ID, LC, Triple, language, name, short, value

CONCEPTS = ("role", "qualifier", "theme")


class Vocabulary(NamedTuple):
    """The ontology, read once.

    ``supers``: class -> all classes above it (local names); ``single``: properties with one value in the consensus;
    ``single_on``: property -> class on whose things it has one value; ``together``: property -> name of the group
    whose values are chosen from one source; ``concepts``: scheme -> slugs; ``themes``: folded word -> theme id;
    ``labels``: class or property -> language -> label; ``statements``: the concept schemes, for the default graph;
    ``context``: the JSON-LD context.
    """

    supers: dict[str, tuple[str, ...]]
    single: frozenset[str]
    single_on: dict[str, str]
    together: dict[str, str]
    concepts: dict[str, frozenset[str]]
    themes: dict[str, str]
    labels: dict[str, dict[str, str]]
    statements: tuple[Triple, ...]
    context: dict[str, Any]


@lru_cache(maxsize=4)
def load(folder: Path) -> Vocabulary:
    """The vocabulary of an ontology folder; KGError where a file is broken or themes contradict."""
    said = [
        t for path in sorted([folder / "libcoop.ttl", *folder.glob("vocabularies/*.ttl")]) for t in rdf.triples(path)
    ]
    by_predicate: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for s, p, o in said:
        by_predicate[p].append((s, o))
    concepts = tuple(t for t in said if value(t[0]).startswith(tuple(f"{ID}{kind}" for kind in CONCEPTS)))
    _no_circles(by_predicate[name("skos:broader")], folder)
    return Vocabulary(
        supers=_supers(by_predicate[name("rdfs:subClassOf")]),
        single=frozenset(s for s, o in by_predicate[name("lc:singleValued")] if value(o) == "true"),
        single_on={s: value(o).removeprefix(LC) for s, o in by_predicate[name("lc:singleValuedOn")]},
        together={s: value(o) for s, o in by_predicate[name("lc:chosenTogether")]},
        concepts={kind: frozenset(_slugs(concepts, kind)) for kind in CONCEPTS},
        themes=_words(concepts, folder),
        labels=_labels(by_predicate[name("rdfs:label")]),
        statements=concepts,
        context=_context(folder / "context.jsonld"),
    )


def _context(path: Path) -> dict[str, Any]:
    try:
        context: dict[str, Any] = json.loads(path.read_text("utf-8"))["@context"]
    except (ValueError, KeyError, TypeError) as error:
        line = getattr(error, "lineno", 1)
        raise KGError(
            f"{shown(path)}:{line}", "this is no JSON-LD context", 'mend it; it begins {"@context": {'
        ) from error
    return context


def _labels(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for term, label in pairs:
        labels[term][language(label)] = value(label)
    return dict(labels)


def _slugs(concepts: Iterable[Triple], kind: str) -> set[str]:
    base = f"{ID}{kind}/"
    return {value(s)[len(base) :] for s, _, _ in concepts if value(s).startswith(base)}


def _supers(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    direct: dict[str, list[str]] = defaultdict(list)
    for sub, above in pairs:
        if value(sub).startswith(LC) and value(above).startswith(LC):
            direct[value(sub).removeprefix(LC)].append(value(above).removeprefix(LC))
    result = {}
    for sub, above_it in list(direct.items()):
        found: list[str] = []
        queue = list(above_it)
        while queue:
            if (above := queue.pop()) not in found:
                found.append(above)
                queue += direct.get(above, [])
        result[sub] = tuple(sorted(found))
    return result


def _words(concepts: Iterable[Triple], folder: Path) -> dict[str, str]:
    """Each English label of a theme, folded as the reader folds words, with the theme that it stands for."""
    words: dict[str, str] = {}
    labels = (name("skos:prefLabel"), name("skos:altLabel"))
    for s, p, o in concepts:
        if p in labels and language(o) == "en" and value(s).startswith(f"{ID}theme/"):
            word, theme = " ".join(value(o).casefold().split()), value(s).removeprefix(ID)
            if words.setdefault(word, theme) != theme:
                what = f"{word!r} names both {words[word]} and {theme}"
                raise KGError(_place(folder, s), what, "leave it with one of them")
    return words


def _place(folder: Path, theme: str) -> str:
    """The file and line in which a theme is described."""
    path = folder / "vocabularies" / "themes.ttl"
    opening = re.compile(rf"(theme:|<{ID}theme/){re.escape(value(theme).rpartition('/')[2])}[\s>]")
    lines = path.read_text("utf-8").splitlines()
    return ":".join([shown(path), *(str(n) for n, line in enumerate(lines, 1) if opening.match(line))][:2])


def _no_circles(pairs: list[tuple[str, str]], folder: Path) -> None:
    above: dict[str, list[str]] = defaultdict(list)
    for narrow, broad in pairs:
        above[narrow].append(broad)
    for start in sorted(above):
        seen, queue = {start}, list(above[start])
        while queue:
            broad = queue.pop()
            if broad == start:
                what = f"{short(start)} is broader than itself"
                raise KGError(_place(folder, start), what, "take one skos:broader of the circle out")
            if broad not in seen:
                seen.add(broad)
                queue += above[broad]
