"""Sara changes the hall from a later date on: what comes before stays, seats go along."""

import datetime
from typing import Any

import pytest
from django.test import Client

from activities.materialising import materialise_sessions
from activities.models import Schedule, ScheduleException, Session
from tests.browsing import browser_of, problem, send, wrong_names
from tests.named_people import SARA, TESTS
from tests.town import STOCKHOLM, add_activity, add_venue, add_weekly, build_town, stop_clock

pytestmark = pytest.mark.django_db
TONIGHT, THIRD = "2026-11-18", "2026-12-02"
WEDNESDAYS = "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261216"


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Schedule:
    """Wednesdays 17-20, noon on the first of five."""
    stop_clock(monkeypatch)
    build_town()
    weekly = add_weekly(add_activity(), add_venue("Skogås fritidsgård", -300, 400))
    Schedule.objects.update(rule=WEDNESDAYS)
    materialise_sessions(by=TESTS)
    weekly.refresh_from_db()
    return weekly


@pytest.fixture
def sara(hall: Schedule) -> Client:
    return browser_of(SARA)


def change(sara: Client, hall: Schedule, body: dict[str, Any], query: str = "") -> dict[str, str]:
    answer = send(sara, "PATCH", f"/schedules/{hall.pk}{query}", body)
    assert answer.status_code == 200, answer.content
    return {one["date"]: one["effect"] for one in answer.json()["changes"]}


def begins() -> list[str]:
    rows = Session.objects.filter(status="scheduled").order_by("starts_at")
    return [f"{row.starts_at.astimezone(STOCKHOLM):%m-%d %H:%M}" for row in rows]


def rules() -> list[tuple[str, str]]:
    rows = Schedule.objects.order_by("first_date").values_list("first_date", "rule")
    return [(f"{first:%m-%d}", rule) for first, rule in rows]


def test_wednesdays_become_thursdays_in_december(sara: Client, hall: Schedule) -> None:
    body = {"rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261216", "since": "2026-12-01"}
    told = change(sara, hall, body, "?preview=true")
    assert Schedule.objects.count() == 1
    assert told == {
        "2026-12-02": "removed",
        "2026-12-03": "made",
        "2026-12-09": "removed",
        "2026-12-10": "made",
        "2026-12-16": "removed",
    }
    assert change(sara, hall, body) == told
    assert begins() == ["11-18 17:00", "11-25 17:00", "12-03 17:00", "12-10 17:00"]
    assert rules() == [
        (rules()[0][0], "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261130"),
        ("12-01", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261216"),
    ]
    materialise_sessions(by=TESTS)
    assert len(begins()) == 4, "the worker makes nothing twice"


def test_a_later_hour_keeps_every_session_and_its_seats(sara: Client, hall: Schedule) -> None:
    before = list(Session.objects.order_by("starts_at").values_list("pk", flat=True))
    Session.objects.filter(occurrence_date="2026-12-09").update(booked=3)
    done = change(sara, hall, {"starts": "18:00", "since": THIRD})
    assert done == {"2026-12-02": "changed", "2026-12-09": "kept", "2026-12-16": "changed"}
    assert list(Session.objects.order_by("starts_at").values_list("pk", flat=True)) == before
    assert [one[6:] for one in begins()] == ["17:00", "17:00", "18:00", "17:00", "18:00"]
    new = Schedule.objects.get(starts="18:00")
    assert new.sessions.count() == 3
    assert new.sessions.get(occurrence_date="2026-12-09").booked == 3


def test_dates_left_out_later_go_along(sara: Client, hall: Schedule) -> None:
    for date in ("2026-11-25", "2026-12-09"):
        body = {"date": date, "kind": "excluded", "reason": "Val i lokalen"}
        send(sara, "POST", f"/schedules/{hall.pk}/exceptions", body)
    change(sara, hall, {"starts": "18:00", "since": THIRD})
    new = Schedule.objects.get(starts="18:00")
    kept = dict(ScheduleException.objects.values_list("date", "schedule"))
    assert kept == {
        datetime.date(2026, 11, 25): hall.pk,
        datetime.date(2026, 12, 9): new.pk,
    }
    materialise_sessions(by=TESTS)
    assert begins() == ["11-18 17:00", "12-02 18:00", "12-16 18:00"]


def test_every_second_week_stays_the_same_weeks(sara: Client, hall: Schedule) -> None:
    change(sara, hall, {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=5", "first_date": TONIGHT})
    assert begins()[:3] == ["11-18 17:00", "12-02 17:00", "12-16 17:00"]
    # The week after a meeting: the next one is the week after that.
    change(sara, hall, {"starts": "18:00", "since": "2026-12-07"})
    assert begins() == ["11-18 17:00", "12-02 17:00", "12-16 18:00", "12-30 18:00", "01-13 18:00"]
    assert rules()[1] == ("12-16", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=3")


def test_people_with_seats_are_told_why(sara: Client, hall: Schedule) -> None:
    Session.objects.filter(occurrence_date=THIRD).update(booked=2)
    body = {"rule": "FREQ=WEEKLY;BYDAY=TH", "since": "2026-12-01"}
    problem(send(sara, "PATCH", f"/schedules/{hall.pk}", body), 409, "reason_needed")
    assert rules() == [(rules()[0][0], WEDNESDAYS)], "half of it was written"
    change(sara, hall, {**body, "reason": "Hallen är upptagen"})
    off = Session.objects.get(occurrence_date=THIRD)
    assert (off.status, off.cancelled_reason) == ("cancelled", "Hallen är upptagen")


@pytest.mark.parametrize("since", ["2026-11-01", "2026-11-18"])
def test_from_today_is_all_that_is_to_come(sara: Client, hall: Schedule, since: str) -> None:
    change(sara, hall, {"starts": "18:00", "since": since})
    assert Schedule.objects.count() == 1
    assert {one[6:] for one in begins()} == {"18:00"}


def test_before_the_first_date_the_schedule_itself_changes(sara: Client, hall: Schedule) -> None:
    Schedule.objects.update(first_date=THIRD)
    change(sara, hall, {"rule": "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261210", "since": "2026-12-07"})
    assert rules() == [("12-02", WEDNESDAYS.replace("16", "06")), ("12-07", rules()[1][1])]
    change(sara, hall, {"rule": "FREQ=WEEKLY;BYDAY=TU", "since": "2026-12-01"})
    assert rules()[0] == ("12-02", "FREQ=WEEKLY;BYDAY=TU")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"since": "2027-01-01", "starts": "18:00"}, ["since"]),
        ({"since": "2026-12-01", "first_date": "2026-12-01"}, ["since"]),
        ({"since": "1999-12-01"}, ["since"]),
        ({"since": "2026-12-01", "rule": "FREQ=WEEKLY;UNTIL=20261124"}, ["rule"]),
    ],
)
def test_what_cannot_be_is_named(
    sara: Client, hall: Schedule, body: dict[str, Any], names: list[str]
) -> None:
    assert wrong_names(send(sara, "PATCH", f"/schedules/{hall.pk}", body)) == names
    assert rules() == [(rules()[0][0], WEDNESDAYS)]
