"""Last term again: an activity copied to new dates, as a draft."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from activities.models import Activity, Schedule
from activities.publishing import ActivityFields, create_activity
from activities.recurrence import ended, parts_of
from activities.scheduling import add_schedule
from activities.wording import keep_out_of_date, text_of
from people.actors import Actor
from people.permissions import require


@transaction.atomic
def copy_to_term(
    *, activity: Activity, first_date: datetime.date, last_date: datetime.date, by: Actor
) -> Activity:
    """A draft with the activity's texts, fields and repeating times, between two local dates.

    Weekdays, hours, places, seats and what holds in school holidays stay. Single dates and
    exceptions belong to the old term; neither they nor pictures are copied. Raises ValidationError
    for dates that cannot be, and for a rule that means no date between them.
    """
    require(by, "activity.write", on=activity)
    if last_date < first_date:
        raise ValidationError({"last_date": [_("Sista dagen ligger före den första.")]})
    if last_date < timezone.localdate():
        raise ValidationError({"last_date": [_("Välj en termin som inte redan är slut.")]})
    rows = list(activity.texts.all())
    copy = create_activity(fields=_fields(activity), texts=[text_of(row) for row in rows], by=by)
    copy.copied_from = activity
    copy.save(update_fields=["copied_from"])
    keep_out_of_date(copy, rows)
    for schedule in activity.schedules.exclude(rule="").select_related("venue"):
        start = _first(schedule, first_date)
        add_schedule(
            activity=copy,
            venue=schedule.venue,
            rule=ended(schedule.rule, last_date),
            starts=schedule.starts,
            ends=schedule.ends,
            first_date=start,
            capacity=schedule.capacity,
            weeks=schedule.weeks,
            by=by,
        )
    return copy


def _fields(activity: Activity) -> ActivityFields:
    return {
        "category": activity.category,
        "organiser": activity.organiser,
        "mode": activity.mode,
        "age_from": activity.age_from,
        "age_to": activity.age_to,
        "price_sek": activity.price_sek,
        "languages": list(activity.languages),
    }


def _first(schedule: Schedule, first_date: datetime.date) -> datetime.date:
    """The day that the rule counts from: on the old weekday where the rule does not name one."""
    if "BYDAY" in parts_of(schedule.rule):
        return first_date
    away = (schedule.first_date.isoweekday() - first_date.isoweekday()) % 7
    return first_date + datetime.timedelta(days=away)
