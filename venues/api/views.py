"""Areas and venues: lists and single ones."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from people.api.door import Door
from venues.api.lists import GeoListDoor, listed
from venues.api.parameters import AccessQuery, FormatQuery, LanguageQuery, PlaceQuery
from venues.api.serializers import (
    AreaDetailSerializer,
    AreaSerializer,
    VenueDetailSerializer,
    VenueSerializer,
    geojson_of,
    now_for_hours,
)
from venues.models import Area, Population, Venue
from venues.opening_hours import open_now


class AreaQuery(PlaceQuery, FormatQuery):
    kind = serializers.ChoiceField(choices=Area.Kind.values, required=False)
    parent = serializers.CharField(  # type: ignore[assignment]
        required=False, max_length=40, help_text="Code of the parent."
    )
    version = serializers.CharField(required=False, max_length=40)


class AreaDetailQuery(LanguageQuery):
    version = serializers.CharField(
        required=False, max_length=40, help_text="Of the code; the newest without it."
    )


class VenueQuery(AccessQuery, PlaceQuery, FormatQuery):
    kind = serializers.ChoiceField(choices=Venue.Kind.values, required=False)
    public_space = serializers.BooleanField(required=False, allow_null=True, default=None)
    open = serializers.ChoiceField(
        choices=["now"], required=False, help_text="now: known to be open at this moment."
    )


class Areas(GeoListDoor):
    """Areas, by code."""

    deeds: ClassVar = {"GET": "venue.read"}
    queries: ClassVar = {"GET": AreaQuery}
    row = AreaSerializer
    ordering = ("code", "id")

    @extend_schema(responses=listed(AreaSerializer, geojson=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)

    def found(self) -> QuerySet[Area]:
        asked = self.asked
        areas = Area.objects.with_names()
        simple = {"kind": "kind", "parent": "parent__code", "version": "version"}
        areas = areas.filter(**{simple[key]: asked[key] for key in simple if key in asked})
        if "area" in asked:
            areas = areas.inside(asked["area"])
        if "bbox" in asked:
            areas = areas.in_box(asked["bbox"])
        if "near" in asked:
            areas = areas.near(asked["near"], asked.get("within"))
        if "q" in asked:
            areas = areas.called(asked["q"])
        return areas

    def geometry(self, thing: Area) -> Any:
        return geojson_of(thing.geometry)


class AreaDetail(Door):
    """One area, with its people and its parts."""

    deeds: ClassVar = {"GET": "venue.read"}
    queries: ClassVar = {"GET": AreaDetailQuery}

    @extend_schema(responses=AreaDetailSerializer)
    def get(self, request: Request, code: str) -> Response:
        figures = Prefetch("population", queryset=Population.objects.newest())
        areas = Area.objects.with_names().prefetch_related(figures, "children__names")
        found = areas.with_code(code, self.asked.get("version", "")).order_by("-version")[:1]
        area = get_object_or_404(found)
        context = {"language": self.asked["lang"]}
        return Response(AreaDetailSerializer(area, context=context).data)


class Venues(GeoListDoor):
    """Venues and public places, by name; by distance when `near` is given."""

    deeds: ClassVar = {"GET": "venue.read"}
    queries: ClassVar = {"GET": VenueQuery}
    row = VenueSerializer
    ordering = ("name", "id")

    @extend_schema(responses=listed(VenueSerializer, geojson=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)

    def order(self) -> tuple[str, ...]:
        return ("metres", "id") if "near" in self.asked else self.ordering

    def found(self) -> QuerySet[Venue]:
        asked = self.asked
        venues = Venue.objects.with_area()
        if "kind" in asked:
            venues = venues.filter(kind=asked["kind"])
        if asked["public_space"] is not None:
            venues = venues.filter(public_space=asked["public_space"])
        if "accessible" in asked:
            venues = venues.accessible(asked["accessible"])
        if "area" in asked:
            venues = venues.inside(asked["area"])
        if "open" in asked:
            venues = venues.with_hours(open_now(timezone.now()))
        if "bbox" in asked:
            venues = venues.in_box(asked["bbox"])
        if "near" in asked:
            venues = venues.near(asked["near"], asked.get("within"))
        for word in asked.get("q", "").split():
            venues = venues.filter(name__unaccent__icontains=word)
        return venues

    def context(self, things: list[Any]) -> dict[str, Any]:
        return super().context(things) | now_for_hours()

    def geometry(self, thing: Venue) -> Any:
        return geojson_of(thing.position)


class VenueDetail(Door):
    """One venue."""

    deeds: ClassVar = {"GET": "venue.read"}
    queries: ClassVar = {"GET": LanguageQuery}

    @extend_schema(responses=VenueDetailSerializer)
    def get(self, request: Request, id: Any) -> Response:
        venue = get_object_or_404(Venue.objects.with_area(), pk=id)
        context = {"language": self.asked["lang"], **now_for_hours()}
        return Response(VenueDetailSerializer(venue, context=context).data)
