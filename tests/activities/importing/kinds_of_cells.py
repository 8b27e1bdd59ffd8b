"""What can be wrong with the cells of one import, and what only looks so."""

import datetime

from tests.activities.importing.error_kinds import (
    TABLES,
    Case,
    activities,
    book,
    dated,
    merged,
    population,
    venues,
    written,
)


def of_cells() -> list[Case]:
    """What can be wrong with the cells of one import."""
    wrong: list[tuple[str, str, dict[str, str], str, str]] = [
        ("missing value", "venues", {"name": ""}, "name", "value_missing"),
        ("missing value", "population", {"area": ""}, "area", "value_missing"),
        ("missing value", "activities", {"title_sv": ""}, "title_sv", "value_missing"),
        ("a cell of 5,000 characters", "venues", {"name": "x" * 5000}, "name", "too_long"),
        ("a cell of 5,000 characters", "population", {"area": "x" * 5000}, "area", "too_long"),
        (
            "a cell of 5,000 characters",
            "activities",
            {"title_sv": "x" * 5000},
            "title_sv",
            "too_long",
        ),
        (
            "the same id in the file",
            "venues",
            {"external_id": "hus:1"},
            "external_id",
            "duplicate_id",
        ),
        ("the same id in the file", "population", {"age": "10-14"}, "area", "duplicate_id"),
        (
            "the same id in the file",
            "activities",
            {"external_id": "akt:0"},
            "starts",
            "duplicate_schedule",
        ),
        ("not one of the choices", "venues", {"kind": "krog"}, "kind", "not_a_choice"),
        ("not one of the choices", "population", {"age": "ung"}, "age", "not_a_choice"),
        ("not one of the choices", "activities", {"mode": "kurs"}, "mode", "not_a_choice"),
        ("unknown category", "activities", {"category": "krog"}, "category", "unknown_category"),
        ("unknown organiser", "activities", {"organiser": "X"}, "organiser", "unknown_organiser"),
        ("unknown venue", "activities", {"venue": "hus:9"}, "venue", "unknown_venue"),
        ("unknown area", "population", {"area": "R9"}, "area", "unknown_area"),
        ("end before start", "activities", {"ends": "16:00"}, "ends", "end_before_start"),
        (
            "last day before first",
            "activities",
            {"last_date": "2025-01-01"},
            "last_date",
            "end_before_start",
        ),
        ("ages in the wrong order", "activities", {"age_to": "12"}, "age_to", "end_before_start"),
        ("ages in the wrong order", "population", {"age": "19-15"}, "age", "end_before_start"),
        ("bands that overlap", "population", {"age": "14-19"}, "age", "bands_overlap"),
        ("coordinates (0, 0)", "venues", {"lat": "0", "lng": "0"}, "lat", "coordinates_missing"),
        ("no coordinates", "venues", {"lat": "", "lng": ""}, "lat", "coordinates_missing"),
        (
            "coordinates swapped",
            "venues",
            {"lat": "18.1543", "lng": "59.2180"},
            "lat",
            "coordinates_swapped",
        ),
        (
            "outside every area",
            "venues",
            {"lat": "55.6", "lng": "13.0"},
            "lat",
            "outside_every_area",
        ),
        (
            "metres without a system",
            "venues",
            {"lat": "6568586", "lng": "680032"},
            "lat",
            "coordinates_impossible",
        ),
        ("an impossible hour", "activities", {"starts": "25:00"}, "starts", "not_a_time"),
    ]
    cases = [
        Case(kind, importer, written(TABLES[importer](**cells)), [(_row(code), column, code)])
        for kind, importer, cells, column, code in wrong
    ]
    for text in ("7/1 2026", "07.01.2026", "7 januari 2026", "01/07/26", "46029", "2026-02-30"):
        for importer, column in (("activities", "first_date"), ("population", "reference_date")):
            table = TABLES[importer](**{column: text})
            cases.append(
                Case(f"date `{text}`", importer, written(table), [(3, column, "not_a_date")])
            )
    return cases


def _row(code: str) -> int:
    return 2 if code == "bands_overlap" else 3


def that_are_read() -> list[Case]:
    """What looks odd and is read all the same."""
    day = datetime.date(2026, 1, 7)
    cases = [
        Case("date `20260107`", "activities", written(activities(first_date="20260107")), []),
        Case("a real date, XLSX", "activities", dated("activities", "first_date", day), []),
        Case("a real date, XLSX", "population", dated("population", "reference_date", day), []),
        Case("decimal comma", "venues", written(venues(lat="59,2180")), []),
        Case("decimal comma", "activities", written(activities(price_sek="49,50")), []),
        Case(
            "merged cells", "venues", book(venues(), merged), [(3, "external_id", "value_missing")]
        ),
        Case(
            "merged cells",
            "activities",
            book(activities(), merged),
            [(3, "external_id", "value_missing")],
        ),
        Case(
            "merged cells", "population", book(population(), merged), [(3, "area", "value_missing")]
        ),
        Case(
            "coordinates of an unknown system",
            "venues",
            written(venues()),
            [(0, "", "crs_unknown")],
            ("--crs", "EPSG:x"),
        ),
    ]
    for blank in (" ", "\u00a0", "\u202f"):
        name = {" ": "a space", "\u00a0": "a non-breaking space"}.get(blank, "a thin space")
        figures = population(count=f"1{blank}234")
        cases.append(Case(f"{name} between thousands", "population", written(figures), []))
        seats = activities(capacity=f"1{blank}234")
        cases.append(Case(f"{name} between thousands", "activities", written(seats), []))
    return cases
