"""What can be wrong with a file of areas."""

from typing import Final

from django.contrib.gis.geos import GEOSGeometry, Point, Polygon

from tests.activities.importing.error_kinds import Case, Make, Said, no_book, raw
from tests.town import box
from tests.venues.importing.files import as_geojson

SQUARE: Final = box(-500, -500, 500, 500)
BOW: Final = Polygon(((18, 59), (18.1, 59.1), (18.1, 59), (18, 59.1), (18, 59)))
OPTIONS: Final = ("--kind", "district", "--source", "Kommunen", "--version-field", "version")
Feature = tuple[dict[str, object], GEOSGeometry | None]


def features(*more: Feature, **document: object) -> Make:
    first: Feature = ({"code": "K1", "version": "2026"}, SQUARE)
    return lambda folder: as_geojson(folder / "a.geojson", [first, *more], **document)


def turned(shape: Polygon) -> Polygon:
    return Polygon([(y, x) for x, y in shape.exterior_ring])


def in_metres(shape: Polygon) -> Polygon:
    moved = shape.clone()
    moved.transform(3006)
    return moved


def of_areas() -> list[Case]:
    own: dict[str, object] = {"code": "K2", "version": "2026"}
    listed: list[tuple[str, Make, list[Said]]] = [
        ("empty file", raw(b"", "a.geojson"), [(0, "", "file_empty")]),
        (
            "no features",
            raw(b'{"type":"FeatureCollection","features":[]}', "a.geojson"),
            [(0, "", "file_empty")],
        ),
        (
            "a file that ends too early",
            raw(b'{"type":"FeatureCollection","features":[', "a.geojson"),
            [(0, "", "file_unreadable")],
        ),
        (
            "a file with another name than content",
            raw(b"%PDF-1.7", "a.geojson"),
            [(0, "", "file_unreadable")],
        ),
        (
            "a GeoPackage that is none",
            raw(b"SQLite format 3\0" + bytes(200), "a.gpkg"),
            [(0, "", "file_unreadable")],
        ),
        ("a table", raw(b"code;version\nK1;2026\n"), [(0, "", "file_unreadable")]),
        (
            "another kind of zip file",
            lambda folder: no_book(folder).rename(folder / "a.zip"),
            [(0, "", "file_unreadable")],
        ),
        ("self-crossing polygon", features((own, BOW)), [(2, "", "geometry_invalid")]),
        ("no polygon", features((own, Point(18, 59))), [(2, "", "not_a_polygon")]),
        ("no geometry", features((own, None)), [(2, "", "geometry_missing")]),
        ("coordinates swapped", features((own, turned(SQUARE))), [(2, "", "coordinates_swapped")]),
        (
            "coordinates (0, 0)",
            features((own, Polygon.from_bbox((0, 0, 1, 1)))),
            [(2, "", "coordinates_impossible")],
        ),
        ("missing column", as_is({"kod": "K1", "version": "1"}), [(0, "", "missing_column")]),
        ("missing value", features(({**own, "code": ""}, SQUARE)), [(2, "code", "value_missing")]),
        (
            "a cell of 5,000 characters",
            features(({**own, "code": "x" * 5000}, SQUARE)),
            [(2, "code", "too_long")],
        ),
        (
            "the same id in the file",
            features(({**own, "code": "K1"}, SQUARE)),
            [(2, "code", "duplicate_id")],
        ),
        (
            "wrongly decoded letters",
            features(({**own, "code": "SkogÃ¥s"}, SQUARE)),
            [(2, "code", "garbled_text")],
        ),
        (
            "metres without a system",
            lambda folder: as_geojson(folder / "a.geojson", [(own, in_metres(SQUARE))]),
            [(0, "", "crs_unknown")],
        ),
    ]
    cases = [Case(kind, "areas", make, said, OPTIONS) for kind, make, said in listed]
    wrong = (*OPTIONS, "--crs", "EPSG:x")
    cases.append(
        Case(
            "coordinates of an unknown system", "areas", features(), [(0, "", "crs_unknown")], wrong
        )
    )
    other = (*OPTIONS, "--crs", "EPSG:3006")
    cases.append(
        Case(
            "coordinates of another system",
            "areas",
            features(),
            [(1, "", "coordinates_impossible")],
            other,
        )
    )
    return cases


def as_is(properties: dict[str, object]) -> Make:
    return lambda folder: as_geojson(folder / "a.geojson", [(properties, SQUARE)])
