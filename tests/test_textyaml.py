"""YAML without guesses: every scalar is the text that stands in the file, and every value knows its place there."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import textyaml

# What YAML 1.1 takes for truth values, numbers, dates and nothing.
GUESSED = "NO no Yes y on OFF true 0123 0x1F 0b11 1_000 1.10 1e3 .5 +7 .inf .nan 12:30 2023-01-01 =".split()

SAFE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"])
WORDS = st.text(SAFE, max_size=12).map(lambda text: unicodedata.normalize("NFC", text))
NESTED = st.recursive(
    WORDS, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)), max_leaves=8
)
FILES = st.dictionaries(WORDS, NESTED, min_size=1, max_size=5)


def read(folder: Path, content: str | bytes) -> textyaml.Mapping:
    """What a file with that content holds."""
    path = folder / "file.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return textyaml.read(path, "file.yaml")


@pytest.mark.parametrize("text", GUESSED)
def test_a_scalar_stays_text(tmp_path: Path, text: str) -> None:
    """Norway is NO and a post code keeps its zero, as a value, in a list and as a key."""
    assert read(tmp_path, f"a: {text}\nb: [{text}]\n{text}: c\n") == {"a": text, "b": [text], text: "c"}


@pytest.mark.parametrize("text", ["~", "null"])
def test_the_words_for_nothing_are_nothing(tmp_path: Path, text: str) -> None:
    """Who writes ~ means that there is no value, which the reader reports as empty; in quotation marks it is text."""
    assert read(tmp_path, f"a: {text}\nb: '{text}'\n") == {"a": "", "b": text}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("two words # a comment", "two words"),
        ("'it''s'", "it's"),
        (r'"tab\tand \u4E0A"', "tab\tand 上"),
        (">-\n  folded\n  lines", "folded lines"),
        ("|\n  kept\n  lines", "kept\nlines\n"),
        ("'NO'", "NO"),
        ("", ""),
        ("''", ""),
        ("a:b", "a:b"),
        ("Библиотека 图书馆 📚", "Библиотека 图书馆 📚"),
    ],
)
def test_yaml_forms_of_text(tmp_path: Path, written: str, text: str) -> None:
    """Quotes, escapes, folds and comments work as in any YAML."""
    assert read(tmp_path, f"key: {written}\n") == {"key": text}


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path) -> None:
    """A file saved by a Windows editor reads like any other, its places too."""
    plain, marked = read(tmp_path, "a: b\n"), read(tmp_path, b"\xef\xbb\xbfa: b\r\n")
    assert (marked, marked.places) == (plain, plain.places)


def test_every_value_knows_its_place(tmp_path: Path) -> None:
    """Line and column, counted from 1, of keys, values, items and the mappings themselves."""
    found = read(tmp_path, "# first\na: b\nlist:\n  - x\n  - {k: 值, l: y}\n")
    assert found.at == (2, 1)
    assert found.places == {"a": (2, 4), "list": (4, 3)}
    assert found.keys_at == {"a": (2, 1), "list": (3, 1)}
    items = found["list"]
    assert items.places == [(4, 5), (5, 5)]
    assert (items[1].at, items[1].places, items[1].keys_at) == (
        (5, 5),
        {"k": (5, 9), "l": (5, 15)},
        {"k": (5, 6), "l": (5, 12)},
    )


@settings(max_examples=40)
@given(FILES, st.fixed_dictionaries({"default_flow_style": st.booleans(), "allow_unicode": st.booleans()}))
def test_what_is_dumped_is_read_back(content: dict[str, Any], style: dict[str, Any]) -> None:
    """Nested texts written by PyYAML, in whatever style, come back equal."""
    text: str = yaml.safe_dump(content, **style)
    with TemporaryDirectory() as folder:
        assert read(Path(folder), text) == content


@settings(max_examples=40)
@given(FILES)
def test_places_are_those_of_the_text(content: dict[str, Any]) -> None:
    """Where an error points, an editor finds the value: PyYAML's own parser names the same lines and columns."""
    text = yaml.safe_dump(content, allow_unicode=True)
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    with TemporaryDirectory() as folder:
        assert list(places(read(Path(folder), text))) == list(marks(node))


def places(value: Any) -> Iterator[textyaml.Position]:
    """The places of a mapping or list, of its keys and of all that it holds, in the order of the file."""
    if isinstance(value, textyaml.Mapping):
        yield value.at
        for key, inner in value.items():
            yield value.keys_at[key]
            yield from places(inner) if not isinstance(inner, str) else [value.places[key]]
    elif isinstance(value, textyaml.Sequence):
        yield value.at
        for at, inner in zip(value.places, value, strict=True):
            yield from places(inner) if not isinstance(inner, str) else [at]


def marks(node: Any) -> Iterator[textyaml.Position]:
    """The same as another parser sees them."""
    if isinstance(node, tuple):
        yield from (at for one in node for at in marks(one))
        return
    yield node.start_mark.line + 1, node.start_mark.column + 1
    if not isinstance(node, yaml.ScalarNode):
        for inner in node.value:
            yield from marks(inner)
