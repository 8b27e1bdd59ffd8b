"""The imports of this room, with the options that the upload page offers."""

from pathlib import Path
from typing import Final

from people.actors import Actor
from venues.importing.areas import FIELDS, AreaOptions, import_areas
from venues.importing.findings import Report
from venues.importing.holidays import COLUMNS as HOLIDAYS
from venues.importing.holidays import HolidayOptions, import_holidays
from venues.importing.kinds import (
    TABLE_OPTIONS,
    TABLES,
    Kind,
    Options,
    fitting_of,
    form_of,
    register_import,
)
from venues.importing.population import PopulationOptions, import_population
from venues.importing.population_rows import COLUMNS as POPULATION
from venues.importing.presets import PRESETS
from venues.importing.running import Way
from venues.importing.shapes import Source
from venues.importing.squares import COLUMNS as SQUARES
from venues.importing.squares import SquareOptions, import_squares
from venues.importing.venue_rows import COLUMNS as VENUES
from venues.importing.venues import VenueOptions, import_venues

MAPS: Final = (".gpkg", ".geojson", ".json", ".zip")
AREA_OPTIONS: Final = frozenset(
    {
        "preset",
        "area_kind",
        "source",
        "code_field",
        "name_field",
        "version",
        "parent_field",
        "municipality",
        "crs",
        "keep_good_rows",
    }
)


def _venues(path: Path, options: Options, way: Way, by: Actor) -> Report:
    wanted = VenueOptions(
        fitting=fitting_of(options),
        form=form_of(options),
        crs=options.get("crs", ""),
        source=options.get("source", ""),
        allow_outside=options.get("allow_outside", False),
    )
    return import_venues(path=path, options=wanted, way=way, by=by)


def _areas(path: Path, options: Options, way: Way, by: Actor) -> Report:
    preset = PRESETS.get(options.get("preset", ""))
    name = options.get("name_field", "")
    usual = preset.name_fields if preset else ()
    names = (name,) if name else usual
    version = options.get("version", "")
    wanted = AreaOptions(
        kind=options.get("area_kind") or (preset.kind if preset else "district"),
        source=options.get("source") or (preset.source if preset else path.name),
        code_field=options.get("code_field") or (preset.code_field if preset else "code"),
        name_fields={"sv": names} if names else {},
        version=version,
        version_field="" if version else (preset.version_field if preset else "version"),
        parent_field=options.get("parent_field", ""),
        municipality=options.get("municipality", ""),
        municipality_field=preset.municipality_field if preset else "kommunkod",
    )
    usual_crs = preset.crs if preset else ""
    source = Source(path=path, crs=options.get("crs", ""), usual_crs=usual_crs)
    return import_areas(source=source, options=wanted, way=way, by=by)


def _population(path: Path, options: Options, way: Way, by: Actor) -> Report:
    wanted = PopulationOptions(
        source=options["source"],
        version=options.get("version", ""),
        kind=options.get("area_kind", ""),
        by_name=options.get("by_name", False),
        fitting=fitting_of(options),
        form=form_of(options),
    )
    return import_population(path=path, options=wanted, way=way, by=by)


def _squares(path: Path, options: Options, way: Way, by: Actor) -> Report:
    wanted = SquareOptions(
        source=options["source"],
        kind=options["area_kind"],
        version=options.get("version", ""),
        id_field=options.get("code_field") or "rutid",
        count_field=options.get("count_field") or "beftotalt",
        fitting=fitting_of(options),
        form=form_of(options),
    )
    source = Source(path, crs=options.get("crs", ""), usual_crs="EPSG:3006")
    return import_squares(source=source, options=wanted, way=way, by=by)


def _holidays(path: Path, options: Options, way: Way, by: Actor) -> Report:
    wanted = HolidayOptions(
        source=options.get("source", ""), fitting=fitting_of(options), form=form_of(options)
    )
    return import_holidays(path=path, options=wanted, way=way, by=by)


def register_own_imports() -> None:
    """Venues for coordinators; areas, population and school holidays for administrators."""
    placed = frozenset({"crs", "source", "allow_outside"})
    register_import(Kind("venues", "venue.write", VENUES, _venues, options=TABLE_OPTIONS | placed))
    register_import(Kind("areas", "area.write", FIELDS, _areas, MAPS, AREA_OPTIONS))
    dated = TABLE_OPTIONS | frozenset({"source"})
    register_import(Kind("holidays", "area.write", HOLIDAYS, _holidays, options=dated))
    figures = frozenset({"source", "version"})
    register_import(
        Kind(
            "population",
            "area.write",
            POPULATION,
            _population,
            options=TABLE_OPTIONS | figures | {"area_kind", "by_name"},
            needed=("source",),
        )
    )
    register_import(
        Kind(
            "squares",
            "area.write",
            SQUARES,
            _squares,
            (*TABLES, *MAPS),
            TABLE_OPTIONS | figures | {"area_kind", "code_field", "count_field", "crs"},
            needed=("source", "area_kind"),
        )
    )
