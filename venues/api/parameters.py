"""The parameters that say where, when and in which language, checked one by one."""

import datetime
import math
from typing import Any

from django.conf import settings
from django.contrib.gis.geos import Point, Polygon
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from people.api.door import Query
from people.api.paging import PageQuery
from venues.models import AccessFact, Area

EARLIEST = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
LATEST = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


def _numbers(text: str, count: int) -> list[float]:
    """Exactly `count` finite numbers separated by commas. Raises ValueError."""
    numbers = [float(part) for part in text.split(",")]
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        raise ValueError(text)
    return numbers


def _on_globe(longitude: float, latitude: float) -> bool:
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9.]+,-?[0-9.]+,-?[0-9.]+,-?[0-9.]+$"})
class BoxField(serializers.CharField):
    """`west,south,east,north` in degrees, as a polygon."""

    default_error_messages = {
        "box": _("Skriv fyra tal: väst,syd,öst,nord, med väst före öst och syd före nord.")
    }

    def to_internal_value(self, data: Any) -> Polygon:  # type: ignore[override]
        try:
            west, south, east, north = _numbers(str(data), 4)
        except ValueError:
            self.fail("box")
        if not (
            _on_globe(west, south) and _on_globe(east, north) and west < east and south < north
        ):
            self.fail("box")
        box = Polygon.from_bbox((west, south, east, north))
        box.srid = 4326
        return box


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9.]+,-?[0-9.]+$"})
class PlaceField(serializers.CharField):
    """`latitude,longitude` in degrees, as a point."""

    default_error_messages = {"place": _("Skriv två tal: latitud,longitud, i grader.")}

    def to_internal_value(self, data: Any) -> Point:  # type: ignore[override]
        try:
            latitude, longitude = _numbers(str(data), 2)
        except ValueError:
            self.fail("place")
        # Beyond these the projected coordinate system of the municipality has no metres.
        if not _on_globe(longitude, latitude) or abs(latitude) > 85:
            self.fail("place")
        return Point(longitude, latitude, srid=4326)


class NamesARow(serializers.CharField):
    """A text that stands for something in the database, which becomes its value.

    DRF would hold its rules for texts against that value, so the length is checked here, and the
    one character that the database has not. Subclasses call `text` and look it up.
    """

    longest = 40
    default_error_messages = {"too_long": _("Så långt är inget namn här.")}

    def text(self, data: Any) -> str:
        """The text as sent. Raises ValidationError for one that cannot name anything."""
        text: str = super().to_internal_value(data)
        if len(text) > self.longest or "\x00" in text:
            self.fail("too_long")
        return text


@extend_schema_field({"type": "string", "minLength": 1, "maxLength": NamesARow.longest})
class AreaField(NamesARow):
    """The code of an area, as the area of its newest version."""

    default_error_messages = {"no_such_area": _("Det finns inget område med den koden.")}

    def to_internal_value(self, data: Any) -> Area:  # type: ignore[override]
        area = Area.objects.with_code(self.text(data)).order_by("-version").first()
        if area is None:
            self.fail("no_such_area")
        return area


@extend_schema_field({"type": "string", "maxLength": 200, "pattern": r"^[a-z_]+(,[a-z_]+)*$"})
class AccessFactsField(NamesARow):
    """Facts about accessibility, separated by commas."""

    longest = 200
    default_error_messages = {"no_such_fact": _("Det finns ingen tillgänglighet {fact}.")}

    def to_internal_value(self, data: Any) -> list[str]:  # type: ignore[override]
        facts = self.text(data).split(",")
        for fact in facts:
            if fact not in AccessFact.values:
                self.fail("no_such_fact", fact=fact)
        return facts


class LanguageField(serializers.ChoiceField):
    """The language of the content; what does not exist in it comes in another, marked so."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("default", settings.LANGUAGE_CODE)
        kwargs.setdefault("help_text", "Language of the content.")
        super().__init__(choices=[code for code, _name in settings.LANGUAGES], **kwargs)


class MomentField(serializers.DateTimeField):
    """An ISO 8601 date or time; without an offset it is the municipality's local time."""

    default_error_messages = {"year": _("Skriv en tid mellan år 2000 och 2100.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["iso-8601", "%Y-%m-%d"], **kwargs)

    def to_internal_value(self, value: Any) -> datetime.datetime:
        try:
            moment: datetime.datetime = super().to_internal_value(value)
        except OverflowError:
            self.fail("year")
        if not EARLIEST <= moment <= LATEST:
            self.fail("year")
        return moment


@extend_schema_field({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"})
class ClockField(serializers.TimeField):
    """A local time of the day, hours and minutes: `17:00`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **kwargs)


class LanguageQuery(Query):
    """Addresses whose only parameter is the language."""

    lang = LanguageField()


class FormatQuery(Query):
    """Addresses that also answer as GeoJSON."""

    format = serializers.ChoiceField(
        choices=["json", "geojson"], required=False, help_text="geojson adds the geometry."
    )


class AccessQuery(Query):
    """Lists of things that are at venues."""

    accessible = AccessFactsField(
        required=False,
        help_text="Facts by commas, each known to be so at the venue: "
        + ", ".join(AccessFact.values),
    )


class PlaceQuery(PageQuery, LanguageQuery):
    """Lists of things that have a place."""

    q = serializers.CharField(
        required=False, max_length=100, help_text="Words; each must be found."
    )
    bbox = BoxField(required=False, help_text="west,south,east,north in degrees.")
    near = PlaceField(required=False, help_text="latitude,longitude in degrees.")
    within = serializers.FloatField(
        required=False, min_value=1, max_value=200_000, help_text="Metres from `near`."
    )
    area = AreaField(required=False, help_text="Code of an area at any level.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "within" in attrs and "near" not in attrs:
            raise serializers.ValidationError(
                {"within": [_("Ange också near: avståndet räknas därifrån.")]}
            )
        return attrs
