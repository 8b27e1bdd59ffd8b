"""Writes to school holidays: days on which places keep other hours and schedules other weeks."""

import datetime
from typing import TypedDict

from django.db import transaction

from people.actors import Actor
from people.audit import record
from people.permissions import require
from venues.models import SchoolHoliday
from venues.places import Saved


class HolidayFields(TypedDict):
    """A holiday; both dates are days without school."""

    name: str
    first_date: datetime.date
    last_date: datetime.date
    source: str
    approximate: bool


@transaction.atomic
def save_holiday(*, fields: HolidayFields, by: Actor) -> Saved:
    """Add a school holiday, or bring the one of that name and year up to date.

    The year is that of the first day. Sessions follow when their schedules are next gone through.
    """
    require(by, "area.write")
    same = {"name": fields["name"], "first_date__year": fields["first_date"].year}
    known = SchoolHoliday.objects.select_for_update().filter(**same).first()
    if known is not None and all(getattr(known, name) == new for name, new in fields.items()):
        return "unchanged"
    holiday = known or SchoolHoliday()
    for name, value in fields.items():
        setattr(holiday, name, value)
    holiday.save()
    detail = {"holiday": fields["name"], "first_date": fields["first_date"].isoformat()}
    record(by=by, deed="area.write", detail=detail)
    return "changed" if known else "added"
