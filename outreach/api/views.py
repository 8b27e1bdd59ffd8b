"""The municipality as a whole, and the coverage of its areas."""

import re
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.gis.db.models import Extent
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.parameters import CategoriesField
from outreach.api.serializers import (
    CoverageAnswerSerializer,
    CoverageCollectionSerializer,
    CoverageSerializer,
    MunicipalitySerializer,
)
from outreach.coverage import MINUTES, coverage
from outreach.models import AgeGroup, TimeSlot
from outreach.supply import AgeRange, Asked, coming_weeks
from people.api.door import Door
from venues.api.geojson import GeoJSONRenderer, feature_collection
from venues.api.parameters import FormatQuery, LanguageQuery, NamesARow
from venues.api.serializers import geojson_of
from venues.models import Area
from venues.reach import DETOUR, SPEED, crow_metres


@extend_schema_field({"type": "string", "pattern": r"^[0-9]{1,2}-[0-9]{1,2}$"})
class AgesField(serializers.CharField):
    """`13-16`: two ages, both included."""

    default_error_messages = {"ages": _("Skriv två åldrar med streck emellan, som 13-16.")}

    def to_internal_value(self, data: Any) -> AgeRange:  # type: ignore[override]
        match = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", str(data))
        if match is None or int(match[1]) > int(match[2]):
            self.fail("ages")
        return AgeRange(int(match[1]), int(match[2]))

    def get_default(self) -> AgeRange:  # type: ignore[override]  # as to_internal_value
        """The default as it is described, read like any other value."""
        return self.to_internal_value(super().get_default())


@extend_schema_field({"type": "string", "minLength": 1, "maxLength": NamesARow.longest})
class SlotField(NamesARow):
    """The code of a time slot."""

    default_error_messages = {"no_such_slot": _("Det finns ingen sådan del av veckan.")}

    def to_internal_value(self, data: Any) -> TimeSlot:  # type: ignore[override]
        slot = TimeSlot.objects.filter(code=self.text(data)).first()
        if slot is None:
            self.fail("no_such_slot")
        return slot


class CoverageQuery(LanguageQuery, FormatQuery):
    ages = AgesField(default="13-16", help_text="Ages, both included.")
    category = CategoriesField(required=False, help_text="One category's code.")
    slot = SlotField(required=False, help_text="A part of the week; all without.")
    kind = serializers.ChoiceField(choices=Area.Kind.values, default=Area.Kind.REGSO)
    mode = serializers.ChoiceField(choices=sorted(SPEED), default="walk")
    threshold = serializers.FloatField(
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text="Seat-hours per 100 young people and week below which an area is a gap.",
    )

    def validate_category(self, codes: list[str]) -> str:
        if len(codes) != 1:
            raise serializers.ValidationError(_("Ange en kategori."))
        return codes[0]


class Municipality(Door):
    """What a page needs to know first: name, languages, time zone, age groups, parts of a week."""

    deeds: ClassVar = {"GET": "municipality.read"}

    @extend_schema(responses=MunicipalitySerializer)
    def get(self, request: Request) -> Response:
        extent = Area.objects.aggregate(box=Extent("geometry"))["box"]
        return Response(
            MunicipalitySerializer(
                {
                    "code": settings.NARA_MUNICIPALITY_CODE,
                    "name": settings.NARA_MUNICIPALITY_NAME,
                    "time_zone": settings.TIME_ZONE,
                    "languages": [code for code, _name in settings.LANGUAGES],
                    "default_language": settings.LANGUAGE_CODE,
                    "example": settings.NARA_EXAMPLE,
                    "contact": {
                        "email": settings.NARA_CONTACT_EMAIL,
                        "phone": settings.NARA_CONTACT_PHONE,
                        "data_protection": settings.NARA_DATA_PROTECTION_EMAIL,
                        "accessibility_authority": settings.NARA_ACCESSIBILITY_AUTHORITY,
                    },
                    "kept_days": {
                        "account": settings.NARA_RETENTION_PERSON_DAYS,
                        "audit_log": settings.NARA_RETENTION_AUDIT_DAYS,
                    },
                    "bbox": extent,
                    "age_groups": AgeGroup.objects.all(),
                    "slots": TimeSlot.objects.all(),
                }
            ).data
        )


class CoverageOfAreas(Door):
    """Per area: young people, and the seat-hours per week that they reach. An estimate."""

    deeds: ClassVar = {"GET": "coverage.read"}
    queries: ClassVar = {"GET": CoverageQuery}
    renderer_classes = [JSONRenderer, GeoJSONRenderer]

    @extend_schema(
        responses={
            (200, "application/json"): CoverageAnswerSerializer,
            (200, GeoJSONRenderer.media_type): CoverageCollectionSerializer,
        }
    )
    def get(self, request: Request) -> Response:
        asked = self.asked
        wanted = Asked(asked["ages"], asked.get("category"), asked.get("slot"))
        threshold = asked.get("threshold", settings.NARA_GAP_SEAT_HOURS)
        areas = Area.objects.filter(kind=asked["kind"]).with_names().order_by("code", "version")
        found = coverage(areas, wanted, mode=asked["mode"], threshold=threshold)
        rows = CoverageSerializer(found, many=True, context={"language": asked["lang"]}).data
        about = _about(wanted, asked["mode"], threshold)
        if isinstance(request.accepted_renderer, GeoJSONRenderer):
            shapes = [geojson_of(one.area.geometry) for one in found]
            return Response(feature_collection(list(rows), shapes, **about))
        return Response({**about, "results": rows})


def _about(asked: Asked, mode: str, threshold: float) -> dict[str, Any]:
    """How the figures were made."""
    first, last = coming_weeks(timezone.localdate())
    return {
        "estimated": True,
        "method": {
            "distance": "crow_fly",
            "detour": DETOUR,
            "minutes": MINUTES,
            "mode": mode,
            "metres": round(crow_metres(MINUTES, mode)),
        },
        "ages": {"from": asked.ages.first, "to": asked.ages.last},
        "category": asked.category,
        "slot": asked.slot.code if asked.slot else None,
        "weeks": {"from": first.isoformat(), "to": last.isoformat()},
        "threshold_seat_hours_per_100": threshold,
    }
