"""Writes to when things happen: schedules with their exceptions.

Each change of a schedule is planned first (`activities.rescheduling`). With `preview` the plan is
the answer and nothing is written; without, the same plan is carried out in the same transaction.
"""

import datetime
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from rest_framework.exceptions import ValidationError

from activities.changes import tell_rescheduled, weekly_time
from activities.errors import ReasonNeeded, WrongStatus
from activities.models import Activity, ActivityVersion, Schedule, ScheduleException
from activities.recurrence import checked
from activities.rescheduling import Change, Effect, carry_out, plan
from activities.splitting import end_before, from_date, hand_over
from activities.tasks import materialise_later
from activities.versions import Content, content_of, keep_version, locked
from people.actors import Actor
from people.audit import record
from people.permissions import require
from venues.models import Venue

#: A night in a sports hall is 16 hours; 18:00 to 17:00 is a slip of the finger.
LONGEST: Final = datetime.timedelta(hours=16)
TOO_LONG: Final = _lazy("Så långt kan ett tillfälle inte vara: står tiderna i fel ordning?")


class ScheduleFields(TypedDict, total=False):
    """What a schedule is made of."""

    venue: Venue
    rule: str
    first_date: datetime.date
    starts: datetime.time
    ends: datetime.time
    weeks: str
    capacity: int


@transaction.atomic
def add_schedule(
    *,
    activity: Activity,
    venue: Venue,
    rule: str,
    starts: datetime.time,
    ends: datetime.time,
    first_date: datetime.date,
    capacity: int,
    weeks: str = Schedule.Weeks.ALL,
    by: Actor,
) -> Schedule:
    """Let an activity happen by a recurrence rule; the worker makes the sessions.

    `rule` is an RRULE (RFC 5545) that counts from `first_date`; empty means that date alone. Times
    are local, and an end at or before the start is on the next day; `capacity` counts seats.
    Raises ImpossibleRule, ValidationError for times that cannot be, and WrongStatus for a proposal:
    times are those of the activity that it revises.
    """
    require(by, "activity.write", on=activity)
    activity = locked(activity, None)
    fields: ScheduleFields = {
        "venue": venue,
        "rule": rule,
        "first_date": first_date,
        "starts": starts,
        "ends": ends,
        "weeks": weeks,
        "capacity": capacity,
    }
    schedule = new_schedule(activity, fields)
    if activity.revises_id:
        raise WrongStatus
    before = content_of(activity)
    schedule.save(force_insert=True)
    keep_version(activity=activity, kind=ActivityVersion.Kind.SCHEDULED, before=before, by=by)
    record(by=by, deed="activity.write", on=activity, detail={"schedule": str(schedule.pk)})
    materialise_later(activity)
    return schedule


def new_schedule(activity: Activity, fields: ScheduleFields) -> Schedule:
    """A schedule that is not saved yet. `fields` are all but those with a usual value.

    Raises ImpossibleRule, and ValidationError for times that cannot be.
    """
    schedule = Schedule(activity=activity, **fields)
    _check_times(schedule.starts, schedule.ends)
    schedule.rule = checked(schedule.rule, schedule.first_date)
    return schedule


@transaction.atomic
def change_schedule(
    *,
    schedule: Schedule,
    fields: ScheduleFields,
    since: datetime.date | None = None,
    reason: str = "",
    preview: bool = False,
    by: Actor,
) -> list[Change]:
    """Change the given fields, and with them the sessions to come; what happens to each of them.

    With `since` only from that local date on: what comes before stays as it is. Raises
    ImpossibleRule, ValidationError for times that cannot be and for a `since` after the last date,
    and ReasonNeeded when people have seats in what is called off by it.
    """
    was = _was(schedule, by)
    row = _locked(schedule)
    time_before = weekly_time(row)
    new = from_date(row, since, fields.keys()) if since else row
    for name, value in fields.items():
        setattr(new, name, value)
    _check_times(new.starts, new.ends)
    new.rule = checked(new.rule, new.first_date)
    exceptions = [one for one in row.exceptions.all() if new is row or one.date >= new.first_date]
    changes = plan(new, exceptions, after=None if new is row else row)
    if preview:
        return changes
    end_before(row, new)
    new.save()
    moved = _moved(time_before, new, row)
    _done(new, changes, reason, {"changed": sorted(fields)}, by, moved=moved)
    hand_over(row, new)
    return was.kept(changes, by)


@transaction.atomic
def remove_schedule(
    *, schedule: Schedule, reason: str = "", preview: bool = False, by: Actor
) -> list[Change]:
    """End a schedule for good. What has been stays; what happens to each session to come.

    Raises ReasonNeeded when people have seats in what is called off by it.
    """
    was = _was(schedule, by)
    row = _locked(schedule)
    changes = plan(row, [], gone=True)
    if preview:
        return changes
    _done(row, changes, reason, {"removed": True}, by)
    row.delete()
    return was.kept(changes, by)


@transaction.atomic
def add_exception(
    *,
    schedule: Schedule,
    date: datetime.date,
    kind: str,
    reason: str = "",
    preview: bool = False,
    by: Actor,
) -> list[Change]:
    """Leave a local date out, or add one, with the reason that everybody reads.

    Raises ValidationError when the date has an exception already, and when one that is left out
    says not why. A session with seats on a date that is left out is called off with the reason.
    """
    was = _was(schedule, by)
    row = _locked(schedule)
    there = list(row.exceptions.all())
    if any(one.date == date for one in there):
        raise ValidationError({"date": [_("Det datumet har redan ett undantag.")]})
    if kind == ScheduleException.Kind.EXCLUDED and not reason:
        raise ValidationError({"reason": [_("Skriv varför: det är vad alla får läsa.")]})
    new = ScheduleException(schedule=row, date=date, kind=kind, reason=reason)
    return _with_exceptions(
        row, [*there, new], new.save, was=was, reason=reason, preview=preview, by=by
    )


@transaction.atomic
def remove_exception(
    *, exception: ScheduleException, reason: str = "", preview: bool = False, by: Actor
) -> list[Change]:
    """Let the rule alone decide on that date again. A session that was called off stays so.

    Raises ReasonNeeded when people have seats on an added date.
    """
    was = _was(exception.schedule, by)
    row = _locked(exception.schedule)
    left = row.exceptions.exclude(pk=exception.pk)
    return _with_exceptions(
        row, list(left), exception.delete, was=was, reason=reason, preview=preview, by=by
    )


def _with_exceptions(
    schedule: Schedule,
    exceptions: Iterable[ScheduleException],
    write: Callable[[], object],
    *,
    was: "_Was",
    reason: str,
    preview: bool,
    by: Actor,
) -> list[Change]:
    changes = plan(schedule, exceptions)
    if preview:
        return changes
    write()
    _done(schedule, changes, reason, {"exceptions": True}, by)
    return was.kept(changes, by)


def _moved(before: str, new: Schedule, row: Schedule) -> tuple[str, str]:
    """From which weekly time to which, with its first date where the new one holds from later on.

    Twice nothing where the time of the week is the same, or one of the two is not weekly.
    """
    after = weekly_time(new)
    if not (before and after) or before == after:
        return "", ""
    return before, after if new is row else f"{after} {new.first_date.isoformat()}"


def _check_times(starts: datetime.time, ends: datetime.time) -> None:
    """Raises ValidationError for an end at the start, and for more hours than there can be."""
    if starts == ends:
        raise ValidationError({"ends": [_("Slutet är samma tid som början.")]})
    begin, end = (datetime.timedelta(hours=t.hour, minutes=t.minute) for t in (starts, ends))
    if (end - begin) % datetime.timedelta(days=1) > LONGEST:
        raise ValidationError({"ends": [TOO_LONG]})


class _Was(NamedTuple):
    """An activity as it was before its times changed."""

    activity: Activity
    content: Content

    def kept(self, changes: list[Change], by: Actor) -> list[Change]:
        """The changes, once the history has them."""
        kind = ActivityVersion.Kind.SCHEDULED
        keep_version(activity=self.activity, kind=kind, before=self.content, by=by)
        return changes


def _was(schedule: Schedule, by: Actor) -> _Was:
    """The schedule's activity, locked before the schedule: everybody locks in this order."""
    require(by, "activity.write", on=schedule.activity)
    activity = locked(schedule.activity, None)
    return _Was(activity, content_of(activity))


def _locked(schedule: Schedule) -> Schedule:
    """The schedule as it is now, held against every other change and the worker."""
    return Schedule.objects.select_for_update(of=("self",)).get(pk=schedule.pk)


def _done(
    schedule: Schedule,
    changes: list[Change],
    reason: str,
    detail: dict[str, object],
    by: Actor,
    *,
    moved: tuple[str, str] = ("", ""),
) -> None:
    if not reason and any(change.effect is Effect.CANCELLED for change in changes):
        raise ReasonNeeded
    tell_rescheduled(schedule.activity, changes, reason, moved=moved)
    carry_out(changes, reason=reason)
    told = {"schedule": str(schedule.pk), "sessions": len(changes), **detail}
    record(by=by, deed="activity.write", on=schedule.activity, detail=told)
