"""A venue's row in a file: its columns, and how they become fields."""

from dataclasses import dataclass
from typing import Final

from django.contrib.gis.gdal import CoordTransform, GDALException, SpatialReference
from django.contrib.gis.geos import Point

from venues.errors import InvalidOpeningHours
from venues.importing.access import ACCESS_COLUMN, read_access
from venues.importing.columns import Column, Row
from venues.importing.findings import Refused, no_file
from venues.importing.reading import Reader
from venues.models import Venue
from venues.opening_hours import Hours, check
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
    Column(
        "opening_hours",
        "As in OpenStreetMap: `Mo-Fr 10:00-18:00; PH off`, at most 400 characters",
        "not known; without the column, as it is known",
    ),
    Column(
        "opening_hours_school_holidays",
        "The same for school holidays, where they differ",
        "as otherwise",
    ),
    Column(
        "opening_hours_source",
        "Where the hours are from, at most 300 characters",
        "needed with opening hours",
    ),
    Column("opening_hours_approximate", "`yes` when the hours are only roughly right", "no"),
)
#: Where there is none of these, what is known about opening hours stays.
HOURS: Final = ("opening_hours", "opening_hours_school_holidays")


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


def read_hours(reader: Reader) -> Hours | None:
    """The row's opening hours; None when the file has no column for them."""
    if not any(name in reader.row.cells for name in HOURS):
        return None
    approximate = reader.yes_or_no("opening_hours_approximate")
    hours: Hours = {
        "opening_hours": reader.text("opening_hours", longest=400),
        "opening_hours_school_holidays": reader.text("opening_hours_school_holidays", longest=400),
        "opening_hours_source": reader.text("opening_hours_source", longest=300),
        "opening_hours_approximate": approximate or False,
    }
    told = {name: reader.row.cells.get(name, "") for name in HOURS}
    for name, expression in told.items():
        if not expression or len(expression) > 400:
            continue
        try:
            check(expression)
        except InvalidOpeningHours as error:
            reader.refuse("invalid_opening_hours", _why(error, expression), name)
    if any(told.values()) and not hours["opening_hours_source"]:
        reason = "Where are the opening hours from? Fill opening_hours_source."
        reader.refuse("value_missing", reason, "opening_hours_source")
    return hours


def _why(error: InvalidOpeningHours, expression: str) -> str:
    if error.reason == "SH":
        return "SH (school holidays) has its own column, opening_hours_school_holidays."
    return f"Cannot be read from character {error.reason} on. Write like Mo-Fr 10:00-18:00; PH off."


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
    hours = read_hours(reader)
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
        **access,  # type: ignore[typeddict-item]  # mypy holds all NotRequired keys against it
    }
    if hours is not None:
        fields["hours"] = hours
    return VenueRow(row.number, external_id, fields)
