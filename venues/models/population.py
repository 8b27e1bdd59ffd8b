"""Who lives where: population by age band, and the points they are taken to live at."""

from typing import ClassVar, Self

from django.contrib.gis.db import models
from django.db.models import F, OuterRef, Q, Subquery

from venues.models.area import Area
from venues.models.metric import metric_copy


class PopulationQuerySet(models.QuerySet["Population"]):
    def newest(self) -> Self:
        """Each area's bands of its newest reference date, youngest first."""
        others = Population.objects.filter(area=OuterRef("area")).order_by("-reference_date")
        newest = Subquery(others.values("reference_date")[:1])
        return self.filter(reference_date=newest).order_by("area", "age_from")


class Population(models.Model):
    """How many people of an age band live in an area on a date, as published or apportioned."""

    id = models.BigAutoField(primary_key=True)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="population")
    reference_date = models.DateField()
    age_from = models.PositiveSmallIntegerField()
    #: Last age of the band, included; null for the open band at the end ("25 and older").
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    count = models.PositiveIntegerField()
    #: True when the figure was shared out from a larger one; `source` says how.
    apportioned = models.BooleanField(default=False)
    source = models.CharField(max_length=300)

    objects = PopulationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area", "reference_date", "age_from"], name="venues_population_band"
            ),
            models.CheckConstraint(
                name="venues_population_ages_in_order",
                condition=Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
            ),
            models.CheckConstraint(name="venues_population_sourced", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.age_from}-{self.age_to or ''}: {self.count}"


class HomePoint(models.Model):
    """A point where part of an area's people are taken to live: what "within reach" is from."""

    id = models.BigAutoField(primary_key=True)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="home_points")
    position = models.PointField(srid=4326)
    position_metric = metric_copy("position")
    #: The share of the area's people at this point, relative to the area's other points.
    weight = models.FloatField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="venues_homepoint_weighs", condition=Q(weight__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.weight}"
