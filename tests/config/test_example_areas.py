"""The example's polygons: they cover the outline, once, and places fall where they belong."""

import json
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Point

from config.example import files

SHARED = settings.BASE_DIR.parent / "shared/data/huddinge/culture_places_and_events.json"

#: Real places (latitude, longitude) and the district everybody there would name.
KNOWN = [
    ("Kulturskolan Paradistorget", 59.23509, 17.98091, "0126-sjodalen-fullersta"),
    ("Kultopia", 59.23115, 17.99321, "0126-sjodalen-fullersta"),
    ("Fullersta gård", 59.23899, 17.97458, "0126-sjodalen-fullersta"),
    ("Huddingehallen", 59.24274, 17.99636, "0126-sjodalen-fullersta"),
    ("Balingsnässkolan", 59.22045, 18.00685, "0126-sjodalen-fullersta"),
    ("Sundby gård", 59.20071, 18.01968, "0126-sjodalen-fullersta"),
    ("Kulturskolan Skogås", 59.21863, 18.15361, "0126-skogas"),
    ("Skogåstorget", 59.21750, 18.15171, "0126-skogas"),
    ("Kulturskolan Vårby, outside the generalised outline", 59.26074, 17.87886, "0126-varby"),
    ("Vårbyhuset", 59.26457, 17.88333, "0126-varby"),
    ("Flemingsbergs bibliotek", 59.21871, 17.94933, "0126-flemingsberg"),
    ("Flemingsbergs centrum", 59.22234, 17.93791, "0126-flemingsberg"),
    ("Visättraskolan", 59.21568, 17.94872, "0126-flemingsberg"),
    ("Segeltorps kulturförening", 59.27242, 17.92918, "0126-segeltorp"),
    ("Segeltorpsskolan", 59.27804, 17.94505, "0126-segeltorp"),
    ("Kungens kurva", 59.26549, 17.92614, "0126-segeltorp"),
    ("Snättringeskolan", 59.25421, 17.98453, "0126-stuvsta-snattringe"),
    ("Kungsklippeskolan", 59.25228, 18.00106, "0126-stuvsta-snattringe"),
    ("Konstförening Bellis", 59.22908, 18.13523, "0126-trangsund"),
    ("Trångsundsskolan", 59.23274, 18.13200, "0126-trangsund"),
]

#: How the culture map names areas, and the district that is here.
SLUGS = {
    "flemingsberg": "0126-flemingsberg",
    "glado-lissma": "0126-sjodalen-fullersta",
    "glomsta": "0126-flemingsberg",
    "kungens-kurva": "0126-segeltorp",
    "segeltorp": "0126-segeltorp",
    "sjodalen-fullersta": "0126-sjodalen-fullersta",
    "sjödalen-fullersta": "0126-sjodalen-fullersta",
    "skogas": "0126-skogas",
    "skogås": "0126-skogas",
    "snattringe": "0126-stuvsta-snattringe",
    "stuvsta": "0126-stuvsta-snattringe",
    "trangsund": "0126-trangsund",
    "varby": "0126-varby",
    "vårby": "0126-varby",
}
#: Where the culture map's own label is at odds with the place: (start of its name, our district).
OTHERWISE = {
    "Solhagavägen": "0126-varby",  # in Masmo, labelled Glömsta
    "Myrstuguberget": "0126-varby",  # in Masmo, labelled Glömsta
    "Stortorps": "0126-trangsund",  # north of Trångsund, labelled Skogås
    "A-huset Stortorps": "0126-trangsund",
    "Mörtviksskolan": "0126-skogas",  # in Skogås, labelled Trångsund
    "Skogås, vid Östra": "0126-trangsund",  # the same school is labelled Trångsund elsewhere
    "KK Diagonalvägen": "0126-segeltorp",  # in Kungens kurva, labelled Snättringe
    "Lindvretens": "0126-varby",  # by the motorway at Vårby, labelled Snättringe
}


@cache
def polygons() -> dict[str, GEOSGeometry]:
    return {
        code: GEOSGeometry(json.dumps(shape), srid=4326) for code, shape in files.shapes().items()
    }


@cache
def square_metres(code: str) -> float:
    return float(polygons()[code].transform(settings.NARA_PROJECTED_SRID, clone=True).area)


def district_of(lat: float, lng: float) -> str:
    """The district that contains a point, or the nearest one."""
    point = Point(lng, lat, srid=4326)
    codes = [item["code"] for item in files.areas()["districts"]]
    return min(codes, key=lambda code: polygons()[code].distance(point))


def regso(district: str = "") -> list[str]:
    items = files.areas()["regso"]
    return [item["code"] for item in items if district in ("", item["district"])]


def test_every_area_is_drawn_and_valid() -> None:
    plan = files.areas()
    codes = {"0126"} | {item["code"] for item in plan["districts"]} | set(regso())
    assert set(polygons()) == codes
    for code, polygon in polygons().items():
        assert polygon.valid, (code, polygon.valid_reason)
        assert isinstance(polygon, MultiPolygon), code
        assert len(polygon) == 1, f"{code} is in pieces"


def test_regso_do_not_overlap() -> None:
    for one, other in combinations(regso(), 2):
        assert polygons()[one].intersection(polygons()[other]).area == 0, (one, other)


def test_regso_cover_their_district_and_districts_the_municipality_without_gaps() -> None:
    plan = files.areas()
    parts = {item["code"]: regso(item["code"]) for item in plan["districts"]}
    parts["0126"] = list(parts)
    for whole, pieces in parts.items():
        union = polygons()[pieces[0]]
        for piece in pieces[1:]:
            union = union.union(polygons()[piece])
        assert union.sym_difference(polygons()[whole]).area == 0, whole
        assert sum(map(square_metres, pieces)) == pytest.approx(square_metres(whole), rel=1e-9)


def test_the_whole_is_the_outline_and_as_large_as_huddinge() -> None:
    outline = GEOSGeometry(json.dumps(files.read("outline.geojson")["geometry"]), srid=4326)
    difference = outline.sym_difference(polygons()["0126"])
    assert difference.area < 1e-5 * outline.area
    assert 130e6 < square_metres("0126") < 150e6  # 131 km² land, and lakes


def test_people_live_inside_their_area() -> None:
    for item in files.areas()["regso"]:
        for lat, lng, weight, place in item["homes"]:
            assert polygons()[item["code"]].contains(Point(lng, lat, srid=4326)), place
            assert weight > 0, place


@pytest.mark.parametrize(("place", "lat", "lng", "district"), KNOWN)
def test_known_places_fall_into_their_district(
    place: str, lat: float, lng: float, district: str
) -> None:
    assert district_of(lat, lng) == district, place


@pytest.mark.skipif(not SHARED.exists(), reason=f"only with {SHARED.name} beside the repository")
def test_the_whole_culture_map_falls_into_the_districts_it_names() -> None:
    known = json.loads(Path(SHARED).read_text(encoding="utf-8"))
    rows = [*known["konst"], *known["events"], *known["aktorer"]]
    checked = 0
    for row in rows:
        label = row["area"].lower()
        if not label or not row["lat"]:
            continue
        name = row.get("loc") or row["name"]
        exception = [code for start, code in OTHERWISE.items() if name.startswith(start)]
        expected = exception[0] if exception else SLUGS[label]
        assert district_of(row["lat"], row["lng"]) == expected, name
        checked += 1
    assert checked > 200
