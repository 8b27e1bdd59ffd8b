"""When it is meant to happen: weekly schedules."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from activities.models.activity import Activity
from venues.models import Venue
from venues.models.venue import unread


class WeeklyScheduleQuerySet(models.QuerySet["WeeklySchedule"]):
    def with_venues(self) -> Self:
        """In the order of the week, each with its venue and area, in two queries."""
        found = self.select_related("venue__area").prefetch_related("venue__area__names")
        return found.defer(*unread("venue__area__")).order_by("weekday", "starts", "id")


class WeeklySchedule(models.Model):
    """The same weekday and local time every week, between two dates."""

    class Weeks(models.TextChoices):
        ALL = "all", _("Alla veckor")
        TERM = "term", _("Bara skolveckor")
        HOLIDAY = "holiday", _("Bara skollov")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="schedules")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="schedules")
    #: ISO: Monday is 1.
    weekday = models.PositiveSmallIntegerField()
    #: Local wall-clock times; an end at or before the start is on the next day.
    starts = models.TimeField()
    ends = models.TimeField()
    first_date = models.DateField()
    last_date = models.DateField(null=True, blank=True)
    weeks = models.CharField(max_length=8, choices=Weeks.choices, default=Weeks.ALL)
    capacity = models.PositiveIntegerField()

    objects = WeeklyScheduleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_schedule_weekday", condition=Q(weekday__range=(1, 7))
            ),
            models.CheckConstraint(
                name="activities_schedule_dates",
                condition=Q(last_date__isnull=True) | Q(last_date__gte=F("first_date")),
            ),
            models.CheckConstraint(
                name="activities_schedule_lasts", condition=~Q(starts=F("ends"))
            ),
            models.CheckConstraint(
                name="activities_schedule_capacity", condition=Q(capacity__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends}"
