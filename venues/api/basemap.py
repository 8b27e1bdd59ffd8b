"""The addresses of the base map: what it is, and its tiles."""

import logging
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from people.api.door import Door
from venues.api.photos import FOREVER
from venues.api.tiles import MEDIA_TYPE, TileRate
from venues.basemap import Basemap, BasemapUnusable, basemap, unpacked

logger = logging.getLogger(__name__)


class BasemapSerializer(serializers.Serializer[Any]):
    """A base map, as a map needs to know it."""

    tiles = serializers.SerializerMethodField(help_text="Address of a tile, with {z}, {x}, {y}.")
    vector = serializers.BooleanField(help_text="Vector tiles; else pictures.")
    min_zoom = serializers.IntegerField()
    max_zoom = serializers.IntegerField()
    bounds = serializers.ListField(
        child=serializers.FloatField(), help_text="West, south, east, north in degrees."
    )
    attribution = serializers.CharField(help_text="To be shown with the map, as plain text.")
    layers = serializers.ListField(child=serializers.CharField())

    def get_tiles(self, found: Basemap) -> str:
        return f"/api/v1/basemap/tiles/{found.version}/{{z}}/{{x}}/{{y}}"


class BasemapAnswerSerializer(serializers.Serializer[Any]):
    basemap = BasemapSerializer(allow_null=True)


def _usable() -> Basemap | None:
    """The base map; none as well when it cannot be used, which the log and the checks tell."""
    try:
        return basemap()
    except BasemapUnusable as error:
        logger.warning("no base map: %s", error)
        return None


class BasemapDetail(Door):
    """The base map that the operator has put below our own layers, or null."""

    deeds: ClassVar = {"GET": "venue.read"}

    @extend_schema(responses=BasemapAnswerSerializer)
    def get(self, request: Request) -> Response:
        found = _usable()
        return Response({"basemap": BasemapSerializer(found).data if found else None})


class BasemapTile(Door):
    """A tile of the base map. Its address holds the file's version, so it never changes."""

    deeds: ClassVar = {"GET": "venue.read"}
    throttle_classes = [TileRate]

    @extend_schema(
        responses={
            (200, MEDIA_TYPE): OpenApiTypes.BINARY,
            (200, "image/png"): OpenApiTypes.BINARY,
            (200, "image/jpeg"): OpenApiTypes.BINARY,
            (200, "image/webp"): OpenApiTypes.BINARY,
            (200, "image/avif"): OpenApiTypes.BINARY,
        }
    )
    def get(self, request: Request, version: str, z: int, x: int, y: int) -> HttpResponse:
        found = _usable()
        if found is None or found.version != version:
            raise Http404
        try:
            tile = found.tile(z, x, y)
            if tile is None:
                raise Http404
            packed = found.gzipped and "gzip" in request.headers.get("Accept-Encoding", "")
            content = tile if packed or not found.gzipped else unpacked(tile)
        except BasemapUnusable as error:
            logger.warning("no tile: %s", error)
            raise Http404 from error
        answer = HttpResponse(content, content_type=found.media_type)
        if packed:
            answer["Content-Encoding"] = "gzip"
        patch_vary_headers(answer, ["Accept-Encoding"])
        answer["Cache-Control"] = FOREVER
        return answer
