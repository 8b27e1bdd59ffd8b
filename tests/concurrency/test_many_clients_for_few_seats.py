"""Four hundred people book at the same moment, twenty seats; in threads and in processes.

A control switches the lock off and shows that the very same crowd then oversells.
"""

import datetime
import multiprocessing
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing.synchronize import Event as ProcessEvent
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from activities.booking import row as booking_row
from activities.booking.answering import accept, cancel
from activities.booking.idempotency import Answer, once
from activities.booking.making import Wish, book
from activities.booking.refusals import Refused
from activities.models import Booking, Notification, Session, State
from people.actors import actor_for
from people.models import User
from tests.town import add_activity, add_session, add_venue, build_town

pytestmark = pytest.mark.django_db(transaction=True)
CROWD, SEATS = 400, 20
#: Fewer at once than a process has connections (NARA_DATABASE_POOL); and four processes.
WORKERS, PROCESSES = 6, 4


@pytest.fixture
def session() -> Session:
    build_town()
    activity = add_activity("Basket", mode="booking", ages=(7, 19))
    tomorrow = timezone.now() + datetime.timedelta(days=2)
    return add_session(activity, add_venue("Gården", 0, 0), tomorrow, capacity=SEATS)


@pytest.fixture
def crowd() -> list[User]:
    born = timezone.now().year - 15
    people = [
        User(email=f"p{n}@example.org", call_name=f"P{n}", birth_year=born, password="!")
        for n in range(CROWD)
    ]
    return User.objects.bulk_create(people)


def try_to_book(session: Session, person: User, *, queue: bool) -> str:
    """What became of it: the state of the booking, or the code of the refusal."""
    wish = Wish([person], queue=queue)
    try:
        made = book(session=session, wish=wish, by=actor_for(person, second_factor=False))
    except Refused as refusal:
        return refusal.refusal.value
    return str(made[0].state)


def share(
    people: Sequence[User], session: Session, start: Any, found: Callable[[str], None], queue: bool
) -> None:
    """One client after another, from the starting shot on."""
    start.wait(60)
    try:
        for person in people:
            found(try_to_book(session, person, queue=queue))
    finally:
        connection.close()


def in_threads(session: Session, crowd: list[User], *, queue: bool) -> Counter[str]:
    start, results = threading.Event(), list[str]()
    threads = [
        threading.Thread(
            target=share, args=(crowd[n::WORKERS], session, start, results.append, queue)
        )
        for n in range(WORKERS)
    ]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive()
    return Counter(results)


def process(people: list[User], session: Session, start: ProcessEvent, results: Any) -> None:
    share(people, session, start, results.put, True)


def in_processes(session: Session, crowd: list[User]) -> Counter[str]:
    """The same in processes of their own, each with its own connections."""
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined]  # its threads die in a fork
    context = multiprocessing.get_context("fork")
    start, results = context.Event(), context.Queue()
    running = [
        context.Process(target=process, args=(crowd[n::PROCESSES], session, start, results))
        for n in range(PROCESSES)
    ]
    for one in running:
        one.start()
    start.set()
    found = Counter(results.get(timeout=120) for _ in crowd)
    for one in running:
        one.join(20)
        assert one.exitcode == 0
    return found


def whole(session: Session) -> Session:
    """The row, having made sure that its counts are the bookings'."""
    session.refresh_from_db()
    for state, told in ((State.BOOKED, session.booked), (State.WAITING, session.waiting)):
        assert session.bookings.filter(state=state).count() == told
    return session


def test_twenty_of_four_hundred_get_a_seat(session: Session, crowd: list[User]) -> None:
    assert in_threads(session, crowd, queue=False) == {"booked": SEATS, "full": CROWD - SEATS}
    assert whole(session).booked == SEATS
    assert Notification.objects.filter(kind="booked").count() == SEATS


def test_the_others_stand_in_one_queue_without_gaps(session: Session, crowd: list[User]) -> None:
    assert in_processes(session, crowd) == {"booked": SEATS, "waiting": CROWD - SEATS}
    row = whole(session)
    numbers = session.bookings.waiting().values_list("queue_number", flat=True)
    assert list(numbers) == list(range(1, CROWD - SEATS + 1))
    assert row.queue_number == CROWD - SEATS


def test_control_without_the_lock_seats_are_sold_twice(
    session: Session, crowd: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody reads the row before anybody has written it."""
    together = threading.Barrier(WORKERS)

    def unlocked(session_id: Any) -> Session:
        found = Session.objects.select_related("activity__rules").get(pk=session_id)
        together.wait(30)
        return found

    monkeypatch.setattr(booking_row, "lock_row", unlocked)
    Session.objects.filter(pk=session.pk).update(capacity=1)
    start, results = threading.Event(), list[str]()
    start.set()
    threads = [
        threading.Thread(target=share, args=([person], session, start, results.append, False))
        for person in crowd[:WORKERS]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    session.refresh_from_db()
    sold = session.bookings.filter(state=State.BOOKED).count()
    assert (results.count("booked"), sold) == (WORKERS, WORKERS), "they all hold the one seat"
    assert session.booked == 1, "and the row counts one"


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do them together; what each gave, or the refusal that ended it."""
    ends: list[object] = [None] * len(deeds)
    start = threading.Barrier(len(deeds))

    def do(number: int, deed: Callable[[], object]) -> None:
        try:
            start.wait(20)
            ends[number] = deed()
        except Refused as refusal:
            ends[number] = refusal.refusal.value
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ends


def test_the_same_request_eight_times_at_once_is_done_once(
    session: Session, crowd: list[User]
) -> None:
    amina = actor_for(crowd[0], second_factor=False)

    def request() -> Answer:
        def do() -> Answer:
            made = book(session=session, wish=Wish([crowd[0]]), by=amina)
            return Answer(201, str(made[0].pk))

        return once(key="a-key-of-hers", request={"same": True}, do=do, by=amina)

    answers = at_once(*[request] * 8)
    assert {one.body for one in answers if isinstance(one, Answer)} == {
        str(Booking.objects.get().pk)
    }
    assert [isinstance(one, Answer) and one.again for one in answers].count(False) == 1


def test_one_person_in_two_windows_gets_one_seat(session: Session, crowd: list[User]) -> None:
    ends = at_once(*[lambda: try_to_book(session, crowd[0], queue=True)] * 6)
    assert Counter(ends) == {"booked": 1, "already_booked": 5}
    assert whole(session).booked == 1


def test_while_all_give_up_all_who_wait_get_their_seats(
    session: Session, crowd: list[User]
) -> None:
    """Twenty cancel at once while twenty wait: each seat goes to one of them, none is lost."""
    in_threads(session, crowd[: 2 * SEATS], queue=True)
    booked = list(session.bookings.filter(state=State.BOOKED).select_related("person"))
    waiting = list(session.bookings.filter(state=State.WAITING).select_related("person"))

    def do(deed: Callable[..., Booking], one: Booking) -> Callable[[], object]:
        assert one.person is not None
        by = actor_for(one.person, second_factor=False)
        return lambda: deed(booking=one, by=by).state

    assert Counter(at_once(*(do(cancel, one) for one in booked))) == {"cancelled": SEATS}
    session.refresh_from_db()
    assert (session.offered, session.waiting) == (SEATS, 0)
    assert Counter(at_once(*(do(accept, one) for one in waiting))) == {"booked": SEATS}
    assert whole(session).booked == SEATS
    told = Notification.objects.filter(kind="offered")
    assert told.count() == told.values("booking").distinct().count() == SEATS


def test_two_windows_race_for_the_last_seat_that_is_open_to_all(
    session: Session, crowd: list[User]
) -> None:
    soon = timezone.now() + datetime.timedelta(hours=1)
    Session.objects.filter(pk=session.pk).update(
        capacity=1, starts_at=soon, ends_at=soon + datetime.timedelta(hours=1)
    )
    for person in crowd[:5]:
        try_to_book(session, person, queue=True)
    first = session.bookings.get(state=State.BOOKED)
    assert first.person is not None
    cancel(booking=first, by=actor_for(first.person, second_factor=False))
    waiting = list(session.bookings.waiting().select_related("person"))

    def take(one: Booking) -> Callable[[], object]:
        assert one.person is not None
        by = actor_for(one.person, second_factor=False)
        return lambda: accept(booking=one, by=by).state

    assert Counter(at_once(*(take(one) for one in waiting))) == {"booked": 1, "full": 3}


def test_nothing_of_a_failed_transaction_is_left(session: Session, crowd: list[User]) -> None:
    class Undone(Exception):
        pass

    def fail() -> None:
        with transaction.atomic():
            try_to_book(session, crowd[0], queue=False)
            raise Undone

    with pytest.raises(Undone):
        fail()
    assert whole(session).booked == 0
    assert not Notification.objects.exists()
