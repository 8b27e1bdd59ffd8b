"""Sara changes when the hall is open: what follows, what stays, and what she is told before."""

import datetime
from typing import Any

import pytest
from django.test import Client

from activities.booking.seats import change_capacity
from activities.changing import cancel_session, edit_session
from activities.materialising import materialise_sessions
from activities.models import Activity, Schedule, Session
from people.models import AuditEntry
from tests.browsing import browser_of, problem, send, wrong_names
from tests.named_people import SARA, TESTS
from tests.town import (
    STOCKHOLM,
    add_activity,
    add_venue,
    add_weekly,
    at,
    build_town,
    stop_clock,
)
from venues.models import SchoolHoliday

pytestmark = pytest.mark.django_db
#: Wednesdays from tonight on.
TONIGHT, NEXT = datetime.date(2026, 11, 18), datetime.date(2026, 11, 25)
THIRD, FOURTH = datetime.date(2026, 12, 2), datetime.date(2026, 12, 9)


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Schedule:
    """Wednesdays 17-20, 20 seats; Wednesday noon; five sessions are made, from tonight on."""
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


def on(date: datetime.date) -> Session:
    return Session.objects.get(occurrence_date=date)


def take_seats(date: datetime.date, count: int = 3) -> Session:
    Session.objects.filter(occurrence_date=date).update(booked=count)
    return on(date)


def change(sara: Client, hall: Schedule, body: dict[str, Any], query: str = "") -> list[Any]:
    answer = send(sara, "PATCH", f"/schedules/{hall.pk}{query}", body)
    assert answer.status_code == 200, answer.content
    found: list[Any] = answer.json()["changes"]
    return found


def effects(changes: list[Any]) -> dict[str, str]:
    return {change["date"]: change["effect"] for change in changes}


def clock(session: Session) -> str:
    return f"{session.starts_at.astimezone(STOCKHOLM):%m-%d %H:%M}"


def test_sessions_that_nobody_touched_follow_and_keep_who_they_are(
    sara: Client, hall: Schedule
) -> None:
    before = list(Session.objects.order_by("occurrence_date").values_list("pk", flat=True))
    changes = change(sara, hall, {"starts": "18:00", "ends": "21:00", "capacity": 30})
    assert set(effects(changes).values()) == {"changed"}
    after = Session.objects.order_by("occurrence_date")
    assert [session.pk for session in after] == before
    assert {(clock(session)[6:], session.capacity) for session in after} == {("18:00", 30)}


def test_what_was_set_by_hand_taken_or_called_off_stays(sara: Client, hall: Schedule) -> None:
    edit_session(session=on(TONIGHT), fields={"starts_at": at("2026-11-18 16:00")}, by=TESTS)
    change_capacity(session=on(NEXT), capacity=8, by=TESTS)
    take_seats(THIRD)
    cancel_session(session=on(FOURTH), reason="Vattenläcka", by=TESTS)
    changes = change(sara, hall, {"starts": "18:00"})
    assert [(row["date"], row["effect"], row["because"]) for row in changes] == [
        ("2026-11-18", "kept", "by_hand"),
        ("2026-11-25", "kept", "by_hand"),
        ("2026-12-02", "kept", "seats_taken"),
        ("2026-12-09", "kept", "called_off"),
        ("2026-12-16", "changed", None),
    ]
    assert [clock(session)[6:] for session in Session.objects.order_by("occurrence_date")] == [
        "16:00",
        "17:00",
        "17:00",
        "17:00",
        "18:00",
    ]
    assert on(FOURTH).cancelled_reason == "Vattenläcka"


def test_what_is_no_longer_meant_goes_or_is_called_off_with_a_reason(
    sara: Client, hall: Schedule
) -> None:
    take_seats(NEXT)
    thursdays = {"rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261126"}
    refused = send(sara, "PATCH", f"/schedules/{hall.pk}", thursdays)
    problem(refused, 409, "reason_needed")
    hall.refresh_from_db()
    assert hall.rule == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261216"
    changes = change(sara, hall, {**thursdays, "reason": "Hallen är upptagen på onsdagar"})
    assert effects(changes) == {
        "2026-11-18": "removed",
        "2026-11-19": "made",
        "2026-11-25": "cancelled",
        "2026-11-26": "made",
        "2026-12-02": "removed",
        "2026-12-09": "removed",
        "2026-12-16": "removed",
    }
    called_off = on(NEXT)
    assert (called_off.status, called_off.cancelled_reason, called_off.booked) == (
        "cancelled",
        "Hallen är upptagen på onsdagar",
        3,
    )
    assert set(Session.objects.values_list("occurrence_date", flat=True)) == {
        datetime.date(2026, 11, 19),
        NEXT,
        datetime.date(2026, 11, 26),
    }


def test_a_preview_tells_the_same_and_writes_nothing(sara: Client, hall: Schedule) -> None:
    take_seats(NEXT)
    body = {"rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261126", "reason": "Annan dag"}
    rows, log = list(Session.objects.order_by("pk").values()), AuditEntry.objects.count()
    told = change(sara, hall, body, "?preview=true")
    assert list(Session.objects.order_by("pk").values()) == rows
    assert AuditEntry.objects.count() == log
    hall.refresh_from_db()
    assert hall.rule == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261216"
    assert effects(told) == effects(change(sara, hall, body))


def test_what_has_begun_is_history(
    sara: Client, hall: Schedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, at("2026-11-18 18:00"))
    changes = change(sara, hall, {"starts": "16:00"})
    assert "2026-11-18" not in effects(changes)
    assert clock(on(TONIGHT)) == "11-18 17:00"


def test_both_nights_when_the_clock_changes(sara: Client, hall: Schedule) -> None:
    rule = "FREQ=WEEKLY;BYDAY=SU"
    change(sara, hall, {"rule": rule, "weeks": "all", "starts": "16:30", "ends": "17:00"})
    in_spring = Session.objects.filter(occurrence_date__range=("2027-03-21", "2027-03-28"))
    assert [clock(s) for s in in_spring.order_by("starts_at")] == ["03-21 16:30", "03-28 16:30"]
    assert [s.starts_at.hour for s in in_spring.order_by("starts_at")] == [15, 14]
    materialise_sessions(
        by=TESTS, first_date=datetime.date(2027, 10, 24), last_date=datetime.date(2027, 10, 31)
    )
    in_autumn = Session.objects.filter(occurrence_date__gte="2027-10-24").order_by("starts_at")
    assert [(clock(s), s.starts_at.hour) for s in in_autumn] == [
        ("10-24 16:30", 14),
        ("10-31 16:30", 15),
    ]


def test_school_weeks_only(sara: Client, hall: Schedule) -> None:
    SchoolHoliday.objects.create(
        name="Sportlov", first_date=NEXT, last_date=NEXT, source="Huddinge kommun"
    )
    assert effects(change(sara, hall, {"weeks": "term"})) == {"2026-11-25": "removed"}
    assert effects(change(sara, hall, {"weeks": "all"})) == {"2026-11-25": "made"}


def test_ended_for_good(sara: Client, hall: Schedule) -> None:
    take_seats(NEXT)
    address = f"/schedules/{hall.pk}"
    problem(send(sara, "DELETE", address), 409, "reason_needed")
    told = send(sara, "DELETE", f"{address}?preview=true").json()["changes"]
    assert Schedule.objects.count() == 1
    done = send(sara, "DELETE", f"{address}?reason=Ledaren%20slutar").json()["changes"]
    assert effects(told) == effects(done)
    assert not Schedule.objects.exists()
    left = Session.objects.get()
    assert (left.occurrence_date, left.status, left.cancelled_reason, left.schedule) == (
        NEXT,
        "cancelled",
        "Ledaren slutar",
        None,
    )


def test_a_date_is_left_out_and_taken_back(sara: Client, hall: Schedule) -> None:
    take_seats(THIRD)
    address = f"/schedules/{hall.pk}/exceptions"
    for date in (NEXT, THIRD):
        body = {"date": str(date), "kind": "excluded", "reason": "Val i lokalen"}
        assert send(sara, "POST", f"{address}?preview=true", body).status_code == 201
        assert send(sara, "POST", address, body).status_code == 201
    assert not Session.objects.filter(occurrence_date=NEXT).exists()
    assert (on(THIRD).status, on(THIRD).cancelled_reason) == ("cancelled", "Val i lokalen")
    materialise_sessions(by=TESTS)
    assert not Session.objects.filter(occurrence_date=NEXT).exists()
    shown = send(sara, "PATCH", f"/activities/{hall.activity_id}", {}).json()["schedules"][0]
    assert [(row["date"], row["reason"]) for row in shown["exceptions"]] == [
        ("2026-11-25", "Val i lokalen"),
        ("2026-12-02", "Val i lokalen"),
    ]
    first, second = (row["id"] for row in shown["exceptions"])
    back = send(sara, "DELETE", f"/schedule-exceptions/{first}").json()["changes"]
    assert effects(back) == {"2026-11-25": "made"}
    # Those who had a seat were told that it is off: it stays off.
    assert send(sara, "DELETE", f"/schedule-exceptions/{second}").json()["changes"] == []
    assert on(THIRD).status == "cancelled"


def test_a_date_is_added_also_where_there_is_no_school(sara: Client, hall: Schedule) -> None:
    Schedule.objects.update(weeks="term")
    saturday = datetime.date(2026, 11, 21)
    SchoolHoliday.objects.create(
        name="Lov", first_date=saturday, last_date=saturday, source="Huddinge kommun"
    )
    body = {"date": "2026-11-21", "kind": "added", "reason": "Turnering"}
    made = send(sara, "POST", f"/schedules/{hall.pk}/exceptions", body)
    assert effects(made.json()["changes"]) == {"2026-11-21": "made"}
    assert clock(on(saturday)) == "11-21 17:00"
    exception = hall.exceptions.get()
    take_seats(saturday)
    address = f"/schedule-exceptions/{exception.pk}"
    problem(send(sara, "DELETE", address), 409, "reason_needed")
    assert hall.exceptions.exists()
    gone = send(sara, "DELETE", f"{address}?reason=F%C3%B6r%20f%C3%A5%20lag")
    assert effects(gone.json()["changes"]) == {"2026-11-21": "cancelled"}
    assert on(saturday).cancelled_reason == "För få lag"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"date": "2026-11-25", "kind": "excluded"}, ["reason"]),
        ({"date": "1999-11-25", "kind": "added"}, ["date"]),
        ({"date": "2026-11-25", "kind": "moved"}, ["kind"]),
        ({"kind": "added"}, ["date"]),
    ],
)
def test_what_is_wrong_with_an_exception_is_named(
    sara: Client, hall: Schedule, body: dict[str, Any], names: list[str]
) -> None:
    assert wrong_names(send(sara, "POST", f"/schedules/{hall.pk}/exceptions", body)) == names


def test_a_date_has_one_exception(sara: Client, hall: Schedule) -> None:
    body = {"date": "2026-11-25", "kind": "excluded", "reason": "Val i lokalen"}
    send(sara, "POST", f"/schedules/{hall.pk}/exceptions", body)
    again = send(sara, "POST", f"/schedules/{hall.pk}/exceptions", {**body, "kind": "added"})
    assert wrong_names(again) == ["date"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"rule": "FREQ=HOURLY"}, ["rule"]),
        ({"first_date": "2027-01-01"}, ["rule"]),
        ({"ends": "17:00"}, ["ends"]),
        ({"starts": "20:30"}, ["ends"]),
        ({"capacity": 0}, ["capacity"]),
        ({"weekday": 3}, ["weekday"]),
    ],
)
def test_what_is_wrong_with_a_change_is_named(
    sara: Client, hall: Schedule, body: dict[str, Any], names: list[str]
) -> None:
    assert wrong_names(send(sara, "PATCH", f"/schedules/{hall.pk}", body)) == names
    assert Activity.objects.get().sessions.count() == 5
