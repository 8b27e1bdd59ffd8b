"""Turning weekly schedules into sessions, ahead of time.

A session's identity is its schedule and the local date that the schedule meant. Local times keep
their wall-clock hour through the changes to and from summer time.
"""

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from activities.models import Activity, Session, WeeklySchedule
from people.actors import Actor
from people.permissions import require
from venues.models import SchoolHoliday


def local_zone() -> ZoneInfo:
    """The municipality's time zone."""
    return ZoneInfo(settings.TIME_ZONE)


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
    NARA_WEEKS_AHEAD weeks ahead. Existing sessions keep everything that was changed by hand.
    """
    require(by, "session.materialise", on=activity)
    today = timezone.localdate()
    first = first_date or today
    last = last_date or today + datetime.timedelta(weeks=settings.NARA_WEEKS_AHEAD)
    schedules = WeeklySchedule.objects.filter(
        Q(last_date__isnull=True) | Q(last_date__gte=first), first_date__lte=last
    ).exclude(activity__status=Activity.Status.ARCHIVED)
    if activity is not None:
        schedules = schedules.filter(activity=activity)
    holidays = list(SchoolHoliday.objects.between(first, last))
    wanted = [
        _session(schedule, date)
        for schedule in schedules
        for date in _dates(schedule, first, last)
        if _runs(schedule, date, holidays)
    ]
    before = Session.objects.count()
    Session.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=1000)
    return Session.objects.count() - before


def _dates(
    schedule: WeeklySchedule, first: datetime.date, last: datetime.date
) -> Iterator[datetime.date]:
    start = max(first, schedule.first_date)
    end = min(last, schedule.last_date or last)
    date = start + datetime.timedelta(days=(schedule.weekday - start.isoweekday()) % 7)
    while date <= end:
        yield date
        date += datetime.timedelta(weeks=1)


def _runs(schedule: WeeklySchedule, date: datetime.date, holidays: list[SchoolHoliday]) -> bool:
    if schedule.weeks == WeeklySchedule.Weeks.ALL:
        return True
    on_holiday = any(h.first_date <= date <= h.last_date for h in holidays)
    return on_holiday is (schedule.weeks == WeeklySchedule.Weeks.HOLIDAY)


def _session(schedule: WeeklySchedule, date: datetime.date) -> Session:
    starts_at, ends_at = _moments(schedule, date)
    return Session(
        activity_id=schedule.activity_id,
        schedule=schedule,
        occurrence_date=date,
        venue_id=schedule.venue_id,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=schedule.capacity,
    )


def _moments(
    schedule: WeeklySchedule, date: datetime.date
) -> tuple[datetime.datetime, datetime.datetime]:
    """Start and end in UTC. In the hour that summer time skips, the length on the clock is kept."""
    next_day = date + datetime.timedelta(days=1)
    end_date = date if schedule.ends > schedule.starts else next_day
    start = datetime.datetime.combine(date, schedule.starts, local_zone())
    end = datetime.datetime.combine(end_date, schedule.ends, local_zone())
    on_the_clock = end - start
    starts_at, ends_at = start.astimezone(datetime.UTC), end.astimezone(datetime.UTC)
    return starts_at, ends_at if ends_at > starts_at else starts_at + on_the_clock
