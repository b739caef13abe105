"""Which ids are proposed as one thing and which are left alone, in small and in the project's own data."""

from functools import cache
from pathlib import Path

import pytest

from kg import dataset, duplicates
from kg.duplicates import Candidate
from kg.likeness import initials
from kg.mapping import Mapper
from kg.sources import curated
from tests.couples import written
from tests.writing import DECIDED, PROJECT, VOCABULARY

PARTIES = "parties: [one-library, two-library]"
POST = "positions: [{institution: one-library, title: Keeper}]"
# Why two records may be of one thing: the section they stand in, and the records.
ONE = {
    "the words of a name in another order, a plural": (
        "institutions",
        "{name: {en: University of Utrecht Libraries}, type: AcademicLibrary, country: NL}",
        "{name: {en: Utrecht University Library}, type: AcademicLibrary, country: NL}",
    ),
    "an acronym": (
        "institutions",
        "{name: {en: CENL}, type: LibraryAssociation}",
        "{name: {en: Conference of European National Librarians}, type: InternationalOrganization}",
    ),
    "an acronym in brackets": (
        "institutions",
        "{name: {en: Association of African Archives (AFLIA)}, type: LibraryAssociation}",
        "{name: {en: African Library and Information Associations and Institutions}, type: LibraryAssociation}",
    ),
    "a name in Chinese": (
        "institutions",
        "{name: {en: China Society for Library Science, zh: 中国图书馆学会}, type: LibraryAssociation, country: CN}",
        "{name: {en: Chinese Librarians, zh: 中国图书馆学会}, type: LibraryAssociation}",
    ),
    "another name, letters without accents": (
        "institutions",
        "{name: {en: Old House}, other_names: {pl: Dom Książki w Łodzi}, type: PublicLibrary, country: PL}",
        "{name: {pl: Dom Ksiazki w Lodzi}, type: PublicLibrary, country: PL}",
    ),
    "a shared identifier, whatever the names and countries": (
        "institutions",
        "{name: {en: Old House}, type: Archive, country: PL, same_as: [https://ror.org/000000000]}",
        "{name: {en: New Rooms}, type: Museum, country: NO, same_as: [https://ror.org/000000000]}",
    ),
    "a person's names in another order": (
        "people",
        f"{{name: {{en: Yoshiko Itagaki}}, {POST}}}",
        f"{{name: {{en: ITAGAKI Yoshiko}}, {POST}}}",
    ),
    "a person's initials, and a post in one institution": (
        "people",
        f"{{name: {{ru: М. Д. Афанасьев}}, {POST}}}",
        f"{{name: {{ru: Михаил Афанасьев}}, {POST}}}",
    ),
    "a letter in a person's name, and a post in one institution": (
        "people",
        f"{{name: {{en: Judit Gelencser}}, {POST}}}",
        f"{{name: {{hu: Judit Gerencsér}}, {POST}}}",
    ),
    "a day, a city and a similar name": (
        "events",
        "{name: {en: Forum of All Readers}, type: Forum, start: 2010-05-03, end: 2010-05-05, city: Oslo, country: NO}",
        "{name: {en: Forum for All Readers in Oslo}, type: Meeting, start: 2010-05-04, city: Oslo, country: NO}",
    ),
    "a name that its owner's acronym shortens": (
        "series",
        "{name: {en: OTRS annual meeting}, organizers: [one-two-library]}",
        "{name: {en: Annual meeting of the One and Two Readers Society}, organizers: [one-two-library]}",
    ),
    "two parties, one date unknown": (
        "agreements",
        f"{{type: MemorandumOfUnderstanding, {PARTIES}, signed: 2010-05-03}}",
        f"{{type: MemorandumOfUnderstanding, {PARTIES}}}",
    ),
    "two parties, one date vague": (
        "agreements",
        f"{{type: MemorandumOfUnderstanding, {PARTIES}, signed: 2010-05-03}}",
        f"{{type: Declaration, {PARTIES}, signed: 2010}}",
    ),
    "partners and a similar name": (
        "projects",
        "{name: {en: Exchange of old maps}, type: ExchangeProgramme, partners: [one-library, two-library]}",
        "{name: {en: Old map exchange}, type: Research, partners: [one-library, two-library]}",
    ),
}
# Why two records that are alike are not of one thing.
TWO = {
    "two countries in the name": (
        "institutions",
        "{name: {en: National Library of China}, type: NationalLibrary}",
        "{name: {en: National Library of Chile}, type: NationalLibrary}",
    ),
    "one name in two countries": (
        "institutions",
        "{name: {en: National Library}, type: NationalLibrary, country: NO}",
        "{name: {en: National Library}, type: NationalLibrary, country: FJ}",
    ),
    "a library of a university": (
        "institutions",
        "{name: {en: Tongji University}, type: University, city: Shanghai, country: CN}",
        "{name: {en: Tongji University Library}, type: AcademicLibrary, city: Shanghai, country: CN}",
    ),
    "two editions of a series": (
        "events",
        "{name: {en: Northern Forum}, type: Forum, in_series: forum, edition: 1, start: 2010, country: NO}",
        "{name: {en: Northern Forum}, type: Forum, in_series: forum, edition: 2, start: 2010, country: NO}",
    ),
    "two years": (
        "events",
        "{name: {en: Northern Forum}, type: Forum, in_series: forum, start: 2010-05-03, city: Oslo, country: NO}",
        "{name: {en: Northern Forum}, type: Forum, in_series: forum, start: 2011-05-03, city: Oslo, country: NO}",
    ),
    "one name in two spellings with other signs": (
        "people",
        f"{{name: {{en: Zhang Xu, zh: 张旭}}, {POST}}}",
        "{name: {en: Zhang Xu, zh: 章续}, positions: [{institution: two-library, title: Keeper}]}",
    ),
    "two agreements of one couple": (
        "agreements",
        f"{{type: MemorandumOfUnderstanding, {PARTIES}, signed: 2010}}",
        f"{{type: MemorandumOfUnderstanding, {PARTIES}, signed: 2015}}",
    ),
    "one party alone": (
        "agreements",
        "{type: MemorandumOfUnderstanding, parties: [one-library, two-library], signed: 2010-05-03}",
        "{type: MemorandumOfUnderstanding, parties: [one-library, six-library], signed: 2010-05-03}",
    ),
}


@pytest.mark.parametrize("why", ONE)
def test_what_may_be_one(why: str, tmp_path: Path) -> None:
    """Each of these alone brings two ids on the list, with a score and a reason."""
    (pair,) = duplicates.candidates(written(tmp_path, *ONE[why]))
    assert (pair.one, pair.other) == ("alpha", "omega")
    assert duplicates.THRESHOLD <= pair.score <= 1
    assert pair.reasons


@pytest.mark.parametrize("why", TWO)
def test_what_is_not_one(why: str, tmp_path: Path) -> None:
    """Each of these keeps two ids from the list, however alike they are."""
    assert duplicates.candidates(written(tmp_path, *TWO[why])) == []


def test_a_part_is_not_its_whole(tmp_path: Path) -> None:
    """What would be a pair is none where one is the parent of the other."""
    record = "{name: {en: Library of Port}, type: PublicLibrary, city: Oslo, country: NO}"
    child = record.replace("}, type", "}, parent: alpha, type")
    apart = written(tmp_path / "apart", "institutions", record, record)
    assert len(duplicates.candidates(apart)) == 1
    joined = written(tmp_path / "joined", "institutions", record, f"{child}\n  alpha: {record}")
    assert duplicates.candidates(joined) == []


def test_who_describes_both_knew_them_apart(tmp_path: Path) -> None:
    """A file that has both ids speaks against their being one."""
    record = "{name: {en: Library of Port}, type: PublicLibrary, country: NO}"
    alone = written(tmp_path / "alone", "institutions", record, record)
    both = written(tmp_path / "both", "institutions", record, f"{record}\n  alpha: {record}")
    ((first,), (second,)) = map(duplicates.candidates, (alone, both))
    assert first.score > second.score
    assert "one file defines both" in second.reasons


ACRONYMS = {
    "acuril": "Association of Caribbean University, Research and Institutional Libraries",
    "aflia": "African Library and Information Associations and Institutions",
    "cdnlao": "Conference of Directors of National Libraries in Asia and Oceania",
    "cenl": "Conference of European National Librarians",
    "coar": "Confederation of Open Access Repositories",
    "consal": "Congress of Southeast Asian Librarians",
    "easl": "European Association of Sinological Librarians",
    "iaml": "International Association of Music Libraries, Archives and Documentation Centres",
    "iasl": "International Association of School Librarianship",
    "ifla": "International Federation of Library Associations and Institutions",
    "ineli": "International Network of Emerging Library Innovators",
    "piala": "Pacific Islands Association of Libraries and Archives",
    "prrla": "Pacific Rim Research Libraries Alliance",
    "scecsal": "Standing Conference of Eastern, Central and Southern African Library and Information Associations",
}


@pytest.mark.parametrize("acronym", ACRONYMS)
def test_acronyms_as_libraries_make_them(acronym: str) -> None:
    """Each is found from its full name, and from none of the others."""
    assert [short_ for short_, whole in ACRONYMS.items() if acronym in initials(whole)] == [acronym]


@cache
def proposals() -> list[Candidate]:
    """The pairs in the project's own sources, as if no curator had decided any."""
    undecided = DECIDED._replace(same={})
    paths = sorted(PROJECT.sources.rglob("*.yaml"))
    documents = [curated.read(path, path.name, VOCABULARY, undecided) for path in paths]
    return duplicates.proposed(dataset.gather(documents, Mapper(VOCABULARY.context)), {}, set())


def test_what_curators_found_to_be_one_is_proposed() -> None:
    """Of the pairs of same.csv more than half would be on the list, were they not decided; the rest, a name in two
    scripts above all, takes a reader to see."""
    found = {frozenset((pair.kind, pair.one, pair.other)) for pair in proposals()}
    pairs = {frozenset((kind, retired, kept)) for (kind, retired), kept in DECIDED.same.items()}
    assert 2 * len(pairs & found) > len(pairs), sorted(map(sorted, pairs - found))


def test_the_likeliest_come_first() -> None:
    """Kind by kind, and within a kind by score."""
    by_kind = [(list(duplicates.WEIGHTS).index(pair.kind), -pair.score) for pair in proposals()]
    assert by_kind == sorted(by_kind)
