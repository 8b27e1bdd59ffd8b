"""What time does to seats: offers, holds and set-asides end; unconfirmed seats go on.

Done by the worker every minute, and by whoever locks a session's row next, whichever comes first.
An end is reached at its very moment. Nobody's clock but the server's counts.
"""

import datetime

from activities.booking.queue import fill
from activities.booking.states import turn
from activities.models import Notification, Session, State, rules_of
from activities.notifying.outbox import tell


def settle(session: Session, now: datetime.datetime) -> None:
    """End what is over in a locked session, then give what came free to the queue."""
    if session.held or session.offered:
        _expire(session, now)
    if session.set_aside:
        _release_set_asides(session, now)
    if session.booked:
        _release_unconfirmed(session, now)
    if session.waiting and session.starts_at <= now:
        _end_queue(session, now)
    fill(session, now)


def _expire(session: Session, now: datetime.datetime) -> None:
    for one in session.bookings.due(now).with_people():
        turn(session, one, State.EXPIRED, now=now)
        tell(Notification.Kind.EXPIRED, one)


def _release_set_asides(session: Session, now: datetime.datetime) -> None:
    for one in session.set_asides.filter(released_at__isnull=True, until__lte=now):
        one.released_at = now
        one.save(update_fields=["released_at"])
        session.set_aside -= one.seats


def release_at(session: Session) -> datetime.datetime | None:
    """When unconfirmed seats of a session go on to others; None when they never do."""
    hours = rules_of(session.activity).release_hours
    return None if hours is None else session.starts_at - datetime.timedelta(hours=hours)


def confirmed_by_booking(row: Session, now: datetime.datetime) -> datetime.datetime | None:
    """When a seat got now counts as confirmed; None for not yet.

    Who gets a seat after it was asked "are you coming?" has said so by taking it.
    """
    rules = rules_of(row.activity)
    hours = max(rules.remind_hours, default=0)
    asked = row.starts_at - datetime.timedelta(hours=hours)
    return now if release_at(row) is not None and now >= asked else None


def _release_unconfirmed(session: Session, now: datetime.datetime) -> None:
    moment = release_at(session)
    if moment is None or not moment <= now < session.starts_at:
        return
    unconfirmed = session.bookings.filter(state=State.BOOKED, confirmed_at__isnull=True)
    for one in unconfirmed.with_people():
        turn(session, one, State.RELEASED, now=now)
        tell(Notification.Kind.RELEASED, one)


def _end_queue(session: Session, now: datetime.datetime) -> None:
    for one in session.bookings.waiting():
        turn(session, one, State.EXPIRED, now=now)
