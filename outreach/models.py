"""The words of the coverage question: which ages, which part of the week."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class AgeGroup(models.Model):
    """An age group the municipality asks about; both ends included, in years."""

    code = models.SlugField(max_length=20, unique=True)
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["age_from", "age_to"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="outreach_agegroup_in_order", condition=Q(age_to__gte=F("age_from"))
            )
        ]

    def __str__(self) -> str:
        return self.code


class TimeSlot(models.Model):
    """A part of the week in local time, such as "after school"."""

    code = models.SlugField(max_length=20, unique=True)
    position = models.PositiveSmallIntegerField()
    #: ISO weekdays, Monday is 1.
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    starts = models.TimeField()
    ends = models.TimeField()
    #: True: only days of school holidays count; null: it makes no difference.
    school_holiday = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="outreach_timeslot_in_order", condition=Q(ends__gt=F("starts"))
            ),
            models.CheckConstraint(
                name="outreach_timeslot_weekdays",
                condition=Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7]) & Q(weekdays__len__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.code
