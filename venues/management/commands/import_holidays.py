"""`manage.py import_holidays`: when there is no school."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from people.actors import system
from venues.importing.command import ImportCommand, fitting, form
from venues.importing.findings import Report
from venues.importing.holidays import COLUMNS, HolidayOptions, import_holidays
from venues.importing.running import Way


class Command(ImportCommand):
    """Import school holidays."""

    help = """Import school holidays from a CSV or XLSX file.

Places keep their holiday hours on these days, and schedules that do not run on
school holidays, or only then, go by them. All of the file is imported, or
nothing. Run it again with next year's file: a holiday is known by its name and
the year of its first day.

  manage.py import_holidays --template lov.csv
  manage.py import_holidays lov.csv --source "Huddinge kommun, läsårsdata 2026/27"

docs/importing.md lists the columns and every error code."""
    columns: ClassVar = COLUMNS

    def add_own_arguments(self, parser: CommandParser) -> None:
        self.add_table_arguments(parser)
        parser.add_argument(
            "--source", default="", help="where the dates are from, for rows that do not say"
        )

    def import_file(self, path: Path, way: Way, options: dict[str, Any]) -> Report:
        wanted = HolidayOptions(
            source=options["source"], fitting=fitting(options), form=form(options)
        )
        return import_holidays(path=path, options=wanted, way=way, by=system("import_holidays"))
