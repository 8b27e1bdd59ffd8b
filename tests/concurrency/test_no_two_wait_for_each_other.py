"""Moves in opposite directions, groups with the same friends, offers that end: nobody is stuck.

PostgreSQL ends one of two transactions that wait for each other, with an error; any such error
fails these tests. A control locks the sessions in the order they are asked for and sees one.
"""

import datetime
import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from activities.booking import managing
from activities.booking.answering import cancel
from activities.booking.due import settle_due
from activities.booking.making import Wish, book
from activities.booking.managing import move_participant
from activities.booking.refusals import Refused
from activities.booking.row import locked
from activities.models import ACTIVE, Booking, BookingGroup, BookingRules, Session, State
from people.actors import actor_for
from people.models import User
from tests.named_people import TESTS
from tests.town import add_activity, add_session, add_venue, build_town

pytestmark = pytest.mark.django_db(transaction=True)
#: Fewer at once than a process has connections (NARA_DATABASE_POOL).
WORKERS, ROUNDS, SESSIONS, FRIENDS, SEATS = 6, 25, 4, 8, 5


@pytest.fixture
def sessions() -> list[Session]:
    """Evenings of one activity, where everybody may come to three of the four."""
    build_town()
    activity = add_activity("Basket", mode="booking", ages=(7, 19))
    BookingRules.objects.create(activity=activity, limit_per_person=3)
    club, day = add_venue("Gården", 0, 0), timezone.now() + datetime.timedelta(days=2)
    week = datetime.timedelta(days=7)
    return [add_session(activity, club, day + n * week, capacity=SEATS) for n in range(SESSIONS)]


@pytest.fixture
def friends() -> list[User]:
    born = timezone.now().year - 15
    return User.objects.bulk_create(
        User(email=f"p{n}@example.org", call_name=f"P{n}", birth_year=born, password="!")
        for n in range(FRIENDS)
    )


def a_group(session: Session, together: list[User]) -> None:
    """Friends book together; all or none, in whatever order they joined."""
    by = actor_for(together[0], second_factor=False)
    group = BookingGroup.objects.create(session=session, started_by=together[0])
    for one in together:
        group.friends.create(person=one)
    book(session=session, wish=Wish(together, queue=True, group=group), by=by)


def somebody_of(session: Session, chance: random.Random) -> Booking | None:
    found = list(session.bookings.filter(state__in=ACTIVE).order_by("pk"))
    return chance.choice(found) if found else None


def something(chance: random.Random, sessions: list[Session], friends: list[User]) -> None:
    """One thing that people or the worker do, to any of the sessions."""
    here, there = chance.sample(sessions, 2)
    what = chance.choice(["group", "group", "move", "move", "cancel", "settle"])
    if what == "group":
        return a_group(here, chance.sample(friends, chance.randint(2, 3)))
    if what == "settle":
        settle_due(by=TESTS)
        return None
    found = somebody_of(here, chance)
    if found is None:
        return None
    if what == "move":
        move_participant(booking=found, to=there, by=TESTS)
    else:
        cancel(booking=found, by=TESTS)
    return None


def all_at_once(*deeds: Callable[[], None]) -> list[Exception]:
    """Do them together; what went wrong but for refusals, which are answers."""
    wrong: list[Exception] = []

    def do(deed: Callable[[], None]) -> None:
        try:
            deed()
        except Exception as error:  # noqa: BLE001  (any of them fails the test)
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive(), "it still waits for another"
    return wrong


def test_whatever_is_done_to_several_sessions_at_once_nobody_is_stuck(
    sessions: list[Session], friends: list[User]
) -> None:
    done: Counter[str] = Counter()

    def somebody(number: int) -> None:
        chance = random.Random(number)
        for _round in range(ROUNDS):
            try:
                something(chance, sessions, friends)
                done["done"] += 1
            except Refused as refusal:
                done[refusal.refusal.value] += 1

    assert all_at_once(*(lambda n=n: somebody(n) for n in range(WORKERS))) == []
    assert sum(done.values()) == WORKERS * ROUNDS
    assert done["done"] > WORKERS, done
    for session in sessions:
        session.refresh_from_db()
        for state in (State.BOOKED, State.OFFERED, State.WAITING):
            rows = session.bookings.filter(state=state).count()
            assert getattr(session, state.value) == rows
        assert session.booked + session.held + session.offered <= SEATS


def crossing(sessions: list[Session], friends: list[User]) -> list[Exception]:
    """Two people change places: one moves from the first to the second, one the other way."""
    there, back = sessions[:2]
    mine, yours = (
        book(session=session, wish=Wish([who]), by=actor_for(who, second_factor=False))[0]
        for session, who in zip((there, back), friends, strict=False)
    )
    return all_at_once(
        lambda: void(move_participant(booking=mine, to=back, by=TESTS)),
        lambda: void(move_participant(booking=yours, to=there, by=TESTS)),
    )


def void(_done: object) -> None:
    """Nothing is to be learned from what was done."""


def test_two_change_places(sessions: list[Session], friends: list[User]) -> None:
    assert crossing(sessions, friends) == []
    where = Booking.objects.filter(state=State.BOOKED).values_list("person", "session")
    assert set(where) == {
        (friends[0].pk, sessions[1].pk),
        (friends[1].pk, sessions[0].pk),
    }


def test_control_locked_in_the_order_they_are_asked_for_one_is_ended(
    sessions: list[Session], friends: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each holds its first session before it asks for its second."""
    both = threading.Barrier(2)
    firsts = iter([sessions[0].pk, sessions[1].pk])

    @contextmanager
    def in_no_order(ids: set[uuid.UUID]) -> Iterator[dict[uuid.UUID, Session]]:
        first = next(firsts)
        with transaction.atomic(), ExitStack() as stack:
            found = {first: stack.enter_context(locked(first))}
            both.wait(30)
            (second,) = ids - {first}
            found[second] = stack.enter_context(locked(second))
            yield found

    monkeypatch.setattr(managing, "locked_together", in_no_order)
    (ended,) = crossing(sessions, friends)
    assert isinstance(ended, OperationalError)
    assert "deadlock detected" in str(ended)
