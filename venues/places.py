"""Writes that concern venues; the one place that decides which area a venue is in."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, NotRequired, TypedDict

from django.conf import settings
from django.contrib.gis.geos import Point
from django.db import connection, transaction
from django.db.models import QuerySet

from people.actors import Actor
from people.audit import Done, record, record_all
from people.permissions import may, require
from venues.errors import ImpossiblePosition, VenuesOutOfReach
from venues.models import Venue
from venues.opening_hours import UNKNOWN, Hours, check_hours


class VenueFields(TypedDict):
    """What a venue is made of. `position` is (longitude, latitude) in EPSG:4326.

    `access_yes` and `access_no` hold facts (`AccessFact`), in the order of the list.
    """

    name: str
    kind: str
    address: str
    position: Point
    position_source: str
    position_approximate: bool
    access_yes: NotRequired[list[str]]
    access_no: NotRequired[list[str]]
    hours: NotRequired[Hours]


def columns_of(fields: VenueFields) -> dict[str, Any]:
    """The fields by column. What is not said about opening hours is left as it is known."""
    columns: dict[str, Any] = dict(fields)
    columns.update(columns.pop("hours", {}))
    return columns


@transaction.atomic
def save_venue(*, fields: VenueFields, external_id: str | None = None, by: Actor) -> Venue:
    """Add a venue, or bring the one with this `external_id` up to date; its area follows.

    Raises ImpossiblePosition for a point off the globe or at (0, 0), the usual sign of a
    missing coordinate, and InvalidOpeningHours for hours that cannot be read or have no source.
    """
    require(by, "venue.write")
    _possible(fields)
    columns = columns_of(fields)
    if external_id is None:
        venue, added = Venue.objects.create(**columns), True
    else:
        known = Venue.objects.select_for_update(of=("self",)).filter(external_id=external_id)
        for venue in known:
            require(by, "venue.write", on=venue)  # where it is now, before where it shall be
        venue, added = Venue.objects.update_or_create(external_id=external_id, defaults=columns)
    reassign_venues(only=venue.pk)
    venue.refresh_from_db()
    require(by, "venue.write", on=venue)
    record(by=by, deed="venue.write", on=venue, detail={"added": added})
    return venue


#: The columns that saving may change.
WRITTEN: Final = [name for name in VenueFields.__annotations__ if name != "hours"] + list(UNKNOWN)
Saved = Literal["added", "changed", "unchanged"]


@transaction.atomic
def save_venues(*, venues: Mapping[str, VenueFields], by: Actor) -> dict[str, Saved]:
    """Add many venues or bring them up to date, by `external_id`, in few queries.

    Says per id what became of it; one that is as it should be is not touched. The rules and errors
    are those of `save_venue`; VenuesOutOfReach is the NotPermitted that names which.
    """
    require(by, "venue.write")
    known = {
        str(venue.external_id): venue
        for venue in _without_polygons()
        .select_for_update(of=("self",))
        .filter(external_id__in=list(venues))
    }
    done: dict[str, Saved] = {}
    rows: dict[str, Venue] = {}
    for external_id, fields in venues.items():
        _possible(fields)
        columns = columns_of(fields)
        before = known.get(external_id)
        if before is not None and all(getattr(before, n) == v for n, v in columns.items()):
            done[external_id] = "unchanged"
            continue
        row = before or Venue(external_id=external_id)
        for name, value in columns.items():
            setattr(row, name, value)
        rows[external_id] = row
        done[external_id] = "changed" if before else "added"
    _within_reach({name: row for name, row in rows.items() if name in known}, by)
    Venue.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["external_id"],
        update_fields=WRITTEN,
    )
    _settle(rows, done, by)
    return done


def _without_polygons() -> QuerySet[Venue]:
    """Venues with their areas' lineage: polygons of a thousand rows are much to read."""
    found = Venue.objects.select_related("area")
    return found.defer("area__geometry", "area__geometry_metric")


def _settle(rows: Mapping[str, Venue], done: Mapping[str, Saved], by: Actor) -> None:
    """Each written venue's area, the permission there, and its entry in the audit log."""
    reassign_venues(only=[venue.pk for venue in rows.values()])
    now = _without_polygons().only("external_id", "area__lineage")
    written = now.in_bulk([venue.pk for venue in rows.values()])
    _within_reach({str(venue.external_id): venue for venue in written.values()}, by)
    record_all(
        by=by,
        done=(
            Done("venue.write", venue, {"added": done[external_id] == "added"})
            for external_id, venue in rows.items()
        ),
    )


def _within_reach(venues: Mapping[str, Venue], by: Actor) -> None:
    """Raises VenuesOutOfReach for those that are where `by` may not write."""
    outside = [name for name, venue in venues.items() if not may(by, "venue.write", on=venue)]
    if outside:
        raise VenuesOutOfReach(outside)


def _possible(fields: VenueFields) -> None:
    point = fields["position"]
    on_globe = -180 <= point.x <= 180 and -90 <= point.y <= 90
    if not on_globe or (point.x == 0 and point.y == 0):
        raise ImpossiblePosition
    if "hours" in fields:
        check_hours(fields["hours"])


# The smallest area that covers the point; else the nearest within reach, marked as such. A
# generalised outline leaves venues by the water just outside the municipality they belong to.
_REASSIGN = """
WITH choice AS (
    SELECT v.id AS venue_id, coalesce(around.id, near.id) AS area_id,
           around.id IS NULL AS by_nearness
    FROM venues_venue v
    LEFT JOIN LATERAL (
        SELECT a.id
        FROM venues_area a
        WHERE ST_Covers(a.geometry_metric, v.position_metric)
        ORDER BY array_position(ARRAY['deso','regso','district','municipality'], a.kind::text),
                 a.version DESC, a.code
        LIMIT 1
    ) around ON TRUE
    LEFT JOIN LATERAL (
        SELECT a.id
        FROM venues_area a
        WHERE around.id IS NULL AND ST_DWithin(a.geometry_metric, v.position_metric, %(snap)s)
        ORDER BY round(ST_Distance(a.geometry_metric, v.position_metric)),
                 array_position(ARRAY['deso','regso','district','municipality'], a.kind::text),
                 a.version DESC, a.code
        LIMIT 1
    ) near ON TRUE
    WHERE %(only)s::uuid[] IS NULL OR v.id = ANY(%(only)s::uuid[])
)
UPDATE venues_venue v
SET area_id = choice.area_id,
    area_by_nearness = choice.area_id IS NOT NULL AND choice.by_nearness
FROM choice
WHERE v.id = choice.venue_id
  AND (v.area_id IS DISTINCT FROM choice.area_id
       OR v.area_by_nearness IS DISTINCT FROM (choice.area_id IS NOT NULL AND choice.by_nearness))
"""


def reassign_venues(*, only: uuid.UUID | Iterable[uuid.UUID] | None = None) -> int:
    """Put every venue (or these) into the area its position says; returns how many moved."""
    ids = [only] if isinstance(only, uuid.UUID) else only
    with connection.cursor() as cursor:
        listed = None if ids is None else list(ids)
        cursor.execute(_REASSIGN, {"snap": settings.NARA_AREA_SNAP_METRES, "only": listed})
        return int(cursor.rowcount)
