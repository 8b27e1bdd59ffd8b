"""What is sent in: parsed and checked here, decided in the write functions."""

import datetime
from decimal import Decimal
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty

from activities.models import (
    Activity,
    ActivityText,
    Category,
    Organiser,
    Schedule,
    ScheduleException,
)
from activities.publishing import ActivityFields
from activities.recurrence import LONGEST
from activities.scheduling import ScheduleFields
from activities.wording import Text
from people.api.bodies import Input
from venues.api.parameters import EARLIEST, LATEST, ClockField, MomentField
from venues.models import Venue

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class IdField(serializers.UUIDField):
    """A UUID as text; DRF would take any number for one."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class TrueOrFalseField(serializers.BooleanField):
    """JSON's true or false; DRF would take words and numbers for one."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


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
    origin = serializers.ChoiceField(
        choices=ActivityText.Origin.choices, required=False, help_text="As it is, if not given."
    )
    reviewed = TrueOrFalseField(
        required=False, help_text="Somebody who knows the language has read it."
    )


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
        fields.pop("version", None)
        texts = fields.pop("texts", None)
        ages = fields.pop("ages", None)
        if ages is not None:
            fields["age_from"], fields["age_to"] = ages["from"], ages["to"]
        return cast(ActivityFields, fields), texts


class VersionedInput(Input):
    """A write that can say which version of the activity its writer saw."""

    version = serializers.IntegerField(
        min_value=1,
        max_value=2_147_483_647,
        required=False,
        help_text="The version that was seen; 409 `changed_meanwhile` when it is an older one.",
    )


class AllOptional(Input):
    """The fields that change, each checked as a whole; DRF's `partial` would let halves through."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required, field.default = False, empty
        return fields


class SendBackInput(VersionedInput):
    note = serializers.CharField(max_length=500, help_text="What to change. Never about a person.")


class RestoreInput(VersionedInput):
    number = serializers.IntegerField(
        min_value=1, max_value=2_147_483_647, help_text="The version to bring back."
    )


class TranslationInput(VersionedInput):
    """The words of one language beside the Swedish."""

    title = serializers.CharField(max_length=120)
    summary = serializers.CharField(max_length=240)
    description = serializers.CharField(max_length=4000, allow_blank=True, default="")
    origin = serializers.ChoiceField(
        choices=ActivityText.Origin.choices, default=ActivityText.Origin.PERSON
    )
    reviewed = TrueOrFalseField(
        help_text="Somebody who knows the language has read it.",
    )


class OrganiserInput(Input):
    second_pair_of_eyes = TrueOrFalseField(
        help_text="Nothing is published before another person than its writers has approved it."
    )


class SeveralInput(Input):
    """Several activities at once."""

    ids = serializers.ListField(
        child=IdField(), min_length=1, max_length=100, help_text="1-100, each once."
    )

    def validate_ids(self, ids: list[Any]) -> list[Any]:
        if len(set(ids)) < len(ids):
            raise serializers.ValidationError(_("Samma aktivitet står två gånger."))
        return ids


class ActivityPatch(AllOptional, ActivityInput, VersionedInput):
    """The fields of an activity that change."""

    def seen(self) -> int | None:
        """The version that the writer saw, if they say so."""
        return cast("int | None", self.validated_data.get("version"))


class WordsField(serializers.CharField):
    """A text that was sent as one; DRF would take a number for its digits."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        text: str = super().to_internal_value(data)
        return text


class SoonField(serializers.DateField):
    """A local date between the years 2000 and 2100."""

    default_error_messages = {"year": _("Skriv ett datum mellan år 2000 och 2100.")}

    def to_internal_value(self, value: Any) -> datetime.date:
        date: datetime.date = super().to_internal_value(value)
        if not EARLIEST.date() <= date <= LATEST.date():
            self.fail("year")
        return date


class CopyInput(SeveralInput):
    """Several activities and the term that they are copied to."""

    first_date = SoonField(help_text="The first local date of the term.")
    last_date = SoonField(help_text="The last one.")


class ScheduleInput(Input):
    venue = serializers.PrimaryKeyRelatedField(queryset=Venue.objects.all())
    rule = WordsField(
        max_length=LONGEST,
        allow_blank=True,
        help_text=(
            "RRULE of RFC 5545 over local dates, such as `FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261231`;"
            " empty: on `first_date` alone."
        ),
    )
    starts = ClockField(help_text="Local time.")
    ends = ClockField(help_text="Local time; before the start: on the next day.")
    first_date = SoonField(help_text="DTSTART: the rule counts from this local date.")
    weeks = serializers.ChoiceField(choices=Schedule.Weeks.choices, default=Schedule.Weeks.ALL)
    capacity = serializers.IntegerField(min_value=1, max_value=100_000)


class ReasonInput(Input):
    """Why sessions that people have seats in are called off, where a change does that."""

    reason = WordsField(
        max_length=200,
        allow_blank=True,
        default="",
        help_text="Shown on sessions that are called off by the change.",
    )


class SchedulePatch(AllOptional, ScheduleInput, ReasonInput):
    """The fields of a schedule that change."""

    since = SoonField(
        help_text="The change holds from this local date on, and what comes before stays. Not sent:"
        " for everything to come."
    )

    def to_fields(self) -> tuple[ScheduleFields, dict[str, Any]]:
        """(fields of the schedule, reason and since as far as they were sent)."""
        fields = dict(self.validated_data)
        how = {name: fields.pop(name) for name in ("reason", "since") if name in fields}
        return cast(ScheduleFields, fields), how


class ExceptionInput(ReasonInput):
    date = SoonField(help_text="The local date that is left out or added.")
    kind = serializers.ChoiceField(choices=ScheduleException.Kind.choices)


class SessionPatch(Input):
    """What is set for one session alone."""

    starts_at = MomentField(required=False)
    ends_at = MomentField(required=False)
    venue = serializers.PrimaryKeyRelatedField(queryset=Venue.objects.all(), required=False)
    capacity = serializers.IntegerField(required=False, min_value=0, max_value=100_000)


class CancelInput(Input):
    reason = serializers.CharField(max_length=200)
