"""What people do with what they have: give it up, say that they come, take an offer or not."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from activities.booking.guardians import must_approve, seat_given
from activities.booking.making import held_until
from activities.booking.passing_time import confirmed_by_booking
from activities.booking.queue import in_last_hours
from activities.booking.refusals import Refusal, Refused
from activities.booking.row import locked_of
from activities.booking.states import remember, turn
from activities.models import ACTIVE, Booking, Notification, Session, State, rules_of
from activities.notifying.outbox import tell
from people.actors import Actor
from people.errors import NotPermitted
from people.permissions import require


@contextmanager
def _own(booking_id: uuid.UUID, by: Actor) -> Iterator[tuple[Session, Booking]]:
    """One's own booking, or one's child's, read under the lock of its session."""
    require(by, "booking.make")
    mine = by.person is not None and Booking.objects.of(by.person).filter(pk=booking_id).exists()
    if not (mine or by.system):
        raise NotPermitted
    with locked_of(booking_id) as row:
        booking = row.bookings.select_related("person", "child", "group").get(pk=booking_id)
        yield row, booking


def cancel(*, booking: Booking, by: Actor) -> Booking:
    """Give up a seat, an offer or a place in the queue; a seat goes on at once.

    Raises Refused (NOTHING_TO_CANCEL) when it has ended already or the session has begun.
    """
    with _own(booking.pk, by) as (row, mine):
        if mine.state not in ACTIVE or row.starts_at <= timezone.now():
            raise Refused(Refusal.NOTHING_TO_CANCEL)
        turn(row, mine, State.CANCELLED, now=timezone.now())
        tell(Notification.Kind.CANCELLED, mine)
    return mine


def confirm(*, booking: Booking, by: Actor) -> Booking:
    """Say "I am coming". Saying it twice changes nothing. Raises Refused (NOTHING_TO_CONFIRM)."""
    with _own(booking.pk, by) as (row, mine):
        if mine.state != State.BOOKED:
            raise Refused(Refusal.NOTHING_TO_CONFIRM)
        if mine.confirmed_at is None:
            mine.confirmed_at = timezone.now()
            mine.save(update_fields=["confirmed_at"])
            remember(row, mine)
    return mine


def accept(*, booking: Booking, by: Actor) -> Booking:
    """Take an offered seat; in the last hours, a free one while waiting.

    Becomes held where a guardian has to approve. Raises Refused (OFFER_GONE, FULL, DOES_NOT_FIT).
    """
    with _own(booking.pk, by) as (row, mine):
        if mine.state == State.WAITING:
            for one in _free_for(row, mine):
                _take(row, one)
        elif mine.state == State.OFFERED:
            _take(row, mine)
        else:
            raise Refused(Refusal.OFFER_GONE)
    return mine


def _free_for(row: Session, mine: Booking) -> list[Booking]:
    """Those who wait together, if in these last hours there are free seats for all of them."""
    now = timezone.now()
    if not in_last_hours(row, rules_of(row.activity), now) or row.starts_at <= now:
        raise Refused(Refusal.OFFER_GONE)
    together = [mine]
    if mine.group_id is not None:
        others = row.bookings.waiting().with_people().filter(group_id=mine.group_id)
        together += others.exclude(pk=mine.pk)
    if any(one.eligible_from is not None and one.eligible_from > now for one in together):
        raise Refused(Refusal.OFFER_GONE)
    if row.free < len(together):
        raise Refused(Refusal.DOES_NOT_FIT if row.free > 0 else Refusal.FULL)
    return together


def _take(row: Session, one: Booking) -> None:
    now, rules = timezone.now(), rules_of(row.activity)
    if must_approve(one):
        turn(row, one, State.HELD, now=now, expires_at=held_until(row, rules, now))
    else:
        one.confirmed_at = confirmed_by_booking(row, now)
        turn(row, one, State.BOOKED, now=now)
    seat_given(one)


def decline(*, booking: Booking, by: Actor) -> Booking:
    """Say no to an offered seat: it goes on at once. Raises Refused (OFFER_GONE)."""
    with _own(booking.pk, by) as (row, mine):
        if mine.state != State.OFFERED:
            raise Refused(Refusal.OFFER_GONE)
        turn(row, mine, State.DECLINED, now=timezone.now())
    return mine
