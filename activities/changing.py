"""Writes to single sessions: moved, given other seats, called off."""

import datetime
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from activities.booking.seats import change_capacity
from activities.changes import tell_moved, tell_visitors
from activities.errors import AlreadyCancelled, SessionOver
from activities.live import announce_seats
from activities.models import ActivityChange, Session
from activities.scheduling import LONGEST, TOO_LONG
from people.actors import Actor
from people.audit import record
from people.permissions import require
from venues.models import Venue


class SessionFields(TypedDict, total=False):
    """What can be set for one session alone."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    venue: Venue
    capacity: int


@transaction.atomic
def edit_session(*, session: Session, fields: SessionFields, by: Actor) -> Session:
    """Move one session to another time or venue, or give it other seats.

    From then on it no longer follows its schedule. Raises SessionOver, AlreadyCancelled (a
    cancelled session cannot be moved), ValidationError for a time that cannot be, and
    CapacityBelowTaken.
    """
    if "capacity" in fields:
        change_capacity(session=session, capacity=fields["capacity"], by=by)
    locked = _to_come(session, by)
    before = (locked.starts_at, locked.ends_at, locked.venue)
    names = [name for name in ("starts_at", "ends_at", "venue") if name in fields]
    if not names:
        return locked
    if locked.status == Session.Status.CANCELLED:
        raise AlreadyCancelled
    for name in names:
        setattr(locked, name, fields[name])
    _check_times(locked, moved="starts_at" in fields)
    locked.by_hand = True
    locked.save(update_fields=[*names, "by_hand"])
    tell_moved(locked, before)
    record(by=by, deed="session.write", on=locked, detail={"changed": names})
    return locked


def _check_times(session: Session, *, moved: bool) -> None:
    if moved and session.starts_at <= timezone.now():
        raise ValidationError({"starts_at": [_("Den tiden har redan varit.")]})
    if session.ends_at <= max(session.starts_at, timezone.now()):
        raise ValidationError({"ends_at": [_("Slutet måste komma efter början, och efter nu.")]})
    if session.ends_at - session.starts_at > LONGEST:
        raise ValidationError({"ends_at": [TOO_LONG]})


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: Actor) -> Session:
    """Call a session off. It stays visible, with the reason.

    Raises SessionOver and AlreadyCancelled.
    """
    locked = _to_come(session, by)
    if locked.status == Session.Status.CANCELLED:
        raise AlreadyCancelled
    locked.status = Session.Status.CANCELLED
    locked.cancelled_reason = reason
    locked.save(update_fields=["status", "cancelled_reason"])
    tell_visitors(locked.activity, ActivityChange.Kind.CANCELLED, after=reason, session=locked)
    record(by=by, deed="session.write", on=locked, detail={"cancelled": True})
    announce_seats(locked)
    return locked


def _to_come(session: Session, by: Actor) -> Session:
    """The session as it is now, locked; raises SessionOver when it has ended."""
    locked = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    require(by, "session.write", on=locked)
    if locked.ends_at <= timezone.now():
        raise SessionOver
    return locked
