"""Amina opens the filters: beside each choice stands how much it would show."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from activities.facets import FACETS
from activities.models import Activity, Session
from tests.browsing import API, get, rows
from tests.town import (
    add_activity,
    add_category,
    add_session,
    add_venue,
    at,
    build_town,
    near,
    stop_clock,
)
from venues.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def week(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wednesday noon. A week of basket, swimming and guitar in Skogås and Vårby."""
    stop_clock(monkeypatch)
    build_town()
    sport, culture = add_category("sport"), add_category("culture")
    club = add_venue("Skogås fritidsgård", -300, 400)
    school = add_venue("Kulturskolan Vårby", -15_669, 4_497)
    Venue.objects.filter(pk=club.pk).update(access_yes=["step_free", "lift"])
    Venue.objects.filter(pk=school.pk).update(access_yes=["lift"])
    basket = add_activity("Basket", category=add_category("sport_basket", parent=sport))
    swim = add_activity("Simning", category=sport, ages=(6, 15), price="50", mode="booking")
    guitar = add_activity("Gitarr", category=culture, ages=(9, 25), mode="term_course")
    Activity.objects.filter(pk=guitar.pk).update(languages=["sv", "ar"])
    for day in ("18", "20", "23"):
        add_session(basket, club, at(f"2026-11-{day} 17:00"))
        add_session(guitar, school, at(f"2026-11-{day} 15:30"), capacity=2)
    add_session(swim, club, at("2026-11-21 10:00"), hours=1)
    add_session(swim, club, at("2026-11-21 23:30"), hours=1)
    add_session(swim, school, at("2026-11-22 20:00"), hours=1, capacity=1)
    for status in ("draft", "archived"):
        add_session(add_activity("Hemlig", status=status), club, at("2026-11-19 17:00"))
    add_session(basket, club, at("2026-11-18 08:00"))  # over since eleven


def counts(**asked: Any) -> dict[str, dict[str, int]]:
    found = get("/sessions/facets", **asked)
    return {
        name: {choice["value"]: choice["count"] for choice in found[name]}
        for name in found
        if name != "sessions"
    }


NARROWED: list[dict[str, Any]] = [
    {},
    {"category": "sport"},
    {"category": "sport_basket,culture", "weekday": "3,5"},
    {"age": 14, "free": "true"},
    {"free": "false", "time": "late"},
    {"mode": "booking", "language": "ar"},
    {"accessible": "step_free,lift", "time": "17:00-18:00"},
    {"accessible": "lift", "age": 6, "weekday": "6", "category": "sport"},
    {"area": "0126-varby", "weekday": "7"},
    {"window": "weekend", "language": "sv,ar"},
    {"q": "gitarr", "mode": "term_course"},
    {"q": "gitar", "age": 8},
    {"q": "zzzzzz"},
    {"seats": 3, "free": "true"},
    {"near": "{near}", "within": 900, "category": "sport"},
    {"from": "2026-11-20", "to": "2026-11-22", "time": "morning"},
]


@pytest.mark.parametrize("asked", NARROWED, ids=str)
def test_each_count_is_what_its_choice_would_find(asked: dict[str, Any]) -> None:
    asked = {name: near(0, 0) if value == "{near}" else value for name, value in asked.items()}
    assert get("/sessions/facets", **asked)["sessions"] == len(rows("/sessions", **asked))
    found = counts(**asked)
    assert set(found) == set(FACETS)
    for facet, choices in found.items():
        for value, count in choices.items():
            chosen = rows("/sessions", **{**asked, facet: value})
            assert count == len(chosen), (facet, value)


def test_a_choice_that_would_find_nothing_is_there_with_nothing() -> None:
    found = counts()
    assert found["accessible"]["hearing_loop"] == 0
    assert found["mode"] == {"drop_in": 3, "booking": 3, "term_course": 3}
    assert list(found["weekday"].values()) == [2, 0, 2, 0, 2, 2, 1]
    assert found["time"] == {"morning": 1, "afternoon": 3, "evening": 3, "late": 2}
    assert (found["age"]["6"], found["age"]["25"]) == (3, 3)
    assert found["language"] == {"ar": 3, "sv": 9}


def test_drafts_archived_and_past_ones_are_never_counted() -> None:
    assert get("/sessions/facets")["sessions"] == 9
    assert counts()["category"]["sport_basket"] == 3
    assert get("/sessions/facets", q="hemlig")["sessions"] == 0


def test_a_full_and_a_called_off_one_are_counted_unless_seats_are_asked_for() -> None:
    Session.objects.filter(capacity=1).update(booked=1)
    Session.objects.filter(capacity=2, starts_at=at("2026-11-20 15:30")).update(
        status="cancelled", cancelled_reason="Sjukdom"
    )
    assert get("/sessions/facets")["sessions"] == 9
    assert get("/sessions/facets", seats=1)["sessions"] == 7


def test_asked_again_soon_the_answer_is_the_one_that_is_kept(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        first = Client().get(f"{API}/sessions/facets")
    with django_assert_num_queries(0):
        again = Client().get(f"{API}/sessions/facets")
    assert first.content == again.content
    assert first.headers["Cache-Control"] == "public, max-age=30"
    etag = first.headers["ETag"]
    unchanged = Client().get(f"{API}/sessions/facets", headers={"if-none-match": etag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_where_somebody_stands_is_kept_in_no_cache() -> None:
    asked = {"near": near(0, 0), "within": "900"}
    before = Client().get(f"{API}/sessions/facets", asked)
    Activity.objects.update(status="archived")
    after = Client().get(f"{API}/sessions/facets", asked)
    assert before.headers["Cache-Control"] == "private, max-age=30"
    assert (before.json()["sessions"], after.json()["sessions"]) == (5, 0)


def test_it_takes_the_filters_of_the_list_and_nothing_of_its_pages() -> None:
    for name in ("cursor", "page_size", "order", "format", "lang"):
        answer = Client().get(f"{API}/sessions/facets", {name: "json"})
        assert [error["code"] for error in answer.json()["errors"]] == ["unknown_parameter"]
