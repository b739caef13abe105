"""The answer of a question in plain Python: columns, and rows of texts, IRIs, numbers and nothing."""

from typing import NamedTuple


class Iri(str):
    """The IRI of a thing, without brackets."""

    __slots__ = ()


class Text(str):
    """A text in a language (a tag in lower case)."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> "Text":
        self = super().__new__(cls, text)
        self.language = language
        return self


Value = str | int | float | bool | None


class Table(NamedTuple):
    """``rows`` have one value a column; None where a variable is unbound. Texts without a language are ``str``."""

    columns: list[str]
    rows: list[tuple[Value, ...]]
