"""The parameters of the catalogue."""

import datetime
import re
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from activities.models import Activity, Category
from activities.own_lists import NEEDS
from activities.windows import NAMES, PARTS_OF_DAY, NoSchoolHoliday, window
from activities.words import MOST, understood, words_of
from venues.api.parameters import (
    AccessQuery,
    FormatQuery,
    LanguageQuery,
    MomentField,
    NamesARow,
    PlaceQuery,
)

CLOCKS: Final = re.compile(r"^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$")


@extend_schema_field(
    {"type": "string", "maxLength": 200, "pattern": r"^[-a-z0-9_]+(,[-a-z0-9_]+)*$"}
)
class CategoriesField(NamesARow):
    """Codes of categories, separated by commas."""

    longest = 200
    default_error_messages = {"no_such_category": _("Det finns ingen kategori {code}.")}

    def to_internal_value(self, data: Any) -> list[str]:  # type: ignore[override]
        codes = self.text(data).split(",")
        known = set(Category.objects.filter(code__in=codes).values_list("code", flat=True))
        for code in codes:
            if code not in known:
                self.fail("no_such_category", code=code)
        return codes


class ListedField(NamesARow):
    """Values of one form, separated by commas."""

    longest = 60
    default_error_messages = {"form": _("Skriv värden som {example}, med komma emellan.")}

    def __init__(self, one: str, example: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._form, self._example = re.compile(f"{one}(,{one})*"), example

    def to_internal_value(self, data: Any) -> list[str]:  # type: ignore[override]
        text = self.text(data)
        if not self._form.fullmatch(text):
            self.fail("form", example=self._example)
        return text.split(",")


@extend_schema_field({"type": "string", "pattern": r"^[a-z]{2,3}(,[a-z]{2,3})*$"})
class SpokenField(ListedField):
    """Codes of languages, ISO 639-1."""


@extend_schema_field({"type": "string", "pattern": r"^[1-7](,[1-7])*$"})
class WeekdaysField(ListedField):
    """ISO weekdays: Monday is 1."""


@extend_schema_field({"type": "string", "maxLength": 20, "pattern": r"^[-a-z_0-9:]+$"})
class TimeOfDayField(serializers.CharField):
    """`17:00-20:00` in local time, or the name of a part of the day, as two times."""

    default_error_messages = {
        "time": _("Skriv två klockslag som 17:00-20:00, eller en del av dagen: {parts}.")
    }

    def to_internal_value(self, data: Any) -> Any:
        if data in PARTS_OF_DAY:
            return PARTS_OF_DAY[data]
        found = CLOCKS.match(str(data))
        times = [datetime.time.fromisoformat(text) for text in found.groups()] if found else []
        if len(set(times)) < 2:
            self.fail("time", parts=", ".join(PARTS_OF_DAY))
        return tuple(times)


class WordsQuery(LanguageQuery):
    """Words that are looked for."""

    q = serializers.CharField(
        required=False, max_length=100, help_text="Words; each must be found."
    )

    def validate_q(self, text: str) -> str:
        """Words that can be looked for. None is left out silently."""
        if not 0 < len(words_of(text)) <= MOST:
            raise serializers.ValidationError(_("Skriv mellan ett och åtta ord."))
        return text

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        if "q" in attrs:
            attrs["words"] = understood(attrs["q"])
        return attrs


class CatalogueQuery(WordsQuery, AccessQuery, PlaceQuery):
    """What activities and sessions are both found by."""

    category = CategoriesField(required=False, help_text="Codes, by commas.")
    age = serializers.IntegerField(
        required=False, min_value=0, max_value=120, help_text="Open to this age, in years."
    )
    free = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Costs nothing."
    )
    mode = serializers.ChoiceField(choices=Activity.Mode.values, required=False)
    organiser = serializers.UUIDField(required=False)
    language = SpokenField(
        "[a-z]{2,3}",
        "sv,ar",
        required=False,
        help_text="Spoken by a leader: ISO 639-1, by commas for any of them.",
    )
    weekday = WeekdaysField(
        "[1-7]", "1,5", required=False, help_text="ISO, by commas: Monday is 1."
    )
    time = TimeOfDayField(
        required=False,
        help_text="Beginning in local time: 17:00-20:00, morning, afternoon, evening, late.",
    )
    window = serializers.ChoiceField(
        choices=NAMES, required=False, help_text="A named window, in local time."
    )

    def get_fields(self) -> dict[str, Any]:
        """Adds `from` and `to`; the first is a word of Python's own."""
        fields = super().get_fields()
        fields["from"] = MomentField(required=False, help_text="Still going on at this time.")
        fields["to"] = MomentField(required=False, help_text="Starting before this time.")
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        if "window" in attrs:
            for name in ("from", "to"):
                if name in attrs:
                    text = _("Ange antingen window eller from och to.")
                    raise serializers.ValidationError({name: [text]})
            try:
                attrs["from"], attrs["to"] = window(attrs["window"], timezone.now())
            except NoSchoolHoliday as error:
                text = _("Inget kommande skollov är inlagt.")
                raise serializers.ValidationError({"window": [text]}) from error
        if "from" in attrs and "to" in attrs and attrs["from"] >= attrs["to"]:
            raise serializers.ValidationError({"to": [_("Slutet måste komma efter början.")]})
        return attrs


class SessionQuery(CatalogueQuery, FormatQuery):
    activity = serializers.UUIDField(required=False)
    venue = serializers.UUIDField(required=False)
    seats = serializers.IntegerField(
        required=False, min_value=1, max_value=100, help_text="At least so many seats are free."
    )
    order = serializers.ChoiceField(
        choices=["soonest", "nearest", "relevance"],
        default="soonest",
        help_text="nearest needs `near`, relevance needs `q`.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        if attrs["order"] == "nearest" and "near" not in attrs:
            text = _("Ange också near: närmast räknas därifrån.")
            raise serializers.ValidationError({"order": [text]})
        if attrs["order"] == "relevance" and "q" not in attrs:
            text = _("Ange också q: bäst passar det som har orden.")
            raise serializers.ValidationError({"order": [text]})
        return attrs


class SearchQuery(SessionQuery):
    """What a search is: all parameters of the list but those of its pages and its order."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for name in ("cursor", "page_size", "format", "order"):
            del fields[name]
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        found = super().validate({**attrs, "order": "soonest"})
        return {name: value for name, value in found.items() if name != "order"}


class FacetQuery(SearchQuery):
    """The same without a language: what is counted has codes, no names."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        del fields["lang"]
        return fields


class ActivityQuery(CatalogueQuery):
    status = serializers.ChoiceField(
        choices=Activity.Status.values,
        required=False,
        help_text="Yours, in this status; for those who may write. Without it: the published.",
    )
    needs = serializers.ChoiceField(
        choices=NEEDS,
        required=False,
        help_text="Yours that wait for a translation, or for you to review them.",
    )
