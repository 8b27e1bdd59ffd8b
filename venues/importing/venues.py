"""Importing venues from a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from people.actors import Actor
from people.permissions import require
from venues.errors import VenuesOutOfReach
from venues.importing.columns import Fitting
from venues.importing.findings import Refused, Report, no_file
from venues.importing.reading import table_rows
from venues.importing.running import Seen, Way, batches, run
from venues.importing.tables import Format
from venues.importing.venue_rows import COLUMNS, Positions, VenueRow, read_venue
from venues.models import Area
from venues.places import Saved, save_venues


@dataclass(frozen=True, slots=True)
class VenueOptions:
    """What to know about a file of venues. `crs` is that of its coordinates ("": degrees)."""

    fitting: Fitting = field(default_factory=Fitting)
    form: Format = field(default_factory=Format)
    crs: str = ""
    source: str = ""
    allow_outside: bool = False


def import_venues(*, path: Path, options: VenueOptions, way: Way, by: Actor) -> Report:
    """Add the venues of a CSV or XLSX file, or bring them up to date by `external_id`."""
    require(by, "venue.write")
    return run(lambda report: _work(path, options, way, report, by), way)


def _work(path: Path, options: VenueOptions, way: Way, report: Report, by: Actor) -> None:
    if not options.allow_outside and not Area.objects.exists():
        raise no_file("no_areas", "There are no areas to put venues into. Run import_areas first.")
    positions, seen = Positions(options.crs), Seen()
    rows = table_rows(path, COLUMNS, options.fitting, options.form, report, way.progress)
    for batch in batches(rows):
        good = []
        for row in batch:
            venue = read_venue(row, positions, options.source)
            if isinstance(venue, VenueRow):
                good.append(venue)
            else:
                report.refuse(row.number, venue)
        good = _once(good, seen, report)
        if not options.allow_outside:
            good = list(_inside(good, report))
        for outcome in _saved(good, report, by).values():
            report.count(outcome)


def _saved(venues: Sequence[VenueRow], report: Report, by: Actor) -> Mapping[str, Saved]:
    """What became of each, by id. Those that may not be written are refused, the others saved."""
    wanted = {one.external_id: one for one in venues}
    while True:
        try:
            fields = {name: one.fields for name, one in wanted.items()}
            return save_venues(venues=fields, by=by)
        except VenuesOutOfReach as error:
            reason = f"{error.detail} It lies outside your part of town."
            for name in error.external_ids:
                report.refuse(wanted.pop(name).number, [Refused("not_permitted", reason)])


def _once(venues: Sequence[VenueRow], seen: Seen, report: Report) -> list[VenueRow]:
    """Without those whose id stands in an earlier row."""
    repeated = seen.repeated([(venue.number, venue.external_id) for venue in venues])
    for venue in venues:
        if venue.number in repeated:
            reason = f"The id {venue.external_id!r} stands in row {repeated[venue.number]} already."
            refusal = Refused("duplicate_id", reason, column="external_id", value=venue.external_id)
            report.refuse(venue.number, [refusal])
    return [venue for venue in venues if venue.number not in repeated]


def _inside(venues: Sequence[VenueRow], report: Report) -> Iterator[VenueRow]:
    """Those near enough to an area; the others are told whether swapping would help."""
    points = [(v.fields["position"].x, v.fields["position"].y) for v in venues]
    inside = _near_an_area(points)
    away = [place for place, near in enumerate(inside) if not near]
    swapped = _near_an_area([(points[place][1], points[place][0]) for place in away])
    would_fit = {place for place, near in zip(away, swapped, strict=True) if near}
    for place, venue in enumerate(venues):
        if inside[place]:
            yield venue
            continue
        lng, lat = points[place]
        at = f"{lat:.5f}, {lng:.5f}"
        if place in would_fit:
            reason = f"({at}) lies outside, but inside when lat and lng change places."
            report.refuse(venue.number, [Refused("coordinates_swapped", reason, column="lat")])
        else:
            snap = settings.NARA_AREA_SNAP_METRES
            reason = f"({at}) lies more than {snap} m outside every area."
            report.refuse(venue.number, [Refused("outside_every_area", reason, column="lat")])


_NEAR = """
WITH point AS MATERIALIZED (
    SELECT n, y, ST_Transform(
        ST_SetSRID(ST_MakePoint(x, greatest(least(y, 85), -85)), 4326), %(srid)s) AS at
    FROM unnest(%(x)s::float8[], %(y)s::float8[]) WITH ORDINALITY AS given (x, y, n)
)
SELECT CASE
    WHEN abs(y) > 85 THEN FALSE
    WHEN EXISTS (SELECT 1 FROM venues_area a WHERE ST_Covers(a.geometry_metric, at)) THEN TRUE
    ELSE EXISTS (SELECT 1 FROM venues_area a WHERE ST_DWithin(a.geometry_metric, at, %(snap)s))
END
FROM point ORDER BY n
"""


def _near_an_area(points: Sequence[tuple[float, float]]) -> list[bool]:
    """Per (longitude, latitude), whether a venue there would be put into an area. One query."""
    asked: dict[str, Any] = {
        "x": [x for x, _y in points],
        "y": [y for _x, y in points],
        "srid": settings.NARA_PROJECTED_SRID,
        "snap": settings.NARA_AREA_SNAP_METRES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, asked)
        return [bool(near) for (near,) in cursor]
