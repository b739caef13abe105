"""The JSON Schema of source files, for completion and checking in editors; made from the tables that the reader uses.

An editor that reads YAML 1.2 sees numbers where the reader sees text: both are valid where a number can stand.
"""

import json
from collections.abc import Iterable
from typing import Any

from kg.dates import FORMS
from kg.format import CHOICES, CLASSES, RECORDS, SECTIONS, SOURCE, needed
from kg.ontology import Vocabulary
from kg.reader import ID
from kg.terms import PREFIXES, name

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
_LANGUAGE = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
_ID = f"^{ID.pattern}$"
_DAY = r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|\d{3}X)[?~%]?"
_REFERENCE: Schema = {"type": "string", "pattern": _ID}

_KINDS: dict[str, Schema] = {
    "text": _TEXT,
    "title": {"anyOf": [_TEXT, {"$ref": "#/$defs/names"}]},
    "date": {
        "type": ["string", "integer"],
        "pattern": f"^{_DAY}(/{_DAY})?$",
        "minimum": 1000,
        "maximum": 2100,
        "description": FORMS,
    },
    "count": {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$", "minimum": 0},
    "address": {"type": "string", "pattern": r"^https?://[^/\s]+\.\S+$"},
    "language": {"type": "string", "pattern": _LANGUAGE},
    "reference": _REFERENCE,
    "named": _TEXT,
    "publisher": _TEXT,
    "attendance": {"$ref": "#/$defs/attendance"},
    "other_names": {"$ref": "#/$defs/other_names"},
}
_LISTS = {"addresses": "address", "references": "reference", "themes": "text"}


def text(vocabulary: Vocabulary, countries: Iterable[str]) -> str:
    """The schema as JSON, the same for the same tables."""
    return json.dumps(schema(vocabulary, countries), ensure_ascii=False, indent=1) + "\n"


def schema(vocabulary: Vocabulary, countries: Iterable[str]) -> Schema:
    """The schema of a source file, with the types, roles, qualifiers and countries that there are."""
    known: dict[str, Schema] = {
        "role": {"enum": sorted(vocabulary.concepts["role"])},
        "qualifier": {"enum": sorted(vocabulary.concepts["qualifier"])},
        "country": {"enum": sorted(countries)},
    }
    place = {"type": "object", "properties": {"city": _TEXT, "country": {"$ref": "#/$defs/country"}}}
    known["place"] = place | {"additionalProperties": False, "required": ["country"]}
    names = {"type": "object", "propertyNames": {"pattern": _LANGUAGE}, "minProperties": 1}
    known["names"] = names | {"additionalProperties": _TEXT}
    known["other_names"] = names | {"additionalProperties": {"anyOf": [_TEXT, _listed(_TEXT)]}}
    records = {record: _record(record, fields, vocabulary) for record, fields in RECORDS.items()}
    records["participation"]["oneOf"] = [{"required": ["person"]}, {"required": ["institution"]}]
    sections = {section: _section(kind) for section, kind in SECTIONS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "LibCoop source file",
        "type": "object",
        "properties": {"source": {"$ref": "#/$defs/source"}, **sections},
        "additionalProperties": False,
        "required": ["source"],
        "$defs": {"source": _record("source", SOURCE, vocabulary), **records, **known},
    }


def _section(kind: str) -> Schema:
    record = {"$ref": f"#/$defs/{kind}"}
    if kind == "membership":
        return _listed(record)
    return {"type": "object", "propertyNames": {"pattern": _ID}, "additionalProperties": record}


def _record(record: str, fields: dict[str, str], vocabulary: Vocabulary) -> Schema:
    properties = {}
    for key, kind in fields.items():
        properties[key] = _labelled(key, _value(record, key, kind.rstrip("!"), vocabulary), vocabulary)
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | {"required": needed(fields)} if needed(fields) else found


def _value(record: str, key: str, kind: str, vocabulary: Vocabulary) -> Schema:
    if kind[0] == "[":
        return _listed({"$ref": f"#/$defs/{kind[1:-1]}"})
    if kind in _LISTS:
        return _listed(_KINDS[_LISTS[kind]])
    if kind == "places":
        return _listed({"$ref": "#/$defs/place"})
    if kind == "choice":
        return {"enum": list(CHOICES[key])}
    if kind == "type":
        top = CLASSES[record]
        return {"enum": [*sorted(c for c, above in vocabulary.supers.items() if top in above), "Other"]}
    return _KINDS.get(key) or _KINDS.get(kind) or {"$ref": f"#/$defs/{kind}"}


def _labelled(key: str, value: Schema, vocabulary: Vocabulary) -> Schema:
    """A value with what its property is called, in English and Chinese, before what else is to be said."""
    rule = vocabulary.context.get(key, "")
    prefix, _, local = (rule if isinstance(rule, str) else rule.get("@id", "")).partition(":")
    labels = vocabulary.labels.get(name(f"{prefix}:{local}"), {}) if prefix in PREFIXES else {}
    words = [" / ".join(labels[tag] for tag in ("en", "zh") if tag in labels), value.get("description", "")]
    about = "; ".join(word for word in words if word)
    return value | {"description": about} if about else value


def _listed(items: Schema) -> Schema:
    return {"type": "array", "items": items}
