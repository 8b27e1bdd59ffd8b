"""How many seats a session has, and calling it off."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.booking.seats import change_capacity
from activities.changing import cancel_session
from activities.errors import AlreadyCancelled, CapacityBelowTaken, SessionOver
from activities.models import Session
from people.models import AuditEntry
from tests.browsing import browser_of, problem, rows, send, wrong_names
from tests.named_people import SARA, TESTS, acting
from tests.town import add_activity, add_session, add_venue, at, build_town, stop_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    """Tonight, 20 seats: 9 booked, 3 held, 2 offered, 1 set aside; so 5 are free."""
    stop_clock(monkeypatch)
    build_town()
    club = add_venue("Skogås fritidsgård", -300, 400)
    taken = {"booked": 9, "held": 3, "offered": 2, "set_aside": 1}
    return add_session(add_activity(), club, at("2026-11-18 17:00"), **taken)


def test_free_is_what_nobody_was_promised(session: Session) -> None:
    assert (session.taken, session.free) == (15, 5)
    assert rows("/sessions")[0]["seats"] == {"capacity": 20, "free": 5}


def test_sara_gives_more_seats_and_fewer_down_to_what_is_promised(session: Session) -> None:
    sara = browser_of(SARA)
    for capacity, free in ((30, 15), (15, 0)):
        answer = send(sara, "PATCH", f"/sessions/{session.pk}", {"capacity": capacity})
        assert answer.json()["seats"] == {"capacity": capacity, "free": free}
    refused = send(sara, "PATCH", f"/sessions/{session.pk}", {"capacity": 14})
    problem(refused, 409, "capacity_below_taken")
    session.refresh_from_db()
    assert session.capacity == 15


def test_the_log_tells_from_what_to_what(session: Session) -> None:
    sara = acting(SARA)
    change_capacity(session=session, capacity=30, by=sara)
    entry = AuditEntry.objects.get(by=sara.id)
    assert (entry.object_id, entry.detail) == (str(session.pk), {"capacity": [20, 30]})


def test_the_row_is_read_anew_under_the_lock(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(booked=14)  # since `session` was read
    with pytest.raises(CapacityBelowTaken):
        change_capacity(session=session, capacity=19, by=TESTS)
    with CaptureQueriesContext(connection) as queries:
        change_capacity(session=session, capacity=20, by=TESTS)
    locking = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert len(locking) == 1
    assert '"activities_session"' in locking[0]


def test_once_it_is_over_nothing_changes(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at("2026-11-18 20:00"))
    sara, path = browser_of(SARA), f"/sessions/{session.pk}"
    problem(send(sara, "PATCH", path, {"capacity": 30}), 409, "session_over")
    problem(send(sara, "POST", f"{path}/cancel", {"reason": "Sent"}), 409, "session_over")
    with pytest.raises(SessionOver):
        change_capacity(session=session, capacity=30, by=TESTS)


def test_sara_calls_it_off_once_and_says_why(session: Session) -> None:
    sara, path = browser_of(SARA), f"/sessions/{session.pk}/cancel"
    answer = send(sara, "POST", path, {"reason": "Vattenläcka"}).json()
    assert (answer["status"], answer["cancelled_reason"]) == ("cancelled", "Vattenläcka")
    assert answer["seats"]["free"] == 0
    problem(send(sara, "POST", path, {"reason": "Igen"}), 409, "already_cancelled")
    with pytest.raises(AlreadyCancelled):
        cancel_session(session=session, reason="Igen", by=TESTS)
    session.refresh_from_db()
    assert session.cancelled_reason == "Vattenläcka"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"capacity": -1}, ["capacity"]),
        ({"capacity": 100_001}, ["capacity"]),
        ({"capacity": "many"}, ["capacity"]),
        ({"capacity": 30, "booked": 0}, ["booked"]),
    ],
)
def test_a_wrong_number_of_seats_is_named(
    session: Session, body: dict[str, object], names: list[str]
) -> None:
    assert wrong_names(send(browser_of(SARA), "PATCH", f"/sessions/{session.pk}", body)) == names


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "x" * 201}])
def test_a_reason_is_needed(session: Session, body: dict[str, object]) -> None:
    answer = send(browser_of(SARA), "POST", f"/sessions/{session.pk}/cancel", body)
    assert wrong_names(answer) == ["reason"]


def test_a_session_that_is_not_there(session: Session) -> None:
    nowhere = "/sessions/00000000-0000-4000-8000-000000000000"
    sara = browser_of(SARA)
    problem(send(sara, "PATCH", nowhere, {"capacity": 3}), 404, "not_found")
    problem(send(sara, "POST", f"{nowhere}/cancel", {"reason": "Därför"}), 404, "not_found")
