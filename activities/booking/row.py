"""The session's row: locked once, settled, changed, filled, saved, told.

Every change of seats goes through `locked`. Inside it the row is this transaction's alone.
"""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import transaction
from django.utils import timezone

from activities.booking.passing_time import settle
from activities.booking.queue import fill
from activities.booking.states import changed_in
from activities.live import announce_seats
from activities.live_bookings import announce_bookings
from activities.models import Booking, Session
from people.errors import NotPermitted

COUNTS = ("capacity", "booked", "held", "offered", "set_aside", "waiting", "queue_number")


def lock_row(session_id: uuid.UUID) -> Session:
    """The row as it is now, and nobody else's until the transaction ends."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("activity__rules")
    return rows.get(pk=session_id)


@contextmanager
def locked(session_id: uuid.UUID) -> Iterator[Session]:
    """A session whose seats may be changed in the body; one transaction with the body.

    Before it, what time has already ended is ended; after it, free seats go to the queue. An
    exception in the body undoes all of it.
    """
    with transaction.atomic():
        session = lock_row(session_id)
        settle(session, timezone.now())
        yield session
        fill(session, timezone.now())
        session.save(update_fields=COUNTS)
        announce_seats(session)
        announce_bookings(session, changed_in(session))


class _MovedMeanwhile(Exception):
    """The booking was moved to another session while its row was waited for."""


def _check_still_in(row: Session, booking_id: uuid.UUID) -> None:
    if not row.bookings.filter(pk=booking_id).exists():
        raise _MovedMeanwhile


@contextmanager
def locked_of(booking_id: uuid.UUID) -> Iterator[Session]:
    """As `locked`, of the session that a booking is in once the row is ours.

    Whoever moves it may hold the row that is waited for; then the other row is locked instead, and
    the first let go. Raises NotPermitted when there is no such booking.
    """
    while True:
        where = Booking.objects.filter(pk=booking_id).values_list("session_id", flat=True).first()
        if where is None:
            raise NotPermitted
        try:
            with locked(where) as row:
                _check_still_in(row, booking_id)
                yield row
                return
        except _MovedMeanwhile:
            continue


@contextmanager
def locked_together(ids: set[uuid.UUID]) -> Iterator[dict[uuid.UUID, Session]]:
    """Several sessions, locked in one order, so that two movers never wait for each other."""
    with transaction.atomic(), ExitStack() as stack:
        yield {one: stack.enter_context(locked(one)) for one in sorted(ids)}
