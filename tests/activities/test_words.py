"""Amina types what she looks for: half a word, a misspelt one, without dots, in Arabic."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from activities.models import CategoryName, Organiser, Session
from activities.words import understood
from tests.browsing import API, rows, wrong_names
from tests.town import (
    Town,
    add_activity,
    add_category,
    add_session,
    add_venue,
    an_organiser,
    at,
    build_town,
    stop_clock,
)
from venues.models import AreaName, SchoolHoliday, Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    """Wednesday noon: football in Skogås tonight, reading at Vårby library on Saturday."""
    stop_clock(monkeypatch)
    town = build_town()
    sport, culture = add_category("sport"), add_category("culture", sv="Kultur", ar="ثقافة")
    football = add_activity(
        "Fotboll för tjejer",
        category=add_category("football", parent=sport, sv="Bollsport"),
        organiser=an_organiser("Huddinge IF"),
        summary="Träna och spela match.",
        others=[("ar", "كرة القدم للفتيات")],
    )
    reading = add_activity("Läsecirkel", category=culture, ages=(9, 12), summary="Vi läser böcker.")
    field = add_venue("Mörtviks IP", -300, 400, kind="sports_ground")
    library = add_venue("Vårby bibliotek", -15_669, 4_497, kind="library")
    add_session(football, field, at("2026-11-18 17:00"))
    add_session(reading, library, at("2026-11-21 11:00"), hours=1, capacity=8)
    return town


FOOTBALL, READING = "Fotboll för tjejer", "Läsecirkel"


def found(**asked: Any) -> list[str]:
    return [row["activity"]["title"] for row in rows("/sessions", **asked)]


@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("fotboll", [FOOTBALL]),
        ("FOTBOLL", [FOOTBALL]),
        ("fotb", [FOOTBALL]),
        ("fotbol", [FOOTBALL]),
        ("futboll", [FOOTBALL]),
        ("matcher", [FOOTBALL]),
        ("bok", []),
        ("böckerna", [READING]),
        ("bocker", [READING]),
        ("bibliotk", [READING]),
        ("biblioteket", [READING]),
        ("skogas", [FOOTBALL]),
        ("Skogås", [FOOTBALL]),
        ("varby", [READING]),
        ("mortvik", [FOOTBALL]),
        ("bollsport", [FOOTBALL]),
        ("sport", [FOOTBALL]),
        ("huddinge if", [FOOTBALL]),
        ("كرة", [FOOTBALL]),
        ("ثقافة", [READING]),
        ("سكوغوس", [FOOTBALL]),
        ("fotboll i skogås", [FOOTBALL]),
        ("fotboll i vårby", []),
        ("tjejer fotboll", [FOOTBALL]),
        ("schack", []),
        ("och", [FOOTBALL]),
        ("på och", []),
        ("ʼʼ", []),
        ("⑴", []),
    ],
)
def test_what_is_typed_and_what_is_found(town: Town, q: str, titles: list[str]) -> None:
    assert found(q=q) == titles
    assert [row["title"] for row in rows("/activities", q=q)] == titles


def test_a_misspelt_word_is_known_as_one(town: Town) -> None:
    words = understood("futboll skogas")
    assert [(word.text, word.misspelt, word.found) for word in words] == [
        ("futboll", True, True),
        ("skogas", False, True),
    ]
    assert not understood("xyzzy")[0].found


def test_what_is_renamed_is_found_by_its_new_name_at_once(town: Town) -> None:
    Venue.objects.filter(kind="library").update(name="Masmo mötesplats")
    CategoryName.objects.filter(name="Kultur").update(name="Konst")
    Organiser.objects.filter(name="Huddinge IF").update(name="Balrog")
    AreaName.objects.filter(name="Skogås").update(name="Drevviken")
    assert found(q="bibliotek") == []
    assert [found(q=q) for q in ("masmo", "konst", "balrog", "drevviken")] == [
        [READING],
        [READING],
        [FOOTBALL],
        [FOOTBALL],
    ]


def test_best_matching_first_and_soonest_among_equals(town: Town) -> None:
    library = Venue.objects.get(kind="library")
    mentions = add_activity("Öppet hus", summary="Pyssel, fika och fotboll på skärm.")
    add_session(mentions, library, at("2026-11-18 15:00"))
    assert found(q="fotboll") == ["Öppet hus", FOOTBALL]
    assert found(q="fotboll", order="relevance") == [FOOTBALL, "Öppet hus"]
    page = rows("/sessions", q="fotboll", order="relevance", page_size=1)
    assert [row["activity"]["title"] for row in page] == [FOOTBALL]


def test_the_pages_of_the_best_matching_are_complete(town: Town) -> None:
    football = Session.objects.get(capacity=20)
    for day in (19, 20, 23):
        add_session(football.activity, football.venue, at(f"2026-11-{day} 17:00"))
    seen, address = [], f"{API}/sessions?q=fotboll&order=relevance&page_size=1"
    while address:
        page = Client().get(address).json()
        seen += [row["starts_at"][8:10] for row in page["results"]]
        address = page["next"]
    assert seen == ["18", "19", "20", "23"]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"time": "17:00-20:00"}, [FOOTBALL]),
        ({"time": "16:00-17:00"}, []),
        ({"time": "morning"}, [READING]),
        ({"time": "evening"}, [FOOTBALL]),
        ({"time": "22:00-11:30"}, [READING]),
        ({"weekday": "3"}, [FOOTBALL]),
        ({"weekday": "1,6"}, [READING]),
        ({"language": "sv"}, [FOOTBALL, READING]),
        ({"language": "so,ar"}, []),
        ({"seats": "8"}, [FOOTBALL, READING]),
        ({"seats": "9"}, [FOOTBALL]),
        ({"area": "0126-skogas", "weekday": "3", "free": "true"}, [FOOTBALL]),
    ],
)
def test_when_in_which_language_and_with_seats_left(
    town: Town, asked: dict[str, str], titles: list[str]
) -> None:
    assert found(**asked) == titles


def test_a_session_that_is_called_off_has_no_seats_left(town: Town) -> None:
    Session.objects.filter(capacity=20).update(status="cancelled", cancelled_reason="Storm")
    assert found(seats=1) == [READING]
    assert found() == [FOOTBALL, READING]


def test_the_next_school_holiday(town: Town) -> None:
    refused = Client().get(f"{API}/sessions", {"window": "next_school_holiday"})
    assert wrong_names(refused) == ["window"]
    for first, last in (("2026-11-20", "2026-11-22"), ("2026-12-21", "2027-01-08")):
        SchoolHoliday.objects.create(
            name="Lov", first_date=first, last_date=last, source="Huddinge kommun"
        )
    assert found(window="next_school_holiday") == [READING]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"q": "!!!"}, ["q"]),
        ({"q": "a b c d e f g h i"}, ["q"]),
        ({"order": "relevance"}, ["order"]),
        ({"time": "25:00-26:00"}, ["time"]),
        ({"time": "17:00-17:00"}, ["time"]),
        ({"time": "night"}, ["time"]),
        ({"weekday": "0"}, ["weekday"]),
        ({"weekday": "1,"}, ["weekday"]),
        ({"language": "Svenska"}, ["language"]),
        ({"seats": "0"}, ["seats"]),
    ],
)
def test_what_is_wrong_is_named(town: Town, asked: dict[str, str], names: list[str]) -> None:
    assert wrong_names(Client().get(f"{API}/sessions", asked)) == names


@pytest.mark.parametrize(
    ("table", "condition", "index"),
    [
        ("activities_activitytext", "document @@ to_tsquery('simple', 'fotb:*')", "text_document"),
        ("activities_activitytext", "words %> 'fotbol'", "text_words"),
        ("venues_venue", r"words ~ '\mmortv'", "venue_words"),
        ("venues_areaname", r"words ~ '\mskogas'", "areaname_words"),
        ("activities_organiser", r"words ~ '\mhuddinge'", "organiser_words"),
        ("activities_categoryname", r"words ~ '\msport'", "categoryname_words"),
    ],
)
def test_an_index_answers_where_rows_are_many(
    town: Town, table: str, condition: str, index: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # there are few rows here
        cursor.execute(f"EXPLAIN SELECT 1 FROM {table} WHERE {condition}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert index in plan
