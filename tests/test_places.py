"""Where things are: cities, tours, embassies and buildings."""

import pytest

from tests.writing import claimed, of, page, read, said


def event(fields: str) -> str:
    """A file with an event that has these fields."""
    return page(f"events:\n  e: {{name: {{en: E}}, type: Visit, {fields}}}\n")


def test_a_city_is_a_node_with_its_country() -> None:
    """The id of a city has its country, because there are several Dublins."""
    facts = claimed(read(event("city: Dublin, country: IE")))
    assert of(facts, "event/e")["place"] == {"place/ie-dublin"}
    assert of(facts, "event/e")["country"] == {"place/ie"}
    assert of(facts, "place/ie-dublin") == {
        "rdf:type": {"lc:City"},
        "skos:prefLabel": {"Dublin"},
        "country": {"place/ie"},
    }


def test_an_event_on_tour_is_in_all_its_countries() -> None:
    """Places of a tour count as the event's, with city or without."""
    facts = said(event("places: [{city: Moscow, country: RU}, {city: Kazan, country: RU}, {country: NO}]"), "event/e")
    assert facts["place"] == {"place/ru-moscow", "place/ru-kazan"}
    assert facts["country"] == {"place/ru", "place/no"}


def test_a_tour_may_begin_in_a_city() -> None:
    """City and country go together with more places."""
    facts = said(event("city: Hangzhou, country: CN, places: [{city: Moscow, country: RU}]"), "event/e")
    assert facts["place"] == {"place/cn-hangzhou", "place/ru-moscow"}
    assert facts["country"] == {"place/cn", "place/ru"}


def test_an_embassy_lies_where_it_lies_and_is_of_its_country() -> None:
    """places: of an institution says where it is without saying of which country it is."""
    text = """
        projects: {}
        """
    body = (
        page(text)
        .replace("projects: {}", "")
        .replace(
            "south-museum: {name: {en: South Museum}, type: Museum}",
            "south-museum: {name: {en: Embassy}, type: GovernmentBody, places: [{city: Moscow, country: RU}]}",
        )
    )
    facts = said(body, "institution/south-museum")
    assert facts["place"] == {"place/ru-moscow"}
    assert "country" not in facts


def test_a_city_without_a_country_is_a_mistake() -> None:
    """A city's country is never guessed; the finding says both ways out."""
    (finding,) = read(event("city: Moscow")).findings
    assert finding.rule == "missing-key"
    assert "country:" in finding.remedy
    assert "places:" in finding.remedy


def test_a_venue_may_be_an_institution() -> None:
    """The id of an institution as venue leads to the institution."""
    assert said(event("venue: west-library, city: Moscow, country: RU"), "event/e")["venue"] == {
        "institution/west-library"
    }


def test_a_venue_may_be_a_building() -> None:
    """Any other venue is a building, named by its city and its folded name, and lies there."""
    facts = claimed(read(event("venue: Pashkov House, city: Moscow, country: RU")))
    assert of(facts, "event/e")["venue"] == {"place/ru-moscow--pashkov-house"}
    assert of(facts, "place/ru-moscow--pashkov-house") == {
        "rdf:type": {"lc:Building"},
        "skos:prefLabel": {"Pashkov House"},
        "place": {"place/ru-moscow"},
        "country": {"place/ru"},
    }


def test_a_building_on_a_tour_lies_in_its_own_country() -> None:
    """Other countries of the tour are not the building's, whatever their place in the alphabet."""
    facts = claimed(
        read(event("venue: Pashkov House, city: Moscow, country: RU, places: [{city: Hangzhou, country: CN}]"))
    )
    assert of(facts, "place/ru-moscow--pashkov-house")["country"] == {"place/ru"}


def test_a_building_of_which_only_the_country_is_known() -> None:
    """Its id has the country then."""
    facts = claimed(read(event("venue: House of Books, country: RU")))
    assert of(facts, "event/e")["venue"] == {"place/ru--house-of-books"}
    assert of(facts, "place/ru--house-of-books")["country"] == {"place/ru"}


@pytest.mark.parametrize("name", ["PASHKOV HOUSE", "Pashkov  House", "“Pashkov House”"])
def test_spellings_of_a_building_are_one(name: str) -> None:
    """Two sources that write a building's name differently mean one building."""
    assert said(event(f"venue: '{name}', city: Moscow, country: RU"), "event/e")["venue"] == {
        "place/ru-moscow--pashkov-house"
    }


@pytest.mark.parametrize("code", ["HK", "MO", "TW", "PR", "NO"])
def test_countries_are_as_coded(code: str) -> None:
    """Codes of ISO 3166-1 are taken as they are, and NO is Norway."""
    assert said(event(f"country: {code}"), "event/e")["country"] == {f"place/{code.lower()}"}


def test_a_state_of_the_time_is_kept_beside() -> None:
    """Where a place lay then does not change where it lies today."""
    facts = said(event("city: Leningrad, country: RU, historical_country: Soviet Union"), "event/e")
    assert facts["country"] == {"place/ru"}
    assert facts["historicalCountry"] == {"Soviet Union"}
