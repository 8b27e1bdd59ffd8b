"""Oskar looks where young people are missed, in a town small enough to work it out by hand.

Fifteen minutes on foot are 83.3 m/min × 15 / 1.3 = 962 m in a straight line, by bicycle 2,885 m.
The club at the square has 60 seat-hours a week; the hall 1,500 m east of it has 2.5 of them for
13-16. In the west 200 young people live 500 m from the club; in the east 100 live 1,000 m from the
club and 500 m from the hall; the 50 in Vårby are 16 km away.
"""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from outreach.coverage import coverage
from outreach.models import TimeSlot
from outreach.supply import AgeRange, Asked
from people.models import User
from tests.browsing import API, browser_of, get, problem, rows, signed_in, wrong_names
from tests.named_people import ALI, AMINA, GUNILLA, KARIN, OSKAR, PETRA, SARA, TESTS
from tests.town import (
    Town,
    add_activity,
    add_area,
    add_category,
    add_session,
    add_venue,
    at,
    box,
    build_town,
    spot,
    stop_clock,
)
from venues.areas import Band, set_home_points, set_population
from venues.models import Area
from venues.reach import crow_metres

pytestmark = pytest.mark.django_db


def live(area: Area, count: int, *homes: tuple[float, float, float]) -> None:
    """`count` people of 13-16, at (metres east, metres north, weight)."""
    bands = [Band(13, 16, count, False)]
    on = datetime.date(2023, 12, 31)
    set_population(area=area, reference_date=on, bands=bands, source="SCB", by=TESTS)
    points = [(spot(east, north), weight) for east, north, weight in homes]
    set_home_points(area=area, points=points, source="Satt för prov", by=TESTS)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    stop_clock(monkeypatch)
    town = build_town()
    live(town.skogas_west, 200, (-500, 0, 1))
    live(town.skogas_east, 100, (1_000, 0, 1))
    live(town.varby_gard, 50)
    sport, library = add_category("sport"), add_category("library")
    club = add_venue("Skogås fritidsgård", 0, 0)
    hall = add_venue("Östra hallen", 1_500, 0, kind="sports_hall")
    open_hall = add_activity("Öppen hall", category=sport)
    for day in ("11-25", "12-02", "12-09", "12-16"):
        add_session(open_hall, club, at(f"2026-{day} 17:00"), hours=3, capacity=20)
    reading = add_activity("Läsning", category=library, ages=(15, 18))
    add_session(reading, hall, at("2026-11-28 10:00"), hours=2, capacity=10)
    return town


@pytest.fixture
def oskar(town: Town) -> Client:
    return browser_of(OSKAR)


def by_code(client: Client, **query: Any) -> dict[str, dict[str, Any]]:
    return {row["area"]["code"]: row for row in rows("/coverage/areas", client, **query)}


def figures(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        row["seat_hours_per_week"],
        row["seat_hours_per_100_young"],
        row["share_out_of_reach"],
        row["gap"],
    )


def test_how_far_one_gets() -> None:
    assert crow_metres(15, "walk") == pytest.approx(961.5, abs=0.1)
    assert crow_metres(15, "bicycle") == pytest.approx(2_884.6, abs=0.1)


def test_each_area_on_foot(oskar: Client) -> None:
    found = by_code(oskar, kind="regso")
    assert figures(found["R1"]) == (60.0, 30.0, 0.0, False)
    assert figures(found["R2"]) == (2.5, 2.5, 0.0, True)
    assert figures(found["R3"]) == (0.0, 0.0, 1.0, True)
    assert found["R1"]["young_people"] == {"count": 200, "apportioned": False}


def test_by_bicycle_both_parts_reach_both_places(oskar: Client) -> None:
    found = by_code(oskar, kind="regso", mode="bicycle")
    assert figures(found["R1"])[:2] == (62.5, 31.2)
    assert figures(found["R2"])[:2] == (62.5, 62.5)
    assert figures(found["R3"]) == (0.0, 0.0, 1.0, True)


def test_a_district_is_the_mean_over_where_its_people_live(oskar: Client) -> None:
    found = by_code(oskar, kind="district")
    # (200 × 60 + 100 × 2.5) / 300 = 40.83; 100 × 40.83 / 300 = 13.6
    assert figures(found["0126-skogas"]) == (40.8, 13.6, 0.0, True)
    assert found["0126-skogas"]["young_people"]["count"] == 300
    whole = by_code(oskar, kind="municipality")["0126"]
    assert whole["young_people"]["count"] == 350
    assert whole["share_out_of_reach"] == round(50 / 350, 3)


def test_an_areas_own_figure_counts_before_the_sum_of_its_parts(town: Town, oskar: Client) -> None:
    live(town.skogas, 320)
    assert by_code(oskar, kind="district")["0126-skogas"]["young_people"]["count"] == 320
    assert by_code(oskar, kind="municipality")["0126"]["young_people"]["count"] == 370


def test_where_a_quarter_lives_out_of_reach(town: Town, oskar: Client) -> None:
    live(town.skogas_west, 200, (-500, 0, 3), (-1_900, 1_900, 1))
    assert figures(by_code(oskar)["R1"]) == (45.0, 22.5, 0.25, True)


def test_without_population_nothing_is_claimed(town: Town, oskar: Client) -> None:
    add_area("R4", box(2_100, 0, 2_300, 200), kind="regso", parent=town.huddinge)
    unknown = by_code(oskar)["R4"]
    assert (unknown["young_people"], unknown["seat_hours_per_100_young"], unknown["gap"]) == (
        None,
        None,
        None,
    )
    live(town.skogas_east, 0, (1_000, 0, 1))
    nobody = by_code(oskar)["R2"]
    assert (nobody["young_people"]["count"], nobody["gap"]) == (0, None)


def test_ages_that_do_not_fit_the_bands_are_marked(oskar: Client) -> None:
    assert by_code(oskar, ages="13-14")["R1"]["young_people"] == {
        "count": 100,
        "apportioned": True,
    }


def test_by_category_slot_and_threshold(town: Town, oskar: Client) -> None:
    TimeSlot.objects.update_or_create(
        code="evening",
        defaults={
            "position": 1,
            "weekdays": [1, 2, 3, 4, 5],
            "starts": datetime.time(17),
            "ends": datetime.time(19),
        },
    )
    assert by_code(oskar, category="library")["R1"]["seat_hours_per_week"] == 0
    assert by_code(oskar, category="sport")["R2"]["share_out_of_reach"] == 1
    assert by_code(oskar, slot="evening")["R1"]["seat_hours_per_week"] == 40
    assert by_code(oskar, threshold="30")["R1"]["gap"] is False
    assert by_code(oskar, threshold="30.1")["R1"]["gap"] is True


def test_the_answer_says_that_it_is_an_estimate_and_how_it_was_made(oskar: Client) -> None:
    answer = get("/coverage/areas", oskar, ages="13-16", category="sport")
    del answer["results"]
    assert answer == {
        "estimated": True,
        "method": {
            "distance": "crow_fly",
            "detour": 1.3,
            "minutes": 15,
            "mode": "walk",
            "metres": 962,
        },
        "ages": {"from": 13, "to": 16},
        "category": "sport",
        "slot": None,
        "weeks": {"from": "2026-11-23", "to": "2026-12-20"},
        "threshold_seat_hours_per_100": 25.0,
    }


def test_the_map_of_gaps_is_the_same_rows_with_their_polygons(oskar: Client) -> None:
    drawn = get("/coverage/areas", oskar, format="geojson")
    assert (drawn["type"], drawn["estimated"]) == ("FeatureCollection", True)
    assert [one["properties"] for one in drawn["features"]] == rows("/coverage/areas", oskar)
    assert {one["geometry"]["type"] for one in drawn["features"]} == {"MultiPolygon"}


def test_the_number_of_queries_is_the_same_for_three_areas_and_forty(town: Town) -> None:
    def queries() -> int:
        regso = Area.objects.filter(kind="regso").with_names()
        with CaptureQueriesContext(connection) as asked:
            coverage(regso, Asked(AgeRange(13, 16)), mode="walk", threshold=25)
        return len(asked)

    before = queries()
    for number in range(40):
        part = box(number * 10, 0, number * 10 + 9, 9)
        live(add_area(f"X{number}", part, kind="regso", parent=town.skogas), 5, (0, 0, 1))
    assert (queries(), before) == (7, 7)


@pytest.mark.parametrize("named", [OSKAR, SARA, PETRA, GUNILLA], ids=lambda one: one.call_name)
def test_who_may_see_it(town: Town, named: Any) -> None:
    assert len(rows("/coverage/areas", browser_of(named))) == 3
    half_way = signed_in(User.objects.get(email=named.email), second_factor=False)
    problem(half_way.get(f"{API}/coverage/areas"), 403, "second_factor_needed")


@pytest.mark.parametrize("named", [AMINA, KARIN, ALI], ids=lambda one: one.call_name)
def test_who_may_not(town: Town, named: Any) -> None:
    problem(browser_of(named).get(f"{API}/coverage/areas"), 403, "not_permitted")
    problem(Client().get(f"{API}/coverage/areas"), 401, "not_signed_in")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"ages": "16-13"}, "ages"),
        ({"ages": "13"}, "ages"),
        ({"category": "sport,library"}, "category"),
        ({"slot": "never"}, "slot"),
        ({"kind": "street"}, "kind"),
        ({"mode": "car"}, "mode"),
        ({"threshold": "-1"}, "threshold"),
    ],
)
def test_a_wrong_question_is_named(oskar: Client, query: dict[str, str], name: str) -> None:
    assert wrong_names(oskar.get(f"{API}/coverage/areas", query)) == [name]
