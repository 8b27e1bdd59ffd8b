"""Venues from a table: what is right comes in once, what is wrong is told by row and column."""

from pathlib import Path
from typing import Any

import pytest

from people.errors import NotPermitted
from people.models import AuditEntry
from tests.named_people import SARA, acting
from tests.town import VARBY, add_venue, build_town, in_area, spot
from tests.venues.importing.files import (
    as_csv,
    as_xlsx,
    counts,
    run,
    wrong,
)
from venues.importing.venue_rows import COLUMNS
from venues.models import Venue
from venues.places import VenueFields, save_venues

HEADER = [column.name for column in COLUMNS]


def a_row(key: str = "1", east: float = -500, **more: str) -> list[str]:
    """A good row; the venue lies so many metres east of the square in Skogås."""
    at = spot(east, 0)
    row = {
        "external_id": f"hus:{key}",
        "name": f"Träffen på Ågatan {key}",
        "kind": "youth_club",
        "lat": f"{at.y:.7f}",
        "lng": f"{at.x:.7f}",
        "address": "Ågatan 1",
        "position_source": "Lokalregistret",
        "position_approximate": "nej",
        "accessibility": "",
        "opening_hours": "Mo-Fr 14:00-21:00; PH off",
        "opening_hours_school_holidays": "Mo-Fr 10:00-16:00; PH off",
        "opening_hours_source": "Träffens dörr",
        "opening_hours_approximate": "ja",
    }
    return [(row | more)[name] for name in HEADER]


def table(folder: Path, *rows: list[str], name: str = "hus.csv", **how: str) -> Path:
    return as_csv(folder / name, [HEADER, *rows], **how)


@pytest.mark.django_db
def test_venues_come_in_once_and_follow_the_file(tmp_path: Path) -> None:
    town = build_town()
    first = run("import_venues", table(tmp_path, a_row("1"), a_row("2", 500)))
    assert (counts(first), first["written"]) == ((2, 0, 0, 0), True)
    venue = Venue.objects.get(external_id="hus:1")
    assert (venue.name, venue.kind, venue.area) == (
        "Träffen på Ågatan 1",
        "youth_club",
        town.skogas_west,
    )
    assert Venue.objects.get(external_id="hus:2").area == town.skogas_east
    again = run("import_venues", table(tmp_path, a_row("1"), a_row("2", 500)))
    assert counts(again) == (0, 0, 2, 0)
    moved = run("import_venues", table(tmp_path, a_row("1", 700), a_row("3", name="Ny")))
    assert counts(moved) == (1, 1, 0, 0)
    venue.refresh_from_db()
    assert (venue.area, Venue.objects.count()) == (town.skogas_east, 3)


@pytest.mark.django_db
def test_opening_hours_come_in_and_stay_when_a_file_says_nothing_of_them(tmp_path: Path) -> None:
    build_town()
    run("import_venues", table(tmp_path, a_row("1")))
    venue = Venue.objects.get()
    assert (venue.opening_hours, venue.opening_hours_source) == (
        "Mo-Fr 14:00-21:00; PH off",
        "Träffens dörr",
    )
    assert venue.opening_hours_school_holidays == "Mo-Fr 10:00-16:00; PH off"
    assert venue.opening_hours_approximate is True
    without = [name for name in HEADER if not name.startswith("opening_hours")]
    path = as_csv(tmp_path / "utan.csv", [without, a_row("1")[: len(without)]])
    assert counts(run("import_venues", path)) == (0, 0, 1, 0)
    emptied: dict[str, Any] = {name: "" for name in HEADER if name.startswith("opening_hours")}
    assert counts(run("import_venues", table(tmp_path, a_row("1", **emptied)))) == (0, 1, 0, 0)
    assert Venue.objects.get().opening_hours == ""


@pytest.mark.django_db
def test_every_change_is_in_the_audit_log_and_an_unchanged_venue_is_not(tmp_path: Path) -> None:
    build_town()
    path = table(tmp_path, a_row("1"))
    run("import_venues", path)
    run("import_venues", path)
    entry = AuditEntry.objects.get(deed="venue.write")
    assert (entry.by_system, entry.detail) == ("import_venues", {"added": True})
    assert entry.object_id == str(Venue.objects.get().pk)


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encoding_and_delimiter_are_found_out(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    build_town()
    report = run("import_venues", table(tmp_path, a_row(), encoding=encoding, delimiter=delimiter))
    assert Venue.objects.get().address == "Ågatan 1"
    assert any("Windows-1252" in note for note in report["notes"]) is (encoding == "cp1252")


@pytest.mark.django_db
def test_a_workbook_comes_in_like_a_csv_file(tmp_path: Path) -> None:
    build_town()
    row: list[object] = list(a_row())
    row[3], row[4], row[7] = float(a_row()[3]), float(a_row()[4]), False
    report = run("import_venues", as_xlsx(tmp_path / "hus.xlsx", [HEADER, row]))
    assert counts(report) == (1, 0, 0, 0)
    assert counts(run("import_venues", table(tmp_path, a_row()))) == (0, 0, 1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"lat": "0", "lng": "0"}, "lat", "coordinates_missing"),
        ({"lat": "", "lng": ""}, "lat", "coordinates_missing"),
        ({"lat": "18.1543", "lng": "59.2180"}, "lat", "coordinates_swapped"),
        ({"lat": "55.6", "lng": "13.0"}, "lat", "outside_every_area"),
        ({"lat": "6568586", "lng": "680032"}, "lat", "coordinates_impossible"),
        ({"lat": "norr"}, "lat", "not_a_number"),
        ({"kind": "krog"}, "kind", "not_a_choice"),
        ({"name": ""}, "name", "value_missing"),
        ({"name": "x" * 161}, "name", "too_long"),
        ({"name": "TrÃ¤ffen"}, "name", "garbled_text"),
        ({"name": "=A1"}, "name", "formula"),
        ({"external_id": ""}, "external_id", "value_missing"),
        ({"position_source": ""}, "position_source", "value_missing"),
        ({"position_approximate": "kanske"}, "position_approximate", "not_a_choice"),
        ({"opening_hours": "10-18 vardagar"}, "opening_hours", "invalid_opening_hours"),
        ({"opening_hours": "Mo 10:00-18:00; SH off"}, "opening_hours", "invalid_opening_hours"),
        ({"opening_hours": "x" * 401}, "opening_hours", "too_long"),
        (
            {"opening_hours_school_holidays": "lov"},
            "opening_hours_school_holidays",
            "invalid_opening_hours",
        ),
        ({"opening_hours_source": ""}, "opening_hours_source", "value_missing"),
        ({"opening_hours_approximate": "ca"}, "opening_hours_approximate", "not_a_choice"),
    ],
)
def test_one_wrong_row_stops_the_file_and_is_named(
    tmp_path: Path, changes: dict[str, Any], column: str, code: str
) -> None:
    build_town()
    path = table(tmp_path, a_row("1"), a_row("2", **changes))
    report = run("import_venues", path, fails=True)
    assert wrong(report) == [(3, column, code)]
    assert (report["written"], Venue.objects.count()) == (False, 0)


@pytest.mark.django_db
def test_good_rows_are_kept_only_when_asked(tmp_path: Path) -> None:
    build_town()
    path = table(tmp_path, a_row("1"), a_row("2", kind="krog"))
    report = run("import_venues", path, "--keep-good-rows")
    assert (counts(report), report["written"]) == ((1, 0, 0, 1), True)
    assert Venue.objects.get().external_id == "hus:1"


@pytest.mark.django_db
def test_a_dry_run_checks_all_and_changes_nothing(tmp_path: Path) -> None:
    build_town()
    report = run("import_venues", table(tmp_path, a_row()), "--dry-run")
    assert (counts(report), report["written"], report["dry_run"]) == ((1, 0, 0, 0), False, True)
    assert not Venue.objects.exists()
    bad = run("import_venues", table(tmp_path, a_row(name="")), "--dry-run", fails=True)
    assert wrong(bad) == [(2, "name", "value_missing")]


@pytest.mark.django_db
def test_an_id_that_comes_twice_names_the_first_row(tmp_path: Path) -> None:
    build_town()
    report = run("import_venues", table(tmp_path, a_row("1"), a_row("2"), a_row("1")), fails=True)
    assert wrong(report) == [(4, "external_id", "duplicate_id")]
    assert "row 2" in report["findings"][0]["reason"]
    kept = table(tmp_path, a_row("1", name="Först"), a_row("1", name="Sedan"))
    assert counts(run("import_venues", kept, "--keep-good-rows")) == (1, 0, 0, 1)
    assert Venue.objects.get().name == "Först"


@pytest.mark.django_db
def test_rows_with_too_few_or_too_many_cells_are_shifted(tmp_path: Path) -> None:
    build_town()
    path = table(tmp_path, a_row("1")[:-1], [*a_row("2"), "mer"])
    report = run("import_venues", path, fails=True)
    assert wrong(report) == [(2, "", "columns_shifted"), (3, "", "columns_shifted")]


@pytest.mark.django_db
def test_values_one_column_off_are_told_as_a_shift(tmp_path: Path) -> None:
    build_town()
    good = a_row()
    shifted = [good[0], "", *good[1:-1]]
    codes = {code for _row, _column, code in wrong(run_failing(table(tmp_path, shifted)))}
    assert {"columns_shifted", "not_a_choice", "not_a_number"} <= codes


def run_failing(path: Path) -> dict[str, object]:
    return run("import_venues", path, fails=True)


@pytest.mark.django_db
def test_without_any_area_it_says_what_to_do(tmp_path: Path) -> None:
    assert wrong(run_failing(table(tmp_path, a_row()))) == [(0, "", "no_areas")]


@pytest.mark.django_db
def test_another_file_is_fitted_by_options(tmp_path: Path) -> None:
    build_town()
    path = as_csv(
        tmp_path / "register.csv",
        [
            ["ID", "Namn", "Typ", "N", "E", "Telefon"],
            ["7", "Biblioteket", "Folkbibliotek", "6568586", "680 032", "08-1"],
        ],
    )
    report = run(
        "import_venues", path,
        "--column", "external_id=ID", "--column", "name=Namn", "--column", "kind=Typ",
        "--column", "lat=N", "--column", "lng=E", "--value", "kind:Folkbibliotek=library",
        "--constant", "position_approximate=yes", "--crs", "EPSG:3006",
        "--source", "Registret", "--ignore-column", "Telefon",
    )  # fmt: skip
    assert counts(report) == (1, 0, 0, 0)
    assert "Columns not read: Telefon." in report["notes"]
    venue = Venue.objects.get()
    assert (venue.kind, venue.position_approximate) == ("library", True)
    assert venue.position.distance(spot(0, 0)) < 1e-6


@pytest.mark.django_db
def test_columns_that_are_missing_unknown_or_twice_are_all_named(tmp_path: Path) -> None:
    build_town()
    path = as_csv(tmp_path / "x.csv", [["external_id", "namn", "kind", "kind", "lat", "lng"], []])
    report = run_failing(path)
    assert wrong(report) == [
        (1, "kind", "column_twice"),
        (1, "name", "missing_column"),
        (1, "namn", "unknown_column"),
    ]
    assert "Is it 'name'?" in str(report["findings"])


@pytest.mark.django_db
def test_a_coordinator_saves_many_only_in_their_part_of_town() -> None:
    town = build_town()
    sara = acting(SARA, scope=in_area(town.skogas))
    fields: VenueFields = {
        "name": "Träffen",
        "kind": "youth_club",
        "address": "",
        "position": spot(-500, 0),
        "position_source": "Sara",
        "position_approximate": False,
    }
    assert save_venues(venues={"a": fields}, by=sara) == {"a": "added"}
    away: VenueFields = {**fields, "position": town.varby.geometry.centroid}
    with pytest.raises(NotPermitted):
        save_venues(venues={"b": away}, by=sara)
    with pytest.raises(NotPermitted):
        save_venues(venues={"a": away}, by=sara)
    assert Venue.objects.get().position == spot(-500, 0)


@pytest.mark.django_db
def test_a_coordinator_does_not_fetch_a_venue_from_another_part_of_town() -> None:
    town = build_town()
    add_venue("Träffen", *VARBY)
    Venue.objects.update(external_id="a")
    sara = acting(SARA, scope=in_area(town.skogas))
    fields: VenueFields = {
        "name": "Träffen",
        "kind": "youth_club",
        "address": "",
        "position": spot(-500, 0),
        "position_source": "Sara",
        "position_approximate": False,
    }
    with pytest.raises(NotPermitted):
        save_venues(venues={"a": fields}, by=sara)
    assert Venue.objects.get().area == town.varby_gard


@pytest.mark.django_db
def test_a_venue_outside_every_area_comes_in_when_that_is_meant(tmp_path: Path) -> None:
    build_town()
    path = table(tmp_path, a_row("1", 9_000))
    assert wrong(run("import_venues", path, fails=True)) == [(2, "lat", "outside_every_area")]
    assert counts(run("import_venues", path, "--allow-outside")) == (1, 0, 0, 0)
    assert Venue.objects.get(external_id="hus:1").area is None


@pytest.mark.django_db
def test_accessibility_comes_in_as_known_and_an_empty_cell_keeps_what_is_known(
    tmp_path: Path,
) -> None:
    build_town()
    told = "hörslinga, step_free; lift=nej"
    run("import_venues", table(tmp_path, a_row("1", accessibility=told)))
    venue = Venue.objects.get()
    assert (venue.access_yes, venue.access_no) == (["step_free", "hearing_loop"], ["lift"])
    assert counts(run("import_venues", table(tmp_path, a_row("1")))) == (0, 0, 1, 0)
    run("import_venues", table(tmp_path, a_row("1", accessibility="ramp", name="Nytt namn")))
    venue.refresh_from_db()
    assert (venue.name, venue.access_yes, venue.access_no) == ("Nytt namn", ["ramp"], [])


@pytest.mark.django_db
@pytest.mark.parametrize("cell", ["wings", "lift=perhaps", "lift, lift=no"])
def test_accessibility_that_means_nothing_is_refused(tmp_path: Path, cell: str) -> None:
    build_town()
    report = run("import_venues", table(tmp_path, a_row("1", accessibility=cell)), fails=True)
    assert wrong(report) == [(2, "accessibility", "not_a_choice")]
    assert not Venue.objects.exists()
