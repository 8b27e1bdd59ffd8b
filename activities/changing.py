"""Writes to single sessions: moved, given other seats, called off."""

import datetime
from collections.abc import Sequence
from typing import TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from activities.booking.calling_off import adjust_to_new_time, call_off
from activities.booking.row import locked
from activities.booking.seats import change_capacity
from activities.changes import tell_moved, tell_visitors
from activities.errors import AlreadyCancelled, SessionOver
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
    names = [name for name in ("starts_at", "ends_at", "venue") if name in fields]
    with locked(session.pk) as row:
        _check_to_come(row, by)
        if names:
            _move(row, fields, names, by)
    return row


def _move(row: Session, fields: SessionFields, names: Sequence[str], by: Actor) -> None:
    """Another time or venue for a session whose row is locked; everybody in it is told."""
    if row.status == Session.Status.CANCELLED:
        raise AlreadyCancelled
    before = (row.starts_at, row.ends_at, row.venue)
    for name in names:
        setattr(row, name, fields[name])  # type: ignore[literal-required]
    _check_times(row, moved="starts_at" in fields)
    row.by_hand = True
    row.save(update_fields=[*names, "by_hand"])
    tell_moved(row, before)
    adjust_to_new_time(row)
    record(by=by, deed="session.write", on=row, detail={"changed": names})


def _check_times(session: Session, *, moved: bool) -> None:
    if moved and session.starts_at <= timezone.now():
        raise ValidationError({"starts_at": [_("Den tiden har redan varit.")]})
    if session.ends_at <= max(session.starts_at, timezone.now()):
        raise ValidationError({"ends_at": [_("Slutet måste komma efter början, och efter nu.")]})
    if session.ends_at - session.starts_at > LONGEST:
        raise ValidationError({"ends_at": [TOO_LONG]})


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: Actor) -> Session:
    """Call a session off. It stays visible, with the reason; everybody in it is told.

    Raises SessionOver and AlreadyCancelled.
    """
    with locked(session.pk) as row:
        _check_to_come(row, by)
        if row.status == Session.Status.CANCELLED:
            raise AlreadyCancelled
        call_off(row, reason)
        tell_visitors(row.activity, ActivityChange.Kind.CANCELLED, after=reason, session=row)
        record(by=by, deed="session.write", on=row, detail={"cancelled": True})
    return row


def _check_to_come(row: Session, by: Actor) -> None:
    """Raises SessionOver when it has ended, and the refusals of `require`."""
    require(by, "session.write", on=row)
    if row.ends_at <= timezone.now():
        raise SessionOver
