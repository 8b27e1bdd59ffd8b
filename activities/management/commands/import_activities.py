"""`manage.py import_activities`: what a municipality offers, from a table."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from activities.importing.activities import ActivityOptions, import_activities
from activities.importing.rows import COLUMNS
from people.actors import system
from venues.importing.command import ImportCommand, fitting, form
from venues.importing.findings import Report
from venues.importing.running import Way


class Command(ImportCommand):
    """Import activities."""

    help = """Import activities with texts and weekly times from a CSV or XLSX file.

All of the file is imported, or nothing. Run it again with a newer file and
activities are brought up to date by their external_id; others stay as they
are. An activity with several weekly times has one row for each, below each
other; what is about the activity itself may be left empty from the second on.

  manage.py import_activities --template activities.xlsx
  manage.py import_activities activities.xlsx --dry-run
  manage.py import_activities utbud.csv --column external_id=ID \\
      --column title_sv=Rubrik --value category:Idrott=sport --add-organisers

New activities are drafts unless the column status says `published`.
docs/importing.md lists the columns and every error code."""
    columns: ClassVar = COLUMNS

    def add_own_arguments(self, parser: CommandParser) -> None:
        self.add_table_arguments(parser)
        parser.add_argument(
            "--add-organisers", action="store_true", help="add organisers that are not known yet"
        )

    def import_file(self, path: Path, way: Way, options: dict[str, Any]) -> Report:
        wanted = ActivityOptions(
            fitting=fitting(options), form=form(options), add_organisers=options["add_organisers"]
        )
        by = system("import_activities")
        return import_activities(path=path, options=wanted, way=way, by=by)
