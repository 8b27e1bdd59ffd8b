"""Importing population squares as the points where an area's people are taken to live.

A square is shared out over the areas it overlaps, by the size of each overlap; each part becomes a
point inside both. A square's centre would empty areas that are smaller than a square.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry, Point, Polygon
from django.db import connection

from people.actors import Actor
from people.permissions import require
from venues.areas import set_home_points
from venues.importing.columns import Column, Fitting, Row
from venues.importing.findings import FileRefused, Refused, Report, no_file
from venues.importing.reading import Reader, table_rows
from venues.importing.running import Way, batches, run
from venues.importing.shapes import Shapes, Source
from venues.importing.tables import Format
from venues.models import Area, HomePoint

#: Overlaps below this share of a square are lines that do not quite meet, not land.
SLIVER: Final = 0.001
MOST: Final = 1_000_000

COLUMNS: Final = (
    Column("square", "The square's id: `3520006860000`, or `…N6860000E352000` (SWEREF 99 TM)"),
    Column("count", "People who live in it; empty means none is published"),
    Column("size", "Its side in metres", "1000"),
)
_CORNER: Final = re.compile(r"^(?P<e>\d{6})(?P<n>\d{7})$|N(?P<n2>\d+)E(?P<e2>\d+)$")


@dataclass(frozen=True, slots=True)
class SquareOptions:
    """What to know about a file of squares, and the areas (kind, version) that get the points."""

    source: str
    kind: str
    version: str = ""
    id_field: str = "rutid"
    count_field: str = "beftotalt"
    fitting: Fitting = field(default_factory=Fitting)
    form: Format = field(default_factory=Format)


@dataclass(frozen=True, slots=True)
class Square:
    number: int
    people: int
    shape: GEOSGeometry


def import_squares(*, source: Source, options: SquareOptions, way: Way, by: Actor) -> Report:
    """Set the home points of all areas of a kind from squares with people.

    The report counts areas as added, changed or unchanged.
    """
    require(by, "area.write")
    return run(lambda report: _work(source, options, way, report, by), way)


def _work(source: Source, options: SquareOptions, way: Way, report: Report, by: Actor) -> None:
    version = _version(options)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.import_squares")
        cursor.execute(
            "CREATE TEMPORARY TABLE import_squares"
            " (number bigint, people int, shape geometry) ON COMMIT DROP"
        )
    is_table = source.path.suffix.lower() in {".csv", ".xlsx", ".txt"}
    read = _from_table if is_table else _from_shapes
    first: dict[str, int] = {}
    for batch in batches(read(source, options, way, report, first)):
        _put_aside(batch)
    _share_out(options, version, report, by)


def _version(options: SquareOptions) -> str:
    """The version of the areas. Raises FileRefused."""
    areas = Area.objects.filter(kind=options.kind)
    versions = sorted(set(areas.values_list("version", flat=True)))
    if not versions or (options.version and options.version not in versions):
        reason = f"There are no areas of kind {options.kind} {options.version}; import them first."
        raise no_file("no_areas", reason)
    if len(versions) > 1 and not options.version:
        reason = f"There are versions {', '.join(versions)}: say --area-version."
        raise no_file("area_ambiguous", reason)
    return options.version or versions[0]


def _from_shapes(
    source: Source, options: SquareOptions, way: Way, report: Report, first: dict[str, int]
) -> Iterator[Square]:
    shapes = Shapes(source, report)
    for name in (options.id_field, options.count_field):
        if name not in shapes.fields:
            reason = f"There is no field {name}. There are: {', '.join(shapes.fields)}."
            raise FileRefused(Refused("missing_column", reason, column=name))
    for shape in shapes:
        way.progress(1)
        report.rows += 1
        cells = {"square": shape.fields[options.id_field]}
        cells["count"] = shape.fields[options.count_field]
        row = Row(shape.number, cells, shape.problems)
        reader = Reader(row)
        if isinstance(shape.geometry, Refused):
            reader.problems.append(shape.geometry)
            shape_of = None
        else:
            shape_of = shape.geometry
        yield from _square(reader, shape_of, report, first)


def _from_table(
    source: Source, options: SquareOptions, way: Way, report: Report, first: dict[str, int]
) -> Iterator[Square]:
    rows = table_rows(source.path, COLUMNS, options.fitting, options.form, report, way.progress)
    for row in rows:
        reader = Reader(row)
        size = reader.whole("size", 100, 10_000) or 1000
        corner = _CORNER.search(row.cells.get("square", ""))
        shape = None
        if corner:
            east = int(corner["e"] or corner["e2"])
            north = int(corner["n"] or corner["n2"])
            shape = Polygon.from_bbox((east, north, east + size, north + size))
            shape.srid = 3006
        elif not reader.problems:
            reason = "Not the id of a square: its corner cannot be told."
            reader.refuse("not_a_number", reason, "square")
        yield from _square(reader, shape, report, first)


def _square(
    reader: Reader, shape: GEOSGeometry | None, report: Report, first: dict[str, int]
) -> Iterator[Square]:
    """The square, unless it is refused or nobody lives there."""
    name = reader.text("square", longest=60, needed=True)
    people = reader.whole("count", 0, MOST)
    number = reader.row.number
    before = first.setdefault(name, number)
    if before != number:
        reader.refuse("duplicate_id", f"{name} stands in row {before} already.", "square")
    problems = reader.found()
    if problems or shape is None:
        report.refuse(number, problems)
    elif not people:
        report.left_out["squares where nobody is counted"] += 1
    else:
        yield Square(number, people, shape)


def _put_aside(squares: Sequence[Square]) -> None:
    values: list[Any] = [
        settings.NARA_PROJECTED_SRID,
        [square.number for square in squares],
        [square.people for square in squares],
        [square.shape.hexewkb.decode() for square in squares],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO import_squares SELECT number, people,"
            " ST_Transform(shape::geometry, %s::int)"
            " FROM unnest(%s::bigint[], %s::int[], %s::text[]) AS s (number, people, shape)",
            values,
        )


_OVERLAPS = """
CREATE TEMPORARY TABLE import_overlaps ON COMMIT DROP AS
SELECT s.number, s.people, a.id AS area, part.shape,
       ST_Area(part.shape) / ST_Area(s.shape) AS share
FROM import_squares s
JOIN venues_area a
  ON a.kind = %(kind)s AND a.version = %(version)s AND ST_Intersects(a.geometry_metric, s.shape)
CROSS JOIN LATERAL (SELECT ST_Intersection(a.geometry_metric, s.shape) AS shape) part
"""
_POINTS = """
SELECT area, ST_X(at), ST_Y(at), people * share
FROM import_overlaps, LATERAL (SELECT ST_Transform(ST_PointOnSurface(shape), 4326) AS at) point
WHERE share >= %(sliver)s
ORDER BY area, number
"""
_OUTSIDE = """
SELECT count(*) FILTER (WHERE inside = 0), coalesce(sum(people * (1 - inside)), 0)
FROM (
    SELECT s.people, least(1, coalesce(sum(o.share) FILTER (WHERE o.share >= %(sliver)s), 0))
           AS inside
    FROM import_squares s LEFT JOIN import_overlaps o USING (number)
    GROUP BY s.number, s.people
) square
"""


def _share_out(options: SquareOptions, version: str, report: Report, by: Actor) -> None:
    values: dict[str, Any] = {"kind": options.kind, "version": version, "sliver": SLIVER}
    areas = Area.objects.filter(kind=options.kind, version=version).only("pk", "lineage").in_bulk()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.import_overlaps")
        cursor.execute("ANALYZE import_squares")
        cursor.execute(_OVERLAPS, values)
        cursor.execute(_OUTSIDE, values)
        squares, people = cursor.fetchone()
        cursor.execute(_POINTS, values)
        lines: list[tuple[uuid.UUID, float, float, float]] = cursor.fetchall()
    report.left_out["squares outside every area"] += squares
    report.left_out["people outside every area (whole squares and parts)"] += round(people)
    with_people = set()
    for area, group in groupby(lines, key=lambda line: line[0]):
        with_people.add(area)
        points = [(x, y, weight) for _area, x, y, weight in group]
        _set(areas[area], points, options.source, report, by)
    empty = len(areas) - len(with_people)
    if empty:
        report.left_out["areas that no square with people overlaps"] += empty


def _set(
    area: Area, points: list[tuple[float, float, float]], source: str, report: Report, by: Actor
) -> None:
    rows = HomePoint.objects.filter(area=area).order_by("pk")
    known = [(row.position.x, row.position.y, row.weight, row.source) for row in rows]
    if known == [(*point, source) for point in points]:
        report.count("unchanged")
        return
    where = ((Point(x, y, srid=4326), weight) for x, y, weight in points)
    set_home_points(area=area, points=where, source=source, by=by)
    report.count("changed" if known else "added")
