"""Files of many rows: the database is asked per chunk, and every refused row is told."""

import csv
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import AuditEntry
from tests.named_people import SARA, TESTS, acting
from tests.town import build_town, in_area
from tests.venues.importing.files import as_csv, run
from tests.venues.importing.test_import_population import HEADER
from tests.venues.importing.test_import_venues import a_row, table
from venues.importing.findings import LISTED, NOTED, Report
from venues.importing.running import Way
from venues.importing.venues import VenueOptions, import_venues
from venues.models import Area, Venue

pytestmark = pytest.mark.django_db


def asked(command: str, path: Path, *options: str) -> int:
    """How many queries an import asks."""
    with CaptureQueriesContext(connection) as queries:
        run(command, path, *options)
    return len(queries)


def test_the_queries_of_venues_do_not_grow_with_the_rows(tmp_path: Path) -> None:
    build_town()
    few = table(tmp_path, *(a_row(str(n), n - 500) for n in range(3)), name="few.csv")
    many = table(tmp_path, *(a_row(str(n), n - 500) for n in range(60)), name="many.csv")
    added = asked("import_venues", few, "--dry-run")
    assert asked("import_venues", many, "--dry-run") == added
    run("import_venues", many)
    unchanged = asked("import_venues", few)
    assert asked("import_venues", many) == unchanged
    moved = [a_row(str(n), n - 400) for n in range(60)]
    changed = asked("import_venues", table(tmp_path, *moved[:3]), "--dry-run")
    assert asked("import_venues", table(tmp_path, *moved), "--dry-run") == changed
    assert unchanged <= added < 20


def test_the_queries_of_population_do_not_grow_with_the_rows(tmp_path: Path) -> None:
    build_town()
    codes = list(Area.objects.values_list("code", flat=True))
    rows = [
        (code, f"{year}", age, 5)
        for code in codes
        for year in range(2015, 2025)
        for age in range(9)
    ]
    few, many = (as_csv(tmp_path / f"{n}.csv", [HEADER, *rows[:n]]) for n in (9, len(rows)))
    options = ("--source", "SCB")
    added = asked("import_population", few, *options, "--dry-run")
    assert asked("import_population", many, *options, "--dry-run") == added
    run("import_population", many, *options)
    unchanged = asked("import_population", few, *options)
    assert asked("import_population", many, *options) == unchanged
    later = asked("import_population", few, "--source", "SCB igen", "--dry-run")
    assert asked("import_population", many, "--source", "SCB igen", "--dry-run") == later
    assert AuditEntry.objects.filter(detail__has_key="population").count() == len(codes) * 10


def test_all_rows_out_of_reach_are_refused_in_few_queries(tmp_path: Path) -> None:
    town = build_town()
    sara = acting(SARA, scope=in_area(town.skogas_west))
    rows = [a_row(str(n), 500 if n % 2 else -500) for n in range(20)]
    way, options = Way(keep_good_rows=True), VenueOptions()
    with CaptureQueriesContext(connection) as queries:
        report = import_venues(path=table(tmp_path, *rows), options=options, way=way, by=sara)
    assert (report.added, report.refused, report.by_code) == (10, 10, {"not_permitted": 10})
    assert len(queries) < 30
    import_venues(path=table(tmp_path, *rows), options=options, way=Way(), by=TESTS)
    fetched = [a_row(str(n), -300) for n in range(20)]
    report = import_venues(path=table(tmp_path, *fetched), options=options, way=way, by=sara)
    assert (report.changed, report.by_code) == (10, {"not_permitted": 10})
    assert Venue.objects.filter(area=town.skogas_east).count() == 10


def test_every_finding_is_written_down_and_none_is_a_formula(tmp_path: Path) -> None:
    build_town()
    bad = [a_row(str(n), kind="@krog") for n in range(LISTED + 5)]
    path, errors = table(tmp_path, *bad), tmp_path / "fel.csv"
    report = run("import_venues", path, "--errors", str(errors), fails=True)
    assert (len(report["findings"]), report["findings_not_listed"]) == (LISTED, 5)
    with errors.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    assert lines[0] == ["row", "column", "code", "reason", "value"]
    assert [int(line[0]) for line in lines[1:]] == list(range(2, LISTED + 7))
    assert {(line[1], line[2], line[4]) for line in lines[1:]} == {
        ("kind", "not_a_choice", "'@krog")
    }


def test_notes_beyond_the_listed_are_counted() -> None:
    report = Report()
    for number in range(NOTED + 5):
        report.note(f"{number}")
        report.note(f"{number % NOTED}")
    assert (len(report.notes), report.left_out) == (NOTED, {"further notes": 5})
