"""What lies within reach of where people live."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

#: Metres a minute: 5 km/h on foot and 15 km/h by bicycle, the planning speeds of the Swedish
#: transport administration's handbook for walking and cycling (GCM-handbok).
SPEED = {"walk": 5_000 / 60, "bicycle": 15_000 / 60}

#: How much longer the way is than the straight line, where no street network is known.
DETOUR = 1.3


@dataclass(frozen=True, slots=True)
class Home:
    """A point where `weight` (relative) of an area's people are taken to live."""

    area: uuid.UUID
    weight: float
    within_reach: frozenset[uuid.UUID]


def crow_metres(minutes: float, mode: str) -> float:
    """How far, in a straight line, one gets in `minutes` when the way is DETOUR times as long."""
    return SPEED[mode] * minutes / DETOUR


# An area without home points gets one: a point on its surface.
_REACH = """
WITH homes AS (
    SELECT h.area_id, h.weight, h.position_metric AS at FROM venues_homepoint h
    UNION ALL
    SELECT a.id, 1.0, ST_PointOnSurface(a.geometry_metric)
    FROM venues_area a
    WHERE NOT EXISTS (SELECT 1 FROM venues_homepoint h WHERE h.area_id = a.id)
      AND NOT EXISTS (SELECT 1 FROM venues_area c WHERE c.parent_id = a.id)
)
SELECT homes.area_id, homes.weight,
       (SELECT array_agg(v.id) FROM venues_venue v
        WHERE ST_DWithin(v.position_metric, homes.at, %(metres)s) AND v.id = ANY(%(venues)s))
FROM homes
"""


def homes_and_venues(venues: Iterable[uuid.UUID], metres: float) -> list[Home]:
    """Every home point with those of `venues` that lie at most `metres` away. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_REACH, {"metres": metres, "venues": list(venues)})
        return [Home(area, weight, frozenset(near or ())) for area, weight, near in cursor]
