"""Vector tiles: what is in them, and what a map is answered."""

from typing import Any

import pytest
from django.contrib.gis.geos import Point, Polygon
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.browsing import API, problem
from tests.town import add_area, add_venue, build_town
from tests.venues.vector_tile import layers
from venues.models import Venue
from venues.tiles import MAX_ZOOM

pytestmark = pytest.mark.django_db
#: The tile at zoom 12 that the square in Skogås is in, by the usual formula of slippy maps.
SKOGAS_TILE = (12, 2254, 1207)


def ask(z: int, x: int, y: int, *, has: str = "", accept: str = "*/*") -> Any:
    headers = {"Accept": accept} | ({"If-None-Match": has} if has else {})
    return Client().get(f"{API}/tiles/{z}/{x}/{y}", headers=headers)


def test_a_tile_has_areas_and_venues_with_what_the_map_draws_by() -> None:
    build_town()
    club = add_venue("Skogås fritidsgård", 0, 0)
    answer = ask(*SKOGAS_TILE)
    assert answer.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    found = layers(answer.content)
    assert set(found) == {"areas", "venues"}
    assert found["venues"] == [
        {
            "id": str(club.pk),
            "name": "Skogås fritidsgård",
            "kind": "youth_club",
            "public_space": False,
            "approximate": False,
        }
    ]
    by_code = {area["code"]: area for area in found["areas"]}
    assert set(by_code) >= {"0126", "0126-skogas", "R1"}
    skogas = by_code["0126-skogas"]
    assert (skogas["name_sv"], skogas["name_ar"]) == ("Skogås", "سكوغوس")
    assert (skogas["kind"], skogas["approximate"]) == ("district", False)


def test_a_tile_elsewhere_is_empty_and_good() -> None:
    build_town()
    answer = ask(12, 0, 0)
    assert (answer.status_code, answer.content) == (200, b"")


def test_the_world_in_one_tile_even_with_a_venue_at_the_pole() -> None:
    build_town()
    venue = add_venue("Skogås fritidsgård", 0, 0)
    Venue.objects.filter(pk=venue.pk).update(position=Point(18, 89.9, srid=4326))
    answer = ask(0, 0, 0)
    assert answer.status_code == 200
    assert "areas" in layers(answer.content)


def test_who_has_the_tile_gets_no_second_one_until_it_changes() -> None:
    build_town()
    first = ask(*SKOGAS_TILE)
    etag = first.headers["ETag"]
    again = ask(*SKOGAS_TILE, has=etag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    assert again.headers["Cache-Control"] == "public, max-age=300"
    several = ask(*SKOGAS_TILE, has=f'"other", W/{etag}')
    assert several.status_code == 304
    add_venue("Skogås fritidsgård", 0, 0)
    changed = ask(*SKOGAS_TILE, has=etag)
    assert (changed.status_code, changed.headers["ETag"] != etag) == (200, True)


@pytest.mark.parametrize(
    ("z", "x", "y"), [(0, 1, 0), (0, 0, 1), (3, 8, 0), (3, 0, 8), (MAX_ZOOM + 1, 0, 0), (99, 0, 0)]
)
def test_a_tile_that_cannot_be_is_not_found(z: int, x: int, y: int) -> None:
    problem(ask(z, x, y), 404, "not_found")


def test_the_deepest_zoom_is_there() -> None:
    assert ask(MAX_ZOOM, 2**MAX_ZOOM - 1, 2**MAX_ZOOM - 1).status_code == 200


def test_a_number_beyond_all_numbers_is_not_found() -> None:
    problem(ask(10**30, 10**30, 10**30), 404, "not_found")


def kinds_at(z: int) -> tuple[set[str], int]:
    """Kinds of areas and how many venues there are in the tile of Skogås at a zoom."""
    x, y = SKOGAS_TILE[1] >> (12 - z), SKOGAS_TILE[2] >> (12 - z)
    found = layers(ask(z, x, y).content)
    return {area["kind"] for area in found["areas"]}, len(found.get("venues", []))


def test_what_would_be_a_smear_comes_nearer_by() -> None:
    build_town()
    add_venue("Skogås fritidsgård", 0, 0)
    assert kinds_at(0) == ({"municipality"}, 0)
    assert kinds_at(7) == ({"municipality", "district"}, 0)
    assert kinds_at(8) == ({"municipality", "district"}, 1)
    assert kinds_at(9) == ({"municipality", "district", "regso"}, 1)


def test_a_shore_of_a_thousand_bends_is_plain_from_far_away() -> None:
    bends = [(18.0 + step / 10_000, 59.2 + step % 2 / 2_000) for step in range(1_000)]
    shore = Polygon([*bends, (18.1, 59.3), (18.0, 59.3), bends[0]], srid=4326)
    add_area("0126", shore, kind="municipality")
    far, near = ask(6, 35, 18), ask(11, 1126, 603)
    assert "areas" in layers(far.content)
    assert len(far.content) < 400
    assert len(near.content) > 4 * len(far.content)


def test_a_tile_is_one_question_to_the_database_and_comes_packed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    build_town()
    for number in range(30):  # Django packs what becomes smaller by that, beside its random bytes
        add_venue(f"Lokal {number}", -300 + 10 * number, -400)
    with django_assert_num_queries(1):
        answer = Client().get(f"{API}/tiles/12/2254/1207", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    again = Client().get(
        f"{API}/tiles/12/2254/1207",
        headers={"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]},
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_map_that_asks_by_media_type_gets_its_tile() -> None:
    assert ask(0, 0, 0, accept="application/vnd.mapbox-vector-tile").status_code == 200
