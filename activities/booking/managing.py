"""What coordinators do with the bookings of their sessions: move, invite, cancel, undo."""

import datetime
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from activities.booking.eligibility import check_not_yet_here, check_running
from activities.booking.making import held_until
from activities.booking.passing_time import confirmed_by_booking
from activities.booking.queue import offer
from activities.booking.refusals import Refusal, Refused
from activities.booking.row import locked, locked_together
from activities.booking.states import count, remember, turn
from activities.models import Booking, Notification, Session, SetAside, State, rules_of
from activities.notifying.outbox import tell
from people.actors import Actor
from people.audit import record
from people.permissions import require

#: For so long a cancelling by staff can be undone; nobody is told of it before.
UNDO = datetime.timedelta(minutes=10)


@transaction.atomic
def move_participant(*, booking: Booking, to: Session, by: Actor) -> Booking:
    """Give somebody a seat in another session instead. The old seat goes on at once.

    The coordinator decides: ages and opening hours are not asked. Raises Refused (FULL,
    ALREADY_BOOKED, NOTHING_TO_CANCEL, SESSION_..., and TERM_COURSE for a place in a whole term).
    """
    if booking.session_id == to.pk:
        raise Refused(Refusal.ALREADY_BOOKED)
    with locked_together({booking.session_id, to.pk}) as rows:
        before, after = rows[booking.session_id], rows[to.pk]
        require(by, "booking.manage", on=before)
        require(by, "booking.manage", on=after)
        now = timezone.now()
        check_running(after, now)
        mine = before.bookings.active().with_people().filter(pk=booking.pk).first()
        if mine is None:
            raise Refused(Refusal.NOTHING_TO_CANCEL)
        if mine.place_id is not None:
            raise Refused(Refusal.TERM_COURSE)
        check_not_yet_here(after, [mine.participant])
        if after.free < 1:
            raise Refused(Refusal.FULL)
        held = mine.state == State.HELD
        count(before, mine.state, -1)
        mine.session, mine.group = after, None
        mine.state = State.HELD if held else State.BOOKED
        mine.expires_at = held_until(after, rules_of(after.activity), now) if held else None
        mine.confirmed_at = None if held else confirmed_by_booking(after, now)
        count(after, mine.state, 1)
        mine.turn, mine.changed_at = mine.turn + 1, now
        mine.save()
        remember(after, mine)
        tell(Notification.Kind.MOVED, mine)
        record(by=by, deed="booking.manage", on=mine, detail={"moved_to": str(after.pk)})
    return mine


@transaction.atomic
def invite(*, booking: Booking, by: Actor) -> Booking:
    """Offer a seat to one who waits, before their turn; one of those set aside when none is free.

    Who asked together is invited together. Raises Refused (NOT_WAITING, FULL, SESSION_...).
    """
    with locked(booking.session_id) as row:
        require(by, "booking.manage", on=row)
        now = timezone.now()
        check_running(row, now)
        waiting = list(row.bookings.waiting().with_people())
        mine = next((one for one in waiting if one.pk == booking.pk), None)
        if mine is None:
            raise Refused(Refusal.NOT_WAITING)
        together = [one for one in waiting if one.unit == mine.unit]
        _make_room(row, len(together))
        offer(row, together, rules_of(row.activity), now)
        record(by=by, deed="booking.manage", on=mine, detail={"invited": len(together)})
    return mine


def _make_room(row: Session, seats: int) -> None:
    """Take what is missing from the seats set aside, those that end first first."""
    missing = seats - row.free
    asides = list(row.set_asides.filter(released_at__isnull=True).order_by("until", "pk"))
    if missing > sum(one.seats for one in asides):
        raise Refused(Refusal.FULL)
    for one in asides:
        taken = max(0, min(missing, one.seats))
        missing -= taken
        row.set_aside -= taken
        _shrink(one, taken)


def _shrink(one: SetAside, taken: int) -> None:
    if taken == one.seats:
        one.released_at = timezone.now()
    else:
        one.seats -= taken
    one.save(update_fields=["seats", "released_at"])


@transaction.atomic
def cancel_participants(
    *, session: Session, ids: Sequence[uuid.UUID], message: str, by: Actor
) -> list[Booking]:
    """Cancel bookings of a session, with a message to each. Their seats go on at once.

    Nobody is told before it can no longer be undone. Bookings that have ended already, and those
    of other sessions, are refused together (NOTHING_TO_CANCEL): all are cancelled or none.
    """
    with locked(session.pk) as row:
        require(by, "booking.manage", on=row)
        now = timezone.now()
        found = list(row.bookings.active().with_people().filter(pk__in=ids))
        if len(found) != len(set(ids)):
            raise Refused(Refusal.NOTHING_TO_CANCEL)
        for one in found:
            one.undo_state = one.state
            turn(row, one, State.CANCELLED, now=now)
            tell(Notification.Kind.REMOVED, one, message=message, not_before=now + UNDO)
        detail = {"cancelled": [str(one.pk) for one in found]}
        record(by=by, deed="booking.manage", on=row, detail=detail)
    return found


@transaction.atomic
def undo_cancelling(*, session: Session, ids: Sequence[uuid.UUID], by: Actor) -> list[Booking]:
    """Take a cancelling by staff back. Who has lost the seat meanwhile waits in their old order.

    Raises Refused (TOO_LATE_TO_UNDO) for what is older than UNDO or was not cancelled by staff.
    """
    with locked(session.pk) as row:
        require(by, "booking.manage", on=row)
        now = timezone.now()
        check_running(row, now)
        cancelled = row.bookings.with_people().filter(
            pk__in=ids, state=State.CANCELLED, changed_at__gt=now - UNDO
        )
        found = list(cancelled.exclude(undo_state="").order_by("created_at", "pk"))
        if len(found) != len(set(ids)):
            raise Refused(Refusal.TOO_LATE_TO_UNDO)
        check_not_yet_here(row, [one.participant for one in found])
        for one in found:
            _restore(row, one, now)
        detail = {"restored": [str(one.pk) for one in found]}
        record(by=by, deed="booking.manage", on=row, detail=detail)
    return found


def _restore(row: Session, one: Booking, now: datetime.datetime) -> None:
    """Its seat if there is one, as it was; else its old place in the queue.

    An offer comes back as the place in the queue that it came from: nobody has accepted it yet.
    """
    was, one.undo_state = one.undo_state, ""
    one.queue_number = one.queue_number or 0  # who had a seat was before all who wait
    if was in (State.WAITING, State.OFFERED) or row.free < 1:
        turn(row, one, State.WAITING, now=now)
    elif was == State.HELD:
        until = held_until(row, rules_of(row.activity), now)
        turn(row, one, State.HELD, now=now, expires_at=until)
    else:
        turn(row, one, State.BOOKED, now=now)


@transaction.atomic
def message_everyone(*, session: Session, message: str, by: Actor) -> int:
    """Send a message to all who have a seat or wait; to how many."""
    require(by, "booking.manage", on=session)
    now = timezone.now()
    people = list(session.bookings.active().with_people())
    for one in people:
        one.session = session
        tell(Notification.Kind.MESSAGE, one, occasion=f"{now.isoformat()}", message=message)
    record(by=by, deed="booking.manage", on=session, detail={"messages": len(people)})
    return len(people)
