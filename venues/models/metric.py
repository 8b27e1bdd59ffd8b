"""Metric work: the projected coordinate system of the settings, in metres."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Transform
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


def metric(point: Point) -> Point:
    """The point in the projected CRS of the settings, in metres."""
    return cast(Point, point.transform(settings.NARA_PROJECTED_SRID, clone=True))


def metres_from(point: Point, field: str) -> Func:
    """The straight-line distance in metres between a metric column and a metric point."""
    return Func(
        field,
        Value(point, output_field=models.PointField(srid=settings.NARA_PROJECTED_SRID)),
        function="ST_Distance",
        output_field=FloatField(),
    )
