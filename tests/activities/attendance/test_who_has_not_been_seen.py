"""Who has not been seen for weeks, who is new, and how many who had a seat did not come."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Activity
from people.membership import protect_identity
from people.models import User
from tests.activities.attendance.phones import Phone, a_leader, booked, send
from tests.activities.booking.young_people import child_of, young
from tests.browsing import API, get, problem, signed_in
from tests.named_people import KARIN, TESTS, elsewhere, make
from tests.town import add_activity, add_session, add_venue, at, build_town, stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch
#: Wednesdays: five that are over by now, and one to come.
WEEKS = [at(f"2026-{day} 17:00") for day in ("10-14", "10-21", "10-28", "11-04", "11-11")]
NEXT = at("2026-11-18 17:00")


@pytest.fixture
def basket(monkeypatch: Patch) -> Activity:
    build_town()
    club = add_venue("Skogås fritidsgård", 0, 0)
    activity = add_activity("Basket", mode="booking", ages=(7, 19))
    for when in (*WEEKS, NEXT):
        add_session(activity, club, when)
    stop_clock(monkeypatch)
    return activity


def ali_since_autumn() -> User:
    """Ali, who has led since before the first of the weeks."""
    ali = a_leader()
    ali.grants.update(valid_from=WEEKS[0])
    return ali


def came(monkeypatch: Patch, leader: User, activity: Activity, week: int, **statuses: str) -> None:
    """In that week, those had seats, and that is what was registered; "" is nothing."""
    session = activity.sessions.get(starts_at=WEEKS[week])
    stop_clock(monkeypatch, WEEKS[week])
    phone = Phone(leader)
    people = [User.objects.get(call_name=name) for name in statuses]
    taps = [
        phone.tap(session, booking=seat, status=status, when=WEEKS[week])
        for seat, status in zip(booked(session, *people), statuses.values(), strict=True)
        if status
    ]
    assert all(one.why is None for one in send(*taps, by=leader))
    stop_clock(monkeypatch)


def asked(leader: User, activity: Activity, **query: Any) -> dict[str, Any]:
    return get(f"/activities/{activity.pk}/attendance", signed_in(leader), **query)


def test_the_patterns_of_five_weeks(basket: Activity, monkeypatch: Patch) -> None:
    for name in ("Amina", "Bo", "Cilla"):
        young(name)
    ali = ali_since_autumn()
    came(monkeypatch, ali, basket, 0, Amina="present", Bo="late")
    came(monkeypatch, ali, basket, 1, Amina="present", Bo="absent")
    came(monkeypatch, ali, basket, 2, Amina="excused", Bo="")
    came(monkeypatch, ali, basket, 4, Bo="present", Cilla="undone")
    booked(basket.sessions.get(starts_at=NEXT), *User.objects.filter(call_name__in=["Bo", "Cilla"]))
    found = asked(ali, basket)
    assert [(one["name"], one["came"]) for one in found["not_seen"]] == []
    found = asked(ali, basket, weeks=3)
    assert [(one["name"], one["came"]) for one in found["not_seen"]] == [("Amina", 2)]
    assert found["not_seen"][0]["last_seen"].startswith("2026-10-21")
    assert [one["name"] for one in found["first_timers"]] == ["Cilla"]
    # Of eight seats in four registered weeks: Bo absent, Bo not noted, Cilla's taken back.
    assert (found["registered"], found["booked"], found["no_shows"]) == (4, 8, 3)
    assert found["no_show_rate"] == pytest.approx(3 / 8)


def test_what_nobody_registered_is_unknown_and_no_no_show(
    basket: Activity, monkeypatch: Patch
) -> None:
    young("Amina")
    ali = ali_since_autumn()
    came(monkeypatch, ali, basket, 0, Amina="")
    found = asked(ali, basket)
    assert (found["registered"], found["booked"], found["no_show_rate"]) == (0, 0, None)


def test_walk_ins_count_for_nobody_and_children_for_themselves(
    basket: Activity, monkeypatch: Patch
) -> None:
    tess = child_of(make(KARIN), "Tess")
    session = basket.sessions.get(starts_at=WEEKS[0])
    seat = session.bookings.create(child=tess, state="booked")
    stop_clock(monkeypatch, WEEKS[0])
    phone = Phone(ali_since_autumn())
    send(
        phone.tap(session, booking=seat, status="present", when=WEEKS[0]),
        phone.tap(session, walk_in=str(seat.pk)[:-1] + "0", status="present", when=WEEKS[0]),
        by=phone.leader,
    )
    stop_clock(monkeypatch)
    found = asked(phone.leader, basket, weeks=1)
    assert [one["name"] for one in found["not_seen"]] == ["Tess"]


def test_a_protected_person_stands_there_by_the_alias(basket: Activity, monkeypatch: Patch) -> None:
    robin = young("Robin")
    protect_identity(by=TESTS, person=robin, alias="Månskugga")
    ali = ali_since_autumn()
    came(monkeypatch, ali, basket, 0, Robin="present")
    assert [one["name"] for one in asked(ali, basket, weeks=1)["not_seen"]] == ["Månskugga"]


def test_leaders_of_other_places_are_told_nothing(basket: Activity) -> None:
    fia = signed_in(a_leader("Fia", scope=elsewhere()))
    problem(fia.get(f"{API}/activities/{basket.pk}/attendance"), 403, "not_permitted")


def test_many_ask_the_database_as_often_as_few(basket: Activity, monkeypatch: Patch) -> None:
    ali = ali_since_autumn()
    client = signed_in(ali)
    counts = []
    for week, size in ((0, 2), (1, 30)):
        names = {f"Ung{week}x{n}": "present" for n in range(size)}
        for name in names:
            young(name)
        came(monkeypatch, ali, basket, week, **names)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{API}/activities/{basket.pk}/attendance")
        counts.append(len(queries))
    assert counts == [7, 7]
