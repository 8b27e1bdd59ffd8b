"""Sara moves somebody to another evening just while they, or their guardian, answer."""

import datetime
import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from activities.booking import row as booking_row
from activities.booking.answering import cancel
from activities.booking.guardians import answer_for_child
from activities.booking.making import Wish, book
from activities.booking.managing import move_participant
from activities.models import Booking, BookingRules, GuardianRequest, Session, State
from activities.notifying.links import guardian_token
from people.actors import VISITOR, actor_for
from tests.named_people import AMINA, TESTS, make
from tests.town import add_activity, add_session, add_venue, build_town

pytestmark = pytest.mark.django_db(transaction=True)
Patch = pytest.MonkeyPatch


@pytest.fixture
def evenings() -> list[Session]:
    build_town()
    basket = add_activity("Basket", mode="booking", ages=(7, 19))
    club, day = add_venue("Gården", 0, 0), timezone.now() + datetime.timedelta(days=2)
    return [add_session(basket, club, day + datetime.timedelta(days=n), capacity=2) for n in (0, 1)]


def amina_books(evening: Session, contact: str = "") -> Booking:
    amina = make(AMINA)
    wish = Wish([amina], contacts={amina: contact} if contact else None)
    return book(session=evening, wish=wish, by=actor_for(amina, second_factor=False))[0]


def moved_before_the_row_is_locked(monkeypatch: Patch, booking: Booking, to: Session) -> None:
    """The next to lock a row finds that somebody with a connection of their own was quicker."""
    lock = booking_row.lock_row

    def move() -> None:
        move_participant(booking=booking, to=to, by=TESTS)
        connection.close()

    def slow(session_id: uuid.UUID) -> Session:
        monkeypatch.setattr(booking_row, "lock_row", lock)
        mover = threading.Thread(target=move)
        mover.start()
        mover.join(60)
        return lock(session_id)

    monkeypatch.setattr(booking_row, "lock_row", slow)


def counts(evening: Session) -> tuple[int, int]:
    evening.refresh_from_db()
    return evening.booked, evening.held


def test_who_cancels_gives_up_the_seat_they_have_by_then(
    monkeypatch: Patch, evenings: list[Session]
) -> None:
    booking = amina_books(evenings[0])
    moved_before_the_row_is_locked(monkeypatch, booking, evenings[1])
    assert booking.person is not None
    cancel(booking=booking, by=actor_for(booking.person, second_factor=False))
    booking.refresh_from_db()
    assert (booking.state, booking.session_id) == (State.CANCELLED, evenings[1].pk)
    assert [counts(one) for one in evenings] == [(0, 0), (0, 0)]


def test_a_guardian_says_yes_to_the_seat_that_it_has_become(
    monkeypatch: Patch, evenings: list[Session]
) -> None:
    BookingRules.objects.create(activity=evenings[0].activity, guardian="must_approve")
    booking = amina_books(evenings[0], contact="mamma@example.org")
    token = guardian_token(GuardianRequest.objects.get(booking=booking).nonce)
    moved_before_the_row_is_locked(monkeypatch, booking, evenings[1])
    answer_for_child(token=token, approve=True, by=VISITOR)
    booking.refresh_from_db()
    assert (booking.state, booking.session_id) == (State.BOOKED, evenings[1].pk)
    assert [counts(one) for one in evenings] == [(0, 0), (1, 0)]
