"""What is sent in: parsed and checked here, decided in the write functions."""

import datetime
from decimal import Decimal
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty

from activities.models import Activity, Category, Organiser, WeeklySchedule
from activities.publishing import ActivityFields, Text
from venues.api.parameters import EARLIEST, LATEST, ClockField
from venues.models import Venue

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Input(serializers.Serializer[Any]):
    """A body. Unknown fields are refused by name; none is ignored."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = sorted(str(name) for name in set(data) - set(self.fields))
            if unknown:
                text = _("Fältet finns inte här.")
                raise serializers.ValidationError({name: [text] for name in unknown})
        return super().to_internal_value(data)


class AgesInput(Input):
    def get_fields(self) -> dict[str, Any]:
        return {
            "from": serializers.IntegerField(min_value=0, max_value=120),
            "to": serializers.IntegerField(min_value=0, max_value=120),
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["from"] > attrs["to"]:
            raise serializers.ValidationError({"to": [_("Högsta åldern är lägre än lägsta.")]})
        return attrs


class TextInput(Input):
    language = serializers.ChoiceField(choices=LANGUAGES)
    title = serializers.CharField(max_length=120)
    summary = serializers.CharField(max_length=240)
    description = serializers.CharField(max_length=4000, allow_blank=True, default="")


class CategoryField(serializers.SlugRelatedField[Category]):
    """The code of a category. The database has no text with a null byte, so none is called that."""

    def to_internal_value(self, data: Any) -> Category:
        if not isinstance(data, str) or "\x00" in data:
            self.fail("invalid")
        found: Category = super().to_internal_value(data)
        return found


class ActivityInput(Input):
    """A whole activity."""

    category = CategoryField(slug_field="code", queryset=Category.objects.all())
    organiser = serializers.PrimaryKeyRelatedField(queryset=Organiser.objects.all())
    texts = TextInput(many=True, allow_empty=False)
    ages = AgesInput()
    price_sek = serializers.DecimalField(
        max_digits=7, decimal_places=2, min_value=Decimal(0), default=Decimal(0)
    )
    mode = serializers.ChoiceField(choices=Activity.Mode.choices)
    languages = serializers.ListField(
        child=serializers.RegexField(r"^[a-z]{2,3}$"), max_length=20, default=list
    )

    def validate_texts(self, texts: list[dict[str, str]]) -> list[dict[str, str]]:
        languages = [text["language"] for text in texts]
        if len(set(languages)) < len(languages):
            raise serializers.ValidationError(_("Samma språk står två gånger."))
        if settings.LANGUAGE_CODE not in languages:
            raise serializers.ValidationError(_("Den svenska texten saknas."))
        return texts

    def validate_languages(self, languages: list[str]) -> list[str]:
        return list(dict.fromkeys(languages))

    def to_fields(self) -> tuple[ActivityFields, list[Text] | None]:
        """(fields of the activity, texts or None when they do not change)."""
        fields = dict(self.validated_data)
        texts = fields.pop("texts", None)
        ages = fields.pop("ages", None)
        if ages is not None:
            fields["age_from"], fields["age_to"] = ages["from"], ages["to"]
        return cast(ActivityFields, fields), texts


class ActivityPatch(ActivityInput):
    """The fields that change, each checked as a whole; DRF's `partial` would let halves through."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required, field.default = False, empty
        return fields


#: A night in a sports hall is 16 hours; 18:00 to 17:00 is a slip of the finger.
LONGEST_HOURS = 16


def hours_between(starts: datetime.time, ends: datetime.time) -> float:
    """Hours by the clock; an end before the start is on the next day."""
    begin, end = (datetime.timedelta(hours=t.hour, minutes=t.minute) for t in (starts, ends))
    return ((end - begin) % datetime.timedelta(days=1)).total_seconds() / 3600


class ScheduleInput(Input):
    venue = serializers.PrimaryKeyRelatedField(queryset=Venue.objects.all())
    weekday = serializers.IntegerField(min_value=1, max_value=7, help_text="ISO: Monday is 1.")
    starts = ClockField(help_text="Local time.")
    ends = ClockField(help_text="Local time; before the start: on the next day.")
    first_date = serializers.DateField()
    last_date = serializers.DateField(allow_null=True, default=None)
    weeks = serializers.ChoiceField(
        choices=WeeklySchedule.Weeks.choices, default=WeeklySchedule.Weeks.ALL
    )
    capacity = serializers.IntegerField(min_value=1, max_value=100_000)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["starts"] == attrs["ends"]:
            raise serializers.ValidationError({"ends": [_("Slutet är samma tid som början.")]})
        if hours_between(attrs["starts"], attrs["ends"]) > LONGEST_HOURS:
            text = _("Så långt kan ett tillfälle inte vara: står tiderna i fel ordning?")
            raise serializers.ValidationError({"ends": [text]})
        if not EARLIEST.date() <= attrs["first_date"] <= LATEST.date():
            raise serializers.ValidationError(
                {"first_date": [_("Skriv ett datum mellan år 2000 och 2100.")]}
            )
        if attrs["last_date"] is not None and attrs["last_date"] < attrs["first_date"]:
            raise serializers.ValidationError(
                {"last_date": [_("Sista dagen ligger före den första.")]}
            )
        return attrs


class CapacityInput(Input):
    capacity = serializers.IntegerField(min_value=0, max_value=100_000)


class CancelInput(Input):
    reason = serializers.CharField(max_length=200)
