"""Polygons with fields from GeoPackage, GeoJSON and Shapefile, reprojected to EPSG:4326."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.contrib.gis.gdal import DataSource, GDALException, SpatialReference
from django.contrib.gis.gdal.layer import Layer
from django.contrib.gis.geos import GEOSException, GEOSGeometry

from venues.importing.area_of_use import misread
from venues.importing.findings import FileRefused, Refused, Report, no_file
from venues.importing.opening import first_bytes
from venues.importing.tables import garbled

DRIVERS: Final = {"GPKG", "GeoJSON", "ESRI Shapefile"}
#: How files of these formats begin; anything else is not handed to GDAL.
STARTS: Final = {
    ".gpkg": (b"SQLite format 3\0",),
    ".geojson": (b"{", b"\xef\xbb\xbf{"),
    ".json": (b"{", b"\xef\xbb\xbf{"),
    ".shp": (b"\x00\x00\x27\x0a",),
    ".zip": (b"PK\x03\x04",),
}
#: Bytes that an archive may unpack to: Sweden's finest division is a tenth of it.
UNPACKED: Final = 2 << 30
GLOBE: Final = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class Source:
    """How to read the file. `crs` beats what the file says; `usual_crs` is for a file that says
    nothing usable."""

    path: Path
    layer: str = ""
    crs: str = ""
    usual_crs: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Shape:
    """A feature: its number in the file (from 1), its fields as text, its geometry."""

    number: int
    fields: dict[str, str]
    geometry: GEOSGeometry | Refused
    problems: tuple[Refused, ...] = ()


class Shapes:
    """An opened layer. Raises FileRefused when it cannot be read."""

    def __init__(self, source: Source, report: Report) -> None:
        start = first_bytes(source.path).lstrip(b" \t\r\n")
        suffix = source.path.suffix.lower()
        if suffix not in STARTS:
            reason = f"Not a .gpkg, .geojson, .json, .shp or .zip file: {source.path.name}."
            raise no_file("file_unreadable", reason)
        if not start.startswith(STARTS[suffix]):
            raise no_file("file_unreadable", f"The content is not that of a {suffix} file.")
        if suffix == ".zip":
            _check_size(source.path)
        name = f"/vsizip/{source.path}" if suffix == ".zip" else str(source.path)
        try:
            self._file = DataSource(name, encoding=source.encoding)
        except GDALException as error:
            reason = f"GDAL cannot read it: {error}. Is a part of it missing?"
            raise no_file("file_unreadable", reason) from None
        if self._file.driver.name not in DRIVERS:
            raise no_file("file_unreadable", f"A {self._file.driver.name} file is not read.")
        self._layer = _layer(self._file, source.layer)
        self.fields: list[str] = list(self._layer.fields)
        report.headings = self.fields
        self.count = len(self._layer)
        if not self.count:
            raise no_file("file_empty", "There is no feature in the file.")
        self._srs = _system(self._layer, source, report)

    def __iter__(self) -> Iterator[Shape]:
        for number, feature in enumerate(self._layer, start=1):
            fields, problems = self._fields(feature, number)
            yield Shape(number, fields, self._geometry(feature), problems)

    def _fields(self, feature: Any, number: int) -> tuple[dict[str, str], tuple[Refused, ...]]:
        fields, problems = {}, []
        for name in self.fields:
            try:
                value = feature.get(name)
            except UnicodeDecodeError:
                reason = f"The text of {name} is not in the encoding. See --encoding."
                raise no_file("wrong_encoding", reason, row=number, column=name) from None
            fields[name] = "" if value is None else str(value).strip()
            if garbled(fields[name]):
                reason = "Garbled letters: the text went through a wrong encoding."
                problems.append(Refused("garbled_text", reason, column=name, value=fields[name]))
        return fields, tuple(problems)

    def _geometry(self, feature: Any) -> GEOSGeometry | Refused:
        try:
            shape = feature.geom
            if shape.empty:
                return Refused("geometry_missing", "The feature has an empty geometry.")
            shape = shape.get_linear_geometry() if shape.has_curve else shape.clone()
            shape.set_3d(False)
            shape.srs = self._srs
            shape.transform(SpatialReference(4326))
            return _polygon(shape.geos)
        except (GDALException, GEOSException) as error:
            if "NULL" in str(error) or "null" in str(error) or "Invalid" in str(error):
                return Refused("geometry_missing", "The feature has no geometry.")
            return Refused("coordinates_impossible", f"Not in the coordinate system: {error}.")


def _check_size(path: Path) -> None:
    """Raises FileRefused for an archive that is small only as long as it is packed."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise no_file("file_unreadable", f"The archive is broken: {error}.") from None
    if size > UNPACKED:
        raise no_file("file_too_large", f"It unpacks to more than {UNPACKED >> 30} GiB.")


def _polygon(shape: GEOSGeometry) -> GEOSGeometry | Refused:
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        reason = f"A {shape.geom_type}; an area is a polygon or several."
        return Refused("not_a_polygon", reason)
    west, south, east, north = shape.extent
    if west < GLOBE[0] or south < GLOBE[1] or east > GLOBE[2] or north > GLOBE[3]:
        return Refused("coordinates_impossible", "The polygon reaches beyond the globe.")
    where = misread((west, south, east, north))
    if where == "swapped":
        reason = "The polygon lies elsewhere, but here when its two coordinates change places."
        return Refused("coordinates_swapped", reason)
    if where:
        reason = f"The polygon lies at {south:.2f}, {west:.2f}, far from here. Is --crs right?"
        return Refused("coordinates_impossible", reason)
    if not shape.valid:
        return Refused("geometry_invalid", f"{shape.valid_reason} (longitude latitude).")
    return shape


def _layer(file: DataSource, wanted: str) -> Layer:
    layers: dict[str, Layer] = {str(file[n].name): file[n] for n in range(len(file))}
    names = ", ".join(repr(name) for name in layers)
    if wanted and wanted not in layers:
        raise no_file("sheet_unclear", f"There is no layer {wanted!r}; there are: {names}.")
    if not wanted and len(layers) != 1:
        raise no_file("sheet_unclear", f"Say which layer with --layer; there are: {names or 0}.")
    return layers[wanted] if wanted else next(iter(layers.values()))


def system_named(name: str) -> SpatialReference:
    """The coordinate system called so. Raises FileRefused."""
    try:
        return SpatialReference(name)
    except GDALException:
        reason = f"No coordinate system is called {name!r}. Write it like EPSG:3006."
        raise no_file("crs_unknown", reason) from None


def _system(layer: Layer, source: Source, report: Report) -> SpatialReference:
    """The coordinate system to read in: told, stated in the file, or the usual one."""
    if source.crs:
        return system_named(source.crs)
    stated = layer.srs
    if stated is not None and not (stated.geographic and _beyond_degrees(layer)):
        return stated
    extent = layer.extent
    seen = f"({extent.min_x:.0f}, {extent.min_y:.0f})"
    if not source.usual_crs:
        reason = (
            f"The file does not say its coordinate system, and {seen} cannot be degrees."
            if _beyond_degrees(layer)
            else "The file does not say its coordinate system."
        )
        raise FileRefused(
            Refused("crs_unknown", f"{reason} Say it with --crs, such as --crs EPSG:3006.")
        )
    if not _beyond_degrees(layer):
        raise no_file("crs_unknown", f"{seen} are degrees: say --crs EPSG:4326 if so.")
    report.note(f"The file does not say its coordinate system; taken as {source.usual_crs}.")
    return system_named(source.usual_crs)


def _beyond_degrees(layer: Layer) -> bool:
    extent = layer.extent
    return (
        extent.min_x < GLOBE[0]
        or extent.min_y < GLOBE[1]
        or extent.max_x > GLOBE[2]
        or extent.max_y > GLOBE[3]
    )


def template_feature(properties: dict[str, str]) -> str:
    """A GeoJSON file with one feature to replace."""
    ring = [[17.9, 59.2], [18.0, 59.2], [18.0, 59.3], [17.9, 59.3], [17.9, 59.2]]
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, indent=2) + "\n"
