"""Areas: named polygons in a hierarchy."""

import uuid
from typing import ClassVar, Self

from django.contrib.gis.db import models
from django.contrib.gis.geos import Point, Polygon
from django.contrib.gis.measure import D
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from venues.models.metric import metric, metric_copy
from venues.models.plain import finds_words, plain_copy


class AreaQuerySet(models.QuerySet["Area"]):
    def with_code(self, code: str, version: str = "") -> Self:
        """Areas with this code; of one version when given."""
        found = self.filter(code=code)
        return found.filter(version=version) if version else found

    def in_box(self, box: Polygon) -> Self:
        return self.filter(geometry__intersects=box)

    def near(self, point: Point, within: float | None) -> Self:
        """Areas that lie at most `within` metres from the point; all of them without a limit."""
        if within is None:
            return self
        return self.filter(geometry_metric__dwithin=(metric(point), D(m=within)))

    def called(self, words: str) -> Self:
        """Every word stands in one of the area's names, with or without accents."""
        names = AreaName.objects
        found = self
        for word in words.split():
            hit = names.filter(area=OuterRef("pk"), name__unaccent__icontains=word)
            found = found.filter(Exists(hit))
        return found

    def with_names(self) -> Self:
        """Names of the area and its parent in one further query each."""
        return self.select_related("parent").prefetch_related("names")

    def inside(self, area: "Area") -> Self:
        """The area itself and everything below it."""
        return self.filter(lineage__contains=[area.pk])


class Area(models.Model):
    """A named polygon in a hierarchy. A code means something only together with its version."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Kommun")
        DISTRICT = "district", _("Kommundel")
        REGSO = "regso", _("RegSO")
        DESO = "deso", _("DeSO")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    #: This area's id and those of all its ancestors; kept by `venues.areas`.
    lineage = ArrayField(models.UUIDField(), default=list)
    geometry = models.MultiPolygonField(srid=4326)
    geometry_metric = metric_copy("geometry", models.MultiPolygonField)
    geometry_source = models.CharField(max_length=300)
    geometry_approximate = models.BooleanField(default=False)

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="venues_area_code_version"),
            models.CheckConstraint(
                name="venues_area_not_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(
                name="venues_area_geometry_valid", condition=Q(geometry__isvalid=True)
            ),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["lineage"], name="venues_area_lineage"),
            # A column that the database keeps itself gets no index by itself.
            GistIndex(fields=["geometry_metric"], name="venues_area_metric"),
            models.Index(fields=["kind", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.version})"


class AreaName(models.Model):
    """What an area is called in one language."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    words = plain_copy("name")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "language"], name="venues_areaname_language")
        ]
        indexes: ClassVar = [finds_words("venues_areaname_words")]

    def __str__(self) -> str:
        return self.name
