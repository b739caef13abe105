"""The themes are one tree in which every theme word of the sources has exactly one place. Each rule is a sentence; a
failure prints it with the concepts or words that break it, and a planted breach shows that it can fail."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph
import pytest
import rdflib
import yaml
from rdflib.namespace import RDF, SKOS

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "ontology" / "vocabularies" / "themes.ttl"
SCHEME = rdflib.URIRef("https://w3id.org/libcoop/id/theme")
THEME = rdflib.URIRef("https://w3id.org/libcoop/ontology#Theme")
LEVELS, TOPS = 4, range(8, 15)


class Themes(NamedTuple):
    """What ``themes.ttl`` says, the local names of its subjects in the file's order, and the words of the sources."""

    graph: rdflib.Graph
    order: tuple[str, ...]
    words: frozenset[str]

    @property
    def concepts(self) -> list[rdflib.term.Node]:
        """All that is a concept, or that a statement uses as one."""
        named = {s for s in self.graph.subjects() if s != SCHEME} | set(self.graph.objects(None, SKOS.broader))
        return sorted(named | set(self.graph.objects(SCHEME, SKOS.hasTopConcept)), key=str)

    def above(self, concept: rdflib.term.Node) -> list[rdflib.term.Node]:
        """The concepts on the way up, the concept first; it ends where it would go round."""
        way = [concept]
        while (broader := self.graph.value(way[-1], SKOS.broader)) is not None and broader not in way:
            way.append(broader)
        return way

    def english(self) -> Iterator[tuple[str, rdflib.term.Node]]:
        """Each English label, folded, with its concept."""
        for label in (SKOS.prefLabel, SKOS.altLabel):
            for concept, text in self.graph.subject_objects(label):
                if concept != SCHEME and isinstance(text, rdflib.Literal) and text.language == "en":
                    yield _folded(text), concept


def _folded(word: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", word).split()).casefold()


def _theme_words(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, child in node.items():
            if key == "themes":
                yield from [child] if isinstance(child, str) else child
            else:
                yield from _theme_words(child)
    elif isinstance(node, list):
        for child in node:
            yield from _theme_words(child)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    found: set[str] = set()
    for path in sorted((ROOT / "data" / "sources").rglob("*.yaml")):
        found.update(_theme_words(yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)))
    return frozenset(found)


def _read(text: str, words: frozenset[str]) -> Themes:
    return Themes(rdflib.Graph().parse(data=text, format="turtle"), tuple(re.findall(r"(?m)^theme:(\S+)", text)), words)


def _local(concept: rdflib.term.Node) -> str:
    return str(concept).removeprefix(f"{SCHEME}/")


def _untyped(themes: Themes) -> Iterator[str]:
    for concept in themes.concepts:
        types = set(themes.graph.objects(concept, RDF.type))
        if types != {SKOS.Concept, THEME} or list(themes.graph.objects(concept, SKOS.inScheme)) != [SCHEME]:
            yield _local(concept)


def _misnamed(themes: Themes) -> Iterator[str]:
    for concept in themes.concepts:
        labels = [o for o in themes.graph.objects(concept, SKOS.prefLabel) if getattr(o, "language", "") == "en"]
        if [re.sub(r"[\W_]+", "-", str(label).casefold()) for label in labels] != [_local(concept)]:
            yield f"{_local(concept)}: {[str(label) for label in labels]}"


def _unlabelled(themes: Themes) -> Iterator[str]:
    for concept in themes.concepts:
        for what in (SKOS.prefLabel, SKOS.definition):
            texts = [o for o in themes.graph.objects(concept, what) if isinstance(o, rdflib.Literal)]
            languages = Counter(text.language for text in texts)
            full = all(text.strip() and (what == SKOS.prefLabel or text[-1] in ".。") for text in texts)
            if not {"en", "zh"} <= set(languages) or max(languages.values()) > 1 or not full:
                yield f"{_local(concept)}: {what}"


def _shared_labels(themes: Themes) -> Iterator[str]:
    holders = defaultdict(list)
    for concept in themes.concepts:
        for label in themes.graph.objects(concept, SKOS.prefLabel):
            holders[_folded(str(label)), getattr(label, "language", "")].append(_local(concept))
    yield from (f"{label}: {names}" for label, names in holders.items() if len(names) > 1)


def _rootless(themes: Themes) -> Iterator[str]:
    tops = set(themes.graph.objects(SCHEME, SKOS.hasTopConcept))
    if tops != set(themes.graph.subjects(SKOS.topConceptOf, SCHEME)) or len(tops) not in TOPS:
        yield f"{len(tops)} top concepts, or not named on both sides"
    for concept in themes.concepts:
        broader = list(themes.graph.objects(concept, SKOS.broader))
        if len(broader) != (concept not in tops) or themes.above(concept)[-1] not in tops:
            yield f"{_local(concept)}: {[_local(b) for b in broader]}"


def _too_deep(themes: Themes) -> Iterator[str]:
    yield from (_local(concept) for concept in themes.concepts if len(themes.above(concept)) > LEVELS)


def _misplaced(themes: Themes) -> Iterator[str]:
    ways = {_local(c): [_local(above) for above in reversed(themes.above(c))] for c in themes.concepts}
    right = sorted(ways, key=lambda name: ways[name])
    if list(themes.order) != right:
        yield from (
            f"{here} stands where {due} is due" for here, due in zip(themes.order, right, strict=False) if here != due
        )
        yield f"{len(themes.order)} blocks for {len(right)} concepts"


def _homeless_words(themes: Themes) -> Iterator[str]:
    known = {word for word, _ in themes.english()}
    yield from sorted(word for word in themes.words if _folded(word) not in known)


def _torn_words(themes: Themes) -> Iterator[str]:
    for word, times in Counter(word for word, _ in themes.english()).items():
        if times > 1:
            yield word


def _empty(themes: Themes) -> Iterator[str]:
    words = {_folded(word) for word in themes.words}
    used = {above for word, concept in themes.english() if word in words for above in themes.above(concept)}
    yield from (_local(concept) for concept in themes.concepts if concept not in used)


class Rule(NamedTuple):
    """``check`` names each breach; ``planted`` is what to replace in the small scheme below, and by what."""

    check: Callable[[Themes], Iterator[str]]
    planted: tuple[str, str]


def _block(name: str, place: str, zh: str) -> str:
    return (
        f"theme:{name} a skos:Concept , lc:Theme ; skos:inScheme s: ; {place} ;\n"
        f'    skos:prefLabel "{name}"@en , "{zh}"@zh ; skos:definition "It."@en , "它。"@zh .\n'
    )


_TOPS = ("a", "d", "e", "f", "g", "h", "i", "j")
SMALL = "".join(
    [
        f"@prefix lc: <{THEME.removesuffix('Theme')}> . @prefix skos: <{SKOS}> .\n",
        f"@prefix s: <{SCHEME}> . @prefix theme: <{SCHEME}/> .\n",
        "s: skos:hasTopConcept " + " , ".join(f"theme:{top}" for top in _TOPS) + " .\n",
        _block("a", "skos:topConceptOf s:", "甲"),
        _block("b", "skos:broader theme:a", "乙"),
        _block("c", "skos:broader theme:b", "丙"),
        *(_block(top, "skos:topConceptOf s:", f"丁{top}") for top in _TOPS[1:]),
    ]
)
RULES = {
    "A theme is a skos:Concept and an lc:Theme of the scheme.": Rule(
        _untyped, ("theme:b a skos:Concept ,", "theme:b a")
    ),
    "The identifier of a theme is its one English label in lower case, joined by hyphens.": Rule(
        _misnamed, ('"b"@en', '"b c"@en')
    ),
    "A theme has one label a language and one definition a language, English and Chinese among them.": Rule(
        _unlabelled, ('"丙"@zh', '"丙"@fr')
    ),
    "No two themes have one label.": Rule(_shared_labels, ('"丙"@zh', '"乙"@zh')),
    "A theme is one of 8 to 14 top concepts, or it stands under one concept and leads up to one of them.": Rule(
        _rootless, ("skos:broader theme:a", "skos:broader theme:c")
    ),
    f"The tree has at most {LEVELS} levels.": Rule(
        _too_deep,
        (
            _block("d", "skos:topConceptOf s:", "丁d"),
            _block("d", "skos:broader theme:c", "丁") + _block("k", "skos:broader theme:d", "戊"),
        ),
    ),
    "The file is in order: down the tree from each top concept, neighbours by identifier.": Rule(
        _misplaced, (_block("a", "skos:topConceptOf s:", "甲"), "")
    ),
    "Every theme word of the sources is an English label of a theme.": Rule(_homeless_words, ('"b"@en', '"bb"@en')),
    "An English label stands once: no word means two themes.": Rule(
        _torn_words, ('"b"@en', '"b"@en ; skos:altLabel " C"@en')
    ),
    "Every theme is used by the sources: it, or one below it, has a word of theirs.": Rule(
        _empty, ('"c"@en', '"cc"@en')
    ),
}


@pytest.fixture(scope="module")
def themes() -> Themes:
    """The themes of this project with the words of its sources."""
    return _read(FILE.read_text("utf-8"), _words())


@pytest.mark.parametrize("sentence", RULES)
def test_rule(sentence: str, themes: Themes) -> None:
    """The themes keep the rule."""
    broken = list(RULES[sentence].check(themes))
    assert not broken, "\n".join([sentence, *broken])


@pytest.mark.parametrize("sentence", RULES)
def test_rule_finds_a_planted_breach(sentence: str) -> None:
    """A small scheme keeps the rule until it is broken there."""
    rule = RULES[sentence]
    words = frozenset({"C", *_TOPS[1:], "b"})
    assert not list(rule.check(_read(SMALL, words)))
    assert rule.planted[0] in SMALL
    assert list(rule.check(_read(SMALL.replace(*rule.planted), words)))


def test_sources_have_words(themes: Themes) -> None:
    """The rules about words speak of something."""
    assert themes.words


def test_two_readers_read_the_same(themes: Themes) -> None:
    """The file is Turtle for rdflib and for pyoxigraph, with the same statements."""
    read = pyoxigraph.parse(FILE.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    assert {str(quad.triple) for quad in read} == {" ".join(term.n3() for term in triple) for triple in themes.graph}
