"""How areas and venues look in the API."""

import datetime
import json
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from venues.api.photos import VenuePhotoSerializer
from venues.languages import best
from venues.models import AccessFact, Area, Venue
from venues.opening_hours import Day, Timetable, public_holiday, school_holidays_around


class AreaBriefSerializer(serializers.Serializer[Any]):
    """Enough of an area to name it and link to it."""

    code = serializers.CharField()
    version = serializers.CharField()
    kind = serializers.ChoiceField(choices=Area.Kind.choices)
    name = serializers.SerializerMethodField()
    language = serializers.SerializerMethodField(help_text="The language that `name` is in.")

    def get_name(self, area: Area) -> str:
        row = best(area.names.all(), self.context["language"])
        return row.name if row else area.code

    def get_language(self, area: Area) -> str:
        row = best(area.names.all(), self.context["language"])
        return row.language if row else ""


class AreaSerializer(AreaBriefSerializer):
    """An area in a list."""

    id = serializers.UUIDField()
    parent = serializers.CharField(source="parent.code", allow_null=True, default=None)  # type: ignore[assignment]
    geometry_source = serializers.CharField()
    geometry_approximate = serializers.BooleanField()


class PopulationSerializer(serializers.Serializer[Any]):
    """People of an age band on a date. `age_to` is included; null means and older."""

    age_from = serializers.IntegerField()
    age_to = serializers.IntegerField(allow_null=True)
    count = serializers.IntegerField()
    apportioned = serializers.BooleanField(help_text="Shared out from a larger figure.")
    reference_date = serializers.DateField()
    source = serializers.CharField()  # type: ignore[assignment]


class PositionSerializer(serializers.Serializer[Any]):
    """WGS 84, degrees."""

    lat = serializers.FloatField(source="y")
    lng = serializers.FloatField(source="x")


class AreaDetailSerializer(AreaSerializer):
    """An area with its people and its parts."""

    bbox = serializers.SerializerMethodField(help_text="[west, south, east, north] in degrees.")
    centre = PositionSerializer(source="geometry.point_on_surface")
    population = PopulationSerializer(many=True)
    population_total = serializers.SerializerMethodField()
    population_apportioned = serializers.SerializerMethodField()
    children = serializers.SerializerMethodField()

    @extend_schema_field({"type": "array", "items": {"type": "number"}})
    def get_bbox(self, area: Area) -> list[float]:
        return list(area.geometry.extent)

    def get_population_total(self, area: Area) -> int | None:
        """People of all ages; null when nothing is known."""
        bands = list(area.population.all())
        return sum(band.count for band in bands) if bands else None

    def get_population_apportioned(self, area: Area) -> bool:
        return any(band.apportioned for band in area.population.all())

    @extend_schema_field(AreaBriefSerializer(many=True))
    def get_children(self, area: Area) -> Any:
        return AreaBriefSerializer(area.children.all(), many=True, context=self.context).data


class AccessSerializer(serializers.Serializer[Any]):
    """What is known about getting in and taking part; what stands in neither list is unknown."""

    yes = serializers.ListField(
        child=serializers.ChoiceField(choices=AccessFact.choices), source="access_yes"
    )
    no = serializers.ListField(
        child=serializers.ChoiceField(choices=AccessFact.choices), source="access_no"
    )


class VenueBriefSerializer(serializers.Serializer[Any]):
    """A venue as it stands in other things' rows."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Venue.Kind.choices)
    public_space = serializers.BooleanField()
    address = serializers.CharField()
    position = PositionSerializer()
    position_source = serializers.CharField()
    position_approximate = serializers.BooleanField()
    area = AreaBriefSerializer(allow_null=True)
    accessibility = AccessSerializer(source="*")


class IntervalSerializer(serializers.Serializer[Any]):
    """Open from one moment to another. Not `certain`: perhaps, and `comment` says on what."""

    starts = serializers.DateTimeField()
    ends = serializers.DateTimeField()
    certain = serializers.BooleanField()
    comment = serializers.CharField(allow_blank=True)


class DaySerializer(serializers.Serializer[Any]):
    """A local date. Not `known`: nobody has said when the place is open, which is not closed."""

    date = serializers.DateField()
    known = serializers.BooleanField()
    public_holiday = serializers.SerializerMethodField(
        help_text="What the public holiday is called, in Swedish or English; empty on other days."
    )
    school_holiday = serializers.BooleanField()
    intervals = IntervalSerializer(many=True)

    def get_public_holiday(self, day: Day) -> str:
        return public_holiday(day.date, self.context["language"])


class VenueSerializer(VenueBriefSerializer):
    """A venue in a list. Unknown opening hours are null, never closed."""

    distance_m = serializers.SerializerMethodField(
        help_text="Straight line from `near`, in metres; null without `near`."
    )

    opening_hours = serializers.CharField(help_text="As in OpenStreetMap; empty: not known.")
    open_now = serializers.SerializerMethodField(help_text="Null: not known.")
    next_change = serializers.SerializerMethodField(
        help_text="When `open_now` will be otherwise; null when not within a week."
    )

    def _timetable(self, venue: Venue) -> Timetable:
        return Timetable(venue, self.context["school_holidays"])

    def get_open_now(self, venue: Venue) -> bool | None:
        return self._timetable(venue).open_at(self.context["now"])

    def get_next_change(self, venue: Venue) -> datetime.datetime | None:
        timetable = self._timetable(venue)
        return timetable.next_change(self.context["now"]) if timetable.known else None

    def get_distance_m(self, venue: Venue) -> int | None:
        metres = getattr(venue, "metres", None)
        return None if metres is None else round(metres)


class VenueDetailSerializer(VenueSerializer):
    """A venue with its pictures and when it is open in the coming seven days."""

    photos = serializers.SerializerMethodField(help_text="In order; the first stands for it.")
    opening_hours_school_holidays = serializers.CharField(
        help_text="For school holidays; empty: as otherwise."
    )
    opening_hours_source = serializers.CharField()
    opening_hours_approximate = serializers.BooleanField()
    days = serializers.SerializerMethodField(help_text="Seven days from today; none if not known.")

    @extend_schema_field(VenuePhotoSerializer(many=True))
    def get_photos(self, venue: Venue) -> Any:
        rows = venue.photos.with_pictures()
        return VenuePhotoSerializer(rows, many=True, context=self.context).data

    @extend_schema_field(DaySerializer(many=True))
    def get_days(self, venue: Venue) -> Any:
        timetable = self._timetable(venue)
        today = timezone.localdate(self.context["now"])
        days = timetable.days(today) if timetable.known else []
        return DaySerializer(days, many=True, context=self.context).data


def now_for_hours() -> dict[str, Any]:
    """What serializers of venues are told about the moment. One query."""
    now = timezone.now()
    return {"now": now, "school_holidays": school_holidays_around(now)}


def geojson_of(geometry: Any) -> dict[str, Any]:
    """A geometry as a GeoJSON object."""
    answer: dict[str, Any] = json.loads(geometry.geojson)
    return answer
