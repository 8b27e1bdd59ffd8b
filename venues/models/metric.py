"""Metric work: the projected coordinate system of the settings, in metres."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Transform
from django.contrib.gis.gdal import CoordTransform, SpatialReference
from django.contrib.gis.geos import Point
from django.db.models import FloatField, Func, Value


def metric_copy(
    field: str, kind: Callable[..., models.GeometryField[Any, Any]] = models.PointField
) -> models.GeneratedField:
    """The same geometry in the projected CRS (metres), kept by the database itself."""
    return models.GeneratedField(
        expression=Transform(field, settings.NARA_PROJECTED_SRID),
        output_field=kind(srid=settings.NARA_PROJECTED_SRID),
        db_persist=True,
    )


#: What a point is in that does not say.
WGS_84 = 4326


class _Transforms(threading.local):
    """For each thread, as PROJ wants it: transformations by source, which are dear to set up."""

    def __init__(self) -> None:
        self.known: dict[int, CoordTransform] = {}

    def of(self, srid: int) -> CoordTransform:
        """From this CRS into the projected one of the settings."""
        if srid not in self.known:
            there = SpatialReference(settings.NARA_PROJECTED_SRID)
            self.known[srid] = CoordTransform(SpatialReference(srid), there)
        return self.known[srid]


_transforms = _Transforms()


def metric(point: Point) -> Point:
    """The point in the projected CRS of the settings, in metres."""
    return cast(Point, point.transform(_transforms.of(point.srid or WGS_84), clone=True))


def metres_from(point: Point, field: str) -> Func:
    """The straight-line distance in metres between a metric column and a metric point."""
    return Func(
        field,
        Value(point, output_field=models.PointField(srid=settings.NARA_PROJECTED_SRID)),
        function="ST_Distance",
        output_field=FloatField(),
    )
