"""The example's files agree with each other and with the facts they were made from."""

from collections import Counter
from itertools import chain

import pytest
from django.conf import settings

from activities.models import Activity, ActivityText, Schedule
from config.example import files
from config.example.catalogue import external_id, texts
from config.example.weekly import slots
from people.roles import Role
from venues.models import Venue
from venues.opening_hours import check

#: Inhabitants 2023 (SCB), as the municipality publishes them.
POPULATION = {
    "Flemingsberg västra": 7060, "Flemingsberg östra": 6700, "Flemingsberg-Kästa": 1492,
    "Fullersta norra": 5539, "Fullersta södra": 3791, "Gladö-Lissma": 1769,
    "Glömsta-Loviseberg": 5023, "Högmora-Vidja-Ågesta": 4607, "Kungens Kurva-Kråkvik": 2387,
    "Länna": 2848, "Segeltorp": 7214, "Sjödalen centrala-norra": 7202, "Sjödalen södra": 9006,
    "Skogås västra": 6812, "Skogås östra": 5174, "Snättringe": 9083, "Stuvsta": 8204,
    "Trångsund": 5708, "Trångsund centrala": 3764, "Vårby gård": 6813, "Vårby Haga-Masmo": 2781,
    "Vårby Udde-Duvberget": 943,
}  # fmt: skip
PLACED = [(offer, placing) for offer in files.offers() for placing in offer["at"]]


def test_population_is_the_published_one() -> None:
    loaded = {item["names"]["sv"]: item["population"] for item in files.areas()["regso"]}
    assert loaded == POPULATION
    assert sum(loaded.values()) == 113_920


def test_every_area_belongs_to_a_district_and_has_names_and_homes() -> None:
    plan = files.areas()
    districts = {item["code"] for item in plan["districts"]}
    assert len(districts) == 7
    assert {item["district"] for item in plan["regso"]} == districts
    for item in chain([plan["municipality"]], plan["districts"], plan["regso"]):
        assert set(item["names"]) == set(files.LANGUAGES), item["code"]
    for item in plan["regso"]:
        assert 3 <= len(item["homes"]) <= 12, item["code"]
    codes = [item["code"] for item in chain(plan["districts"], plan["regso"])]
    assert len(set(codes)) == len(codes)


def test_every_place_says_where_its_position_comes_from() -> None:
    plan = files.venues()
    assert len(plan["venues"]) >= 60
    assert {item["kind"] for item in plan["venues"]} == set(Venue.Kind.values)
    assert all(plan["sources"][item["source"]]["sentence"] for item in plan["venues"])
    assert plan["sources"]["map"]["approximate"] is False
    assert all(plan["sources"][name]["approximate"] for name in plan["sources"] if name != "map")
    for key in ("key", "name"):
        repeated = Counter(item[key] for item in plan["venues"]).most_common(1)[0]
        assert repeated[1] == 1, repeated


def test_opening_hours_can_be_read_and_are_known_for_some_places_only() -> None:
    plan = files.venues()
    for expression in chain.from_iterable(plan["hours"].values()):
        if expression:
            check(expression)
    used = {item["hours"] for item in plan["venues"] if "hours" in item}
    assert used == set(plan["hours"])
    unknown = [item["key"] for item in plan["venues"] if "hours" not in item]
    assert len(unknown) >= 20, "that hours are missing is to be seen in the example as well"
    assert "inte hämtade" in plan["hours_source"]


def test_categories_have_two_levels_and_every_language() -> None:
    plan = files.categories()
    main = {item["code"] for item in plan if "parent" not in item}
    assert main == {
        "culture", "sport", "library", "kulturskola", "youth_club", "outdoor", "holiday",
    }  # fmt: skip
    below = [item for item in plan if "parent" in item]
    assert {item["parent"] for item in below} == main
    assert all(set(item["names"]) == set(files.LANGUAGES) for item in plan)
    assert all("colour" in item for item in plan if "parent" not in item)


def test_activities_are_many_and_in_every_category() -> None:
    assert len(PLACED) >= 200
    ids = [external_id(offer, placing) for offer, placing in PLACED]
    assert len(set(ids)) == len(ids)
    used = {offer["category"] for offer, _ in PLACED}
    assert used == {item["code"] for item in files.categories() if "parent" in item}


def test_activities_refer_to_what_there_is() -> None:
    venues = {item["key"] for item in files.venues()["venues"]}
    organisers = {item["key"] for item in files.organisers()}
    assert {placing["venue"] for _, placing in PLACED} <= venues
    assert {offer["organiser"] for offer, _ in PLACED} <= organisers
    assert {offer["mode"] for offer, _ in PLACED} <= set(Activity.Mode.values)
    weeks = {offer["weeks"] for offer, _ in PLACED if "weeks" in offer}
    assert weeks <= set(Schedule.Weeks.values)
    assert {"draft"} == {item["status"] for pair in PLACED for item in pair if "status" in item}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_most_activities_are_translated(language: str) -> None:
    assert sum(language in offer for offer, _ in PLACED) >= 0.6 * len(PLACED)


def test_texts_fit_and_no_placeholder_is_left() -> None:
    limits = {
        name: getattr(ActivityText._meta.get_field(name), "max_length")  # noqa: B009 - of any field
        for name in ("title", "summary", "description")
    }
    for offer, placing in PLACED:
        for text in texts(offer, placing, "Skogås fritidsgård"):
            words = {name: text[name] for name in limits}  # type: ignore[literal-required]
            assert all(words.values()), offer["key"]
            assert not any("{" in word for word in words.values()), offer["key"]
            assert all(len(words[name]) <= limits[name] for name in limits), offer["key"]


def test_arabic_is_arabic_and_the_languages_differ() -> None:
    for offer in files.offers():
        if "ar" in offer:
            for text in offer["ar"]:
                letters = [letter for letter in text if letter.isalpha()]
                arabic = sum("؀" <= letter <= "ۿ" for letter in letters)
                assert arabic > len(letters) / 2, (offer["key"], text)
        if "en" in offer:
            assert offer["en"][1] != offer["sv"][1], offer["key"]


def test_weeks_ages_and_seats_make_sense() -> None:
    for offer, placing in PLACED:
        week = list(slots(placing["when"]))
        assert len(set(week)) == len(week) > 0, (offer["key"], placing["venue"])
        assert all(slot.starts < slot.ends for slot in week), (offer["key"], placing["venue"])
        assert 0 <= offer["ages"][0] < offer["ages"][1] <= 25, offer["key"]
        assert placing.get("seats", offer["seats"]) > 0


def test_most_activities_are_free() -> None:
    free = sum(offer.get("price", 0) == 0 for offer, _ in PLACED)
    assert free >= 0.75 * len(PLACED)


def test_invented_clubs_say_so() -> None:
    for item in files.organisers():
        assert item["invented"] is item["name"].endswith("(exempel)"), item["name"]


def test_one_person_for_each_role_and_one_protected() -> None:
    plan = files.people()
    assert {item["role"] for item in plan["people"]} == set(Role.values)
    assert [item["email"] for item in plan["people"] if "alias" in item] == ["robin@nara.example"]
    for item in plan["people"]:
        assert item["email"].endswith("@nara.example")


def test_languages_are_those_of_the_product() -> None:
    assert list(files.LANGUAGES) == [code for code, _ in settings.LANGUAGES]
