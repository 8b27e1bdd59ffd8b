"""GeoPackage and Shapefile for tests, written by GDAL's own ogr2ogr."""

import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.contrib.gis.geos import GEOSGeometry

from tests.venues.importing.files import as_geojson


def as_gis_file(
    folder: Path,
    suffix: str,
    features: Sequence[tuple[dict[str, object], GEOSGeometry]],
    crs: str,
) -> Path:
    """A file of this kind (.gpkg, .shp, .zip with a Shapefile in it) in this system."""
    program = shutil.which("ogr2ogr")
    if program is None:
        pytest.skip("ogr2ogr (package gdal-bin) is not installed")
    source = as_geojson(folder / "source.geojson", features)
    path = folder / ("a.gpkg" if suffix == ".gpkg" else "a.shp")
    options = [] if suffix == ".gpkg" else ["-lco", "ENCODING=UTF-8"]
    subprocess.run([program, "-t_srs", crs, *options, str(path), str(source)], check=True)
    if suffix != ".zip":
        return path
    archive = folder / "a.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for part in folder.glob("a.*"):
            if part != archive:
                file.write(part, part.name)
    return archive
