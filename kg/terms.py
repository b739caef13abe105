"""RDF terms as the text of N-Triples, and the readable slugs that name our things.

Statements are plain tuples of such texts from the reader to the file, so that no library's term
objects cross a border and a line of ``kg.nq`` is a join of what is at hand.
"""

import re
import unicodedata
from functools import cache, lru_cache

ID = "https://w3id.org/libcoop/id/"
LC = "https://w3id.org/libcoop/ontology#"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "lc": LC,
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
KINDS = tuple(
    "agreement claim contribution disagreement event graph institution membership participation person place position"
    " project qualifier role series session signature source theme".split()
)
KIND_PREFIXES = {kind: f"{ID}{kind}/" for kind in KINDS}
Triple = tuple[str, str, str]

# What an IRIREF may not hold (N-Triples 1.1, production [8]), and what no part of an IRI may (RFC 3987, section 2.2).
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\[\]\x7f-\x9f]|%(?![0-9A-Fa-f]{2})|#.*#', re.DOTALL)
_VARIATION = re.compile("[\u034f\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_UNESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_WORD = re.compile("[0-9a-z]+")


def iri(text: str) -> str:
    """The term for an absolute IRI; ValueError where it holds what an IRI may not."""
    if not text or _NOT_IN_IRI.search(text) or ":" not in text:
        raise ValueError(f"{text!r} is no IRI")
    return f"<{text}>"


@cache
def name(curie: str) -> str:
    """The term for a name such as ``lc:Event``; KeyError where the prefix is unknown."""
    prefix, _, local = curie.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def thing(kind: str, slug: str) -> str:
    """The term for one of our things, such as ``thing("event", "wlic-2023")``."""
    return f"<{ID}{kind}/{slug}>"


def literal(text: str, language: str = "", datatype: str = "") -> str:
    """A literal; the language tag in lower case, because Oxigraph lower-cases it anyway."""
    body = f'"{text.translate(_ESCAPES)}"'
    if language:
        return f"{body}@{language.lower()}"
    return f"{body}^^<{datatype}>" if datatype else body


def integer(value: int | str) -> str:
    """An ``xsd:integer``."""
    return literal(str(value), datatype=PREFIXES["xsd"] + "integer")


def is_iri(term: str) -> bool:
    """Whether a term is an IRI (there are no blank nodes here)."""
    return term.startswith("<")


def value(term: str) -> str:
    """What a term says, bare: the IRI without brackets, the literal's text without escapes."""
    if term.startswith("<"):
        return term[1:-1]
    text = term[1 : term.rindex('"')]
    return _UNESCAPE.sub(_unescaped, text) if "\\" in text else text


def language(term: str) -> str:
    """The language tag of a literal, or nothing."""
    tail = term.rpartition('"')[2]
    return tail[1:] if tail.startswith("@") else ""


def short(term: str) -> str:
    """An IRI as people write it: ``event/wlic-2023``, ``lc:Event``, or itself."""
    text = value(term)
    if text.startswith(ID):
        return text[len(ID) :]
    for prefix, base in PREFIXES.items():
        if text.startswith(base):
            return f"{prefix}:{text[len(base) :]}"
    return text


def _unescaped(found: re.Match[str]) -> str:
    code = found.group(1) or found.group(2)
    return chr(int(code, 16)) if code else _PLAIN.get(found.group(3), found.group(3))


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Text without case, accents, punctuation and extra spaces, scripts kept: for comparison only."""
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in decomposed if not _accent(c))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _accent(c: str) -> bool:
    """A mark that makes no other word: accents, Hebrew and Arabic points, variation selectors; no vowel signs."""
    place = unicodedata.combining(c)  # Canonical_Combining_Class: Unicode Standard, section 4.3
    return place == 1 or 10 <= place < 40 or place >= 200 or bool(_VARIATION.match(c))


@lru_cache(maxsize=65536)
def slug(text: str, limit: int = 80) -> str:
    """A readable ASCII name for a text: the same for equal folded texts, different for others.

    Letters that have no ASCII, and what a long text loses at ``limit``, are stood for by eight digits of SHA-256.
    """
    words = folded(text)
    plain = "-".join("".join(c if c.isascii() else " " for c in words).split())
    whole = words.isascii() and len(plain) <= limit
    if whole and plain:
        return plain
    import hashlib  # slow to import, and a question needs no slug of this kind

    digits = hashlib.sha256(words.encode()).hexdigest()[:8]
    head = plain[: limit - 9].rstrip("-")
    return f"{head}-{digits}" if head else digits
