"""How the municipality and its coverage look in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from outreach.coverage import Coverage
from venues.api.lists import collection_of
from venues.api.parameters import ClockField
from venues.api.serializers import AreaBriefSerializer
from venues.population import Headcount


class AgeGroupSerializer(serializers.Serializer[Any]):
    """Both ends included, in years."""

    def get_fields(self) -> dict[str, Any]:
        return {
            "code": serializers.CharField(),
            "from": serializers.IntegerField(source="age_from"),
            "to": serializers.IntegerField(source="age_to"),
        }


class TimeSlotSerializer(serializers.Serializer[Any]):
    """A part of the week in local time; weekdays are ISO."""

    code = serializers.CharField()
    weekdays = serializers.ListField(child=serializers.IntegerField())
    starts = ClockField()
    ends = ClockField()
    school_holiday = serializers.BooleanField(allow_null=True)


class ContactSerializer(serializers.Serializer[Any]):
    """Whom people turn to; empty where the municipality has not said."""

    email = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    data_protection = serializers.CharField(allow_blank=True, help_text="E-mail address.")
    accessibility_authority = serializers.CharField(
        help_text="Where a lack of accessibility is reported."
    )


class KeptDaysSerializer(serializers.Serializer[Any]):
    """How long records about people are kept, in days."""

    account = serializers.IntegerField(help_text="After the last log-in.")
    audit_log = serializers.IntegerField()


class MunicipalitySerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    time_zone = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField())
    default_language = serializers.CharField()
    example = serializers.BooleanField(help_text="The built-in example, not a real one.")
    contact = ContactSerializer()
    kept_days = KeptDaysSerializer()
    bbox = serializers.SerializerMethodField(help_text="[west, south, east, north] in degrees.")
    age_groups = AgeGroupSerializer(many=True)
    slots = TimeSlotSerializer(many=True)

    @extend_schema_field(
        {"type": ["array", "null"], "items": {"type": "number"}, "minItems": 4, "maxItems": 4}
    )
    def get_bbox(self, municipality: Any) -> list[float] | None:
        box = municipality["bbox"]
        return list(box) if box else None


class YoungPeopleSerializer(serializers.Serializer[Any]):
    count = serializers.SerializerMethodField()
    apportioned = serializers.BooleanField(help_text="Shared out from a larger figure.")

    def get_count(self, head: Headcount) -> int:
        return round(head.count)


class CoverageSerializer(serializers.Serializer[Any]):
    """One area's coverage; figures are per week."""

    area = AreaBriefSerializer()
    young_people = YoungPeopleSerializer(source="young", allow_null=True)
    seat_hours_per_week = serializers.SerializerMethodField()
    seat_hours_per_100_young = serializers.SerializerMethodField()
    share_out_of_reach = serializers.SerializerMethodField(
        help_text="Share (0-1) of the young people who reach nothing."
    )
    gap = serializers.BooleanField(allow_null=True)

    def get_seat_hours_per_week(self, one: Coverage) -> float:
        return round(one.seat_hours, 1)

    def get_seat_hours_per_100_young(self, one: Coverage) -> float | None:
        return None if one.per_100_young is None else round(one.per_100_young, 1)

    def get_share_out_of_reach(self, one: Coverage) -> float:
        return round(one.out_of_reach, 3)


class MethodSerializer(serializers.Serializer[Any]):
    """How reach was measured."""

    distance = serializers.ChoiceField(choices=["crow_fly"])
    detour = serializers.FloatField(help_text="The way is this much longer than the line.")
    minutes = serializers.IntegerField()
    mode = serializers.ChoiceField(choices=["bicycle", "walk"])
    metres = serializers.IntegerField(help_text="Straight line that counts as within reach.")


class RangeSerializer(serializers.Serializer[Any]):
    """Ages in years, both included."""

    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.IntegerField(), "to": serializers.IntegerField()}


class WeeksSerializer(serializers.Serializer[Any]):
    """First and last day of the weeks that were counted."""

    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.DateField(), "to": serializers.DateField()}


class AboutCoverageSerializer(serializers.Serializer[Any]):
    """How the figures were made."""

    estimated = serializers.BooleanField()
    method = MethodSerializer()
    ages = RangeSerializer()
    category = serializers.CharField(allow_null=True)
    slot = serializers.CharField(allow_null=True)
    weeks = WeeksSerializer()
    threshold_seat_hours_per_100 = serializers.FloatField()


class CoverageAnswerSerializer(AboutCoverageSerializer):
    """The coverage of every area of a kind, and how it was measured."""

    results = CoverageSerializer(many=True)


class CoverageCollectionSerializer(
    AboutCoverageSerializer,
    collection_of(CoverageSerializer, paged=False),  # type: ignore[misc]
):
    """The same as GeoJSON, with each area's polygon."""
