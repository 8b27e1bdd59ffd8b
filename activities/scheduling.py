"""Writes to when things happen: weekly schedules, and sessions one by one."""

import datetime

from django.db import transaction
from django.utils import timezone

from activities.errors import AlreadyCancelled, SessionOver
from activities.live import announce_seats
from activities.models import Activity, Session, WeeklySchedule
from activities.tasks import materialise_later
from people.actors import Actor
from people.audit import record
from people.permissions import require
from venues.models import Venue


@transaction.atomic
def add_schedule(
    *,
    activity: Activity,
    venue: Venue,
    weekday: int,
    starts: datetime.time,
    ends: datetime.time,
    first_date: datetime.date,
    last_date: datetime.date | None,
    capacity: int,
    weeks: str = WeeklySchedule.Weeks.ALL,
    by: Actor,
) -> WeeklySchedule:
    """Let an activity happen every week; the worker makes the sessions.

    `weekday` is ISO (Monday is 1); times are local, and an end at or before the start is on the
    next day; `capacity` counts seats.
    """
    require(by, "activity.write", on=activity)
    schedule = WeeklySchedule.objects.create(
        activity=activity,
        venue=venue,
        weekday=weekday,
        starts=starts,
        ends=ends,
        first_date=first_date,
        last_date=last_date,
        weeks=weeks,
        capacity=capacity,
    )
    record(by=by, deed="activity.write", on=activity, detail={"schedule": str(schedule.pk)})
    materialise_later(activity)
    return schedule


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: Actor) -> Session:
    """Call a session off. It stays visible, with the reason.

    Raises SessionOver and AlreadyCancelled.
    """
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    require(by, "session.write", on=session)
    if session.ends_at <= timezone.now():
        raise SessionOver
    if session.status == Session.Status.CANCELLED:
        raise AlreadyCancelled
    session.status = Session.Status.CANCELLED
    session.cancelled_reason = reason
    session.save(update_fields=["status", "cancelled_reason"])
    record(by=by, deed="session.write", on=session, detail={"cancelled": True})
    announce_seats(session)
    return session
