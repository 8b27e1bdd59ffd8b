"""What was: versions for those who write, news for those who saved."""

import uuid
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.detail import OneActivity
from activities.api.serializers import ChangeSerializer, DifferenceSerializer
from activities.changes import changes_since
from activities.models import ActivityChange, ActivityVersion
from activities.work import history_of
from people.api.door import Door
from venues.api.lists import listed
from venues.api.parameters import LanguageQuery, MomentField, NamesARow
from venues.languages import best

#: A device asks about what it has saved; more than this nobody saves.
MOST_IDS = 100


class VersionSerializer(serializers.Serializer[Any]):
    """One version and what it changed against the one before."""

    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=ActivityVersion.Kind.choices)
    at = serializers.DateTimeField()
    who = serializers.ChoiceField(choices=["you", "another", "system", "unknown"])
    by = serializers.UUIDField(allow_null=True, help_text="For administrators; else null.")
    differences = DifferenceSerializer(many=True)


class NewsLineSerializer(ChangeSerializer):
    """A line of news, with what the activity is called."""

    title = serializers.SerializerMethodField()

    def get_title(self, change: ActivityChange) -> str:
        text = best(change.activity.texts.all(), self.context["language"])
        return text.title if text else ""


class NewsSerializer(serializers.Serializer[Any]):
    """News of saved activities, newest first, and which of them are not shown any more."""

    results = NewsLineSerializer(many=True)
    gone = serializers.ListField(child=serializers.UUIDField())


@extend_schema_field(
    {"type": "string", "maxLength": 3699, "pattern": r"^[-0-9a-fA-F]{36}(,[-0-9a-fA-F]{36})*$"}
)
class IdsField(NamesARow):
    """Ids, separated by commas."""

    longest = 37 * MOST_IDS - 1
    default_error_messages = {
        "no_id": _("Så ser ett id inte ut: {id}."),
        "too_many": _("Fråga om högst {most} i taget."),
    }

    def to_internal_value(self, data: Any) -> list[uuid.UUID]:  # type: ignore[override]
        found = []
        for text in self.text(data).split(","):
            try:
                found.append(uuid.UUID(text))
            except ValueError:
                self.fail("no_id", id=text)
        if len(found) > MOST_IDS:
            self.fail("too_many", most=MOST_IDS)
        return list(dict.fromkeys(found))


class ChangesQuery(LanguageQuery):
    ids = IdsField(
        required=False, help_text="Ids of activities, by commas; at most 100. Without: none."
    )
    since = MomentField(
        required=False, help_text="News after this time. Without: all that are kept."
    )


class ActivityVersions(OneActivity):
    """The history of one activity, newest first."""

    deeds: ClassVar = {"GET": "activity.write"}

    @extend_schema(responses=listed(VersionSerializer, paged=False))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        told = history_of(self.readable(id), self.actor)
        return Response({"results": VersionSerializer(told, many=True).data})


class ActivityChanges(Door):
    """What has changed in saved activities since a device last looked. Asks for no account."""

    deeds: ClassVar = {"GET": "activity.read"}
    queries: ClassVar = {"GET": ChangesQuery}

    @extend_schema(responses=NewsSerializer)
    def get(self, request: Request) -> Response:
        news, gone = changes_since(self.asked.get("ids", []), self.asked.get("since"))
        context = {"language": self.asked["lang"]}
        return Response(NewsSerializer({"results": news, "gone": gone}, context=context).data)
