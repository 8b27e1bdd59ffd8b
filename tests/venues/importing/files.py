"""The small files that tests of imports write, and running a command on them."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.gis.geos import GEOSGeometry
from django.core.management import call_command
from django.core.management.base import CommandError

SHARED = Path(__file__).parents[4] / "shared" / "data"
DALARNA = SHARED / "dalarna"
needs_dalarna = pytest.mark.skipif(
    not DALARNA.exists(), reason=f"needs the files of Dalarna in {DALARNA}"
)


def as_csv(
    path: Path,
    rows: Iterable[Sequence[object]],
    *,
    delimiter: str = ";",
    encoding: str = "utf-8",
) -> Path:
    """A CSV file; the first row is the header."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, rows: Iterable[Sequence[object]], *, sheet: str = "Blad1") -> Path:
    """A workbook with one sheet; the first row is the header."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def as_geojson(
    path: Path, features: Iterable[tuple[dict[str, object], GEOSGeometry | None]], **more: object
) -> Path:
    """A GeoJSON file with these properties and geometries, as the geometries are."""
    listed = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": None if shape is None else json.loads(shape.json),
        }
        for properties, shape in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed, **more}))
    return path


def run(command: str, path: Path, *options: str, fails: bool = False) -> dict[str, Any]:
    """The report of an import. `fails`: it has to end with an error."""
    report = path.with_name("report.json")
    report.unlink(missing_ok=True)
    arguments = (str(path), "--no-progress", "--report", str(report), *options)
    out = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    if fails:
        with pytest.raises(CommandError):
            call_command(command, *arguments, **out)
    else:
        call_command(command, *arguments, **out)
    found: dict[str, Any] = json.loads(report.read_text())
    return found


def counts(report: dict[str, Any]) -> tuple[int, int, int, int]:
    """Added, changed, unchanged, refused."""
    added, changed, unchanged, refused = (
        report[name] for name in ("added", "changed", "unchanged", "refused")
    )
    return added, changed, unchanged, refused


def wrong(report: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Row, column and code of every finding."""
    return [(one["row"], one["column"], one["code"]) for one in report["findings"]]
