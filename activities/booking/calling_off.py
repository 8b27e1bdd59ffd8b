"""What becomes of a session's bookings when the session itself changes. Its row is locked."""

import uuid
from collections.abc import Iterable

from django.utils import timezone

from activities.booking.passing_time import release_at
from activities.booking.states import turn
from activities.models import ACTIVE, TIMED, Booking, CourseSeats, Notification, Session, State
from activities.notifying.outbox import tell


def call_off(row: Session, reason: str) -> None:
    """Call a session off: it stays, with the reason; each booking ends and is told why."""
    now = timezone.now()
    row.status, row.cancelled_reason = Session.Status.CANCELLED, reason
    row.save(update_fields=["status", "cancelled_reason"])
    for one in row.bookings.active().with_people():
        turn(row, one, State.CANCELLED, now=now)
        tell(Notification.Kind.SESSION_CANCELLED, one, message=reason)
    row.set_asides.filter(released_at__isnull=True).update(released_at=now)
    CourseSeats.objects.filter(session=row).delete()
    row.set_aside = 0


def forget_ended(sessions: Iterable[uuid.UUID]) -> None:
    """Remove what has ended in sessions that are taken away. Raises ProtectedError for the rest."""
    rows = Booking.objects.filter(session__in=sessions)
    rows.exclude(state__in=ACTIVE).delete()


def adjust_to_new_time(row: Session) -> None:
    """Tell everybody that a session has moved; nothing of it ends after the new start.

    Who had confirmed had confirmed another time: they are asked again.
    """
    now = timezone.now()
    moment = release_at(row)
    for one in row.bookings.active().with_people():
        one.changed_at = now
        one.turn += 1
        if one.state in TIMED and one.expires_at is not None:
            one.expires_at = min(one.expires_at, row.starts_at)
        # A release hour that has passed already asks nobody: the seat stays.
        one.confirmed_at = now if moment is not None and moment <= now else None
        one.save()
        tell(Notification.Kind.SESSION_MOVED, one)
    for aside in row.set_asides.filter(released_at__isnull=True, until__gt=row.starts_at):
        aside.until = row.starts_at
        aside.save(update_fields=["until"])
