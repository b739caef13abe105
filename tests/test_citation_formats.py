"""Citations in BibTeX, RIS and CSL-JSON: programs of others read in them what was meant, whatever names hold."""

import json
import re
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation as Cite
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from kg import bibliography, citations
from kg.project import Project
from kg.tables import Iri, Table, Text, Value
from tests.citing import FORUM, HOSTILE, line, made
from tests.running import answer

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("text", HOSTILE)
def test_bibtexparser_reads_what_was_meant(text: str) -> None:
    """One entry, each text as it was (in one line), whatever braces and backslashes it holds."""
    library = parse_string(bibliography.bibtex(made(text)), append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {
        key: field.value.replace("ˆ", "^") for key, field in entry.fields_dict.items()
    }  # its sign for a circumflex
    assert entry.entry_type == "misc"
    assert fields["title"] == line(text)
    assert line(text) in fields["note"]
    assert fields["author"] == bibliography.AUTHOR


@pytest.mark.parametrize("text", HOSTILE)
def test_rispy_reads_what_was_meant(text: str) -> None:
    """One entry with each text as it was, in one line; nothing in it begins a field."""
    (entry,) = rispy.loads(bibliography.ris(made(text)))
    assert entry["title"] == line(text)
    assert entry["type_of_reference"] == "DATA"
    assert entry["authors"] == [bibliography.AUTHOR]
    assert len(entry["notes"]) == 2
    assert line(text) in entry["notes"][0]


def test_citeproc_writes_a_reference(built: Project) -> None:
    """A processor of citation styles makes a reference of our CSL-JSON; of ours it leaves out what is for us alone."""
    items = json.loads(answer(built, "cite", FORUM, "--format", "csl-json"))
    with pytest.warns(UserWarning, match="unsupported: custom$"):
        source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=True)
    references = CitationStylesBibliography(style, source, formatter.plain)
    references.register(Cite([CitationItem(items[0]["id"])]))
    (reference,) = map(str, references.bibliography())
    assert "LibCoop contributors" in reference
    assert "First Russian-Chinese Library Forum" in reference


@pytest.mark.parametrize("text", HOSTILE)
def test_csl_json_holds_every_text_as_it_is(text: str) -> None:
    """JSON needs no escapes of ours: the title is the title."""
    (item,) = json.loads(bibliography.csl_json(made(text)))
    assert item["title"] == text
    assert item["type"] == "dataset"


def test_a_hostile_name_of_the_data_stays_a_name(mini: Project) -> None:
    """What the sources of the mini graph hold comes through bibtexparser and rispy unchanged."""
    library = parse_string(
        answer(mini, "cite", "o-brien", "--format", "bibtex"), append_middleware=[LatexDecodingMiddleware()]
    )
    name = 'Seán O\'Brien \\ "the <i>Quoted</i>"'
    assert library.entries[0].fields_dict["title"].value == name
    assert rispy.loads(answer(mini, "cite", "o-brien", "--format", "ris"))[0]["title"] == name


def test_keys_differ_where_what_is_cited_differs() -> None:
    """Two questions of one title, or two releases, have two keys in one bibliography; the same has one."""
    one = made("x")
    keys = {
        json.loads(bibliography.csl_json(other))[0]["id"]
        for other in (
            one,
            one,
            *(one._replace(digests=one.digests._replace(**{k: "d" * 64})) for k in ("release", "query")),
        )
    }
    assert len(keys) == 3
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)


def test_the_answer_is_the_same_in_any_order_of_rows() -> None:
    """A canonical answer knows no order of rows and no types of an engine, but columns keep their order."""
    rows: list[tuple[Value, ...]] = [
        (Text("b", "en"), 2),
        (Iri("https://x.org/"), None),
        ("a\nb", True),
    ]
    forward, backward = Table(["x", "y"], rows), Table(["x", "y"], rows[::-1])
    assert citations.canonical(forward) == citations.canonical(backward)
    assert citations.canonical(forward) == 'x,y\n"a\nb",true\nb,2\nhttps://x.org/,\n'


@pytest.mark.parametrize(
    "query", ["ASK {}", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1", "SELECT ?a { ?a <x:y> ?z }"]
)
def test_every_kind_of_answer_is_cited(mini: Project, query: str) -> None:
    """Yes or no, statements, and no rows at all."""
    assert "answer SHA-256" in answer(mini, "cite", "-e", query)


def test_the_dataset_is_cited_as_its_file_says() -> None:
    """CITATION.cff and citations name the same author, title and licence."""
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f'title: "{bibliography.TITLE}"' in text
    assert f"- name: {bibliography.AUTHOR}\n" in text
    assert f"- {bibliography.LICENCE}\n" in text
