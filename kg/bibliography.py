"""How a citation is written: a table of formats, each a function of the citation; two of them are read again."""

import contextlib
import hashlib
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import KGError
from kg.terms import slug

# As CITATION.cff has it; a release has no day, its digest is its identity.
AUTHOR = "LibCoop contributors"
TITLE = "LibCoop: a knowledge graph of library cooperation"
LICENCE = "CC-BY-4.0"

_FEW = 5  # sources that are named one by one
# What TeX would take for a command. Braces by name, since BibTeX counts those behind a backslash, too.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\lbrace{}",
        "}": r"\rbrace{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_IDENTITY = re.compile(r"Release\s+SHA-256")
_WRITTEN = re.compile(
    r"Release\s+SHA-256\s+([0-9a-f]{64});\s+query\s+SHA-256\s+([0-9a-f]{64});\s+answer\s+SHA-256\s+([0-9a-f]{64})\."
    r"\s+Ask\s+again:\s+kg\s+cite\s+(.+)",
    re.DOTALL,
)


class Source(NamedTuple):
    """A document behind an answer."""

    id: str
    title: str
    publisher: str
    issued: str
    url: str


class Digests(NamedTuple):
    """SHA-256 of ``kg.nq``, of the SPARQL that was asked, and of the answer as canonical CSV."""

    release: str
    query: str
    answer: str


class Citation(NamedTuple):
    """``words`` are those after ``kg cite`` that ask the same again, whatever names and defaults become."""

    title: str
    words: tuple[str, ...]
    version: str
    digests: Digests
    sparql: str
    rows: int
    sources: tuple[Source, ...]


def sentence(citation: Citation) -> str:
    """One sentence for a list of references, with all that is needed to ask the same again."""
    return (
        f"{AUTHOR}. \u201c{_line(citation.title)}\u201d ({_rows(citation)}). "
        f"{TITLE}, version {citation.version}, {LICENCE}. {_told(citation)}. {_identity(citation)}\n"
    )


def bibtex(citation: Citation) -> str:
    """An entry that BibTeX and biblatex take; every text in it means itself, whatever signs it holds."""
    fields = {
        "author": f"{{{_tex(AUTHOR)}}}",
        "title": f"{{{_tex(_line(citation.title))}}}",
        "howpublished": _tex(TITLE),
        "version": _tex(citation.version),
        "note": _tex(_line(f"{_told(citation)}. {_identity(citation)}")),
    }
    body = "".join(f"  {key} = {{{text}}},\n" for key, text in fields.items())
    return f"@misc{{{_key(citation)},\n{body}}}\n"


def ris(citation: Citation) -> str:
    """An entry in RIS: a line a field."""
    fields = [
        ("TY", "DATA"),
        ("ID", _key(citation)),
        ("AU", AUTHOR),
        ("TI", citation.title),
        ("T2", TITLE),
        ("ET", citation.version),
        ("N1", _told(citation)),
        ("N1", _identity(citation)),
    ]
    return "".join(f"{tag}  - {_line(text)}\n" for tag, text in fields) + "ER  - \n"


def csl_json(citation: Citation) -> str:
    """A list of one item as Zotero, pandoc and citeproc read it; ``custom`` holds the SPARQL and every source, too."""
    item = {
        "id": _key(citation),
        "type": "dataset",
        "author": [{"literal": AUTHOR}],
        "title": citation.title,
        "container-title": TITLE,
        "version": citation.version,
        "note": _line(f"{_told(citation)}. {_identity(citation)}"),
        "custom": {
            "words": citation.words,
            "sha256": citation.digests._asdict(),
            "sparql": citation.sparql,
            "rows": citation.rows,
            "license": LICENCE,
            "sources": [one._asdict() for one in citation.sources],
        },
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def sources(citation: Citation) -> str:
    """All sources behind the answer, a line each, their ids first."""
    return "".join(f"{one.id}  {_source(one)}\n" for one in citation.sources)


FORMATS: dict[str, Callable[[Citation], str]] = {
    "sentence": sentence,
    "bibtex": bibtex,
    "csl-json": csl_json,
    "ris": ris,
    "sources": sources,
}


def read(path: Path) -> tuple[Digests, list[str]]:
    """The digests and the words of a citation in a file, as CSL-JSON or a sentence; KGError where there is none."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KGError(str(path), f"cannot be read, {error}", "name a citation in UTF-8") from error
    try:
        return _from_csl(json.loads(text)) if text.lstrip()[:1] in ("[", "{") else _from_sentence(text)
    except (ValueError, LookupError, TypeError) as error:
        remedy = "name a file that holds one of kg cite, as --format csl-json or sentence"
        raise KGError(str(path), "holds no citation that can be asked again", remedy) from error


def compared(before: Digests, now: Digests) -> list[str]:
    """A line for release, query and answer each: the same, or what it was and is."""
    return [
        f"{part}: same" if old == new else f"{part}: different, was {old}, is {new}"
        for part, old, new in zip(Digests._fields, before, now, strict=True)
    ]


def _from_csl(items: Any) -> tuple[Digests, list[str]]:
    (item,) = items if isinstance(items, list) else [items]
    if "custom" not in item:  # not every program keeps it
        return _from_sentence(item["note"])
    about = item["custom"]
    words = about["words"]
    if not isinstance(words, list) or not all(isinstance(one, str) for one in [*words, *about["sha256"].values()]):
        raise TypeError
    return Digests(**about["sha256"]), words


def _from_sentence(text: str) -> tuple[Digests, list[str]]:
    """The last one whose words are whole: names before it may hold anything, and quoted words within it, too."""
    for start in reversed([found.start() for found in _IDENTITY.finditer(text)]):
        with contextlib.suppress(ValueError):  # a quotation that does not close
            if found := _WRITTEN.match(text, start):
                return Digests(*found.groups()[:3]), shlex.split(found[4])
    raise ValueError


def _told(citation: Citation) -> str:
    """The sources in a few words: each, or how many they are and the command that lists them."""
    what = "Sources of what it names"
    if len(citation.sources) <= _FEW:
        return f"{what}: {'; '.join(_source(one) for one in citation.sources) or 'none'}"
    return f"{what}: {len(citation.sources)}, listed by {_command(citation)} --format sources"


def _source(one: Source) -> str:
    by = ", ".join(part for part in (one.publisher, one.issued) if part)
    return _line(f"{one.title}. {by}. {one.url}")


def _identity(citation: Citation) -> str:
    release, query, answer = citation.digests
    return f"Release SHA-256 {release}; query SHA-256 {query}; answer SHA-256 {answer}. Ask again: {_command(citation)}"


def _command(citation: Citation) -> str:
    return f"kg cite {shlex.join(citation.words)}"


def _rows(citation: Citation) -> str:
    return f"{citation.rows} row{'' if citation.rows == 1 else 's'}"


def _key(citation: Citation) -> str:
    """A key that two citations share only if they ask the same of the same release."""
    digits = hashlib.sha256("".join(citation.digests[:2]).encode()).hexdigest()[:8]
    return f"libcoop-{slug(citation.title, 40)}-{digits}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return text.translate(_TEX)
