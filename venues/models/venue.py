"""Venues: places with activities, buildings and public spaces."""

import uuid
from collections.abc import Iterable
from typing import ClassVar, Self

from django.contrib.gis.db import models
from django.contrib.gis.geos import Point, Polygon
from django.contrib.gis.measure import D
from django.contrib.postgres.indexes import GinIndex
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from venues.models.accessibility import facts_column, facts_constraints
from venues.models.area import Area
from venues.models.metric import metres_from, metric, metric_copy
from venues.models.plain import finds_words, plain_copy


def unread(to_area: str) -> tuple[str, str]:
    """The polygons of a joined area: kilobytes per row that naming it never reads. For `defer`."""
    return f"{to_area}geometry", f"{to_area}geometry_metric"


class VenueQuerySet(models.QuerySet["Venue"]):
    def in_box(self, box: Polygon) -> Self:
        return self.filter(position__within=box)

    def inside(self, area: Area) -> Self:
        """Venues in the area or any area below it."""
        return self.filter(area__lineage__contains=[area.pk])

    def accessible(self, facts: Iterable[str]) -> Self:
        """Venues where each of these facts is known to be so; unknown is not enough."""
        return self.filter(access_yes__contains=list(facts))

    def near(self, point: Point, within: float | None) -> Self:
        """With `metres`, the straight-line distance to `point`; at most `within` metres."""
        here = metric(point)
        found = self.annotate(metres=metres_from(here, "position_metric"))
        if within is None:
            return found
        return found.filter(position_metric__dwithin=(here, D(m=within)))

    def with_hours(self, pairs: Iterable[tuple[str, str]]) -> Self:
        """Venues with one of these (ordinary, school holiday) opening hours."""
        one_of_them = Q(pk__in=[])
        for ordinary, holiday in pairs:
            one_of_them |= Q(opening_hours=ordinary, opening_hours_school_holidays=holiday)
        return self.filter(one_of_them)

    def with_area(self) -> Self:
        """Each venue's area with its names, in a constant number of queries."""
        found = self.select_related("area").prefetch_related("area__names")
        return found.defer(*unread("area__"), "position_metric")


class Venue(models.Model):
    """A place with activities: a building, or a public space such as a park."""

    class Kind(models.TextChoices):
        YOUTH_CLUB = "youth_club", _("Fritidsgård")
        LIBRARY = "library", _("Bibliotek")
        KULTURSKOLA = "kulturskola", _("Kulturskola")
        CULTURE_HOUSE = "culture_house", _("Kulturhus")
        SPORTS_HALL = "sports_hall", _("Idrottshall")
        SPORTS_GROUND = "sports_ground", _("Idrottsplats")
        ICE_RINK = "ice_rink", _("Ishall")
        SWIMMING_POOL = "swimming_pool", _("Simhall")
        SCHOOL = "school", _("Skola")
        OTHER = "other", _("Lokal")
        PARK = "park", _("Park")
        SCHOOLYARD = "schoolyard", _("Skolgård")
        WALKWAY = "walkway", _("Gångstråk")
        SQUARE = "square", _("Torg")
        OUTDOOR_AREA = "outdoor_area", _("Friluftsområde")

    PUBLIC_SPACES: ClassVar = (
        Kind.PARK,
        Kind.SCHOOLYARD,
        Kind.WALKWAY,
        Kind.SQUARE,
        Kind.OUTDOOR_AREA,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    external_id = models.CharField(max_length=80, null=True, blank=True, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    address = models.CharField(max_length=200, blank=True)
    position = models.PointField(srid=4326)
    position_metric = metric_copy("position")
    position_source = models.CharField(max_length=300)
    position_approximate = models.BooleanField(default=False)
    words = plain_copy("name")
    #: In the grammar of OpenStreetMap; empty: not known, which is not closed.
    opening_hours = models.CharField(max_length=400, blank=True, default="")
    #: The same for days without school; empty: the ordinary ones hold then as well.
    opening_hours_school_holidays = models.CharField(max_length=400, blank=True, default="")
    opening_hours_source = models.CharField(max_length=300, blank=True, default="")
    opening_hours_approximate = models.BooleanField(default=False)
    #: The smallest area that contains the position; kept by `venues.places` and `venues.areas`.
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="venues"
    )
    #: True when the position lies outside every area and the nearest one was taken.
    area_by_nearness = models.BooleanField(default=False)
    #: Facts known to be so, and known not to be; what stands in neither is unknown.
    access_yes = facts_column()
    access_no = facts_column()
    public_space = models.GeneratedField(
        expression=Q(kind__in=[kind.value for kind in PUBLIC_SPACES]),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = VenueQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="venues_venue_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="venues_venue_position_sourced", condition=~Q(position_source="")
            ),
            *facts_constraints(),
            models.CheckConstraint(
                name="venues_venue_hours_sourced",
                condition=Q(opening_hours="", opening_hours_school_holidays="")
                | ~Q(opening_hours_source=""),
            ),
        ]
        indexes: ClassVar = [
            finds_words("venues_venue_words"),
            models.Index(fields=["name", "id"]),
            GinIndex(fields=["access_yes"], name="venues_venue_access_yes"),
        ]

    def __str__(self) -> str:
        return self.name
