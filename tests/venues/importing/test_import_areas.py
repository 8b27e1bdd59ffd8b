"""Areas from GeoJSON, GeoPackage and Shapefile: any coordinate system, nothing invented."""

from pathlib import Path

import pytest
from django.contrib.gis.geos import GEOSGeometry, Point, Polygon

from people.models import AuditEntry
from tests.town import SKOGAS, add_venue, box, build_town
from tests.venues.importing.files import as_csv, as_geojson, counts, run, wrong
from tests.venues.importing.gis_files import as_gis_file
from venues.models import Area, AreaName

pytestmark = pytest.mark.django_db

KM = box(-500, -500, 500, 500)
EAST = box(500, -500, 1500, 500)
OPTIONS = ("--kind", "district", "--source", "Kommunen", "--version-field", "version")
NAMED = (*OPTIONS, "--name-field", "sv=name_sv", "--name-field", "ar=name_ar")


def metres(shape: Polygon) -> Polygon:
    """The same in SWEREF 99 TM, as Statistics Sweden's files have it."""
    moved = shape.clone()
    moved.transform(3006)
    return moved


def props(code: str = "K1", **more: object) -> dict[str, object]:
    return {"code": code, "version": "2026", "name_sv": code.title(), "name_ar": ""} | more


def areas(folder: Path, *features: tuple[dict[str, object], GEOSGeometry | None]) -> Path:
    return as_geojson(folder / "omraden.geojson", features)


def deso(code: str = "0126A0010", **more: object) -> dict[str, object]:
    own = {"desokod": code, "kommunkod": code[:4], "regsokod": "0126R001", "version": "2025_v2"}
    return own | more


def test_areas_come_in_once_and_follow_the_file(tmp_path: Path) -> None:
    path = areas(tmp_path, (props("K1", name_ar="واحد"), KM), (props("K2"), EAST))
    assert counts(run("import_areas", path, *NAMED)) == (2, 0, 0, 0)
    area = Area.objects.get(code="K1")
    assert (area.kind, area.version, area.geometry_source) == ("district", "2026", "Kommunen")
    assert dict(area.names.values_list("language", "name")) == {"sv": "K1", "ar": "واحد"}
    assert counts(run("import_areas", path, *NAMED)) == (0, 0, 2, 0)
    path = areas(tmp_path, (props("K1", name_sv="Nytt"), KM), (props("K2"), EAST))
    assert counts(run("import_areas", path, *NAMED)) == (0, 1, 1, 0)
    assert AreaName.objects.get(area=area).name == "Nytt"
    assert set(AuditEntry.objects.values_list("by_system", flat=True)) == {"import_areas"}


def test_venues_go_into_the_new_areas(tmp_path: Path) -> None:
    venue = add_venue("Träffen", 0, 0)
    report = run("import_areas", areas(tmp_path, (props(), KM)), *NAMED)
    venue.refresh_from_db()
    assert venue.area == Area.objects.get()
    assert "1 venues belong to another area now." in report["notes"]


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".zip"])
def test_other_formats_and_systems_give_the_same_area(tmp_path: Path, suffix: str) -> None:
    path = as_gis_file(tmp_path, suffix, [(props("K1", name_sv="Älvsjö"), KM)], "EPSG:3011")
    report = run("import_areas", path, *OPTIONS, "--name-field", "sv=name_sv")
    assert counts(report) == (1, 0, 0, 0)
    area = Area.objects.get()
    assert area.names.get().name == "Älvsjö"
    assert area.geometry_metric.centroid.distance(Point(*SKOGAS, srid=3006)) < 1


def test_statistics_swedens_file_needs_only_the_preset(tmp_path: Path) -> None:
    path = areas(tmp_path, (deso(), metres(KM)), (deso("2080C1190"), metres(EAST)))
    report = run("import_areas", path, "--preset", "deso", "--municipality", "0126")
    assert (counts(report), report["rows"]) == ((1, 0, 0, 0), 1)
    assert report["left_out"] == {"features of other municipalities": 1}
    assert any("taken as EPSG:3006" in note for note in report["notes"])
    area = Area.objects.get()
    assert (area.kind, area.code, area.version) == ("deso", "0126A0010", "2025_v2")
    assert area.geometry.centroid.distance(KM.centroid) < 1e-6


def test_the_file_may_say_its_system_itself(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    path = as_geojson(tmp_path / "a.geojson", [(props(), metres(KM))], crs=crs)
    assert counts(run("import_areas", path, *NAMED)) == (1, 0, 0, 0)
    assert Area.objects.get().geometry.centroid.distance(KM.centroid) < 1e-6


def test_metres_without_a_system_are_not_taken_for_degrees(tmp_path: Path) -> None:
    path = areas(tmp_path, (props(), metres(KM)))
    report = run("import_areas", path, *NAMED, fails=True)
    assert wrong(report) == [(0, "", "crs_unknown")]
    assert "--crs EPSG:3006" in report["findings"][0]["reason"]
    assert counts(run("import_areas", path, *NAMED, "--crs", "EPSG:3006")) == (1, 0, 0, 0)


def test_regso_has_names_and_deso_lies_in_it(tmp_path: Path) -> None:
    regso: dict[str, object] = {
        "regsokod": "0126R001",
        "regsonamn": "Skogås",
        "version": "2025_v2",
        "kommunkod": "1",
    }
    report = run("import_areas", areas(tmp_path, (regso, metres(KM))), "--preset", "regso")
    assert counts(report) == (1, 0, 0, 0)
    path = areas(tmp_path, (deso(), metres(KM)))
    run("import_areas", path, "--preset", "deso", "--parent-field", "regsokod")
    area = Area.objects.get(kind="deso")
    assert area.parent == Area.objects.get(kind="regso", names__name="Skogås")
    assert area.lineage == [area.pk, area.parent.pk]
    again = run("import_areas", path, "--preset", "deso")
    assert counts(again) == (0, 0, 1, 0), "without the option the parent is kept"


def test_a_parent_may_come_later_in_the_file(tmp_path: Path) -> None:
    child, parent = props("liten", parent="stor"), props("stor", parent="")
    path = areas(tmp_path, (child, KM), (parent, box(-900, -900, 900, 900)))
    assert counts(run("import_areas", path, *NAMED, "--parent-field", "parent")) == (2, 0, 0, 0)
    assert Area.objects.get(code="liten").parent == Area.objects.get(code="stor")


BOW = Polygon(((18, 59), (18.1, 59.1), (18.1, 59), (18, 59.1), (18, 59)))


@pytest.mark.parametrize(
    ("feature", "column", "code"),
    [
        ((props("K2"), BOW), "", "geometry_invalid"),
        ((props("K2"), None), "", "geometry_missing"),
        ((props("K2"), Polygon()), "", "geometry_missing"),
        ((props("K2"), Point(18, 59)), "", "not_a_polygon"),
        ((props("K1"), EAST), "code", "duplicate_id"),
        ((props(""), EAST), "code", "value_missing"),
        ((props("K" * 41), EAST), "code", "too_long"),
        ((props("K2", name_sv="SkogÃ¥s"), EAST), "name_sv", "garbled_text"),
        ((props("K2", parent="K9"), EAST), "parent", "unknown_parent"),
    ],
)
def test_one_wrong_feature_stops_the_file_and_is_named(
    tmp_path: Path,
    feature: tuple[dict[str, object], GEOSGeometry | None],
    column: str,
    code: str,
) -> None:
    path = areas(tmp_path, (props("K1", parent=""), KM), feature)
    report = run("import_areas", path, *NAMED, "--parent-field", "parent", fails=True)
    assert wrong(report) == [(2, column, code)]
    assert (report["written"], Area.objects.count()) == (False, 0)
    kept = run("import_areas", path, *NAMED, "--parent-field", "parent", "--keep-good-rows")
    assert (counts(kept), Area.objects.get().code) == ((1, 0, 0, 1), "K1")


def test_a_parent_of_two_versions_must_be_said(tmp_path: Path) -> None:
    town = build_town()
    path = areas(tmp_path, (props("K1", version="0126"), KM))
    options = (*NAMED, "--parent-field", "version")
    run("import_areas", path, *options)
    assert Area.objects.get(code="K1").parent == town.huddinge
    Area.objects.create(
        code="0126", version="2", kind="municipality", geometry=town.huddinge.geometry
    )
    report = run("import_areas", path, *options, fails=True)
    assert wrong(report) == [(1, "version", "area_ambiguous")]
    said = run("import_areas", path, *options, "--parent-version", "test-1")
    assert counts(said) == (0, 0, 1, 0)


def test_a_field_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = areas(tmp_path, (props(), KM))
    report = run("import_areas", path, *OPTIONS, "--code-field", "kod", fails=True)
    assert wrong(report) == [(0, "", "missing_column")]
    assert "no field kod" in report["findings"][0]["reason"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.geojson", b"", "file_empty"),
        ("a.geojson", b"<OGRVRTDataSource/>", "file_unreadable"),
        ("a.gpkg", b"hello", "file_unreadable"),
        ("a.vrt", b"<OGRVRTDataSource/>", "file_unreadable"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "file_empty"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "file_unreadable"),
    ],
)
def test_a_file_that_is_not_one_is_refused(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert wrong(run("import_areas", path, *NAMED, fails=True)) == [(0, "", code)]


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = as_gis_file(tmp_path, ".zip", [(props(), KM)], "EPSG:3011")
    monkeypatch.setattr("venues.importing.shapes.UNPACKED", 100)
    assert wrong(run("import_areas", path, *NAMED, fails=True)) == [(0, "", "file_too_large")]


def test_a_broken_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    assert wrong(run("import_areas", path, *NAMED, fails=True)) == [(0, "", "file_unreadable")]


def test_a_table_is_no_file_of_areas(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", [["code"], ["K1"]])
    assert wrong(run("import_areas", path, *NAMED, fails=True)) == [(0, "", "file_unreadable")]
