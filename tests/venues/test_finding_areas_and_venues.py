"""Finding areas and venues: by place, by area at any level, by name, page by page."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.browsing import get, rows
from tests.town import Town, add_venue, box, build_town, near
from venues.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = build_town()
    add_venue("Skogås fritidsgård", -300, 400)
    add_venue("Skogås bibliotek", 30, 40, kind="library")
    add_venue("Parken i Skogås", 1_000, 0, kind="park")
    add_venue("Vårby bibliotek", -15_669, 4_497, kind="library")
    return town


def names(**query: Any) -> list[str]:
    return [row["name"] for row in rows("/venues", **query)]


def bbox(west: float, south: float, east: float, north: float) -> str:
    return ",".join(f"{edge:.7f}" for edge in box(west, south, east, north).extent)


def test_without_a_question_all_by_name(town: Town) -> None:
    assert names() == [
        "Parken i Skogås",
        "Skogås bibliotek",
        "Skogås fritidsgård",
        "Vårby bibliotek",
    ]


def test_near_says_the_distance_in_metres_nearest_first(town: Town) -> None:
    found = rows("/venues", near=near(0, 0))
    assert [(row["name"], row["distance_m"]) for row in found] == [
        ("Skogås bibliotek", 50),
        ("Skogås fritidsgård", 500),  # 300 and 400 metres: 3-4-5
        ("Parken i Skogås", 1_000),
        ("Vårby bibliotek", 16_302),  # the root of 15,669² + 4,497²
    ]


def test_without_near_there_is_no_distance(town: Town) -> None:
    assert {row["distance_m"] for row in rows("/venues")} == {None}


@pytest.mark.parametrize(("within", "count"), [(49, 0), (51, 1), (499, 1), (501, 2), (20_000, 4)])
def test_within_is_in_metres(town: Town, within: int, count: int) -> None:
    assert len(names(near=near(0, 0), within=within)) == count


def test_bbox(town: Town) -> None:
    assert names(bbox=bbox(-400, 0, 100, 500)) == ["Skogås bibliotek", "Skogås fritidsgård"]
    assert names(bbox=bbox(5_000, 0, 5_100, 500)) == []


def test_area_at_any_level(town: Town) -> None:
    in_skogas = ["Parken i Skogås", "Skogås bibliotek", "Skogås fritidsgård"]
    assert names(area="R1") == ["Skogås fritidsgård"]
    assert names(area="R2") == ["Parken i Skogås", "Skogås bibliotek"]
    assert names(area="0126-skogas") == in_skogas
    assert len(names(area="0126")) == 4
    assert names(area="0126-varby") == ["Vårby bibliotek"]


@pytest.mark.parametrize("q", ["vårby", "varby", "VÅRBY", "bibliotek vårby", "vårb biblio"])
def test_words_are_found_with_and_without_accents(town: Town, q: str) -> None:
    assert names(q=q) == ["Vårby bibliotek"]


@pytest.mark.parametrize("q", ["vårby park", "%", "_", "bibliotek'"])
def test_every_word_must_be_found_as_it_stands(town: Town, q: str) -> None:
    assert names(q=q) == []


def test_kinds_and_public_spaces(town: Town) -> None:
    assert names(kind="library") == ["Skogås bibliotek", "Vårby bibliotek"]
    assert names(public_space="true") == ["Parken i Skogås"]
    assert len(names(public_space="false")) == 3


def test_a_venue_says_where_its_position_comes_from(town: Town) -> None:
    venue = rows("/venues", q="fritidsgård")[0]
    assert venue["position_source"] == "Satt för prov"
    assert venue["position_approximate"] is False
    assert venue["position"]["lat"] == pytest.approx(59.2216, abs=1e-3)
    assert venue["position"]["lng"] == pytest.approx(18.1493, abs=1e-3)
    one = get(f"/venues/{venue['id']}")
    assert {name: one[name] for name in venue} == {**venue, "distance_m": None}


def test_geojson_is_the_same_rows_with_their_points(town: Town) -> None:
    plain = get("/venues", area="0126-varby")
    drawn = get("/venues", area="0126-varby", format="geojson")
    assert drawn["type"] == "FeatureCollection"
    (feature,) = drawn["features"]
    assert feature["properties"] == plain["results"][0]
    position = plain["results"][0]["position"]
    assert feature["geometry"] == {
        "type": "Point",
        "coordinates": [position["lng"], position["lat"]],
    }


def test_areas_by_kind_parent_name_and_place(town: Town) -> None:
    def codes(**query: Any) -> list[str]:
        return [row["code"] for row in rows("/areas", **query)]

    assert codes() == ["0126", "0126-skogas", "0126-varby", "R1", "R2", "R3"]
    assert codes(kind="district") == ["0126-skogas", "0126-varby"]
    assert codes(parent="0126-skogas") == ["R1", "R2"]
    assert codes(area="0126-varby") == ["0126-varby", "R3"]
    assert codes(q="varby gard") == ["R3"]
    assert codes(version="test-1", kind="regso") == ["R1", "R2", "R3"]
    assert codes(version="none") == []
    assert codes(bbox=bbox(100, 0, 200, 100), kind="regso") == ["R2"]
    # 100 m east of the border between R1 and R2:
    assert codes(near=near(100, 0), within=99, kind="regso") == ["R2"]
    assert codes(near=near(100, 0), within=101, kind="regso") == ["R1", "R2"]
    assert len(codes(near=near(100, 0))) == 6


def test_areas_as_geojson_have_their_polygons(town: Town) -> None:
    drawn = get("/areas", kind="regso", format="geojson")
    assert [feature["geometry"]["type"] for feature in drawn["features"]] == ["MultiPolygon"] * 3


def test_a_districts_page(town: Town) -> None:
    page = get("/areas/0126-skogas", lang="ar")
    assert (page["code"], page["parent"], page["kind"]) == ("0126-skogas", "0126", "district")
    assert (page["name"], page["language"]) == ("سكوغوس", "ar")
    assert [child["code"] for child in page["children"]] == ["R1", "R2"]
    west, south, east, north = page["bbox"]
    assert west < page["centre"]["lng"] < east
    assert south < page["centre"]["lat"] < north


def test_a_language_that_is_missing_falls_back_visibly(town: Town) -> None:
    page = get("/areas/0126-varby", lang="ar")
    assert (page["name"], page["language"]) == ("Vårby", "sv")
    assert page["children"][0]["language"] == "sv"


def test_an_area_without_any_name_is_called_by_its_code(town: Town) -> None:
    town.varby.names.all().delete()
    page = get("/areas/0126-varby")
    assert (page["name"], page["language"]) == ("0126-varby", "")


def test_without_swedish_any_language_is_better_than_none(town: Town) -> None:
    town.skogas.names.filter(language="sv").delete()
    page = get("/areas/0126-skogas", lang="en")
    assert (page["name"], page["language"]) == ("سكوغوس", "ar")


@given(
    counts=st.lists(st.sampled_from(["Parken", "Skolgården", "Hallen"]), min_size=1, max_size=25),
    page_size=st.integers(1, 7),
    with_near=st.booleans(),
)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_pages_are_complete_and_without_doubles_among_equals(
    counts: list[str], page_size: int, with_near: bool
) -> None:
    Venue.objects.all().delete()
    for name in counts:
        add_venue(name, 100, 0)
    asked: dict[str, Any] = {"page_size": page_size}
    if with_near:
        asked["near"] = near(0, 0)
    page, seen = get("/venues", **asked), []
    while True:
        seen += [row["id"] for row in page["results"]]
        if page["next"] is None:
            break
        page = get("/" + page["next"].split("/api/v1/")[1])
    assert len(seen) == len(set(seen)) == len(counts)
