"""The JSON Schema of source files is the reader's own tables: it accepts what the reader accepts and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from kg import authority, drafts, ontology, project, schema, textyaml
from kg.cli import main

ROOT = Path(__file__).resolve().parent.parent
COMMITTED = ROOT / "data" / "source.schema.json"
TEMPLATE = Path(drafts.__file__).with_name("draft.yaml")
FILES = sorted([*(ROOT / "data" / "sources").rglob("*.yaml"), *(ROOT / "tests" / "mini").rglob("sources/**/*.yaml")])


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """The committed schema, itself valid."""
    found = json.loads(COMMITTED.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def test_the_committed_schema_is_the_generated_one() -> None:
    """A failure is mended by: kg new schema -o data/source.schema.json"""
    found = project.find()
    countries = authority.load(found.data / "authority").countries
    assert COMMITTED.read_text("utf-8") == schema.text(ontology.load(found.ontology), countries)
    assert CliRunner().invoke(main, ["new", "schema"]).stdout == COMMITTED.read_text("utf-8")


def faults(validator: jsonschema.Draft202012Validator, content: Any) -> list[str]:
    """What the schema finds, each with the place in the content."""
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(content)]


def test_all_files_are_valid(validator: jsonschema.Draft202012Validator) -> None:
    """With every value as text, as the reader reads them."""
    assert len(FILES) > 200
    assert [f"{path}: {fault}" for path in FILES for fault in faults(validator, textyaml.read(path, str(path)))] == []


def test_all_files_are_valid_for_an_editor(validator: jsonschema.Draft202012Validator) -> None:
    """With numbers, as a reader of YAML 1.2 takes what looks like one."""
    assert [fault for path in FILES for fault in faults(validator, guessed(textyaml.read(path, str(path))))] == []


def guessed(content: Any) -> Any:
    """Content with whole numbers, fractions, yes and no where YAML 1.2 sees them."""
    if isinstance(content, dict):
        return {key: guessed(value) for key, value in content.items()}
    if isinstance(content, list):
        return [guessed(value) for value in content]
    try:
        return {"true": True, "false": False}[content] if content in ("true", "false") else int(content)
    except ValueError:
        return content


Change = Callable[[dict[str, Any]], object]
EVENT = "example-forum-2023"
PLANTED: dict[str, Change] = {
    "no source": lambda c: c.pop("source"),
    "a source without a title": lambda c: c["source"].pop("title"),
    "an unknown section": lambda c: c.update(event={}),
    "an unknown key": lambda c: c["events"][EVENT].update(sart="2023"),
    "an id that is none": lambda c: c["people"].update({"Li Ming": c["people"]["li-ming-example-library"]}),
    "a reference that is no id": lambda c: c["events"][EVENT].update(in_series="The Forum"),
    "an unknown type": lambda c: c["events"][EVENT].update(type="Conferense"),
    "a type of another kind": lambda c: c["events"][EVENT].update(type="PublicLibrary"),
    "an unknown role": lambda c: c["events"][EVENT]["participants"][0].update(role="delagation"),
    "an unknown qualifier": lambda c: c["events"][EVENT]["attendance"].update(attendees_qualifier="over"),
    "an unknown choice": lambda c: c["events"][EVENT].update(mode="in person"),
    "a country that is none": lambda c: c["events"][EVENT].update(country="UK"),
    "a place without a country": lambda c: c["events"][EVENT].update(places=[{"city": "Moscow"}]),
    "a date that is none": lambda c: c["events"][EVENT].update(start="24 July 2023"),
    "a month that is none": lambda c: c["events"][EVENT].update(start="2023-13"),
    "a year out of bounds": lambda c: c["events"][EVENT].update(start=23),
    "a number with a separator": lambda c: c["events"][EVENT]["attendance"].update(attendees="3,000"),
    "a negative number": lambda c: c["events"][EVENT].update(edition=-1),
    "an address that is none": lambda c: c["source"].update(url="www.example.org"),
    "a language that is none": lambda c: c["source"].update(language="English"),
    "names without languages": lambda c: c["events"][EVENT].update(name="Forum"),
    "two names in one language": lambda c: c["events"][EVENT].update(name={"en": ["a", "b"]}),
    "one participant who is two": lambda c: c["events"][EVENT]["participants"][0].update(person="x"),
    "a participant who is nobody": lambda c: c["events"][EVENT]["participants"][0].pop("institution"),
    "a list that is none": lambda c: c["events"][EVENT].update(themes="digitization"),
    "memberships by id": lambda c: c.update(memberships={"a": {}}),
    "an empty value": lambda c: c["events"][EVENT].update(start=""),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_fault_is_found(case: str, validator: jsonschema.Draft202012Validator) -> None:
    """In an example that is valid otherwise."""
    content = textyaml.read(TEMPLATE, "draft")
    assert faults(validator, content) == []
    PLANTED[case](content)
    assert faults(validator, content)


def test_every_key_says_what_it_is(validator: jsonschema.Draft202012Validator) -> None:
    """An editor shows the property's name in English and Chinese, and of a date how it is written."""
    assert isinstance(validator.schema, dict)
    start = validator.schema["$defs"]["event"]["properties"]["start"]
    assert start["description"].startswith("start date / ")
    assert start["description"].endswith("a/b for an interval")
