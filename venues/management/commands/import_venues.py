"""`manage.py import_venues`: the places a municipality has, from a table."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from people.actors import system
from venues.importing.command import ImportCommand, fitting, form
from venues.importing.findings import Report
from venues.importing.running import Way
from venues.importing.venue_rows import COLUMNS
from venues.importing.venues import VenueOptions, import_venues


class Command(ImportCommand):
    """Import venues."""

    help = """Import venues (buildings and public places) from a CSV or XLSX file.

All of the file is imported, or nothing. Run it again with a newer file and
venues are brought up to date by their external_id; others stay as they are.

  manage.py import_venues --template venues.csv
  manage.py import_venues venues.csv --dry-run
  manage.py import_venues register.xlsx --crs EPSG:3006 \\
      --column external_id=ID --column lat=N --column lng=E \\
      --column name=Namn --column kind=Typ --value kind:Folkbibliotek=library \\
      --source "Lokalregistret 2026" --ignore-other-columns

docs/importing.md lists the columns and every error code."""
    columns: ClassVar = COLUMNS

    def add_own_arguments(self, parser: CommandParser) -> None:
        self.add_table_arguments(parser)
        parser.add_argument(
            "--crs", default="", help="coordinate system of lat and lng (default: degrees, WGS 84)"
        )
        parser.add_argument(
            "--source", default="", help="where the coordinates are from, for rows that do not say"
        )
        parser.add_argument(
            "--allow-outside", action="store_true", help="accept venues outside every area"
        )

    def import_file(self, path: Path, way: Way, options: dict[str, Any]) -> Report:
        wanted = VenueOptions(
            fitting=fitting(options),
            form=form(options),
            crs=options["crs"],
            source=options["source"],
            allow_outside=options["allow_outside"],
        )
        return import_venues(path=path, options=wanted, way=way, by=system("import_venues"))
