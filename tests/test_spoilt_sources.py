"""Sources spoilt at random, as no table would think of: each is read, or refused with lines that name places."""

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kg import authority, dataset, ontology, project
from kg.mapping import Mapper
from kg.sources import curated

MINI = project.find(str(Path(__file__).parent / "mini" / "data"))
TIMES = 1500
JUNK: list[Any] = [
    *("", " ", "~", "x", "<", "\\", "a\tb", "2023", "0", "-1", "NO", "high", "event/x", "https://example.org", "📚"),
    *("ada-wick", "library-of-lantern-isle", "no-such-thing"),
    *([], ["x"], [[]], [{}], [""], [{"a": []}], {}, {"a": "b"}, {"en": "x"}, {"en": ["x"]}, {"en": []}, {"": ""}),
]
KEYS = "x title type by city country places themes positions note participants attendance name".split()


def places(node: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in a source."""
    if above:
        yield above
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in pairs:
        yield from places(inner, (*above, key))


def spoilt(content: Any, chance: random.Random) -> Any:
    """A copy with up to three values changed, taken out, added, doubled or renamed."""
    content = copy.deepcopy(content)
    for _ in range(chance.choice((1, 1, 2, 3))):
        *way, last = chance.choice(list(places(content)))
        node = content
        for key in way:
            node = node[key]
        action = chance.random()
        if action < 0.6:
            node[last] = copy.deepcopy(chance.choice(JUNK))
        elif action < 0.75 and len(content) > 1:
            del node[last]
        elif isinstance(node, list):
            node.append(copy.deepcopy(node[last]))
        elif action < 0.9:
            node[chance.choice(KEYS)] = copy.deepcopy(chance.choice(JUNK))
        else:
            node["renamed"] = node.pop(last)
    return content


def test_no_source_ends_in_a_traceback(tmp_path: Path) -> None:
    """A page is mapped to statements, or each finding is one line with file, line and column."""
    vocabulary, decided = ontology.load(MINI.ontology), authority.load(MINI.data / "authority")
    mapper, chance = Mapper(vocabulary.context), random.Random(4)
    pages = [
        yaml.load(path.read_text("utf-8-sig"), Loader=yaml.CBaseLoader) for path in sorted(MINI.sources.rglob("*.yaml"))
    ]
    page, read = tmp_path / "page.yaml", 0
    for _ in range(TIMES):
        content = spoilt(chance.choice(pages), chance)
        page.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")
        document = curated.read(page, "page.yaml", vocabulary, decided)
        for found in document.findings:
            assert found.line
            assert found.column
            assert str(found).count("\n") == 0
        if not document.findings:
            assert dataset.statements(document, mapper)[0]
            read += 1
    assert TIMES / 50 < read < TIMES / 2, "some must be fine still, most must not"
