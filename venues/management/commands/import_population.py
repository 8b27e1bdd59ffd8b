"""`manage.py import_population`: how many people live where."""

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandError, CommandParser

from people.actors import system
from venues.importing.columns import write_template
from venues.importing.command import ImportCommand, fitting, form
from venues.importing.findings import Report
from venues.importing.population import PopulationOptions, import_population
from venues.importing.population_rows import COLUMNS
from venues.importing.running import Way
from venues.importing.shapes import Source
from venues.importing.squares import COLUMNS as SQUARE_COLUMNS
from venues.importing.squares import SquareOptions, import_squares
from venues.models import Area

BY = system("import_population")


class Command(ImportCommand):
    """Import population."""

    help = """Import population: per area and age band, or 1 km squares.

Figures are kept as they are published: parts need not add up to totals. An
empty figure is missing, and so is an area whose every band is 0 on a date.

  manage.py import_population --template population.csv
  manage.py import_population TAB6574.csv --source "SCB, TAB6574" \\
      --column area=region --column age=ålder --column sex=kön \\
      --column reference_date=år --column count=antal --area-version 2025
  manage.py import_population regso.csv --source SCB --columns area,count \\
      --by-name --kind regso --constant age=totalt --constant reference_date=2023
  manage.py import_population squares.geojson --squares --kind deso \\
      --count-field beftotalt --source "SCB, rutor 1 km"

Squares say where in an area people live. They are shared out over the areas
they overlap. docs/importing.md lists the columns and every error code."""
    columns: ClassVar = COLUMNS

    def add_own_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source", default="", help="where the figures are from; needed")
        parser.add_argument(
            "--area-version", default="", help="which version of the areas the figures are about"
        )
        parser.add_argument("--kind", choices=Area.Kind.values, help="only areas of this kind")
        parser.add_argument(
            "--by-name", action="store_true", help="the file names the areas, without codes"
        )
        self.add_table_arguments(parser)
        add = parser.add_argument_group("squares").add_argument
        add("--squares", action="store_true", help="the file holds population squares")
        add("--id-field", default="rutid", help="the square's id (default %(default)s)")
        add("--count-field", default="beftotalt", help="its people (default %(default)s)")
        add("--crs", default="", help="coordinate system; beats what the file says")
        add("--layer", default="", help="which layer, when there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        self.squares = options["squares"]
        super().handle(*args, **options)

    def write_template(self, path: Path) -> None:
        write_template(path, SQUARE_COLUMNS if self.squares else COLUMNS)

    def import_file(self, path: Path, way: Way, options: dict[str, Any]) -> Report:
        if not options["source"]:
            raise CommandError("Say where the figures are from with --source.")
        if not options["squares"]:
            figures = PopulationOptions(
                source=options["source"],
                version=options["area_version"],
                kind=options["kind"] or "",
                by_name=options["by_name"],
                fitting=fitting(options),
                form=form(options),
            )
            return import_population(path=path, options=figures, way=way, by=BY)
        if not options["kind"]:
            raise CommandError("Say which areas the squares are shared out over with --kind.")
        wanted = SquareOptions(
            source=options["source"],
            kind=options["kind"],
            version=options["area_version"],
            id_field=options["id_field"],
            count_field=options["count_field"],
            fitting=fitting(options),
            form=form(options),
        )
        source = Source(path, options["layer"], options["crs"], usual_crs="EPSG:3006")
        return import_squares(source=source, options=wanted, way=way, by=BY)
