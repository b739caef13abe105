"""YAML read as a librarian means it: every scalar is text, every value knows its line and column.

YAML 1.1 would turn ``NO`` (Norway) into false, ``12:30`` into 750 and ``0123`` into 83, keep the last of two equal
keys in silence, and let an alias of a few lines grow into gigabytes. Here all of these are text or an error.
"""

import re
import unicodedata
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from kg.errors import Finding

LIMIT = 2_000_000  # bytes in a file
DEPTH = 20
_STEPS = 5000

# C0 (but tab, line feed, carriage return), DEL, C1 with NEL, the line separators, and what is no character.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_RETURN = re.compile("\r")  # some readers of RDF turn it into a line feed
_EMPTY = ("~", "null")  # YAML's words for nothing; quoted, they are texts
_ADVICE = {
    "scanning an a": "quote a text that begins with & or *",
    "cannot start any token": "indent with spaces, and quote a text that begins with @, ` or %",
    "mapping values are not allowed": "quote a text that holds ': '",
    "expected a single document": "keep one document a file; take the line --- out",
}

Position = tuple[int, int]


class Mapping(dict[str, Any]):
    """A mapping of texts to texts, mappings and sequences; ``at`` is its own place, ``places`` those of its values."""

    __slots__ = ("at", "keys_at", "places")

    def __init__(self, at: Position) -> None:
        super().__init__()
        self.at = at
        self.places: dict[str, Position] = {}
        self.keys_at: dict[str, Position] = {}


class Sequence(list[Any]):
    """A list of texts, mappings and sequences with their places."""

    __slots__ = ("at", "places")

    def __init__(self, at: Position) -> None:
        super().__init__()
        self.at = at
        self.places: list[Position] = []


class TextError(Exception):
    """A file that cannot be read; ``finding`` says where and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class _TooDeepError(Exception):
    """Nesting that would end in a full stack; its argument is the node in which it goes on."""


class _Loader(CParser):
    """libyaml's composer without PyYAML's guesses: a node has a tag only where the file writes one."""

    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return ""

    def descend_resolver(self, _node: yaml.Node, _index: object) -> None:
        return None

    def ascend_resolver(self) -> None:
        return None


class _CountingLoader(_Loader):
    """A slower one, which stops before nesting fills the stack and ends the process."""

    depth = 0

    def descend_resolver(self, node: yaml.Node, _index: object) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise _TooDeepError(node)

    def ascend_resolver(self) -> None:
        self.depth -= 1


def read(path: Path, shown: str) -> Mapping:
    """The mapping that a file holds; TextError (with ``shown`` as the file's name) where it is not plain text YAML."""
    data = path.read_bytes()
    if len(data) > LIMIT:
        _fail((shown, 0, 0), ("size", f"{len(data)} bytes"), (f"the file is larger than {LIMIT:,} bytes", "split it"))
    text = decoded(data, shown)
    content: Mapping = _built(_composed(text, shown), shown)
    return content


def decoded(data: bytes, shown: str) -> str:
    """The text of a file; TextError where it is not UTF-8 in form NFC, or holds control characters."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in data[:2]:
        _fail((shown, 1, 1), ("encoding", "UTF-16"), ("the file is UTF-16 or UTF-32", "save it as UTF-8"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        byte = f"byte 0x{data[error.start]:02x}"
        at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        words = (f"{byte} is no UTF-8", "save the file as UTF-8 (it may be Latin-1 or GBK)")
        _fail((shown, *at), ("encoding", byte), words)
    found = _CONTROL.search(text)
    if found:
        _control(text, found, shown)
    if not unicodedata.is_normalized("NFC", text):
        _not_composed(text, shown)
    return text


def _control(text: str, found: re.Match[str], shown: str) -> NoReturn:
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    code = f"U+{ord(found.group()):04X}"
    _fail((shown, line, column), ("control-character", code), (f"control character {code}", "delete it"))


def _not_composed(text: str, shown: str) -> NoReturn:
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            words = ("letters and accents are apart", "save the line in Unicode form NFC")
            _fail((shown, number, 1), ("unicode", line.strip()), words)
    raise AssertionError("a text that is not NFC has a line that is not")


def _composed(text: str, shown: str) -> yaml.Node:
    if ("&" in text or "*" in text) and (at := _anchor(text)):
        advice = "write the value out, or quote a text that begins with & or *"
        _fail((shown, *at), ("alias", "&/*"), ("anchors and aliases are not allowed", advice))
    try:
        # Each level needs one of these signs, or an indentation, of which 2 MB hold no more than 2,000.
        many = sum(map(text.count, "[{-?")) > _STEPS
        node = (_CountingLoader if many else _Loader)(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        unclosed = error.problem and "unexpected end of stream" in error.problem
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = error.problem or error.context or "broken YAML"
        if "',' or" in what and error.context_mark:
            what += f" for the bracket of line {error.context_mark.line + 1}"
        if at[0] <= len(lines := text.split("\n")) and "\t" in lines[at[0] - 1]:
            _fail((shown, *at), ("tab", "\\t"), ("a tab is no indentation", "indent with spaces"))
        _fail((shown, *at), ("yaml", what), (f"broken YAML, {what}", _advice(what + (error.context or ""))))
    except _TooDeepError as error:
        _deep(error.args[0], shown)
    except yaml.YAMLError as error:
        words = (f"broken YAML, {str(error).splitlines()[0]}", "see data/README.md for the format")
        _fail((shown, 1, 1), ("yaml", ""), words)
    if node is None:
        advice = "write at least a source: section, or delete the file"
        _fail((shown, 1, 1), ("empty", ""), ("the file is empty", advice))
    if not isinstance(node, yaml.MappingNode):
        words = ("the file holds no sections", "begin it with a line such as source: or decisions:")
        _fail((shown, 1, 1), ("yaml", ""), words)
    return node


def _anchor(text: str) -> Position | None:
    """Where the first anchor or alias stands."""
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            if getattr(event, "anchor", None) and (mark := event.start_mark):
                return mark.line + 1, mark.column + 1
    except yaml.YAMLError:
        pass  # broken: the composer names the place
    return None


def _advice(what: str) -> str:
    return next((advice for sign, advice in _ADVICE.items() if sign in what), "mend the line or quote the text")


def _deep(node: yaml.Node, shown: str) -> NoReturn:
    words = (f"nested deeper than {DEPTH} levels", "see data/README.md for the format")
    _fail((shown, *_at(node)), ("depth", ""), words)


def _built(node: yaml.Node, shown: str, depth: int = 1) -> Any:
    if node.tag:
        advice = "take it out; every value is text"
        _fail((shown, *_at(node)), ("tag", node.tag), (f"the tag {node.tag} is not allowed", advice))
    if isinstance(node, yaml.ScalarNode):
        return _text(node, shown)
    if depth > DEPTH:
        _deep(node, shown)
    return (_mapping if isinstance(node, yaml.MappingNode) else _sequence)(node, shown, depth + 1)


def _text(node: yaml.ScalarNode, shown: str) -> str:
    """The text of a scalar; only escapes can bring in what the file itself may not hold."""
    text: str = node.value
    if not text.isprintable() and (found := _CONTROL.search(text) or _RETURN.search(text)):
        code = f"U+{ord(found.group()):04X}"
        _fail((shown, *_at(node)), ("control-character", code), (f"control character {code}", "delete the escape"))
    if node.style == '"' and not unicodedata.is_normalized("NFC", text):
        advice = "write the letter itself, in Unicode form NFC"
        _fail((shown, *_at(node)), ("unicode", text), ("letters and accents are apart", advice))
    return "" if not node.style and text in _EMPTY else text


def _sequence(node: yaml.Node, shown: str, depth: int) -> Sequence:
    result = Sequence(_at(node))
    for child in node.value:
        result.append(_built(child, shown, depth))
        result.places.append(_at(child))
    return result


def _mapping(node: yaml.Node, shown: str, depth: int) -> Mapping:
    result = Mapping(_at(node))
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag:
            _fail((shown, *_at(key)), ("key", ""), ("a key must be plain text", "write key: value"))
        if key.value == "<<":
            _fail((shown, *_at(key)), ("merge", "<<"), ("merging is not allowed", "write the keys out"))
        if key.value in result:
            first = result.keys_at[key.value][0]
            words = (f"{key.value}: is in line {first} already", "merge the two or rename one")
            _fail((shown, *_at(key)), ("duplicate-key", key.value), words)
        result[key.value] = _built(child, shown, depth)
        result.places[key.value] = _at(child)
        result.keys_at[key.value] = _at(key)
    return result


def _at(node: yaml.Node) -> Position:
    mark = node.start_mark
    return mark.line + 1, mark.column + 1


def _fail(place: tuple[str, int, int], fault: tuple[str, str], words: tuple[str, str]) -> NoReturn:
    raise TextError(Finding(*place, *fault, *words))
