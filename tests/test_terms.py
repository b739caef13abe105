"""Terms and slugs: no text is lost on its way into a line of N-Quads and back, and a slug names one text only."""

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg import terms

# What a source can say: the reader refuses control characters, but a term must not depend on that.
TEXTS = st.text()
TAGS = st.sampled_from(["", "en", "zh", "zh-Hant", "ru-latn"])
DATATYPES = st.sampled_from(["", terms.PREFIXES["xsd"] + "date", "http://example.org/type"])
AWKWARD = [
    "",
    '"',
    "\\",
    '\\"',
    "\\u0041",
    'x"@en',
    'x"^^<http://a>',
    "\r\n\t",
    "\x00\x7f\x85\u2028",
    "📚👩🏽‍🚀",
    "\u202e",
]
TITLES = [
    "上海图书馆",
    "上海图书馆东馆",
    "Российская государственная библиотека",
    "Российская национальная библиотека",
    "ハス",
    "バス",
    "かがみ",
    "กา",
    "กี",
    "की",
    "का",
    "مكتبة",
    "Digital " * 30 + "east",
    "Digital " * 30 + "west",
    "第1回",
    "第2回",
]


@given(TEXTS, TAGS, DATATYPES)
def test_a_literal_keeps_its_text(text: str, tag: str, datatype: str) -> None:
    """Every text comes back from the term that was made of it."""
    term = terms.literal(text, tag, datatype)
    assert (terms.value(term), terms.language(term)) == (text, tag.lower())


@pytest.mark.parametrize("text", AWKWARD)
def test_a_literal_keeps_awkward_text(text: str) -> None:
    """Quotes, escapes and what looks like the end of a literal come back too."""
    assert terms.value(terms.literal(text)) == text
    assert terms.value(terms.literal(text, "en")) == text
    assert terms.language(terms.literal(text)) == ""


@given(TEXTS, TAGS, DATATYPES)
@example('x"@en', "", "")
@example("\r\n", "en", "")
def test_an_engine_reads_what_is_written(text: str, tag: str, datatype: str) -> None:
    """A line of N-Quads is read by Oxigraph as the same text, language and datatype."""
    line = f"<http://a> <http://b> {terms.literal(text, tag, datatype)} <http://c> .\n"
    (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert (quad.object.value, quad.object.language or "") == (text, tag.lower())
    if not tag:
        assert quad.object.datatype.value == (datatype or terms.PREFIXES["xsd"] + "string")


@given(TEXTS)
def test_an_escaped_text_is_one_line(text: str) -> None:
    """A line break in a text breaks no line of the file."""
    assert not {"\n", "\r"} & set(terms.literal(text))


@pytest.mark.parametrize(
    "term", ["<http://a>", r'"\u4E0A\U0001F4DA"', r'"\t\b\f\n\r\"\\"', '"a"@en', '"1"^^<http://b>']
)
def test_a_term_from_elsewhere_says_the_same(term: str) -> None:
    """All escapes of N-Triples are understood, also those that are never written here."""
    (triple,) = pyoxigraph.parse(f"<http://a> <http://b> {term} .", format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(triple.object, pyoxigraph.NamedNode | pyoxigraph.Literal)
    assert terms.value(term) == triple.object.value


@pytest.mark.parametrize(
    "text", ["", "plain", "http://a b", "http://a\nb", "http://a>b", 'http://a"b', "http://a\\b", "http://a{b}"]
)
def test_no_iri_is_made_of_what_is_none(text: str) -> None:
    """What N-Triples does not allow between angle brackets is refused before it is written."""
    with pytest.raises(ValueError, match="no IRI"):
        terms.iri(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF)))
def test_an_accepted_iri_is_read_back(text: str) -> None:
    """What is accepted Oxigraph's parser reads as the same IRI, so that no address stops a build half-way."""
    try:
        term = terms.iri(f"http://x/{text}")
    except ValueError:
        return
    (triple,) = pyoxigraph.parse(f"{term} <urn:b> <urn:c> .", format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert str(triple.subject) == term


@given(TEXTS)
@example("Straße")
@example("x" * 200)
def test_a_slug_is_ascii_and_stays(text: str) -> None:
    """A slug can stand in an address anywhere, and the slug of a slug is itself."""
    slug = terms.slug(text)
    assert slug.isascii()
    assert 0 < len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert terms.slug(slug) == slug


@given(TEXTS)
def test_equal_when_folded_is_equal_as_slug(text: str) -> None:
    """Case, accents and punctuation make no second id; folding twice changes nothing."""
    assert terms.folded(terms.folded(text)) == terms.folded(text)
    assert terms.slug(terms.folded(text)) == terms.slug(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café  Müller", "cafe muller"),
        ("Е́лена", "елена"),
        ("Libraries: for all!", "libraries for all"),
        ("ＷＬＩＣ", "wlic"),
    ],
)
def test_spellings_of_one_text_are_one(one: str, other: str) -> None:
    """Sources write one title in several ways; it has one slug."""
    assert terms.slug(one) == terms.slug(other)


@given(TEXTS, TEXTS)
def test_different_when_folded_is_different_as_slug(one: str, other: str) -> None:
    """Two titles that differ in more than case and punctuation never meet in one id."""
    assert (terms.slug(one) == terms.slug(other)) == (terms.folded(one) == terms.folded(other))


def test_titles_in_all_scripts_have_ids_of_their_own() -> None:
    """Titles in Chinese, Russian, Japanese, Thai, Hindi or Arabic, and long ones, do not fall together."""
    assert len({terms.slug(title) for title in TITLES}) == len(TITLES)


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (terms.thing("event", "wlic-2023"), "event/wlic-2023"),
        (terms.name("lc:Event"), "lc:Event"),
        ("<http://a/b>", "http://a/b"),
    ],
)
def test_short_is_how_people_write_it(term: str, words: str) -> None:
    """Ids and names of the ontology are shown without their long beginnings."""
    assert terms.short(term) == words
