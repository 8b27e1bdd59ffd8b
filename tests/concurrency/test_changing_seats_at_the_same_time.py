"""Two people change the seats of one session at the same moment; a control shows the race.

Each thread waits, after reading the row, for the other to have read it too. Under the lock the
second cannot read before the first has committed, so the wait runs out; without it both have read
the same row before either writes.
"""

import contextlib
import itertools
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection

from activities.booking import seats
from activities.booking.seats import change_capacity
from activities.errors import CapacityBelowTaken
from activities.models import Session
from people.models import AuditEntry
from people.permissions import require
from tests.named_people import TESTS
from tests.town import NOON, add_activity, add_session, add_venue, build_town

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 0.4


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    build_town()
    return add_session(add_activity(), add_venue("Skogås fritidsgård", 0, 0), NOON, capacity=20)


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has read the row waits for another to have read it, for a while."""
    both_have_read = threading.Barrier(2)
    real = require

    def require_after_waiting(*args: Any, **kwargs: Any) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            both_have_read.wait(PATIENCE)
        real(*args, **kwargs)

    monkeypatch.setattr(seats, "require", require_after_waiting)


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: reads without the lock."""
    unlocked = lambda rows, *args, **kwargs: rows.all()  # noqa: E731
    monkeypatch.setattr(type(Session.objects.all()), "select_for_update", unlocked)


def at_once(*deeds: Callable[[], object]) -> list[BaseException | None]:
    """Do them in threads of their own, with connections of their own; how each ended."""
    ends: list[BaseException | None] = [None] * len(deeds)

    def do(number: int, deed: Callable[[], object]) -> None:
        try:
            deed()
        except Exception as error:  # noqa: BLE001  (handed on to the test)
            ends[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(n, deed)) for n, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()
    return ends


def to(session: Session, capacity: int) -> Callable[[], object]:
    return lambda: change_capacity(session=session, capacity=capacity, by=TESTS)


def changes() -> list[list[int]]:
    """From what to what, as the log tells it."""
    found = AuditEntry.objects.filter(detail__has_key="capacity").order_by("id")
    return [entry.detail["capacity"] for entry in found]


def test_the_second_change_starts_from_what_the_first_left(session: Session, meeting: None) -> None:
    assert at_once(to(session, 30), to(session, 40)) == [None, None]
    first, second = changes()
    assert (first[0], second[0]) == (20, first[1])
    session.refresh_from_db()
    assert session.capacity == second[1]


def test_control_without_the_lock_both_start_from_the_same(
    session: Session, meeting: None, no_lock: None
) -> None:
    assert at_once(to(session, 30), to(session, 40)) == [None, None]
    assert [change[0] for change in changes()] == [20, 20]


def _book_eight(session: Session) -> Callable[[], object]:
    """What a booking does to the row, between the check and the write of somebody else."""
    return lambda: Session.objects.filter(pk=session.pk).update(booked=8)


@pytest.fixture
def booked_meanwhile(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> list[BaseException | None]:
    """Somebody tries to book eight seats while the change of capacity has read the row."""
    ends: list[BaseException | None] = []
    real = require

    def require_while_another_books(*args: Any, **kwargs: Any) -> None:
        real(*args, **kwargs)

        def book() -> None:
            ends.extend(at_once(_book_eight(session)))

        booking = threading.Thread(target=book)
        booking.start()
        booking.join(PATIENCE)
        bookings.append(booking)

    bookings: list[threading.Thread] = []
    monkeypatch.setattr(seats, "require", require_while_another_books)
    ends_of_change = at_once(to(session, 5))
    for booking in bookings:
        booking.join(20)
    return [*ends_of_change, *ends]


def test_seats_are_not_taken_away_from_under_a_booking(
    session: Session, booked_meanwhile: list[BaseException | None]
) -> None:
    """Under the lock the change is whole; the database then refuses the eight for five seats."""
    change, booking = booked_meanwhile
    assert change is None
    assert isinstance(booking, IntegrityError)
    session.refresh_from_db()
    assert (session.capacity, session.booked) == (5, 0)


def test_control_without_the_lock_the_booking_is_lost(
    no_lock: None, session: Session, booked_meanwhile: list[BaseException | None]
) -> None:
    """The change saw no booking and writes what it saw: eight seats are promised to nobody."""
    assert booked_meanwhile == [None, None]
    session.refresh_from_db()
    assert (session.capacity, session.booked) == (5, 0)


def test_who_comes_after_the_booking_is_told_so(session: Session) -> None:
    _book_eight(session)()
    (end,) = at_once(to(session, 5))
    assert isinstance(end, CapacityBelowTaken)


def test_eight_at_once_leave_one_unbroken_story(session: Session) -> None:
    wanted = list(range(21, 29))
    assert at_once(*(to(session, capacity) for capacity in wanted)) == [None] * 8
    story = changes()
    assert story[0][0] == 20
    assert all(later[0] == earlier[1] for earlier, later in itertools.pairwise(story))
    assert sorted(change[1] for change in story) == wanted
    session.refresh_from_db()
    assert session.capacity == story[-1][1]
