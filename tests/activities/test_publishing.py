"""Sara writes an activity, gives it a schedule, publishes it; and what stops her."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client

from activities.models import Activity, ActivityText, Schedule
from people.models import AuditEntry
from tests.browsing import browser_of, get, problem, rows, send, wrong_names
from tests.named_people import AMINA, SARA
from tests.town import (
    NOON,
    Town,
    a_category,
    add_activity,
    add_session,
    add_venue,
    add_weekly,
    an_organiser,
    build_town,
    in_area,
    stop_clock,
)
from venues.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    stop_clock(monkeypatch)
    a_category("sport")
    return build_town()


@pytest.fixture
def club(town: Town) -> Venue:
    return add_venue("Skogås fritidsgård", -300, 400)


@pytest.fixture
def sara(town: Town) -> Client:
    return browser_of(SARA, scope=in_area(town.skogas))


def a_text(language: str = "sv", title: str = "Öppen hall") -> dict[str, str]:
    return {"language": language, "title": title, "summary": "Kom och spela.", "description": ""}


def a_body(**other: Any) -> dict[str, Any]:
    return {
        "category": "sport",
        "organiser": str(an_organiser().pk),
        "texts": [a_text(), a_text("ar", "قاعة مفتوحة")],
        "ages": {"from": 13, "to": 16},
        "price_sek": "0.00",
        "mode": "drop_in",
        "languages": ["sv", "so"],
        **other,
    }


def a_schedule(venue: Venue, **other: Any) -> dict[str, Any]:
    return {
        "venue": str(venue.pk),
        "rule": "FREQ=WEEKLY;BYDAY=WE",
        "starts": "17:00",
        "ends": "20:00",
        "first_date": "2026-11-01",
        "capacity": 20,
        **other,
    }


def test_from_an_idea_to_something_amina_can_read(sara: Client, club: Venue) -> None:
    made = send(sara, "POST", "/activities", a_body())
    assert made.status_code == 201
    draft = made.json()
    assert (draft["status"], draft["title"], draft["available_languages"]) == (
        "draft",
        "Öppen hall",
        ["ar", "sv"],
    )
    path = f"/activities/{draft['id']}"
    scheduled = send(sara, "POST", f"{path}/schedules", a_schedule(club))
    assert scheduled.status_code == 201
    (schedule,) = scheduled.json()["schedules"]
    assert (schedule["weekday"], schedule["starts"], schedule["ends"]) == (3, "17:00", "20:00")
    assert schedule["venue"]["name"] == "Skogås fritidsgård"
    published = send(sara, "POST", f"{path}/publish")
    assert (published.status_code, published.json()["status"]) == (200, "published")
    assert get(path, browser_of(AMINA), lang="ar")["title"] == "قاعة مفتوحة"
    activity = Activity.objects.get()
    assert activity.published_at is not None
    assert list(
        AuditEntry.objects.filter(object_id=str(activity.pk))
        .order_by("id")
        .values_list("deed", flat=True)
    ) == ["activity.write", "activity.write", "activity.publish"]


def test_a_draft_belongs_to_the_part_of_town_that_sara_coordinates(
    sara: Client, town: Town
) -> None:
    send(sara, "POST", "/activities", a_body())
    activity = Activity.objects.get()
    assert (activity.owner_kind, activity.owner_id) == ("area", town.skogas.pk)


def test_only_what_is_sent_changes(sara: Client, club: Venue) -> None:
    path = f"/activities/{send(sara, 'POST', '/activities', a_body()).json()['id']}"
    changed = send(sara, "PATCH", path, {"ages": {"from": 10, "to": 12}}).json()
    assert changed["ages"] == {"from": 10, "to": 12}
    assert (changed["title"], changed["languages"], changed["price_sek"]) == (
        "Öppen hall",
        ["sv", "so"],
        "0.00",
    )
    unchanged = send(sara, "PATCH", path, {})
    assert unchanged.json() == changed


def test_texts_are_replaced_as_a_whole(sara: Client) -> None:
    path = f"/activities/{send(sara, 'POST', '/activities', a_body()).json()['id']}"
    send(sara, "PATCH", path, {"texts": [a_text(title="Sen hall"), a_text("en", "Late hall")]})
    assert dict(ActivityText.objects.values_list("language", "title")) == {
        "sv": "Sen hall",
        "en": "Late hall",
    }


def test_without_a_schedule_there_is_nothing_to_publish(sara: Client) -> None:
    path = f"/activities/{send(sara, 'POST', '/activities', a_body()).json()['id']}"
    problem(send(sara, "POST", f"{path}/publish"), 409, "nothing_to_publish")


def test_without_a_swedish_text_there_is_nothing_to_publish(sara: Client, club: Venue) -> None:
    activity = add_activity(status="draft")
    add_weekly(activity, club)
    ActivityText.objects.update(language="en")
    problem(send(sara, "POST", f"/activities/{activity.pk}/publish"), 409, "nothing_to_publish")
    assert Activity.objects.get().status == "draft"


def test_published_twice_archived_twice_and_published_again(sara: Client, club: Venue) -> None:
    activity = add_activity(status="draft")
    add_weekly(activity, club)
    path = f"/activities/{activity.pk}"
    assert send(sara, "POST", f"{path}/publish").status_code == 200
    problem(send(sara, "POST", f"{path}/publish"), 409, "wrong_status")
    assert send(sara, "POST", f"{path}/archive").json()["status"] == "archived"
    problem(send(sara, "POST", f"{path}/archive"), 409, "wrong_status")
    problem(send(sara, "POST", f"{path}/publish"), 409, "wrong_status")
    assert send(sara, "POST", f"{path}/reopen").json()["status"] == "draft"
    assert send(sara, "POST", f"{path}/publish").json()["status"] == "published"


def test_archiving_keeps_the_sessions_for_the_figures(sara: Client, club: Venue) -> None:
    activity = add_activity()
    add_weekly(activity, club)
    add_session(activity, club, NOON)
    send(sara, "POST", f"/activities/{activity.pk}/archive")
    assert activity.sessions.count() == 1


@pytest.mark.parametrize(
    ("other", "names"),
    [
        ({"category": "none"}, ["category"]),
        ({"category": "sport\x00"}, ["category"]),
        ({"category": ["sport"]}, ["category"]),
        ({"organiser": str(uuid.UUID(int=1))}, ["organiser"]),
        ({"organiser": "somebody"}, ["organiser"]),
        ({"texts": []}, ["texts"]),
        ({"texts": [a_text("en")]}, ["texts"]),
        ({"texts": [a_text(), a_text()]}, ["texts"]),
        ({"texts": [{**a_text(), "title": ""}]}, ["texts.0.title"]),
        ({"texts": [{**a_text(), "title": "x" * 121}]}, ["texts.0.title"]),
        ({"texts": [{**a_text(), "colour": "red"}]}, ["texts.0.colour"]),
        ({"ages": {"from": 16, "to": 13}}, ["ages.to"]),
        ({"ages": {"from": -1, "to": 121}}, ["ages.from", "ages.to"]),
        ({"ages": {"from": 13}}, ["ages.to"]),
        ({"price_sek": "-1"}, ["price_sek"]),
        ({"price_sek": "NaN"}, ["price_sek"]),
        ({"price_sek": "1.005"}, ["price_sek"]),
        ({"mode": "secret"}, ["mode"]),
        ({"languages": ["Svenska"]}, ["languages.0"]),
        ({"status": "published"}, ["status"]),
        ({"id": "x", "owner_id": "y"}, ["id", "owner_id"]),
    ],
)
def test_what_is_wrong_in_a_body_is_named(
    sara: Client, other: dict[str, Any], names: list[str]
) -> None:
    found = wrong_names(send(sara, "POST", "/activities", a_body(**other)))
    assert [name.replace("languages.0", "languages") for name in found] == [
        name.replace("languages.0", "languages") for name in names
    ]
    assert not Activity.objects.exists()


def test_what_is_missing_is_named(sara: Client) -> None:
    assert sorted(wrong_names(send(sara, "POST", "/activities", {}))) == [
        "ages",
        "category",
        "mode",
        "organiser",
        "texts",
    ]


@pytest.mark.parametrize(
    ("other", "names"),
    [
        ({"rule": "FREQ=HOURLY"}, ["rule"]),
        ({"rule": "x" * 201}, ["rule"]),
        ({"weekday": 3}, ["weekday"]),
        ({"starts": "17:00", "ends": "17:00"}, ["ends"]),
        ({"starts": "18:00", "ends": "17:00"}, ["ends"]),
        ({"starts": "25:00"}, ["starts"]),
        ({"first_date": "2026-02-30"}, ["first_date"]),
        ({"first_date": "1999-12-31"}, ["first_date"]),
        ({"rule": "FREQ=DAILY;UNTIL=20261031"}, ["rule"]),
        ({"capacity": 0}, ["capacity"]),
        ({"weeks": "odd"}, ["weeks"]),
        ({"venue": str(uuid.UUID(int=1))}, ["venue"]),
    ],
)
def test_what_is_wrong_in_a_schedule_is_named(
    sara: Client, club: Venue, other: dict[str, Any], names: list[str]
) -> None:
    activity = add_activity(status="draft", owner=None)
    add_weekly(activity, club)  # so that it lies in Skogås
    path = f"/activities/{activity.pk}/schedules"
    assert wrong_names(send(sara, "POST", path, a_schedule(club) | other)) == names
    assert Schedule.objects.count() == 1


def test_a_schedule_may_end_and_may_keep_to_the_school_weeks(sara: Client, club: Venue) -> None:
    path = f"/activities/{send(sara, 'POST', '/activities', a_body()).json()['id']}"
    sent = a_schedule(club, rule="FREQ=WEEKLY;BYDAY=WE;UNTIL=20261231", weeks="term", ends="00:30")
    assert send(sara, "POST", f"{path}/schedules", sent).status_code == 201
    schedule = Schedule.objects.get()
    assert (schedule.last_date, schedule.weeks) == (datetime.date(2026, 12, 31), "term")


def test_a_body_that_is_not_json_is_a_problem_too(sara: Client) -> None:
    broken = sara.post("/api/v1/activities", "{", content_type="application/json")
    problem(broken, 400, "parse_error")
    a_form = sara.post("/api/v1/activities", {"category": "sport"})
    problem(a_form, 415, "unsupported_media_type")
    a_list = send(sara, "POST", "/activities", [1])
    assert wrong_names(a_list) == [""]


def test_publishers_choose_from_the_organisers(sara: Client) -> None:
    an_organiser("ABF Huddinge")
    an_organiser("SMASH")
    assert [row["name"] for row in rows("/organisers", sara)] == ["ABF Huddinge", "SMASH"]
    problem(Client().get("/api/v1/organisers"), 401, "not_signed_in")
