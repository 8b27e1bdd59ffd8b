"""The hall moves from Wednesdays to Thursdays: those who saved it read one line, not twenty-six."""

import datetime
from typing import Any

import pytest
from django.test import Client

from activities.materialising import materialise_sessions
from activities.models import ActivityChange, Schedule, Session
from tests.browsing import browser_of, send
from tests.named_people import SARA, TESTS
from tests.town import add_activity, add_venue, add_weekly, build_town, stop_clock

pytestmark = pytest.mark.django_db
NEXT = datetime.date(2026, 11, 25)


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Schedule:
    """Wednesdays 17-20 from tonight on, five sessions; it is Wednesday noon."""
    stop_clock(monkeypatch)
    build_town()
    weekly = add_weekly(add_activity(), add_venue("Skogås fritidsgård", -300, 400))
    Schedule.objects.update(rule="FREQ=WEEKLY;BYDAY=WE;UNTIL=20261216")
    materialise_sessions(by=TESTS)
    weekly.refresh_from_db()
    return weekly


@pytest.fixture
def sara(hall: Schedule) -> Client:
    return browser_of(SARA)


def change(sara: Client, hall: Schedule, body: dict[str, Any]) -> list[str]:
    """What happens to each session to come."""
    answer = send(sara, "PATCH", f"/schedules/{hall.pk}", body)
    assert answer.status_code == 200, answer.content
    return [change["effect"] for change in answer.json()["changes"]]


def told(hall: Schedule) -> list[tuple[str, str, str, bool]]:
    """The news of the activity, oldest first: kind, from, to, and whether of one session."""
    lines = ActivityChange.objects.filter(activity=hall.activity).order_by("pk")
    return [(one.kind, one.before, one.after, one.session_id is not None) for one in lines]


def test_a_weekly_time_that_moves_is_one_line_of_news(sara: Client, hall: Schedule) -> None:
    thursdays = {"rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261217", "starts": "18:00"}
    assert sorted(change(sara, hall, thursdays)) == ["made"] * 5 + ["removed"] * 5
    assert told(hall) == [("moved", "3 17:00", "4 18:00", False)]


def test_another_hour_on_the_same_day_is_one_line_of_news(sara: Client, hall: Schedule) -> None:
    change(sara, hall, {"starts": "18:00"})
    assert told(hall) == [("moved", "3 17:00", "3 18:00", False)]


def test_from_which_date_a_weekly_time_moves_is_told(sara: Client, hall: Schedule) -> None:
    change(sara, hall, {"starts": "18:00", "since": "2026-12-02"})
    assert told(hall) == [("moved", "3 17:00", "3 18:00 2026-12-02", False)]


def test_what_a_move_takes_away_or_calls_off_is_told_all_the_same(
    sara: Client, hall: Schedule
) -> None:
    Session.objects.filter(occurrence_date=NEXT).update(booked=3)
    thursdays = {"rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261203", "reason": "Hallen är upptagen"}
    change(sara, hall, thursdays)
    assert told(hall) == [
        ("moved", "3 17:00", "4 17:00", False),
        ("cancelled", "", "Hallen är upptagen", True),
        ("cancelled", "2026-12-09T16:00:00+00:00", "", False),
        ("cancelled", "2026-12-16T16:00:00+00:00", "", False),
    ]


def test_a_longer_evening_is_told_of_each_session(sara: Client, hall: Schedule) -> None:
    change(sara, hall, {"ends": "21:00"})
    assert {(kind, of_one) for kind, _before, _after, of_one in told(hall)} == {("time", True)}


def test_what_was_not_weekly_has_not_moved(sara: Client, hall: Schedule) -> None:
    change(sara, hall, {"rule": "FREQ=MONTHLY;BYDAY=1TH;UNTIL=20261217"})
    assert "moved" not in {kind for kind, *_rest in told(hall)}
