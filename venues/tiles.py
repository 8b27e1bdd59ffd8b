"""Vector tiles of areas and venues, made by PostGIS. All of it is public."""

from typing import Any, Final

from django.db import connection

MAX_ZOOM: Final = 18
#: From which zoom on a kind is in the tiles: further out it would be a smear.
AREAS_FROM: Final = {"municipality": 0, "district": 7, "regso": 9, "deso": 10}
VENUES_FROM: Final = 8
#: Units of a tile's own grid, over 512 pixels on the screen.
EXTENT: Final = 4096
#: Lines may be drawn so many units beside where they run: half a pixel, which nobody sees.
GENERALISED: Final = 4

# In a fixed order: the same content is the same bytes, and so the same ETag.
# The names are one column per language of the settings: the map shows its reader's own.
_TILE: Final = """
WITH bounds AS (
    SELECT ST_TileEnvelope(%(z)s, %(x)s, %(y)s) AS box,
           40075016.6856 / 2 ^ %(z)s / %(extent)s AS unit
),
area_rows AS (
    SELECT a.code, a.version, a.kind, a.geometry_approximate AS approximate,
           (SELECT jsonb_object_agg('name_' || n.language, n.name)
            FROM venues_areaname n WHERE n.area_id = a.id) AS names,
           ST_AsMVTGeom(
               ST_SimplifyPreserveTopology(
                   ST_Transform(a.geometry, 3857), bounds.unit * %(generalised)s
               ),
               bounds.box, %(extent)s, 64
           ) AS geom
    FROM venues_area a, bounds
    WHERE a.geometry && ST_Transform(bounds.box, 4326) AND a.kind = ANY(%(kinds)s)
    ORDER BY a.id
),
venue_rows AS (
    SELECT v.id::text, v.name, v.kind, v.public_space, v.position_approximate AS approximate,
           ST_AsMVTGeom(ST_Transform(v.position, 3857), bounds.box, %(extent)s, 64) AS geom
    FROM venues_venue v, bounds
    WHERE %(venues)s AND v.position && ST_Transform(bounds.box, 4326)
    ORDER BY v.id
)
SELECT (SELECT coalesce(ST_AsMVT(area_rows, 'areas', %(extent)s), '') FROM area_rows)
    || (SELECT coalesce(ST_AsMVT(venue_rows, 'venues', %(extent)s), '') FROM venue_rows)
"""


def tile(z: int, x: int, y: int) -> bytes | None:
    """The tile at zoom `z`, column `x`, row `y`; None when there is no such tile. One query."""
    if z > MAX_ZOOM or x >= 2**z or y >= 2**z:
        return None
    asked: dict[str, Any] = {
        "z": z,
        "x": x,
        "y": y,
        "kinds": [kind for kind, first in AREAS_FROM.items() if z >= first],
        "venues": z >= VENUES_FROM,
        "extent": EXTENT,
        "generalised": GENERALISED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TILE, asked)
        return bytes(cursor.fetchone()[0])
