"""Importing school holidays from a table."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from people.actors import Actor
from people.permissions import require
from venues.holidays import HolidayFields, save_holiday
from venues.importing.columns import Column, Fitting, Row
from venues.importing.findings import Refused, Report
from venues.importing.reading import Reader, table_rows
from venues.importing.running import Seen, Way, run
from venues.importing.tables import Format

COLUMNS: Final = (
    Column("name", "What it is called, such as `Sportlov`, at most 80 characters"),
    Column("first_date", "First day without school, YYYY-MM-DD"),
    Column("last_date", "Last day without school, YYYY-MM-DD"),
    Column(
        "source",
        "Where the dates are from, at most 300 characters",
        "what `--source` says; one of the two is needed",
    ),
    Column("approximate", "`yes` when the dates are not decided yet", "no"),
)


@dataclass(frozen=True, slots=True)
class HolidayOptions:
    """What to know about a file of school holidays."""

    source: str = ""
    fitting: Fitting = field(default_factory=Fitting)
    form: Format = field(default_factory=Format)


def import_holidays(*, path: Path, options: HolidayOptions, way: Way, by: Actor) -> Report:
    """Add the school holidays of a CSV or XLSX file, or bring them up to date.

    A holiday is known by its name and the year of its first day.
    """
    require(by, "area.write")
    return run(lambda report: _work(path, options, way, report, by), way)


def _work(path: Path, options: HolidayOptions, way: Way, report: Report, by: Actor) -> None:
    seen = Seen()
    for row in table_rows(path, COLUMNS, options.fitting, options.form, report, way.progress):
        holiday = read_holiday(row, options.source)
        if isinstance(holiday, list):
            report.refuse(row.number, holiday)
            continue
        one = f"{holiday['name']} {holiday['first_date']:%Y}"
        earlier = seen.repeated([(row.number, one)]).get(row.number)
        if earlier is not None:
            reason = f"{one!r} stands in row {earlier} already."
            report.refuse(row.number, [Refused("duplicate_id", reason, column="name", value=one)])
            continue
        report.count(save_holiday(fields=holiday, by=by))


def read_holiday(row: Row, source: str) -> HolidayFields | list[Refused]:
    """The row as a holiday, or what is wrong with it. `source` is for rows that do not say."""
    reader = Reader(row)
    first, last = reader.date("first_date", needed=True), reader.date("last_date", needed=True)
    if first is not None and last is not None and last < first:
        reader.refuse("end_before_start", "The last day lies before the first.", "last_date")
    name = reader.text("name", longest=80, needed=True)
    told = reader.text("source", longest=300) or source
    if not told:
        reader.refuse("value_missing", "Say where the dates are from, or --source.", "source")
    approximate = reader.yes_or_no("approximate") or False
    found = reader.found()
    if found or first is None or last is None:
        return found
    return {
        "name": name,
        "first_date": first,
        "last_date": last,
        "source": told,
        "approximate": approximate,
    }
