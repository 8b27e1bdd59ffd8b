"""A change of a schedule from a later date on: the schedule ends, and a new one goes on from there.

The sessions from that date on keep who they are, with everything that people have asked for in
them: they are handed over to the schedule that goes on.
"""

import datetime
from collections.abc import Collection
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from activities.models import Schedule, Session
from activities.recurrence import ended, first_from, left_from

_A_DAY: Final = datetime.timedelta(days=1)
#: What the one that goes on takes over.
_GOES_ON: Final = ("activity", "venue", "rule", "starts", "ends", "weeks", "capacity")


def from_date(schedule: Schedule, since: datetime.date, changed: Collection[str]) -> Schedule:
    """The schedule that a change from `since` on is made to, not saved.

    The schedule itself, when nothing of it comes before that date or is still to come before it.
    `changed`: the names of the fields that change. Raises ValidationError for a date after which
    the schedule means nothing, and where the first date changes too: two answers to one question.
    """
    if "first_date" in changed:
        raise ValidationError({"since": [_("Ange antingen från när eller ett nytt första datum.")]})
    next_date = first_from(schedule.rule, schedule.first_date, since)
    if next_date is None:
        raise ValidationError({"since": [_("Efter det datumet finns inga tillfällen att ändra.")]})
    first = first_from(schedule.rule, schedule.first_date, schedule.first_date)
    if since <= timezone.localdate() or first is None or first >= since:
        if "rule" in changed:
            schedule.first_date = max(schedule.first_date, since)
        return schedule
    # An unchanged rule goes on in step: every second week stays the same weeks.
    start = since if "rule" in changed else next_date
    new = Schedule(**{name: getattr(schedule, name) for name in _GOES_ON}, first_date=start)
    new.rule = left_from(schedule.rule, schedule.first_date, since)
    return new


def end_before(schedule: Schedule, new: Schedule) -> None:
    """Let a schedule end where `new` goes on; nothing when they are one. In the caller's
    transaction."""
    if new is not schedule:
        schedule.rule = ended(schedule.rule, new.first_date - _A_DAY)
        schedule.save(update_fields=["rule"])


def hand_over(schedule: Schedule, new: Schedule) -> None:
    """Give `new` what there is from its first date on. In the caller's transaction."""
    if new is not schedule:
        schedule.exceptions.filter(date__gte=new.first_date).update(schedule=new)
        later = Session.objects.filter(schedule=schedule, occurrence_date__gte=new.first_date)
        later.update(schedule=new)
