"""The address of the vector tiles."""

from hashlib import blake2b
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from people.api.door import Door
from people.api.throttles import ReadRate
from venues.tiles import tile

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"


class TileRate(ReadRate):
    """A map that is moved asks for dozens of tiles: they do not count as dozens of questions."""

    scope = "tile"
    rate = "12000/min"


class TileRenderer(BaseRenderer):
    """Lets a client that asks for tiles by media type through; the view answers by itself."""

    media_type = MEDIA_TYPE
    format = "mvt"
    charset = None
    render_style = "binary"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return JSONRenderer().render(data, *args, **kwargs)


class Tile(Door):
    """A vector tile with the layers `areas` and `venues`."""

    deeds: ClassVar = {"GET": "venue.read"}
    throttle_classes = [TileRate]
    renderer_classes = [TileRenderer]

    @extend_schema(
        responses={
            (200, MEDIA_TYPE): OpenApiTypes.BINARY,
            304: OpenApiResponse(description="The tile is the one you have."),
        }
    )
    def get(self, request: Request, z: int, x: int, y: int) -> HttpResponse:
        made = tile(z, x, y)
        if made is None:
            raise Http404
        etag = quote_etag(blake2b(made, digest_size=12).hexdigest())
        answer = HttpResponse(made, content_type=MEDIA_TYPE)
        answer["ETag"] = etag
        answer["Cache-Control"] = "public, max-age=300"
        return get_conditional_response(request, etag=etag, response=answer) or answer
