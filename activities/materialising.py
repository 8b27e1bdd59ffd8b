"""Turning schedules into sessions, ahead of time.

A session's identity is its schedule and the local date that the schedule meant. Local times keep
their wall-clock hour through the changes to and from summer time.
"""

import datetime
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from activities.models import Activity, Schedule, ScheduleException, Session
from activities.recurrence import dates
from people.actors import Actor
from people.permissions import require
from venues.models import SchoolHoliday


def local_zone() -> ZoneInfo:
    """The municipality's time zone."""
    return ZoneInfo(settings.TIME_ZONE)


def horizon() -> datetime.date:
    """The last local date that sessions are made for: NARA_WEEKS_AHEAD weeks ahead."""
    return timezone.localdate() + datetime.timedelta(weeks=settings.NARA_WEEKS_AHEAD)


@transaction.atomic
def materialise_sessions(
    *,
    by: Actor,
    activity: Activity | None = None,
    first_date: datetime.date | None = None,
    last_date: datetime.date | None = None,
) -> int:
    """Make the sessions that schedules mean and that do not exist yet; returns how many.

    Covers the local dates `first_date` to `last_date`, both included: by default from today to
    the horizon. Existing sessions keep everything that was changed by hand.
    """
    require(by, "session.materialise", on=activity)
    first, last = first_date or timezone.localdate(), last_date or horizon()
    schedules = Schedule.objects.filter(first_date__lte=last).exclude(
        activity__status=Activity.Status.ARCHIVED
    )
    if activity is not None:
        schedules = schedules.filter(activity=activity)
    # Locked, so that none is changed between being read and having its sessions.
    locked = schedules.select_for_update(of=("self",)).prefetch_related("exceptions").order_by("pk")
    holidays = list(SchoolHoliday.objects.between(first, last))
    wanted = [
        session_on(schedule, date)
        for schedule in locked
        for date in dates_meant(schedule, schedule.exceptions.all(), holidays, (first, last))
    ]
    before = Session.objects.count()
    Session.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=1000)
    return Session.objects.count() - before


def dates_meant(
    schedule: Schedule,
    exceptions: Iterable[ScheduleException],
    holidays: Iterable[SchoolHoliday],
    span: tuple[datetime.date, datetime.date],
) -> Iterator[datetime.date]:
    """The local dates in `span`, both ends included, on which a schedule means a session.

    An added date counts whether there is school or not; an excluded one never does.
    """
    added, excluded = set[datetime.date](), set[datetime.date]()
    for exception in exceptions:
        kind = added if exception.kind == ScheduleException.Kind.ADDED else excluded
        kind.add(exception.date)
    by_rule = {
        date
        for date in dates(schedule.rule, schedule.first_date, *span)
        if _runs(schedule, date, holidays)
    }
    within = {date for date in added if span[0] <= date <= span[1]}
    yield from sorted((by_rule | within) - excluded)


def _runs(schedule: Schedule, date: datetime.date, holidays: Iterable[SchoolHoliday]) -> bool:
    if schedule.weeks == Schedule.Weeks.ALL:
        return True
    on_holiday = any(h.first_date <= date <= h.last_date for h in holidays)
    return on_holiday is (schedule.weeks == Schedule.Weeks.HOLIDAY)


def session_on(schedule: Schedule, date: datetime.date) -> Session:
    """The session that a schedule means on a date, not saved."""
    starts_at, ends_at = moments(schedule, date)
    return Session(
        activity_id=schedule.activity_id,
        schedule=schedule,
        occurrence_date=date,
        venue_id=schedule.venue_id,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=schedule.capacity,
    )


def moments(schedule: Schedule, date: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """Start and end in UTC. In the hour that summer time skips, the length on the clock is kept."""
    next_day = date + datetime.timedelta(days=1)
    end_date = date if schedule.ends > schedule.starts else next_day
    start = datetime.datetime.combine(date, schedule.starts, local_zone())
    end = datetime.datetime.combine(end_date, schedule.ends, local_zone())
    on_the_clock = end - start
    starts_at, ends_at = start.astimezone(datetime.UTC), end.astimezone(datetime.UTC)
    return starts_at, ends_at if ends_at > starts_at else starts_at + on_the_clock
