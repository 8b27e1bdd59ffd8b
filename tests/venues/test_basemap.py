"""The operator's own base map: read tile by tile, or left out with a reason."""

import gzip
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from pytest_django import Settings

from tests.browsing import API, get, problem
from venues.basemap import BasemapUnusable, basemap

WATER = b"water, roads and buildings"
#: A file is what a Writer makes of it: these tiles, from the whole world to one of its quarters.
TILES = {(0, 0, 0): WATER, (1, 1, 0): WATER + b" nearer"}


def made(
    path: Path,
    *,
    kind: TileType = TileType.MVT,
    packed: Compression = Compression.GZIP,
    attribution: str = "<a href='https://osm.org/copyright'>© OpenStreetMap</a>",
) -> Path:
    with path.open("wb") as file:
        writer = Writer(file)
        for (z, x, y), content in TILES.items():
            tile = gzip.compress(content) if packed is Compression.GZIP else content
            writer.write_tile(zxy_to_tileid(z, x, y), tile)
        head = {
            "tile_type": kind,
            "tile_compression": packed,
            "min_lon_e7": 178_000_000,
            "min_lat_e7": 591_000_000,
            "max_lon_e7": 183_000_000,
            "max_lat_e7": 593_000_000,
            "center_zoom": 0,
            "center_lon_e7": 0,
            "center_lat_e7": 0,
        }
        layers = [{"id": "water"}, {"id": "roads"}]
        writer.finalize(head, {"attribution": attribution, "vector_layers": layers})
    return path


@pytest.fixture
def huddinge(settings: Settings, tmp_path: Path) -> Path:
    path = made(tmp_path / "huddinge.pmtiles")
    settings.NARA_BASEMAP = str(path)
    return path


def tile(z: int, x: int, y: int, *, version: str = "", accept: str = "gzip, br") -> Any:
    own = get("/basemap")["basemap"]["tiles"]
    address = own.format(z=z, x=x, y=y)
    if version:
        address = address.replace(own.split("/")[5], version)
    return Client().get(address, headers={"Accept-Encoding": accept})


def warnings() -> list[str]:
    return [str(one.msg) for one in run_checks() if one.id == "venues.W001"]


def test_without_a_file_there_is_none_and_nothing_is_wrong(settings: Settings) -> None:
    settings.NARA_BASEMAP = ""
    assert get("/basemap") == {"basemap": None}
    assert warnings() == []
    problem(Client().get(f"{API}/basemap/tiles/0/0/0/0"), 404, "not_found")


def test_a_file_says_what_it_is_and_whom_to_thank(huddinge: Path) -> None:
    found = get("/basemap")["basemap"]
    assert found["bounds"] == [17.8, 59.1, 18.3, 59.3]
    assert (found["min_zoom"], found["max_zoom"], found["vector"]) == (0, 1, True)
    assert found["layers"] == ["water", "roads"]
    assert found["attribution"] == "© OpenStreetMap"
    assert warnings() == []


def test_a_tile_comes_packed_as_it_lies_there_or_unpacked(huddinge: Path) -> None:
    packed = tile(0, 0, 0)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == WATER
    assert packed.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Accept-Encoding" in packed.headers["Vary"]
    plain = tile(1, 1, 0, accept="identity")
    assert "Content-Encoding" not in plain.headers
    assert plain.content == WATER + b" nearer"


@pytest.mark.parametrize(("z", "x", "y"), [(1, 0, 0), (2, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_a_tile_that_is_not_in_the_file_is_not_found(
    huddinge: Path, z: int, x: int, y: int
) -> None:
    problem(tile(z, x, y), 404, "not_found")


def test_a_file_that_is_replaced_has_new_addresses(huddinge: Path) -> None:
    before = get("/basemap")["basemap"]["tiles"]
    made(huddinge, attribution="Lantmäteriet")
    os.utime(huddinge, ns=(1, 1))
    after = get("/basemap")["basemap"]
    assert (after["tiles"] == before, after["attribution"]) == (False, "Lantmäteriet")
    problem(tile(0, 0, 0, version=before.split("/")[5]), 404, "not_found")


def test_pictures_are_tiles_too(settings: Settings, tmp_path: Path) -> None:
    path = made(tmp_path / "air.pmtiles", kind=TileType.PNG, packed=Compression.NONE)
    settings.NARA_BASEMAP = str(path)
    assert get("/basemap")["basemap"]["vector"] is False
    answer = tile(0, 0, 0)
    assert (answer.headers["Content-Type"], answer.content) == ("image/png", WATER)


def _short(path: Path) -> None:
    path.write_bytes(made(path).read_bytes()[:-5])


def _other(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" * 20)


def _old(path: Path) -> None:
    made(path)
    path.write_bytes(b"PMTiles\x02" + path.read_bytes()[8:])


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "No such file or directory"),
        (lambda path: path.mkdir(), "no PMTiles file"),
        (lambda path: path.write_bytes(b""), "no PMTiles file"),
        (_other, "no PMTiles file"),
        (_old, "no PMTiles file"),
        (_short, "ends too early"),
        (lambda path: made(path, kind=TileType.UNKNOWN), "tiles of kind UNKNOWN"),
        (lambda path: made(path, packed=Compression.BROTLI), "packed by BROTLI"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_the_map_goes_on_without_it(
    settings: Settings, tmp_path: Path, make: Any, reason: str
) -> None:
    path = tmp_path / "map.pmtiles"
    make(path)
    settings.NARA_BASEMAP = str(path)
    with pytest.raises(BasemapUnusable, match=reason):
        basemap()
    assert len(warnings()) == 1
    assert reason in warnings()[0]
    assert get("/basemap") == {"basemap": None}
    problem(Client().get(f"{API}/basemap/tiles/0/0/0/0"), 404, "not_found")


def test_a_tile_that_is_broken_in_the_file_is_not_found(huddinge: Path) -> None:
    whole = huddinge.read_bytes()
    at = whole.index(gzip.compress(WATER)[:10] + gzip.compress(WATER)[10:14])
    huddinge.write_bytes(whole[: at + 12] + bytes(8) + whole[at + 20 :])
    problem(tile(0, 0, 0, accept="identity"), 404, "not_found")
