"""How the catalogue looks in the API."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from activities.api.schedule_serializers import ScheduleSerializer
from activities.changes import latest_changes
from activities.models import (
    Activity,
    ActivityChange,
    ActivityText,
    Category,
    Session,
)
from activities.states import STEPS
from activities.wording import is_stale
from venues.api.photos import PhotoSerializer, VenuePhotoSerializer
from venues.api.serializers import VenueBriefSerializer
from venues.languages import best


class CategorySerializer(serializers.Serializer[Any]):
    """A category; `parent` is the code of the one above, null at the top."""

    code = serializers.CharField()
    name = serializers.SerializerMethodField()
    parent = serializers.CharField(source="parent.code", allow_null=True, default=None)  # type: ignore[assignment]
    colour = serializers.CharField()

    def get_name(self, category: Category) -> str:
        row = best(category.names.all(), self.context["language"])
        return row.name if row else category.code


class OrganiserSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class OrganiserChoiceSerializer(OrganiserSerializer):
    """An organiser to choose, and how it publishes."""

    second_pair_of_eyes = serializers.BooleanField(
        help_text="Nothing is published before another person than its writers has approved it."
    )


class AgesSerializer(serializers.Serializer[Any]):
    """Ages welcome, both included, in years."""

    def get_fields(self) -> dict[str, Any]:
        return {
            "from": serializers.IntegerField(source="age_from", min_value=0, max_value=120),
            "to": serializers.IntegerField(source="age_to", min_value=0, max_value=120),
        }


class TextSerializer(serializers.Serializer[Any]):
    """An activity's words in one language."""

    language = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    origin = serializers.ChoiceField(choices=ActivityText.Origin.choices)
    reviewed = serializers.BooleanField(help_text="Somebody who knows the language has read it.")
    version = serializers.IntegerField(help_text="When its words last changed.")
    source_version = serializers.IntegerField(
        help_text="Whose Swedish it says; lower than the Swedish text's `version`: out of date."
    )


class ActivityPhotoSerializer(PhotoSerializer):
    """A picture of an activity."""

    def address(self, photo: Any) -> str:
        return f"/api/v1/activities/{photo.activity_id}/photos/{photo.pk}"


class ActivityBriefSerializer(serializers.Serializer[Any]):
    """An activity as it stands in other things' rows, in the best language there is."""

    id = serializers.UUIDField()
    title = serializers.SerializerMethodField()
    summary = serializers.SerializerMethodField()
    language = serializers.SerializerMethodField(help_text="The language of the texts.")
    category = CategorySerializer()
    ages = AgesSerializer(source="*")
    price_sek = serializers.DecimalField(max_digits=7, decimal_places=2)
    free = serializers.SerializerMethodField()
    mode = serializers.ChoiceField(choices=Activity.Mode.choices)
    languages = serializers.ListField(child=serializers.CharField())
    organiser = OrganiserSerializer()
    photo = serializers.SerializerMethodField(help_text="The picture that stands for it.")

    @extend_schema_field(ActivityPhotoSerializer(allow_null=True))
    def get_photo(self, activity: Activity) -> Any:
        known = getattr(activity, "first_photos", None)  # by `with_first_photos`
        shown = activity.photos.first_ones().with_pictures() if known is None else known
        for photo in shown:
            return ActivityPhotoSerializer(photo, context=self.context).data
        return None

    def _text(self, activity: Activity) -> ActivityText | None:
        return best(activity.texts.all(), self.context["language"])

    def get_title(self, activity: Activity) -> str:
        text = self._text(activity)
        return text.title if text else ""

    def get_summary(self, activity: Activity) -> str:
        text = self._text(activity)
        return text.summary if text else ""

    def get_language(self, activity: Activity) -> str:
        text = self._text(activity)
        return text.language if text else ""

    def get_free(self, activity: Activity) -> bool:
        return activity.price_sek == 0


class NextSessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    venue = VenueBriefSerializer()


class ActivitySerializer(ActivityBriefSerializer):
    """An activity in a list."""

    status = serializers.ChoiceField(choices=Activity.Status.choices)
    revises = serializers.UUIDField(
        source="revises_id", allow_null=True, help_text="What this proposes to change."
    )
    next_session = serializers.SerializerMethodField()

    @extend_schema_field(NextSessionSerializer(allow_null=True))
    def get_next_session(self, activity: Activity) -> Any:
        session = self.context["next_sessions"].get(activity.pk)
        if session is None:
            return None
        return NextSessionSerializer(session, context=self.context).data


class ChangeSerializer(serializers.Serializer[Any]):
    """One line of news: what changed, from what to what. `session` null: all of them."""

    activity = serializers.UUIDField(source="activity_id")
    session = serializers.UUIDField(source="session_id", allow_null=True)
    kind = serializers.ChoiceField(choices=ActivityChange.Kind.choices)
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class TranslationSerializer(serializers.Serializer[Any]):
    """How far the text that is shown can be trusted in the language that was asked for."""

    asked = serializers.CharField()
    missing = serializers.BooleanField(help_text="It is shown in another language.")
    machine = serializers.BooleanField()
    reviewed = serializers.BooleanField()
    stale = serializers.BooleanField(help_text="The Swedish has changed since.")


def translation_of(activity: Activity, language: str) -> dict[str, Any]:
    """As `TranslationSerializer`, from the texts that are there."""
    texts = {row.language: row for row in activity.texts.all()}
    shown, source = best(texts.values(), language), texts.get(settings.LANGUAGE_CODE)
    return {
        "asked": language,
        "missing": shown is None or shown.language != language,
        "machine": shown is not None and shown.origin == ActivityText.Origin.MACHINE,
        "reviewed": shown is None or shown.reviewed,
        "stale": bool(shown and source and is_stale(shown, source)),
    }


class DifferenceSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(help_text="Such as `ages`, `texts.ar.title`, `times`.")
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class WorkSerializer(serializers.Serializer[Any]):
    """For those who may write it: what they can do with it now."""

    steps = serializers.ListField(child=serializers.ChoiceField(choices=list(STEPS)))
    can_undo = serializers.BooleanField()
    second_pair_of_eyes = serializers.BooleanField(help_text="The organiser asks for it.")
    review_note = serializers.CharField(allow_blank=True, help_text="Why it was sent back.")
    copied_from = serializers.UUIDField(allow_null=True)
    revises = serializers.UUIDField(
        allow_null=True, help_text="The published activity that this proposes to change."
    )
    proposal = serializers.UUIDField(
        allow_null=True, help_text="The open proposal to change this one."
    )
    proposed = DifferenceSerializer(
        many=True, help_text="What a proposal changes in what is published."
    )


class ActivityDetailSerializer(ActivitySerializer):
    """One activity with its texts in every language and its schedules."""

    version = serializers.IntegerField(help_text="Send it back when writing.")
    updated_at = serializers.DateTimeField()
    description = serializers.SerializerMethodField()
    available_languages = serializers.SerializerMethodField()
    texts = TextSerializer(many=True)
    schedules = serializers.SerializerMethodField()
    photos = serializers.SerializerMethodField(help_text="All of its pictures, in order.")

    @extend_schema_field(ScheduleSerializer(many=True))
    def get_schedules(self, activity: Activity) -> Any:
        rows = sorted(activity.schedules.all(), key=lambda row: row.place_in_week)
        return ScheduleSerializer(rows, many=True, context=self.context).data

    translation = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField()
    work = serializers.SerializerMethodField()

    @extend_schema_field(TranslationSerializer)
    def get_translation(self, activity: Activity) -> Any:
        return translation_of(activity, self.context["language"])

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, activity: Activity) -> Any:
        return ChangeSerializer(latest_changes(activity), many=True).data

    @extend_schema_field(WorkSerializer(allow_null=True))
    def get_work(self, activity: Activity) -> Any:
        work = self.context["work"]
        return None if work is None else WorkSerializer(work).data

    @extend_schema_field(ActivityPhotoSerializer(many=True))
    def get_photos(self, activity: Activity) -> Any:
        rows = activity.photos.with_pictures()
        return ActivityPhotoSerializer(rows, many=True, context=self.context).data

    def get_description(self, activity: Activity) -> str:
        text = self._text(activity)
        return text.description if text else ""

    def get_available_languages(self, activity: Activity) -> list[str]:
        return sorted(text.language for text in activity.texts.all())


class SeatsSerializer(serializers.Serializer[Any]):
    capacity = serializers.IntegerField()
    free = serializers.IntegerField()


class SessionSerializer(serializers.Serializer[Any]):
    """One occurrence, with what and where."""

    id = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=Session.Status.choices)
    cancelled_reason = serializers.CharField()
    distance_m = serializers.SerializerMethodField(
        help_text="Straight line from `near`, in metres; null without `near`."
    )
    seats = SeatsSerializer(source="*")
    activity = ActivityBriefSerializer()
    venue = VenueBriefSerializer()

    def get_distance_m(self, session: Session) -> int | None:
        metres = getattr(session, "metres", None)
        return None if metres is None else round(metres)


class SessionDetailSerializer(SessionSerializer):
    """One occurrence, with the whole text and all pictures."""

    description = serializers.SerializerMethodField()
    photos = serializers.SerializerMethodField(help_text="Of the activity, in order.")
    venue_photos = serializers.SerializerMethodField(help_text="Of the venue, in order.")
    translation = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField()

    @extend_schema_field(TranslationSerializer)
    def get_translation(self, session: Session) -> Any:
        return translation_of(session.activity, self.context["language"])

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, session: Session) -> Any:
        """Those of its activity that are about it or about every session."""
        found = latest_changes(session.activity)
        mine = [one for one in found if one.session_id in (None, session.pk)]
        return ChangeSerializer(mine, many=True).data

    @extend_schema_field(ActivityPhotoSerializer(many=True))
    def get_photos(self, session: Session) -> Any:
        rows = session.activity.photos.with_pictures()
        return ActivityPhotoSerializer(rows, many=True, context=self.context).data

    @extend_schema_field(VenuePhotoSerializer(many=True))
    def get_venue_photos(self, session: Session) -> Any:
        rows = session.venue.photos.with_pictures()
        return VenuePhotoSerializer(rows, many=True, context=self.context).data

    def get_description(self, session: Session) -> str:
        text = best(session.activity.texts.all(), self.context["language"])
        return text.description if text else ""
