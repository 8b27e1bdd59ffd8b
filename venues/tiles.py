"""Vector tiles of areas and venues, made by PostGIS."""

from django.db import connection

MAX_ZOOM = 18

# The names are one column per language of the settings: the map shows its reader's own.
_TILE = """
WITH bounds AS (SELECT ST_TileEnvelope(%(z)s, %(x)s, %(y)s) AS box),
area_rows AS (
    SELECT a.code, a.version, a.kind, a.geometry_approximate AS approximate,
           (SELECT jsonb_object_agg('name_' || n.language, n.name)
            FROM venues_areaname n WHERE n.area_id = a.id) AS names,
           ST_AsMVTGeom(ST_Transform(a.geometry, 3857), bounds.box, 4096, 64) AS geom
    FROM venues_area a, bounds
    WHERE a.geometry && ST_Transform(bounds.box, 4326)
),
venue_rows AS (
    SELECT v.id::text, v.name, v.kind, v.public_space, v.position_approximate AS approximate,
           ST_AsMVTGeom(ST_Transform(v.position, 3857), bounds.box, 4096, 64) AS geom
    FROM venues_venue v, bounds
    WHERE v.position && ST_Transform(bounds.box, 4326)
)
SELECT (SELECT coalesce(ST_AsMVT(area_rows, 'areas'), '') FROM area_rows)
    || (SELECT coalesce(ST_AsMVT(venue_rows, 'venues'), '') FROM venue_rows)
"""


def tile(z: int, x: int, y: int) -> bytes | None:
    """The tile at zoom `z`, column `x`, row `y`; None when there is no such tile."""
    if z > MAX_ZOOM or x >= 2**z or y >= 2**z:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_TILE, {"z": z, "x": x, "y": y})
        return bytes(cursor.fetchone()[0])
