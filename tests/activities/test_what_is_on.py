"""Amina, 15, in Skogås, looks for what is on near her tonight."""

from typing import Any

import pytest
from django.contrib.gis.geos import Polygon
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from activities.models import Activity, Session
from tests.browsing import API, get, rows, wrong_names
from tests.town import (
    Town,
    add_activity,
    add_category,
    add_session,
    add_venue,
    an_organiser,
    at,
    box,
    build_town,
    near,
    stop_clock,
)
from venues.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    """Wednesday noon. An open hall tonight in Skogås, a music course tomorrow in Vårby."""
    stop_clock(monkeypatch)
    town = build_town()
    sport, music = add_category("sport"), add_category("culture", sv="Kultur", ar="ثقافة")
    basket = add_category("sport_basket", parent=sport, sv="Basket")
    club = add_venue("Skogås fritidsgård", -300, 400)
    school = add_venue("Kulturskolan Vårby", -15_669, 4_497, kind="kulturskola")
    hall = add_activity("Öppen hall", category=basket, others=[("ar", "قاعة مفتوحة")])
    guitar = add_activity(
        "Gitarr",
        category=music,
        ages=(9, 12),
        price="400.00",
        mode="term_course",
        summary="Spela tillsammans på kvällarna.",
        organiser=an_organiser("Kulturskolan i Huddinge"),
    )
    add_session(hall, club, at("2026-11-18 17:00"))
    add_session(guitar, school, at("2026-11-19 15:00"), hours=1, capacity=8)
    return town


def titles(**query: Any) -> list[str]:
    return [row["activity"]["title"] for row in rows("/sessions", **query)]


OVER = {"starts_at": at("2026-11-18 08:00"), "ends_at": at("2026-11-18 09:00")}
BOTH = ["Öppen hall", "Gitarr"]


def test_soonest_first(town: Town) -> None:
    assert titles() == BOTH


def test_a_row_says_what_where_and_how_many_seats(town: Town) -> None:
    row = rows("/sessions", near=near(0, 0))[0]
    assert (row["starts_at"], row["ends_at"]) == (
        "2026-11-18T17:00:00+01:00",
        "2026-11-18T20:00:00+01:00",
    )
    assert (row["status"], row["cancelled_reason"], row["distance_m"]) == ("scheduled", "", 500)
    assert row["seats"] == {"capacity": 20, "free": 20}
    activity, venue = row["activity"], row["venue"]
    assert activity["category"]["code"] == "sport_basket"
    assert activity["category"]["parent"] == "sport"
    assert activity["ages"] == {"from": 13, "to": 16}
    assert (activity["price_sek"], activity["free"]) == ("0.00", True)
    assert (venue["name"], venue["area"]["code"]) == ("Skogås fritidsgård", "R1")


def test_a_category_includes_what_lies_below_it(town: Town) -> None:
    assert titles(category="sport") == ["Öppen hall"]
    assert titles(category="sport_basket") == ["Öppen hall"]
    assert titles(category="culture") == ["Gitarr"]
    assert titles(category="culture,sport_basket") == BOTH


@pytest.mark.parametrize(
    ("age", "found"),
    [
        (8, []),
        (9, ["Gitarr"]),
        (12, ["Gitarr"]),
        (13, ["Öppen hall"]),
        (16, ["Öppen hall"]),
        (17, []),
    ],
)
def test_ages_include_both_ends(town: Town, age: int, found: list[str]) -> None:
    assert titles(age=age) == found


def test_free_and_not(town: Town) -> None:
    assert titles(free="true") == ["Öppen hall"]
    assert titles(free="false") == ["Gitarr"]


def test_mode_organiser_activity_and_venue(town: Town) -> None:
    hall, guitar = rows("/sessions")
    assert titles(mode="term_course") == ["Gitarr"]
    assert titles(mode="booking") == []
    assert titles(organiser=guitar["activity"]["organiser"]["id"]) == ["Gitarr"]
    assert titles(activity=hall["activity"]["id"]) == ["Öppen hall"]
    assert titles(venue=guitar["venue"]["id"]) == ["Gitarr"]


@pytest.mark.parametrize("q", ["öppen", "oppen", "OPPEN HALL", "قاعة", "spela hall"])
def test_words_in_any_language_with_and_without_accents(town: Town, q: str) -> None:
    assert titles(q=q) == ["Öppen hall"]


def test_words_in_the_summary_and_all_of_them(town: Town) -> None:
    assert titles(q="kvallarna") == ["Gitarr"]
    assert titles(q="gitarr hall") == []


def test_where(town: Town) -> None:
    assert titles(area="R1") == ["Öppen hall"]
    assert titles(area="0126-varby") == ["Gitarr"]
    assert titles(area="0126") == BOTH
    edges: Polygon = box(-400, 300, -200, 500)
    assert titles(bbox=",".join(str(edge) for edge in edges.extent)) == ["Öppen hall"]
    assert titles(near=near(0, 0), within=499) == []
    assert titles(near=near(0, 0), within=501) == ["Öppen hall"]


def test_nearest_first_and_soonest_among_the_same_place(town: Town) -> None:
    in_varby = near(-15_669, 4_497)
    assert titles(near=in_varby) == BOTH
    assert titles(near=in_varby, order="nearest") == ["Gitarr", "Öppen hall"]
    hall = Session.objects.get(activity__category__code="sport_basket")
    add_session(hall.activity, hall.venue, at("2026-11-18 16:00"), hours=1)
    found = rows("/sessions", near=near(0, 0), order="nearest")
    assert [row["starts_at"][11:16] for row in found] == ["16:00", "17:00", "15:00"]


def test_named_windows(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    assert titles(window="tonight") == ["Öppen hall"]
    assert titles(window="now") == []
    assert titles(window="weekend") == []
    stop_clock(monkeypatch, at("2026-11-18 16:01"))
    assert titles(window="now") == ["Öppen hall"]
    stop_clock(monkeypatch, at("2026-11-18 19:59"))
    assert titles(window="now") == ["Öppen hall"]
    stop_clock(monkeypatch, at("2026-11-18 20:00"))
    assert titles(window="now") == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"from_": "2026-11-18T19:59:00+01:00"}, BOTH),
        ({"from_": "2026-11-18T20:00:00+01:00"}, ["Gitarr"]),
        ({"to": "2026-11-18T17:00:00+01:00"}, []),
        ({"to": "2026-11-18T17:00:01+01:00"}, ["Öppen hall"]),
        ({"to": "2026-11-19"}, ["Öppen hall"]),
        ({"from_": "2026-11-19", "to": "2026-11-20"}, ["Gitarr"]),
        ({"from_": "2026-11-18T20:00:00"}, ["Gitarr"]),
    ],
)
def test_from_and_to_find_what_goes_on_between_them(
    town: Town, asked: dict[str, str], found: list[str]
) -> None:
    assert titles(**asked) == found


def test_a_cancelled_session_stays_visible_with_the_reason_and_no_seats(town: Town) -> None:
    Session.objects.filter(capacity=20).update(status="cancelled", cancelled_reason="Vattenläcka")
    row = rows("/sessions")[0]
    assert (row["status"], row["cancelled_reason"]) == ("cancelled", "Vattenläcka")
    assert row["seats"] == {"capacity": 20, "free": 0}


def test_in_aminas_language_and_visibly_in_another_where_it_is_missing(town: Town) -> None:
    hall, guitar = rows("/sessions", lang="ar")
    assert (hall["activity"]["title"], hall["activity"]["language"]) == ("قاعة مفتوحة", "ar")
    assert (guitar["activity"]["title"], guitar["activity"]["language"]) == ("Gitarr", "sv")
    assert guitar["activity"]["category"]["name"] == "ثقافة"


def test_one_session_in_full(town: Town) -> None:
    row = rows("/sessions")[0]
    translation = {"asked": "sv", "missing": False, "machine": False, "reviewed": True}
    assert get(f"/sessions/{row['id']}") == {
        **row,
        "description": "",
        "photos": [],
        "venue_photos": [],
        "translation": {**translation, "stale": False},
        "changes": [],
    }


def test_geojson_on_the_map(town: Town) -> None:
    drawn = get("/sessions", format="geojson", category="sport")
    (feature,) = drawn["features"]
    assert feature["geometry"]["type"] == "Point"
    assert feature["properties"]["activity"]["title"] == "Öppen hall"
    asked = Client().get(f"{API}/sessions", headers={"Accept": "application/geo+json"})
    assert asked.headers["Content-Type"] == "application/geo+json"
    assert asked.json()["type"] == "FeatureCollection"


def test_the_catalogue_shows_activities_with_what_comes_next(town: Town) -> None:
    hall, guitar = rows("/activities")
    assert [hall["title"], guitar["title"]] == BOTH
    assert hall["next_session"]["starts_at"] == "2026-11-18T17:00:00+01:00"
    assert hall["next_session"]["venue"]["name"] == "Skogås fritidsgård"
    assert [row["title"] for row in rows("/activities", area="0126-varby")] == ["Gitarr"]
    assert [row["title"] for row in rows("/activities", age=15, free="true")] == ["Öppen hall"]
    assert rows("/activities", window="now") == []


def test_an_activity_with_nothing_to_come_is_not_listed_but_can_be_read(town: Town) -> None:
    quiet = add_activity("Schack")
    assert "Schack" not in [row["title"] for row in rows("/activities")]
    assert get(f"/activities/{quiet.pk}")["next_session"] is None


def test_categories_with_parents_first_in_the_readers_language(town: Town) -> None:
    found = rows("/categories", lang="ar")
    assert [row["code"] for row in found] == ["culture", "sport", "sport_basket"]
    assert (found[0]["name"], found[2]["name"], found[2]["parent"]) == ("ثقافة", "Basket", "sport")


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"order": "nearest"}, ["order"]),
        ({"within": "100"}, ["within"]),
        ({"window": "now", "from": "2026-11-18"}, ["from"]),
        ({"from": "2026-11-19", "to": "2026-11-18"}, ["to"]),
        ({"category": "sport,none"}, ["category"]),
        ({"category": "sport\x00"}, ["category"]),
        ({"area": "nowhere"}, ["area"]),
        ({"area": "\x00"}, ["area"]),
        ({"near": "59.2"}, ["near"]),
        ({"near": "nan,18"}, ["near"]),
        ({"near": "89,18"}, ["near"]),
        ({"bbox": "18,59,17,60"}, ["bbox"]),
        ({"bbox": "17,60,18,59"}, ["bbox"]),
        ({"bbox": "17,59,181,60"}, ["bbox"]),
        ({"from": "1999-12-31"}, ["from"]),
        ({"to": "0001-01-01T00:00:00+05:00"}, ["to"]),
        ({"age": "121", "free": "perhaps", "colour": "red"}, ["age", "free", "colour"]),
        ({"lang": "fi", "page_size": "0"}, ["lang", "page_size"]),
        ({"cursor": "bm90IG91cnM="}, ["cursor"]),
    ],
)
def test_what_is_wrong_is_named_all_of_it(
    town: Town, asked: dict[str, str], names: list[str]
) -> None:
    assert sorted(wrong_names(Client().get(f"{API}/sessions", asked))) == sorted(names)


@given(
    starts=st.lists(st.integers(0, 2), min_size=1, max_size=25),
    page_size=st.integers(1, 6),
    nearest=st.booleans(),
    gone=st.booleans(),
)
@settings(
    max_examples=12,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_pages_are_complete_among_equals_and_steady_while_sessions_come_and_go(
    town: Town, starts: list[int], page_size: int, nearest: bool, gone: bool
) -> None:
    club, activity = Venue.objects.get(kind="youth_club"), Activity.objects.get(mode="drop_in")
    Session.objects.all().delete()
    soonest = add_session(activity, club, at("2026-11-18 17:00"))
    made = [add_session(activity, club, at(f"2026-11-2{day} 17:00")) for day in starts]
    wanted = {str(session.pk) for session in made} | {str(soonest.pk)}
    asked: dict[str, Any] = {"page_size": page_size}
    if nearest:
        asked |= {"near": near(0, 0), "order": "nearest"}
    page, seen = get("/sessions", **asked), []
    while True:
        seen += [row["id"] for row in page["results"]]
        if gone and len(seen) == page_size:
            Session.objects.filter(pk=soonest.pk).update(**OVER)
        if page["next"] is None:
            break
        page = get("/" + page["next"].split("/api/v1/")[1])
    assert len(seen) == len(set(seen))
    assert set(seen) == wanted
