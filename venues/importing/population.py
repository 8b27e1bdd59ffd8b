"""Importing population per area and age band: what is published is kept, never repaired.

Published figures are shifted a little on purpose, so parts need not add up to totals; nothing here
adds or compares them. A figure that is empty, and 0 in every band of an area and date, is missing:
that is how years before an area existed are published.
"""

import datetime
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TypeAlias

from django.db import connection

from people.actors import Actor
from people.permissions import require
from venues.areas import Band, Figures, bands_overlap, set_populations
from venues.importing.columns import Fitting
from venues.importing.findings import Refused, Report, no_file
from venues.importing.population_rows import COLUMNS, Codes, Figure, read_figure
from venues.importing.reading import table_rows
from venues.importing.running import Way, batches, run
from venues.importing.tables import Format
from venues.models import Area, Population


@dataclass(frozen=True, slots=True)
class PopulationOptions:
    """What to know about a file of figures. `source` stands with every figure."""

    source: str
    version: str = ""
    #: Only areas of this kind; "": all.
    kind: str = ""
    #: The file names the areas instead of giving their codes.
    by_name: bool = False
    fitting: Fitting = field(default_factory=Fitting)
    form: Format = field(default_factory=Format)


def import_population(*, path: Path, options: PopulationOptions, way: Way, by: Actor) -> Report:
    """Set the population of areas on dates from a CSV or XLSX file.

    The report counts areas on a date as added, changed or unchanged.
    """
    require(by, "area.write")
    return run(lambda report: _work(path, options, way, report, by), way)


def _work(path: Path, options: PopulationOptions, way: Way, report: Report, by: Actor) -> None:
    codes = Codes(options.version, kind=options.kind, by_name=options.by_name)
    if not codes:
        raise no_file("no_areas", "There are no areas yet. Run import_areas first.")
    _make_room()
    rows = table_rows(path, COLUMNS, options.fitting, options.form, report, way.progress)
    for batch in batches(rows):
        good = []
        for row in batch:
            figure = read_figure(row, codes)
            if isinstance(figure, Figure):
                good.append(figure)
            else:
                report.refuse(row.number, figure)
        _put_aside(good)
    for groups in batches(_by_area_and_date(), AT_ONCE):
        way.progress(0)
        _settle(groups, options.source, report, by)


_FIELDS: Final = (
    ("number", "bigint"),
    ("area", "uuid"),
    ("reference_date", "date"),
    ("age_from", "int"),
    ("age_to", "int"),
    ("count", "int"),
    ("sex", "text"),
    ("apportioned", "boolean"),
)


def _make_room() -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in _FIELDS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.import_figures")
        cursor.execute(f"CREATE TEMPORARY TABLE import_figures ({columns}) ON COMMIT DROP")


def _put_aside(figures: Sequence[Figure]) -> None:
    columns = ", ".join(f"%s::{kind}[]" for _name, kind in _FIELDS)
    values: list[Any] = [[getattr(f, name) for f in figures] for name, _kind in _FIELDS]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO import_figures SELECT * FROM unnest({columns})", values)  # noqa: S608 - fixed names


#: Areas on a date that are set together: each may have a hundred bands.
AT_ONCE: Final = 200
#: The figures of one area on one date.
Group: TypeAlias = tuple[uuid.UUID, datetime.date, list[Figure]]


def _by_area_and_date() -> Iterator[Group]:
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT * FROM import_figures ORDER BY area, reference_date, number")
        figures = (Figure(*line) for line in cursor)
        for (area, date), group in groupby(figures, key=lambda f: (f.area, f.reference_date)):
            yield area, date, list(group)


def _settle(groups: Sequence[Group], source: str, report: Report, by: Actor) -> None:
    """Set what the file says about these areas and dates."""
    areas = Area.objects.only("pk", "lineage").in_bulk({area for area, _date, _figures in groups})
    known = _known({area for area, _date, _f in groups}, {date for _area, date, _f in groups})
    new = []
    for area, date, figures in groups:
        bands = _bands(_of_both_sexes(_once(figures, report), report), report)
        if bands:
            before = known.get((area, date), {})
            one = _compared(areas[area], date, bands, before, source, report)
            new += [one] if one else []
    set_populations(populations=new, source=source, by=by)


def _known(
    areas: Collection[uuid.UUID], dates: Collection[datetime.date]
) -> dict[tuple[uuid.UUID, datetime.date], dict[Band, str]]:
    """The bands that are known, with their source, per area and date."""
    known: dict[tuple[uuid.UUID, datetime.date], dict[Band, str]] = {}
    for row in Population.objects.filter(area__in=areas, reference_date__in=dates):
        band = Band(row.age_from, row.age_to, row.count, row.apportioned)
        known.setdefault((row.area_id, row.reference_date), {})[band] = row.source
    return known


def _compared(
    area: Area,
    date: datetime.date,
    figures: Sequence[Figure],
    known: dict[Band, str],
    source: str,
    report: Report,
) -> Figures | None:
    """What is to be set, and counted in the report; None when nothing is."""
    wanted = [Band(f.age_from or 0, f.age_to, f.count or 0, f.apportioned) for f in figures]
    if known == dict.fromkeys(wanted, source):
        report.count("unchanged")
        return None
    if bands_overlap(wanted):
        reason = "The age bands of this area and date overlap."
        refusal = Refused("bands_overlap", reason, column="age")
        report.refuse(figures[0].number, [refusal])
        return None
    gone = {band.age_from for band in known} - {band.age_from for band in wanted}
    report.left_out["earlier bands that the file does not have"] += len(gone)
    report.count("changed" if known else "added")
    return Figures(area, date, wanted)


def _once(figures: Iterable[Figure], report: Report) -> list[Figure]:
    """Without figures for the same ages and sex as an earlier row."""
    first: dict[tuple[int | None, int | None, str], Figure] = {}
    for figure in figures:
        key = (figure.age_from, figure.age_to, figure.sex)
        before = first.setdefault(key, figure)
        if before is not figure:
            reason = f"Row {before.number} has this area, date and age already."
            report.refuse(figure.number, [Refused("duplicate_id", reason, column="area")])
    return list(first.values())


def _of_both_sexes(figures: list[Figure], report: Report) -> list[Figure]:
    both = [figure for figure in figures if not figure.sex]
    if figures and not both:
        reason = "Only figures per sex: the total of both is needed (parts do not add up to it)."
        report.refuse(figures[0].number, [Refused("no_total", reason, column="sex")])
    elif len(both) < len(figures):
        report.left_out["rows for one sex"] += len(figures) - len(both)
    return both


def _bands(figures: list[Figure], report: Report) -> list[Figure]:
    """The bands to keep: no total beside its parts, nothing that is missing."""
    bands = [figure for figure in figures if figure.age_from is not None]
    if not bands:
        bands = figures
    elif len(bands) < len(figures):
        report.left_out["rows for all ages together"] += len(figures) - len(bands)
    if bands and not any(figure.count for figure in bands):
        report.left_out["areas on a date without figures (all 0 or empty)"] += 1
        return []
    there = [figure for figure in bands if figure.count is not None]
    if len(there) < len(bands):
        report.left_out["bands without a figure"] += len(bands) - len(there)
    return there
