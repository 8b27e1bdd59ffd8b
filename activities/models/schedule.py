"""When it is meant to happen: schedules with their exceptions."""

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from activities.models.activity import Activity
from activities.recurrence import LONGEST, last_date_of, weekday_of
from venues.models import Venue
from venues.models.venue import unread


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def with_venues(self) -> Self:
        """Each with its exceptions, its venue and area, in a constant number of queries."""
        found = self.select_related("venue__area").prefetch_related(
            "venue__area__names", "exceptions"
        )
        return found.defer(*unread("venue__area__"))


class Schedule(models.Model):
    """Dates by a recurrence rule (RFC 5545), each at the same local time in the same place."""

    class Weeks(models.TextChoices):
        ALL = "all", _("Alla veckor")
        TERM = "term", _("Bara skolveckor")
        HOLIDAY = "holiday", _("Bara skollov")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="schedules")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="schedules")
    #: RRULE as `activities.recurrence.checked` keeps it; empty: on `first_date` alone.
    rule = models.CharField(max_length=LONGEST, blank=True)
    #: DTSTART: the rule counts from this local date, and from `starts` on it.
    first_date = models.DateField()
    #: Local wall-clock times; an end at or before the start is on the next day.
    starts = models.TimeField()
    ends = models.TimeField()
    weeks = models.CharField(max_length=8, choices=Weeks.choices, default=Weeks.ALL)
    capacity = models.PositiveIntegerField()

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_schedule_rule",
                condition=Q(rule="")
                | Q(rule__regex=r"^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-0-9A-Z,]+)*$"),
            ),
            models.CheckConstraint(
                name="activities_schedule_lasts", condition=~Q(starts=F("ends"))
            ),
            models.CheckConstraint(
                name="activities_schedule_capacity", condition=Q(capacity__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule or self.first_date} {self.starts}-{self.ends}"

    @property
    def weekday(self) -> int | None:
        """The ISO weekday when it is plainly every week; None otherwise."""
        return weekday_of(self.rule)

    @property
    def last_date(self) -> datetime.date | None:
        """The last date that may be meant; None: until further notice, or by COUNT."""
        return last_date_of(self.rule)

    @property
    def place_in_week(self) -> tuple[int, datetime.time, str]:
        """Sorts schedules as a week goes; what is not weekly comes last."""
        return self.weekday or 8, self.starts, str(self.pk)


class ScheduleException(models.Model):
    """A date that the rule means and that is left out (EXDATE), or one that is added (RDATE)."""

    class Kind(models.TextChoices):
        EXCLUDED = "excluded", _("Utgår")
        ADDED = "added", _("Tillkommer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="exceptions")
    date = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    #: Shown to everybody: why there is nothing, or something, on that date.
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["date"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["schedule", "date"], name="activities_scheduleexception_once"
            ),
            models.CheckConstraint(
                name="activities_scheduleexception_why",
                condition=~Q(kind="excluded") | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"
