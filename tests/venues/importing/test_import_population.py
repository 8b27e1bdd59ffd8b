"""Figures as they are published: bands, suffixes, missing years, both sexes, and squares."""

import datetime
import uuid
from pathlib import Path

import pytest
from django.contrib.gis.geos import Polygon

from tests.town import SKOGAS, Town, add_area, box, build_town
from tests.venues.importing.files import as_csv, as_geojson, as_xlsx, counts, run, wrong
from venues.models import Area, HomePoint, Population

pytestmark = pytest.mark.django_db

HEADER = ("area", "reference_date", "age", "count")
DAY = "2024-12-31"


def figures(folder: Path, *rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> Path:
    return as_csv(folder / "folk.csv", [header, *rows])


def load(path: Path, *options: str, fails: bool = False) -> dict[str, object]:
    return run("import_population", path, "--source", "SCB", *options, fails=fails)


def bands(area: Area) -> list[tuple[int, int | None, int]]:
    rows = Population.objects.filter(area=area).order_by("reference_date", "age_from")
    return list(rows.values_list("age_from", "age_to", "count"))


def test_bands_come_in_once_and_follow_the_file(tmp_path: Path) -> None:
    town = build_town()
    path = figures(tmp_path, ("R1", DAY, "10-14", 500), ("R1", DAY, "80+", 7), ("R2", DAY, "7", 3))
    assert counts(load(path)) == (2, 0, 0, 0)
    assert bands(town.skogas_west) == [(10, 14, 500), (80, None, 7)]
    assert bands(town.skogas_east) == [(7, 7, 3)]
    assert counts(load(path)) == (0, 0, 2, 0)
    path = figures(tmp_path, ("R1", DAY, "10-14", 501))
    changed = load(path)
    assert counts(changed) == (0, 1, 0, 0)
    assert changed["left_out"] == {"earlier bands that the file does not have": 1}
    assert bands(town.skogas_west) == [(10, 14, 501)]


def test_a_workbook_and_separate_ages_do_as_well(tmp_path: Path) -> None:
    town = build_town()
    header = ["area", "reference_date", "age_from", "age_to", "count", "apportioned"]
    rows = [["R1", datetime.date(2024, 12, 31), 10, 14, 500, True], ["R1", DAY, 80, None, 7, "nej"]]
    report = load(as_xlsx(tmp_path / "folk.xlsx", [header, *rows]))
    assert counts(report) == (1, 0, 0, 0)
    assert bands(town.skogas_west) == [(10, 14, 500), (80, None, 7)]
    assert Population.objects.get(age_from=10).apportioned


def test_parts_that_do_not_add_up_are_kept_as_they_are(tmp_path: Path) -> None:
    town = build_town()
    rows = [("R1", "2024", "0-64 år", 10), ("R1", "2024", "65-", 19), ("R1", "2024", "totalt", 18)]
    report = load(figures(tmp_path, *rows))
    assert (counts(report), report["left_out"]) == (
        (1, 0, 0, 0),
        {"rows for all ages together": 1},
    )
    assert bands(town.skogas_west) == [(0, 64, 10), (65, None, 19)]
    assert Population.objects.get(age_from=65).reference_date == datetime.date(2024, 12, 31)


def test_a_total_alone_is_one_open_band(tmp_path: Path) -> None:
    town = build_town()
    load(figures(tmp_path, ("R1", DAY, "totalt", 18)))
    assert bands(town.skogas_west) == [(0, None, 18)]


@pytest.mark.parametrize("nothing", ["0", "", "..", "null"])
def test_years_before_a_code_existed_are_missing_not_empty_areas(
    tmp_path: Path, nothing: str
) -> None:
    town = build_town()
    old = [("R1", "2015", "0-64", nothing), ("R1", "2015", "65-", nothing)]
    report = load(figures(tmp_path, *old, ("R1", "2024", "0-64", 4), ("R1", "2024", "65-", 0)))
    assert (counts(report), report["left_out"]) == (
        (1, 0, 0, 0),
        {"areas on a date without figures (all 0 or empty)": 1},
    )
    assert bands(town.skogas_west) == [(0, 64, 4), (65, None, 0)]


def test_a_missing_band_is_not_a_nought(tmp_path: Path) -> None:
    town = build_town()
    report = load(figures(tmp_path, ("R1", DAY, "0-64", 4), ("R1", DAY, "65-", "..")))
    assert report["left_out"] == {"bands without a figure": 1}
    assert bands(town.skogas_west) == [(0, 64, 4)]


def test_the_suffix_says_the_version(tmp_path: Path) -> None:
    ring = box(0, 0, 100, 100)
    old = add_area("0126A0010", ring, kind="deso", version="2018_v2")
    new = add_area("0126A0010", ring, kind="deso", version="2025_v2")
    load(figures(tmp_path, ("0126A0010_DeSO2025", DAY, "10-14", 5)))
    assert (bands(old), bands(new)) == ([], [(10, 14, 5)])
    path = figures(tmp_path, ("0126A0010", DAY, "10-14", 5), ("0126A0010_RegSO2031", DAY, "7", 5))
    report = load(path, fails=True)
    assert wrong(report) == [(2, "area", "area_ambiguous"), (3, "area", "unknown_area")]
    path = figures(tmp_path, ("0126A0010", DAY, "10-14", 6))
    load(path, "--area-version", "2018_v2")
    assert (bands(old), bands(new)) == ([(10, 14, 6)], [(10, 14, 5)])


def test_figures_per_sex_need_the_published_total(tmp_path: Path) -> None:
    town = build_town()
    header = ("area", "reference_date", "age", "sex", "count")
    rows = [("R1", DAY, "10-14", sex, n) for sex, n in (("män", 3), ("kvinnor", 4), ("totalt", 6))]
    report = load(figures(tmp_path, *rows, header=header))
    assert report["left_out"] == {"rows for one sex": 2}
    assert bands(town.skogas_west) == [(10, 14, 6)]
    report = load(figures(tmp_path, *rows[:2], header=header), fails=True)
    assert wrong(report) == [(2, "sex", "no_total")]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (("R9", DAY, "7", 1), "area", "unknown_area"),
        (("", DAY, "7", 1), "area", "value_missing"),
        (("R1", "31/12/2024", "7", 1), "reference_date", "not_a_date"),
        (("R1", DAY, "ung", 1), "age", "not_a_choice"),
        (("R1", DAY, "14-10", 1), "age", "end_before_start"),
        (("R1", DAY, "7", "1,5"), "count", "not_a_number"),
        (("R1", DAY, "7", -1), "count", "not_a_number"),
        (("R1", DAY, "10-14", 9), "area", "duplicate_id"),
        (("R1", DAY, "14-15", 9), "age", "bands_overlap"),
    ],
)
def test_one_wrong_row_stops_the_file_and_is_named(
    tmp_path: Path, row: tuple[object, ...], column: str, code: str
) -> None:
    build_town()
    report = load(figures(tmp_path, ("R1", DAY, "10-14", 5), row), fails=True)
    where = 2 if code == "bands_overlap" else 3
    assert wrong(report) == [(where, column, code)]
    assert not Population.objects.exists()


def east_and_west() -> tuple[Town, Polygon]:
    """The town, and a square of which a quarter lies in the western part of Skogås."""
    return build_town(), box(-250, 0, 750, 1000)


def squares(folder: Path, *rows: tuple[str, object, Polygon]) -> Path:
    listed = [({"rutid": name, "beftotalt": count}, shape) for name, count, shape in rows]
    return as_geojson(folder / "rutor.geojson", listed)


def test_a_square_is_shared_out_over_the_areas_it_overlaps(tmp_path: Path) -> None:
    town, shape = east_and_west()
    path = squares(tmp_path, ("1", 100, shape))
    report = load(path, "--squares", "--kind", "regso")
    assert counts(report) == (2, 0, 0, 0)
    weights = {point.area: point.weight for point in HomePoint.objects.select_related("area")}
    assert weights[town.skogas_west] == pytest.approx(25, abs=0.1)
    assert weights[town.skogas_east] == pytest.approx(75, abs=0.1)
    for point in HomePoint.objects.select_related("area"):
        assert point.area.geometry.contains(point.position)
    assert report["left_out"] == {"areas that no square with people overlaps": 1}
    assert counts(load(path, "--squares", "--kind", "regso")) == (0, 0, 2, 0)


def test_an_area_smaller_than_a_square_gets_its_people(tmp_path: Path) -> None:
    small = add_area("liten", box(10, 10, 60, 60), kind="deso")
    path = squares(tmp_path, ("1", 400, box(0, 0, 1000, 1000)))
    report = load(path, "--squares", "--kind", "deso")
    assert HomePoint.objects.get(area=small).weight == pytest.approx(1, abs=0.01)
    assert report["left_out"] == {"people outside every area (whole squares and parts)": 399}


def test_a_point_lies_inside_an_area_that_bends_around_its_middle(tmp_path: Path) -> None:
    bent = box(0, 0, 900, 900).difference(box(300, -10, 600, 800))
    assert isinstance(bent, Polygon)
    assert not bent.contains(bent.centroid)
    area = add_area("bågen", bent, kind="deso")
    load(squares(tmp_path, ("1", 400, box(-50, -50, 950, 950))), "--squares", "--kind", "deso")
    assert area.geometry.contains(HomePoint.objects.get().position)


def test_squares_outside_and_without_people_are_counted(tmp_path: Path) -> None:
    _town, shape = east_and_west()
    away = box(9_000, 0, 10_000, 1_000)
    path = squares(tmp_path, ("1", 100, shape), ("2", 0, away), ("3", 40, away), ("4", None, away))
    report = load(path, "--squares", "--kind", "regso")
    assert report["left_out"] == {
        "squares where nobody is counted": 2,
        "squares outside every area": 1,
        "people outside every area (whole squares and parts)": 40,
        "areas that no square with people overlaps": 1,
    }


def test_a_table_of_squares_needs_only_their_ids(tmp_path: Path) -> None:
    town = build_town()
    east, north = SKOGAS[0] // 1000 * 1000, SKOGAS[1] // 1000 * 1000
    header = ["rutid_inspire", "beftotalt"]
    rows = [[f"CRS3006RES1000mN{north}E{east}", 30], [f"{east + 1000}{north}", 12]]
    path = as_csv(tmp_path / "rutor.csv", [header, *rows])
    options = ("--column", "square=rutid_inspire", "--column", "count=beftotalt")
    load(path, "--squares", "--kind", "district", *options)
    points = HomePoint.objects.filter(area=town.skogas).order_by("weight")
    assert [point.weight for point in points] == pytest.approx([12, 30], abs=0.1)
    bad = as_csv(tmp_path / "rutor.csv", [header, *rows, rows[0], ["ruta 1", 4]])
    report = load(bad, "--squares", "--kind", "district", *options, fails=True)
    assert wrong(report) == [(4, "square", "duplicate_id"), (5, "square", "not_a_number")]


def test_without_areas_there_is_nowhere_to_put_people(tmp_path: Path) -> None:
    report = load(figures(tmp_path, ("R1", DAY, "10-14", 500)), fails=True)
    assert wrong(report) == [(0, "", "no_areas")]
    path = squares(tmp_path, ("1", 100, box(0, 0, 1000, 1000)))
    report = load(path, "--squares", "--kind", "regso", fails=True)
    assert wrong(report) == [(0, "", "no_areas")]


def test_squares_ask_which_version_of_the_areas_is_meant(tmp_path: Path) -> None:
    town, shape = east_and_west()
    older = Area.objects.get(pk=town.skogas_west.pk)
    older.pk, older.version = uuid.uuid4(), "2018"
    older.lineage = [older.pk]
    older.save(force_insert=True)
    path = squares(tmp_path, ("1", 100, shape))
    report = load(path, "--squares", "--kind", "regso", fails=True)
    assert wrong(report) == [(0, "", "area_ambiguous")]
    of_2030 = ("--squares", "--kind", "regso", "--area-version", "2030")
    assert wrong(load(path, *of_2030, fails=True)) == [(0, "", "no_areas")]
    load(path, "--squares", "--kind", "regso", "--area-version", "2018")
    assert set(HomePoint.objects.values_list("area", flat=True)) == {older.pk}
