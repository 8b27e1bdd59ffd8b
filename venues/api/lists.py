"""Lists: checked parameters in, one keyset page out, as JSON or as GeoJSON."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from people.api.door import Door
from people.api.paging import KeysetPages
from venues.api.geojson import GeoJSONRenderer, feature_collection


class ListDoor(Door):
    """A list address. Subclasses say what is found, in which order, and how a row looks."""

    row: ClassVar[type[BaseSerializer[Any]]]
    ordering: ClassVar[tuple[str, ...]]

    def found(self) -> QuerySet[Any]:
        """The rows that `self.asked` asks for."""
        raise NotImplementedError

    def order(self) -> tuple[str, ...]:
        return self.ordering

    def geometry(self, thing: Any) -> Any:
        """The GeoJSON geometry of a row; only asked for by addresses that offer GeoJSON."""
        raise NotImplementedError

    def context(self, things: list[Any]) -> dict[str, Any]:
        """What the row's serializer is told."""
        return {"language": self.asked["lang"]}

    def rows(self, things: list[Any]) -> list[dict[str, Any]]:
        """The things as they stand in the answer: as `row` says."""
        rows: list[dict[str, Any]] = self.row(things, many=True, context=self.context(things)).data
        return rows

    def shapes(self, things: list[Any], rows: list[dict[str, Any]]) -> list[Any]:
        """The GeoJSON geometries of the things, which stand in the answer as `rows`."""
        return [self.geometry(thing) for thing in things]

    def get(self, request: Request, **kwargs: Any) -> Response:
        pages = KeysetPages(ordering=self.order(), page_size=self.asked["page_size"])
        things = pages.page(self.found(), request)
        rows = self.rows(things)
        links = {"next": pages.next, "previous": pages.previous}
        if isinstance(request.accepted_renderer, GeoJSONRenderer):
            return Response(feature_collection(rows, self.shapes(things, rows), **links))
        return Response({**links, "results": rows})


class GeoListDoor(ListDoor):
    """A list that also answers as GeoJSON."""

    renderer_classes = [JSONRenderer, GeoJSONRenderer]


class _Envelope(serializers.Serializer[Any]):
    """A page of a list. `next` and `previous` are addresses, null at the ends."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


def listed(row: type[BaseSerializer[Any]], *, geojson: bool = False, paged: bool = True) -> Any:
    """The documented answers of a list of `row`: an envelope, and GeoJSON where offered."""
    name = row.__name__.removesuffix("Serializer")
    base = _Envelope if paged else serializers.Serializer
    page = type(f"{name}PageSerializer", (base,), {"results": row(many=True)})
    answers: dict[Any, Any] = {(200, "application/json"): page}
    if geojson:
        answers[(200, GeoJSONRenderer.media_type)] = collection_of(row, paged=paged)
    return answers


def collection_of(row: type[BaseSerializer[Any]], *, paged: bool = True) -> type[Any]:
    """The serializer that describes a FeatureCollection of `row`; for the documentation."""
    name = row.__name__.removesuffix("Serializer")
    feature = type(
        f"{name}FeatureSerializer",
        (serializers.Serializer,),
        {
            "type": serializers.ChoiceField(choices=["Feature"]),
            "geometry": GeometrySerializer(),
            "properties": row(),
        },
    )
    base = _Envelope if paged else serializers.Serializer
    fields = {
        "type": serializers.ChoiceField(choices=["FeatureCollection"]),
        "features": feature(many=True),
    }
    return type(f"{name}CollectionSerializer", (base,), fields)


class GeometrySerializer(serializers.Serializer[Any]):
    """A GeoJSON geometry, longitude before latitude."""

    type = serializers.ChoiceField(choices=["Point", "Polygon", "MultiPolygon"])
    coordinates = serializers.ListField()
