"""Named windows of time: what "now", "tonight" and "this weekend" mean here."""

import datetime

from activities.materialising import local_zone

NAMES = ("now", "tonight", "weekend")
EVENING_BEGINS = datetime.time(16)
NIGHT_ENDS = datetime.time(4)
SATURDAY = 6


def window(name: str, now: datetime.datetime) -> tuple[datetime.datetime, datetime.datetime]:
    """The [start, end) of a named window, seen from `now`.

    now: going on or starting within the hour. tonight: from 16 (or from now, if later) until four
    in the morning; before four it is still last night's. weekend: Saturday and Sunday, the coming
    ones or the rest of these.
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
    raise ValueError(name)


def _at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, time, local_zone())
