"""How each kind of value in a source file is read: one function a kind, and the table that names them.

A function gives what JSON-LD needs, or notes a fault at the value's place and gives None.
"""

import difflib
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from kg import dates, rdf
from kg.format import CHOICES, CLASSES, SECTIONS
from kg.reader import ID, Reader
from kg.textyaml import Mapping, Position, Sequence

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-.+)?")
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_ADDRESS = re.compile(r"https?://[^/\s@]+\.[^/\s@]+([/?#]\S*)?")


class Field(NamedTuple):
    """The key under which a value stands, and the kind of record it stands in."""

    key: str
    record: str


Read = Callable[[Reader, Any, Position, Field], Any]

# What a key that refers may name.
_INSTITUTION = ("institution",)
REFERENCES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(["parent", "institution", "organizers", "hosts", "supporters", "venue", "for"], _INSTITUTION),
    **dict.fromkeys(["parties", "partners", "member", "of", "publisher"], _INSTITUTION),
    "person": ("person",),
    "by": ("person", "institution"),
    "in_series": ("series",),
    "part_of": ("event",),
    "signed_at": ("event",),
}


def _text(reader: Reader, value: Any, at: Position, field: Field) -> str | None:
    if isinstance(value, str):
        return value
    reader.fault(at, "form", field.key, (f"{field.key}: is no text", "write one text"))
    return None


def _names(reader: Reader, value: Any, at: Position, field: Field) -> dict[str, Any] | None:
    """A map of language tags to a text or (in ``other_names``) a list of texts."""
    if not isinstance(value, Mapping):
        reader.fault(at, "form", field.key, (f"{field.key}: has no language", f"write {field.key}: {{en: …}}"))
        return None
    result = {}
    for tag, words in value.items():
        if not _is_language(tag):
            _no_language(reader, value.keys_at[tag], tag)
        listed = isinstance(words, Sequence) and field.key == "other_names"
        if all(isinstance(word, str) and word.strip() for word in (words if listed else [words])):
            result[tag.lower()] = words
        else:
            reader.fault(value.places[tag], "form", tag, (f"{field.key}: {tag}: is no text", "write one text"))
    return result


def _title(reader: Reader, value: Any, at: Position, field: Field) -> Any:
    return value if isinstance(value, str) else _names(reader, value, at, field)


def _date(reader: Reader, value: Any, at: Position, field: Field) -> str | None:
    try:
        dates.span(value)
    except (ValueError, TypeError, AttributeError):
        reader.fault(at, "date", value, (f"{field.key}: {value!r} is no date", dates.FORMS))
        return None
    return str(value)


def _count(reader: Reader, value: Any, at: Position, field: Field) -> str | None:
    if isinstance(value, str) and _COUNT.fullmatch(value):
        return value
    advice = "write digits only, at most nine, without leading zeros, signs or separators"
    reader.fault(at, "number", value, (f"{field.key}: {value!r} is no whole number", advice))
    return None


def _address(reader: Reader, value: Any, at: Position, field: Field) -> str | None:
    if isinstance(value, str) and _ADDRESS.fullmatch(value) and rdf.is_iri(value):
        return value
    words = (f"{field.key}: {value!r} is no address", "write http:// or https:// and a host; space [ ] as %20 %5B %5D")
    reader.fault(at, "address", value, words)
    return None


def _is_language(tag: object) -> bool:
    return isinstance(tag, str) and bool(_LANGUAGE.fullmatch(tag)) and rdf.is_language(tag)


def _no_language(reader: Reader, at: Position, tag: object) -> None:
    reader.fault(at, "language", tag, (f"{tag!r} is no language tag", "write a BCP 47 tag such as en, zh or zh-Hant"))


def _language(reader: Reader, value: Any, at: Position, _field: Field) -> str | None:
    if _is_language(value):
        return str(value).lower()
    _no_language(reader, at, value)
    return None


def _country(reader: Reader, value: Any, at: Position, _field: Field) -> str | None:
    if isinstance(value, str) and value in reader.authority.countries:
        return f"place/{value.lower()}"
    advice = "write an ISO 3166-1 code in capitals, such as CN, RU or NO"
    reader.fault(at, "country", value, (f"{value!r} is no country", advice))
    return None


def _choice(reader: Reader, value: Any, at: Position, field: Field) -> str | None:
    if value in CHOICES[field.key]:
        return str(value)
    advice = f"write one of {', '.join(CHOICES[field.key])}"
    reader.fault(at, field.key, value, (f"{field.key}: {value!r} is not known", advice))
    return None


def _type(reader: Reader, value: Any, at: Position, field: Field) -> str | None:
    top, supers = CLASSES[field.record], reader.vocabulary.supers
    if value == "Other":
        return top
    if isinstance(value, str) and top in supers.get(value, ()):
        return value
    reader.unknown(at, "unknown-type", str(value), ["Other", *(c for c, above in supers.items() if top in above)])
    return None


def _concept(scheme: str) -> Read:
    def read(reader: Reader, value: Any, at: Position, _field: Field) -> str | None:
        known = reader.vocabulary.concepts[scheme]
        if isinstance(value, str) and value in known:
            return f"{scheme}/{value}"
        reader.unknown(at, f"unknown-{scheme}", str(value), known)
        return None

    return read


def _theme(reader: Reader, value: Any, at: Position, field: Field) -> tuple[str, str] | None:
    """The concept of a word, and the word."""
    word = _text(reader, value, at, field)
    if word is None:
        return None
    if found := reader.vocabulary.themes.get(" ".join(word.casefold().split())):
        return found, word
    reader.unknown(at, "unknown-theme", word, reader.vocabulary.themes)
    return None


def _reference(reader: Reader, value: Any, at: Position, field: Field) -> str | None:
    """A thing that this file defines, of one of the kinds that the key takes."""
    kinds = REFERENCES[field.key]
    kind = reader.defined.get(value) if isinstance(value, str) else None
    if kind in kinds:
        return f"{kind}/{reader.slug(kind, value)}"
    sections = " or ".join(f"{section}:" for section, k in SECTIONS.items() if k in kinds)
    near = difflib.get_close_matches(str(value), [k for k, v in reader.defined.items() if v in kinds], 1)
    hint = f"did you mean {near[0]!r}? Or define it under {sections}" if near else f"define it under {sections}"
    if kind:
        reader.fault(at, "reference", value, (f"{field.key}: {value} is {kind}", f"name {' or '.join(kinds)} here"))
    else:
        reader.fault(at, "undefined-id", value, (f"{field.key}: {value!r} is not defined in this file", hint))
    return None


def _named(reader: Reader, value: Any, at: Position, field: Field) -> str | None:
    """An institution's id, or the name of what is no institution of ours (a publisher, a building)."""
    looks_like_id = isinstance(value, str) and "-" in value and ID.fullmatch(value)
    if looks_like_id or reader.defined.get(str(value)) == "institution":
        return _reference(reader, value, at, field)
    return _text(reader, value, at, field)


def _publisher(reader: Reader, value: Any, at: Position, field: Field) -> Any:
    found = _named(reader, value, at, field)
    return {"id": found} if found and found != value else found


def _place(reader: Reader, value: Any, at: Position, _field: Field) -> dict[str, Any] | None:
    texts = isinstance(value, Mapping) and all(isinstance(v, str) and v.strip() for v in value.values())
    if not texts or set(value) - {"city", "country"} or "country" not in value:
        reader.fault(at, "form", value, ("this is no place", "write {city: …, country: XX}"))
        return None
    if country := _country(reader, value["country"], value.places["country"], Field("country", "")):
        return reader.city(value["city"], country) if "city" in value else {"id": country}
    return None


def qualified(reader: Reader, _node: dict[str, Any], record: Mapping) -> None:
    """A fault for each qualifier of an attendance that lacks its number, or that stands for one and has one."""
    for key in ("attendees", "attending_countries"):
        if (word := record.get(f"{key}_qualifier")) and (key in record) == (word == "hundreds-of"):
            what = f"{key}: {word} stands {'with' if key in record else 'without'} a number"
            reader.fault(record.places[f"{key}_qualifier"], "form", word, (what, "mend one of the two"))


def _each(read: Read) -> Read:
    """The reader of a list whose items are read by ``read``."""

    def listed(reader: Reader, value: Any, at: Position, field: Field) -> list[Any] | None:
        if not isinstance(value, Sequence):
            reader.fault(at, "form", field.key, (f"{field.key}: is no list", f"write {field.key}: [a, b]"))
            return None
        found = []
        for item, place in zip(value, value.places, strict=True):
            if not item or (isinstance(item, str) and item.isspace()):
                reader.fault(place, "empty", field.key, (f"{field.key}: one is empty", "write it or take it out"))
            elif (one := read(reader, item, place, field)) is not None:
                found.append(one)
        return found

    return listed


KINDS: dict[str, Read] = {
    "text": _text,
    "names": _names,
    "title": _title,
    "date": _date,
    "count": _count,
    "address": _address,
    "addresses": _each(_address),
    "language": _language,
    "country": _country,
    "choice": _choice,
    "type": _type,
    "role": _concept("role"),
    "qualifier": _concept("qualifier"),
    "themes": _each(_theme),
    "reference": _reference,
    "references": _each(_reference),
    "named": _named,
    "publisher": _publisher,
    "places": _each(_place),
}
