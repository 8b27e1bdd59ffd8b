"""`manage.py import_areas`: a municipality's own areas and Statistics Sweden's."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from people.actors import system
from venues.importing.areas import FIELDS, AreaOptions, import_areas
from venues.importing.command import ImportCommand, pair
from venues.importing.findings import Report, no_file
from venues.importing.presets import PRESETS
from venues.importing.running import Way
from venues.importing.shapes import Source, template_feature
from venues.models import Area


class Command(ImportCommand):
    """Import areas."""

    help = """Import areas from a GeoPackage, GeoJSON or Shapefile (also in a .zip).

All of the file is imported, or nothing. Run it again with a newer file and
areas are brought up to date by their code and version.

  manage.py import_areas DeSO_2025.gpkg --preset deso --municipality 0126 --dry-run
  manage.py import_areas RegSO_2025.gpkg --preset regso --municipality 0126
  manage.py import_areas kommundelar.shp --kind district --code-field KOD \\
      --name-field sv=NAMN --area-version 2026 --source "Kommunens kommundelar" \\
      --parent-field KOMMUN --crs EPSG:3011

The presets know Statistics Sweden's own files. docs/importing.md lists the
fields and every error code."""

    def add_own_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument_group("what the file is").add_argument
        add("--preset", choices=sorted(PRESETS), help="a file of Statistics Sweden, as it comes")
        add("--kind", choices=Area.Kind.values, help="what the areas are")
        add("--source", help="where the polygons are from")
        add("--layer", default="", help="which layer, when there are several")
        add("--crs", default="", help="coordinate system; beats what the file says")
        add("--encoding", default="utf-8", help="of texts in a Shapefile (default %(default)s)")
        add(
            "--approximate",
            action=argparse.BooleanOptionalAction,
            default=False,
            help="the polygons are only roughly right",
        )
        add = parser.add_argument_group("which field holds what").add_argument
        add("--code-field", help="the code (default: code)")
        add(
            "--name-field",
            metavar="LANGUAGE=FIELD",
            type=pair,
            action="append",
            default=[],
            help="the name in a language (repeat as needed)",
        )
        add("--area-version", default="", help="the version of every area")
        add("--version-field", help="the field that holds the version")
        add("--parent-field", default="", help="the code of the area it lies in")
        add("--parent-version", default="", help="the version of the parents, when not the same")
        add("--municipality", default="", help="only areas of the municipality with this code")
        add("--municipality-field", help="the field with the code of the municipality")

    def write_template(self, path: Path) -> None:
        if path.suffix.lower() != ".geojson" or path.exists():
            raise no_file("file_unreadable", f"{path} exists, or is not called .geojson.")
        examples = {"code": "0126-skogas", "name_sv": "Skogås", "version": "2026"}
        properties = {field.name: examples.get(field.name, "") for field in FIELDS}
        path.write_text(template_feature(properties), encoding="utf-8")

    def import_file(self, path: Path, way: Way, options: dict[str, Any]) -> Report:
        preset = PRESETS.get(options["preset"] or "")
        source = Source(
            path=path,
            layer=options["layer"],
            crs=options["crs"],
            usual_crs=preset.crs if preset else "",
            encoding=options["encoding"],
        )
        wanted = _options(options)
        return import_areas(source=source, options=wanted, way=way, by=system("import_areas"))


def _options(options: dict[str, Any]) -> AreaOptions:
    preset = PRESETS.get(options["preset"] or "")
    kind = options["kind"] or (preset.kind if preset else "")
    source = options["source"] or (preset.source if preset else "")
    code = options["code_field"] or (preset.code_field if preset else "code")
    own = options["municipality_field"] or (preset.municipality_field if preset else "")
    version = options["version_field"] or (preset.version_field if preset else "")
    names: dict[str, tuple[str, ...]] = {lang: (field,) for lang, field in options["name_field"]}
    if not names and preset and preset.name_fields:
        names = {"sv": preset.name_fields}
    missing = [
        option
        for option, given in (
            ("--kind (or --preset)", kind),
            ("--source", source),
            ("--area-version or --version-field", options["area_version"] or version),
            ("--municipality-field", own or not options["municipality"]),
        )
        if not given
    ]
    unknown = set(names) - {code for code, _name in settings.LANGUAGES}
    if unknown:
        raise CommandError(f"--name-field: no such language here: {', '.join(sorted(unknown))}.")
    if missing:
        raise CommandError(f"Also needed: {'; '.join(missing)}.")
    return AreaOptions(
        kind=kind,
        source=source,
        code_field=code,
        name_fields=names,
        version=options["area_version"],
        version_field=version,
        parent_field=options["parent_field"],
        parent_version=options["parent_version"],
        municipality=options["municipality"],
        municipality_field=own,
        approximate=options["approximate"],
    )
