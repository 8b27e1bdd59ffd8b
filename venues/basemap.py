"""The base map: a PMTiles file of the operator's own, read tile by tile (NARA_BASEMAP).

Streets, water and houses below our own layers. Without a file, or with one that cannot be used, the
map goes on without it; `venues.checks` says why.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.html import strip_tags
from pmtiles.reader import Reader
from pmtiles.tile import (
    Compression,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
)

#: What a browser can show, by the file's own word for it.
MEDIA_TYPES: Final = {
    TileType.MVT: "application/vnd.mapbox-vector-tile",
    TileType.PNG: "image/png",
    TileType.JPEG: "image/jpeg",
    TileType.WEBP: "image/webp",
    TileType.AVIF: "image/avif",
}
DEGREE: Final = 10_000_000
#: What the reader stumbles over when a file is not what its head promises.
BROKEN: Final = (ValueError, LookupError, EOFError, OSError, TypeError, ArithmeticError)


class BasemapUnusable(Exception):
    """The file cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Basemap:
    """A base map that can be shown. `bounds` are west, south, east, north in degrees."""

    path: Path
    #: Of this file as it is now: a new file has a new version, and so new addresses.
    version: str
    media_type: str
    gzipped: bool
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]
    attribution: str
    #: Names of the layers in vector tiles; none in pictures.
    layers: tuple[str, ...]

    @property
    def vector(self) -> bool:
        return self.media_type == MEDIA_TYPES[TileType.MVT]

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The tile as it is in the file (see `gzipped`); None when there is none.

        Raises BasemapUnusable when the file is broken there.
        """
        if not self.min_zoom <= z <= self.max_zoom or x >= 2**z or y >= 2**z:
            return None
        try:
            found: bytes | None = Reader(_reading(self.path)).get(z, x, y)
        except BROKEN as error:
            raise BasemapUnusable(f"{self.path}: broken at tile {z}/{x}/{y}.") from error
        return found or None


def basemap() -> Basemap | None:
    """The base map of the settings; None without one. Raises BasemapUnusable."""
    if not settings.NARA_BASEMAP:
        return None
    path = Path(settings.NARA_BASEMAP)
    try:
        stat = path.stat()
    except OSError as error:
        raise BasemapUnusable(f"{path}: {error.strerror}.") from error
    return _opened(path, stat.st_mtime_ns, stat.st_size)


def _reading(path: Path) -> Callable[[int, int], bytes]:
    """Reads by offset and length. Opened for each read: a file that is replaced is read anew."""

    def get_bytes(offset: int, length: int) -> bytes:
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(length)

    return get_bytes


@lru_cache(maxsize=4)
def _opened(path: Path, changed: int, size: int) -> Basemap:
    head, more = _head(path)
    media_type = MEDIA_TYPES.get(head["tile_type"])
    if media_type is None:
        kind = head["tile_type"].name
        raise BasemapUnusable(f"{path}: tiles of kind {kind}; MVT, PNG, JPEG, WebP or AVIF it is.")
    packed = head["tile_compression"]
    if packed not in (Compression.NONE, Compression.GZIP):
        raise BasemapUnusable(f"{path}: tiles packed by {packed.name}; gzip or nothing it is.")
    if head["tile_data_offset"] + head["tile_data_length"] > size:
        raise BasemapUnusable(f"{path}: the file ends too early; copy it once more.")
    west, south, east, north = (
        head[f"{edge}_e7"] / DEGREE for edge in ("min_lon", "min_lat", "max_lon", "max_lat")
    )
    return Basemap(
        path=path,
        version=blake2b(f"{changed} {size}".encode(), digest_size=6).hexdigest(),
        media_type=media_type,
        gzipped=packed is Compression.GZIP,
        min_zoom=head["min_zoom"],
        max_zoom=head["max_zoom"],
        bounds=(west, south, east, north),
        attribution=" ".join(strip_tags(str(more.get("attribution", ""))).split()),
        layers=tuple(str(layer["id"]) for layer in more.get("vector_layers", [])),
    )


def _head(path: Path) -> tuple[Any, dict[str, Any]]:
    """The file's header and its metadata. Raises BasemapUnusable."""
    try:
        reader = Reader(_reading(path))
        head = reader.header()
        more = reader.metadata()
    except PermissionError as error:
        raise BasemapUnusable(f"{path}: it may not be read by this user.") from error
    except (MagicNumberNotFound, SpecVersionUnsupported, *BROKEN) as error:
        raise BasemapUnusable(f"{path}: it is no PMTiles file of version 3.") from error
    if not isinstance(more, dict):
        raise BasemapUnusable(f"{path}: its metadata are no JSON object.")
    return head, more


def unpacked(tile: bytes) -> bytes:
    """A gzipped tile as it was. Raises BasemapUnusable."""
    try:
        return gzip.decompress(tile)
    except BROKEN as error:
        raise BasemapUnusable("A tile of the base map is broken.") from error
