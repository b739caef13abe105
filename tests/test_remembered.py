"""Finding what is remembered otherwise: by place and year, for short, by a number written in another way."""

import sqlite3
from contextlib import closing

import pytest

from kg import acronyms, nameindex, numerals, search
from kg.nameindex import Named
from kg.project import Project
from kg.scripts import spelt
from kg.search import Finder
from kg.terms import ID, folded


@pytest.fixture(scope="module")
def finder(built: Project) -> Finder:
    """A finder for the real graph."""
    return search.opened(built)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("IFLA 2010 Gothenburg", "event/wlic-2010"),
        ("IFLA Göteborg 2010", "event/wlic-2010"),
        ("congress in Dublin 2022", "event/wlic-2022"),
        ("конгресс ИФЛА 2019 Афины", "event/wlic-2019"),
        ("РГБ", "institution/russian-state-library"),
        ("Rossiskaya gosudarstvenaya biblioteka", "institution/russian-state-library"),
        ("OSZK", "institution/national-szechenyi-library"),
        ("Online Computer Library Center", "institution/oclc"),
        ("임원선", "person/lim-won-seon"),
        ("imwonseon", "person/lim-won-seon"),
        ("NationalLibraryof China", "institution/national-library-of-china"),
        ("centenary celebration of the National Library of China", "event/nlc-centennial-2009"),
        ("CENL Annual meeting", "series/cenl-annual-general-meeting"),
        ("57th IFLA Council and Conference", "event/wlic-1991"),
        ("Fyodorev", "person/victor-fyodorov"),
    ],
)
def test_what_is_remembered_leads_to_its_thing(finder: Finder, words: str, slug: str) -> None:
    """Among the first five."""
    assert ID + slug in [hit.iri for hit in finder.find(words, limit=5)]


def test_surroundings_tell_which_of_several() -> None:
    """Where no name has all words, the place and the year decide; a rarer word tells more than a common one."""
    things = [
        Named(f"{ID}event/{slug}", name, "Meeting", "", 3, (name,), (f"{ID}place/{place}",), (year,))
        for slug, name, place, year in [
            ("one", "Amber Assembly", "no-oslo", "1999"),
            ("two", "Amber Assembly of Readers", "no-oslo", "2001"),
            ("three", "Amber Gathering", "fj-suva", "2001"),
        ]
    ]
    places = [Named(f"{ID}place/{slug}", name, "City", "", 1, (name,)) for slug, name in CITIES.items()]
    with closing(sqlite3.connect(":memory:")) as index:
        nameindex.fill(index, [*things, *places], "of a test")
        find = Finder(index).find
        assert find("Amber meeting Oslo 1999")[0].iri == f"{ID}event/one"
        assert find("Amber meeting Oslo 2001")[0].iri == f"{ID}event/two"
        assert find("Amber meeting Suva")[0].iri == f"{ID}event/three"
        assert find("Amber meeting Suva", kind="place") == find("Suva", kind="place")


def test_a_series_comes_before_editions_that_the_words_do_not_tell() -> None:
    """A place or a year tells an edition; the body that held meetings stands behind the first of them."""
    around = (f"{ID}series/meets", f"{ID}institution/society")
    editions = [
        Named(f"{ID}event/{slug}", name, "Meeting", "", 5, (name,), (*around, f"{ID}place/{place}"), (year,))
        for slug, name, place, year in [
            ("one", "Ambmeet Conference 1999", "no-oslo", "1999"),
            ("two", "Ambmeet Conference 2001", "fj-suva", "2001"),
        ]
    ]
    wholes = [
        Named(around[0], "Amber Readers Conference", "EventSeries", "", 2, ("Amber Readers Conference",)),
        Named(around[1], "Amber Readers Society", "Society", "", 1, ("Amber Readers Society",)),
    ]
    places = [Named(f"{ID}place/{slug}", name, "City", "", 1, (name,)) for slug, name in CITIES.items()]
    with closing(sqlite3.connect(":memory:")) as index:
        nameindex.fill(index, [*editions, *wholes, *places], "of a test")
        find = Finder(index).find
        assert [hit.iri for hit in find("Ambmeet Conference")][:2] == [around[0], f"{ID}event/one"]
        assert find("Ambmeet Conference Suva")[0].iri == f"{ID}event/two"
        assert find("Ambmeet Conference 2001")[0].iri == f"{ID}event/two"
        assert find("Ambmeet Conference 2001", kind="event")[0].iri == f"{ID}event/two"


def test_a_place_is_known_by_its_country_in_any_language() -> None:
    """What a city's country is called in one language leads to the library there that is named in another."""
    things = [
        Named(f"{ID}place/ru", "Russia", "Country", "", 1, ("Russia", "Russie")),
        Named(f"{ID}place/ru-kazan", "Kazan", "City", "RU", 1, ("Kazan",), (f"{ID}place/ru",)),
        *(
            Named(f"{ID}institution/{slug}", name, "Library", "", 1, (name,), (f"{ID}place/{place}",))
            for slug, name, place in [("amber", "Amber Library", "fj-suva"), ("green", "Green Library", "ru-kazan")]
        ),
    ]
    with closing(sqlite3.connect(":memory:")) as index:
        nameindex.fill(index, things, "of a test")
        assert Finder(index).find("bibliothèque Russie")[0].iri == f"{ID}institution/green"


CITIES = {"no-oslo": "Oslo", "fj-suva": "Suva"}


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("dLOC", "Digital Library of the Caribbean"),
        ("INTAMEL", "International Association of Metropolitan City Libraries"),
        ("IAML", "International Association of Music Libraries, Archives and Documentation Centres"),
        ("РГБ", "Российская государственная библиотека"),
        ("RGB", "Российская государственная библиотека"),
        ("OSZK", "Országos Széchényi Könyvtár"),
    ],
)
def test_a_short_form_fits_its_name(short: str, name: str) -> None:
    """The index holds first letters that the short form has, too."""
    form = acronyms.form(spelt(short, {}))
    assert acronyms.fits(form, spelt(name, {}))
    assert acronyms.of(spelt(name, {})) & {*acronyms.keys(form)}


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("IFLA", "International Association of Law Libraries"),
        ("LOC", "Library of the Parliament"),
        ("BLA", "Botswana Library"),
        ("NLCX", "National Library of China"),
    ],
)
def test_a_short_form_of_another_does_not_fit(short: str, name: str) -> None:
    """Letters in another order, or that no word has, are of another name."""
    assert not acronyms.fits(acronyms.form(spelt(short, {})), spelt(name, {}))


@pytest.mark.parametrize("words", ["IFLA 2010", "Ann", "a" * 12, "§", "上海", ""])
def test_what_is_no_short_form(words: str) -> None:
    """Numbers, long words, signs; three letters may be one."""
    assert acronyms.form(spelt(words, {})) == ("ann" if words == "Ann" else "")


@pytest.mark.parametrize(
    ("word", "figures"),
    [
        ("22nd", "22"),
        ("XXII", "22"),
        ("second", "2"),
        ("второй", "2"),
        ("45e", "45"),
        ("39", "39"),
        ("centennial", "100"),
        ("столетие", "100"),
        ("bicentenaire", "200"),
        ("XL", ""),
        ("I", ""),
    ],
)
def test_numbers_are_read(word: str, figures: str) -> None:
    """Figures, ordinals, words, anniversaries, Roman numerals from two to thirty-nine; a letter alone is an initial."""
    assert numerals.figures(folded(word)) == figures


def test_chinese_numbers_are_read() -> None:
    """Each number from one to ninety-nine, once."""
    assert [numerals.CHINESE[one] for one in ("第三", "第十", "第十二", "第二十", "第九十九")] == [
        "3",
        "10",
        "12",
        "20",
        "99",
    ]
    assert sorted(map(int, numerals.CHINESE.values())) == list(range(1, 100))
    assert spelt("第十二届论坛", {}).told == spelt("12th Forum", {}).told
    assert spelt("百周年", {}).told[-1:] == spelt("100th anniversary", {}).told[-1:]
    assert spelt("二十周年论坛", {}).told[-2:] == spelt("anniversary forum", {}).told
