"""Supply: seat-hours per week that are open to an age group, by venue.

A session of 20 seats and two hours is 40 seat-hours. It counts for the part of the age group that
it is open to (13-15 of the group 13-16: three years of four) and for the part of it that lies in
the time slot.
"""

import datetime
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from activities.materialising import local_zone
from activities.models import Activity, Session
from outreach.models import TimeSlot
from venues.models import SchoolHoliday

UTC = datetime.UTC
WEEKS = 4


@dataclass(frozen=True, slots=True)
class AgeRange:
    """Ages in years, both included."""

    first: int
    last: int

    def share_open(self, age_from: int, age_to: int) -> float:
        """Which share of these ages something for `age_from` to `age_to` is open to."""
        common = min(self.last, age_to) - max(self.first, age_from) + 1
        return max(0, common) / (self.last - self.first + 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom, of what and when."""

    ages: AgeRange
    category: str | None = None
    slot: TimeSlot | None = None


def coming_weeks(today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and last day of the next WEEKS whole ISO weeks."""
    monday = today + datetime.timedelta(days=8 - today.isoweekday())
    return monday, monday + datetime.timedelta(days=7 * WEEKS - 1)


def hours_in_slot(
    start: datetime.datetime,
    end: datetime.datetime,
    slot: TimeSlot | None,
    holidays: list[SchoolHoliday],
) -> float:
    """Hours of [start, end) that lie in the slot, in local time."""
    if slot is None:
        return (end - start).total_seconds() / 3600
    zone = local_zone()
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    hours = 0.0
    while day <= last:
        if _slot_on(day, slot, holidays):
            opens = datetime.datetime.combine(day, slot.starts, zone)
            closes = datetime.datetime.combine(day, slot.ends, zone)
            # In UTC: two moments of one zone are subtracted by the clock, not by the hours between.
            until, since = min(end, closes).astimezone(UTC), max(start, opens).astimezone(UTC)
            hours += max(0.0, (until - since).total_seconds()) / 3600
        day += datetime.timedelta(days=1)
    return hours


def _slot_on(day: datetime.date, slot: TimeSlot, holidays: list[SchoolHoliday]) -> bool:
    if day.isoweekday() not in slot.weekdays:
        return False
    if slot.school_holiday is None:
        return True
    return any(h.first_date <= day <= h.last_date for h in holidays) is slot.school_holiday


def seat_hours_by_venue(asked: Asked) -> dict[uuid.UUID, float]:
    """Seat-hours per week by venue, over the coming weeks. Two or three queries."""
    first, last = coming_weeks(timezone.localdate())
    zone = local_zone()
    begin = datetime.datetime.combine(first, datetime.time(), zone)
    finish = datetime.datetime.combine(last + datetime.timedelta(1), datetime.time(), zone)
    activities = Activity.objects.published().filter(
        age_from__lte=asked.ages.last, age_to__gte=asked.ages.first
    )
    if asked.category:
        activities = activities.in_categories([asked.category])
    sessions = Session.objects.filter(
        status=Session.Status.SCHEDULED,
        starts_at__gte=begin,
        starts_at__lt=finish,
        activity__in=activities.values("pk"),
    )
    holidays = list(SchoolHoliday.objects.between(first, last))
    supply: dict[uuid.UUID, float] = defaultdict(float)
    columns = (
        "venue_id",
        "starts_at",
        "ends_at",
        "capacity",
        "activity__age_from",
        "activity__age_to",
    )
    for venue, start, end, capacity, age_from, age_to in sessions.values_list(*columns):
        hours = hours_in_slot(start, end, asked.slot, holidays)
        supply[venue] += capacity * hours * asked.ages.share_open(age_from, age_to) / WEEKS
    return dict(supply)
