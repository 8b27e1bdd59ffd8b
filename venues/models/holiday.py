"""School holidays: they change when places are open and when schedules run."""

import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q


class SchoolHolidayQuerySet(models.QuerySet["SchoolHoliday"]):
    def between(self, first: datetime.date, last: datetime.date) -> Self:
        """Holidays with a day from `first` to `last`, both included."""
        return self.filter(first_date__lte=last, last_date__gte=first)


class SchoolHoliday(models.Model):
    """Days without school, both ends included."""

    name = models.CharField(max_length=80)
    first_date = models.DateField()
    last_date = models.DateField()
    source = models.CharField(max_length=300)
    approximate = models.BooleanField(default=False)

    objects = SchoolHolidayQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["first_date"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "first_date"], name="venues_schoolholiday_once"
            ),
            models.CheckConstraint(
                name="venues_schoolholiday_in_order",
                condition=Q(last_date__gte=F("first_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_date}"
