"""A venue's row in a file: its columns, and how they become fields."""

from dataclasses import dataclass
from typing import Final

from django.contrib.gis.gdal import CoordTransform, GDALException, SpatialReference
from django.contrib.gis.geos import Point

from venues.importing.access import ACCESS_COLUMN, read_access
from venues.importing.columns import Column, Row
from venues.importing.findings import Refused, no_file
from venues.importing.reading import Reader
from venues.models import Venue
from venues.places import VenueFields

KINDS: Final = {str(kind.value): str(kind.label) for kind in Venue.Kind}

COLUMNS: Final = (
    Column("external_id", "The id in your own register, at most 80 characters; never reused"),
    Column("name", "What the place is called, at most 160 characters"),
    Column("kind", f"One of {', '.join(KINDS)}, or the Swedish word"),
    Column("lat", "Latitude in degrees (WGS 84), such as 59.2376; with `--crs`, the northing"),
    Column("lng", "Longitude in degrees (WGS 84), such as 17.9819; with `--crs`, the easting"),
    Column("address", "Street address, at most 200 characters", "no address"),
    Column(
        "position_source",
        "Where the coordinates are from, at most 300 characters",
        "what `--source` says; one of the two is needed",
    ),
    Column("position_approximate", "`yes` when the point is only roughly right, else `no`", "no"),
    ACCESS_COLUMN,
)


@dataclass(frozen=True, slots=True)
class VenueRow:
    """A row that is right in itself."""

    number: int
    external_id: str
    fields: VenueFields


class Positions:
    """Reads coordinates of one coordinate system into EPSG:4326."""

    def __init__(self, crs: str) -> None:
        self.crs = crs
        self._way: CoordTransform | None = None
        if crs:
            try:
                self._way = CoordTransform(SpatialReference(crs), SpatialReference(4326))
            except GDALException:
                reason = f"No coordinate system is called {crs!r}. Write it like EPSG:3006."
                raise no_file("crs_unknown", reason) from None

    def read(self, reader: Reader) -> Point | None:
        """The row's point; what is wrong goes to the reader."""
        before = len(reader.problems)
        north, east = reader.number("lat"), reader.number("lng")
        if len(reader.problems) > before:
            return None
        if north is None or east is None or (north == 0 and east == 0):
            reader.refuse("coordinates_missing", "There are no coordinates, or (0, 0).", "lat")
            return None
        point = Point(east, north, srid=4326)
        if self._way is not None:
            point = self._reprojected(east, north)
        if not (-180 <= point.x <= 180 and -90 <= point.y <= 90):
            hint = "" if self.crs else " Are they metres? Then say which: --crs EPSG:3006."
            reason = f"({north:g}, {east:g}) is no place on the globe.{hint}"
            reader.refuse("coordinates_impossible", reason, "lat")
            return None
        return point

    def _reprojected(self, east: float, north: float) -> Point:
        point = Point(east, north)
        try:
            moved = point.ogr.clone()
            moved.transform(self._way)
        except GDALException:
            return Point(1000, 1000, srid=4326)  # nowhere
        return Point(moved.x, moved.y, srid=4326)


def read_venue(row: Row, positions: Positions, source: str) -> VenueRow | list[Refused]:
    """The venue in a row, or everything that is wrong with it."""
    reader = Reader(row)
    external_id = reader.text("external_id", longest=80, needed=True)
    name = reader.text("name", longest=160, needed=True)
    kind = reader.choice("kind", KINDS, needed=True)
    address = reader.text("address", longest=200)
    told = reader.text("position_source", longest=300) or source
    if not told:
        reason = "Where are the coordinates from? Fill position_source, or give --source."
        reader.refuse("value_missing", reason, "position_source")
    approximate = reader.yes_or_no("position_approximate")
    access = read_access(reader)
    position = positions.read(reader)
    if problems := reader.found():
        return problems
    if position is None:
        raise AssertionError("a missing position is a problem")
    fields: VenueFields = {
        "name": name,
        "kind": kind,
        "address": address,
        "position": position,
        "position_source": told,
        "position_approximate": approximate or False,
        **access,
    }
    return VenueRow(row.number, external_id, fields)
