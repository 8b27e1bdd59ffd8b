"""The list of sessions is read in one plain query: its rows are what the description says."""

import json
from typing import Any

import pytest
from django.test import Client

from activities.api.serializers import SessionSerializer
from activities.models import Activity, ActivityText, Session
from activities.photos import album_of_activity
from tests.browsing import get
from tests.pictures_to_send import add_picture
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
def town(monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without pictures, areas, names, words in every language; summer time and winter."""
    stop_clock(monkeypatch)
    build_town()
    sport = add_category("sport", sv="Idrott", en="Sport", ar="رياضة")
    basket = add_category("sport_basket", parent=sport, en="Basketball")
    club = add_venue("Skogås fritidsgård", -300, 400)
    Venue.objects.filter(pk=club.pk).update(access_yes=["lift"], access_no=["step_free"])
    wood = add_venue("Skogen", 300, -400, kind="park")
    Venue.objects.filter(pk=wood.pk).update(area=None, position_approximate=True)
    hall = add_activity("Öppen hall", category=basket, others=[("ar", "قاعة مفتوحة")])
    add_picture(album_of_activity(hall))
    dance = add_activity("Dans", category=sport, price="49.50", mode="term_course")
    ActivityText.objects.filter(activity=dance).update(language="fi")
    bare = add_activity("Utan ord", category=sport)
    Activity.objects.filter(pk=bare.pk).update(languages=[])
    ActivityText.objects.filter(activity=bare).delete()
    add_session(hall, club, at("2026-11-18 17:00"), booked=3, held=1, offered=1, set_aside=2)
    off = add_session(hall, wood, at("2026-11-19 17:00"))
    Session.objects.filter(pk=off.pk).update(status="cancelled", cancelled_reason="Sjukdom")
    add_session(dance, club, at("2027-06-18 17:00"))
    add_session(bare, wood, at("2026-11-18 18:00"))


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
@pytest.mark.parametrize("asked", [{}, {"near": near(0, 0)}], ids=["anywhere", "near"])
def test_a_row_says_what_its_serializer_says(language: str, asked: dict[str, Any]) -> None:
    rows = get("/sessions", lang=language, **asked)["results"]
    assert len(rows) == 4
    shown = Session.objects.shown().with_details().with_first_photos().order_by("starts_at", "id")
    written = SessionSerializer(shown, many=True, context={"language": language}).data
    expected = json.loads(json.dumps(written, default=str))
    for row, other in zip(rows, expected, strict=True):
        assert row.pop("distance_m") == (500 if asked else None)
        other.pop("distance_m")
        assert row == other
        assert list(row) == list(other)


def test_the_shape_of_a_row_is_where_its_venue_is() -> None:
    answer = Client().get("/api/v1/sessions?format=geojson").json()
    for feature in answer["features"]:
        at_ = feature["properties"]["venue"]["position"]
        assert feature["geometry"] == {"type": "Point", "coordinates": [at_["lng"], at_["lat"]]}
