"""Writes that concern areas: their polygons, their names, who lives in them."""

import datetime
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point, Polygon
from django.db import connection, transaction

from people.actors import Actor
from people.audit import Done, record, record_all
from people.permissions import require
from venues.errors import AreaBelowItself, InvalidGeometry, PopulationBandsOverlap
from venues.models import Area, AreaName, HomePoint, Population
from venues.places import reassign_venues


@transaction.atomic
def save_area(
    *,
    kind: str,
    code: str,
    version: str,
    names: Mapping[str, str],
    geometry: GEOSGeometry,
    geometry_source: str,
    geometry_approximate: bool = False,
    parent: Area | None = None,
    reassign: bool = True,
    by: Actor,
) -> Area:
    """Add an area, or bring the one with this code and version up to date.

    `geometry` is a polygon or multipolygon in EPSG:4326. `names` maps language to name.
    Every venue is put into the area its position now says; one who saves many areas leaves that out
    (`reassign=False`) and calls `venues.places.reassign_venues` once, after the last.
    Raises InvalidGeometry for an empty or self-crossing geometry, AreaBelowItself for a parent
    that lies below the area.
    """
    require(by, "area.write")
    shape = _multipolygon(geometry)
    known = Area.objects.filter(code=code, version=version).first()
    if parent is not None and known is not None and known.pk in parent.lineage:
        raise AreaBelowItself
    area, added = Area.objects.update_or_create(
        code=code,
        version=version,
        defaults={
            "kind": kind,
            "parent": parent,
            "geometry": shape,
            "geometry_source": geometry_source,
            "geometry_approximate": geometry_approximate,
        },
    )
    _set_lineage(area, parent)
    _set_names(area, names)
    if reassign:
        reassign_venues()
    record(by=by, deed="area.write", on=area, detail={"added": added, "code": code})
    return area


def _set_lineage(area: Area, parent: Area | None) -> None:
    """The lineage of the area, and of everything below it that moves along."""
    area.lineage = [area.pk, *(parent.lineage if parent else [])]
    area.save(update_fields=["lineage"])
    for below in Area.objects.inside(area).exclude(pk=area.pk):
        own = below.lineage[: below.lineage.index(area.pk)]
        if below.lineage != [*own, *area.lineage]:
            below.lineage = [*own, *area.lineage]
            below.save(update_fields=["lineage"])


def _multipolygon(geometry: GEOSGeometry) -> MultiPolygon:
    shape = MultiPolygon(geometry, srid=4326) if isinstance(geometry, Polygon) else geometry
    if not isinstance(shape, MultiPolygon) or shape.empty or not shape.valid:
        raise InvalidGeometry
    return shape


def _set_names(area: Area, names: Mapping[str, str]) -> None:
    for language, name in names.items():
        AreaName.objects.update_or_create(area=area, language=language, defaults={"name": name})
    AreaName.objects.filter(area=area).exclude(language__in=names).delete()


@dataclass(frozen=True, slots=True)
class Band:
    """People of ages `age_from` to `age_to` (included; None: and older)."""

    age_from: int
    age_to: int | None
    count: int
    apportioned: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Who lives in an area on a date, as published."""

    area: Area
    reference_date: datetime.date
    bands: Sequence[Band]


def bands_overlap(bands: Iterable[Band]) -> bool:
    """Whether two of the bands share an age."""
    ordered = sorted(bands, key=lambda band: band.age_from)
    return any(
        lower.age_to is None or lower.age_to >= upper.age_from
        for lower, upper in itertools.pairwise(ordered)
    )


def set_population(
    *, area: Area, reference_date: datetime.date, bands: Iterable[Band], source: str, by: Actor
) -> None:
    """Replace an area's population on a date by these bands, as published: never repaired.

    Raises PopulationBandsOverlap when two bands share an age.
    """
    one = Figures(area, reference_date, list(bands))
    set_populations(populations=[one], source=source, by=by)


@transaction.atomic
def set_populations(*, populations: Sequence[Figures], source: str, by: Actor) -> None:
    """As `set_population`, for many areas and dates in few queries."""
    for one in populations:
        require(by, "area.write", on=one.area)
        if bands_overlap(one.bands):
            raise PopulationBandsOverlap
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM venues_population WHERE (area_id, reference_date) IN"
            " (SELECT * FROM unnest(%s::uuid[], %s::date[]))",
            [[one.area.pk for one in populations], [one.reference_date for one in populations]],
        )
    Population.objects.bulk_create(
        Population(
            area=one.area,
            reference_date=one.reference_date,
            age_from=band.age_from,
            age_to=band.age_to,
            count=band.count,
            apportioned=band.apportioned,
            source=source,
        )
        for one in populations
        for band in sorted(one.bands, key=lambda band: band.age_from)
    )
    record_all(
        by=by,
        done=(
            Done("area.write", one.area, {"population": str(one.reference_date)})
            for one in populations
        ),
    )


@transaction.atomic
def set_home_points(
    *, area: Area, points: Iterable[tuple[Point, float]], source: str, by: Actor
) -> None:
    """Replace the points where an area's people are taken to live: (EPSG:4326 point, weight)."""
    require(by, "area.write", on=area)
    HomePoint.objects.filter(area=area).delete()
    HomePoint.objects.bulk_create(
        HomePoint(area=area, position=point, weight=weight, source=source)
        for point, weight in points
    )
    record(by=by, deed="area.write", on=area, detail={"home_points": True})
