"""Named windows of time: what "now", "tonight" and "this weekend" mean here."""

import datetime

from activities.materialising import local_zone
from venues.models import SchoolHoliday

NAMES = ("now", "tonight", "weekend", "next_school_holiday")
#: Parts of the day by their name: local times, the second not included.
PARTS_OF_DAY = {
    "morning": (datetime.time(5), datetime.time(12)),
    "afternoon": (datetime.time(12), datetime.time(17)),
    "evening": (datetime.time(17), datetime.time(20)),
    "late": (datetime.time(20), datetime.time(5)),
}
EVENING_BEGINS = datetime.time(16)
NIGHT_ENDS = datetime.time(4)
SATURDAY = 6
MIDNIGHT = datetime.time()


class NoSchoolHoliday(LookupError):
    """No school holiday to come is known."""


def window(name: str, now: datetime.datetime) -> tuple[datetime.datetime, datetime.datetime]:
    """The [start, end) of a named window, seen from `now`.

    now: going on or starting within the hour. tonight: from 16 (or from now, if later) until four
    in the morning; before four it is still last night's. weekend: Saturday and Sunday, the coming
    ones or the rest of these. next_school_holiday: the days without school that come next, or the
    rest of these; raises NoSchoolHoliday when none is known.
    """
    local = now.astimezone(local_zone())
    if name == "now":
        return now, now + datetime.timedelta(hours=1)
    if name == "tonight":
        day = local.date() - datetime.timedelta(days=1 if local.time() < NIGHT_ENDS else 0)
        return max(now, _at(day, EVENING_BEGINS)), _at(day + datetime.timedelta(1), NIGHT_ENDS)
    if name == "weekend":
        ahead = SATURDAY - local.isoweekday()
        saturday = local.date() + datetime.timedelta(days=ahead)
        start = _at(saturday, datetime.time())
        return max(now, start), _at(saturday + datetime.timedelta(2), datetime.time())
    if name == "next_school_holiday":
        holiday = SchoolHoliday.objects.filter(last_date__gte=local.date()).first()
        if holiday is None:
            raise NoSchoolHoliday
        end = holiday.last_date + datetime.timedelta(days=1)
        return max(now, _at(holiday.first_date, MIDNIGHT)), _at(end, MIDNIGHT)
    raise ValueError(name)


def _at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, time, local_zone())
