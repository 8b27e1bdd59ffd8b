"""How one wants to be told."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request
from rest_framework.response import Response

from activities.models import NoticeChoices, Notification
from activities.models.notice_choices import REQUIRED, Topic
from activities.notifying.choices import choices_of, choose, quiet_hours, reachable
from people.api.bodies import Input
from people.api.door import Door
from people.models import User
from venues.api.parameters import LanguageField

Channel = Notification.Channel


class WaysField(serializers.ListField):
    """The channels of one kind of message."""

    child = serializers.ChoiceField(choices=Channel.choices)


class NoticesInput(Input):
    """All of one's choices. What may not be switched off names at least one way."""

    language = LanguageField(required=True, default=empty, help_text="Of messages.")
    quiet_from = serializers.IntegerField(
        min_value=0, max_value=23, help_text="An hour of the day, in the municipality's zone."
    )
    quiet_until = serializers.IntegerField(
        min_value=0, max_value=23, help_text="The same as quiet_from: no quiet hours."
    )
    receipts = WaysField(help_text="What I have just done myself. May be empty.")
    reminders = WaysField(help_text="Whether I am coming. May be empty.")
    offers = WaysField(allow_empty=False, help_text="A seat that is mine if I answer in time.")
    changes = WaysField(allow_empty=False, help_text="Called off, moved, or no longer mine.")


class NoticesSerializer(serializers.Serializer[Any]):
    """How one is told now, and by which ways one could be."""

    language = LanguageField(help_text="Of messages.")
    quiet_from = serializers.IntegerField()
    quiet_until = serializers.IntegerField()
    receipts = WaysField()
    reminders = WaysField()
    offers = WaysField()
    changes = WaysField()
    ways = WaysField(help_text="The channels that lead to me, the usual one first.")
    always = serializers.ListField(
        child=serializers.ChoiceField(choices=Topic.choices),
        help_text="What can not be switched off.",
    )


def _shown(person: User, choices: NoticeChoices) -> dict[str, Any]:
    begins, ends = quiet_hours(choices)
    return {
        "language": person.language,
        "quiet_from": begins,
        "quiet_until": ends,
        **{topic.value: choices.ways(topic) for topic in Topic},
        "ways": reachable(person),
        "always": sorted(REQUIRED),
    }


class NoticesDoor(Door):
    """By which ways I am told what, when not, and in which language."""

    deeds: ClassVar = {"GET": "notice.choose", "PUT": "notice.choose"}
    may_conflict = frozenset({"PUT"})

    @extend_schema(responses=NoticesSerializer)
    def get(self, request: Request) -> Response:
        person = self.actor.person
        assert person is not None, "the deed is for those who have logged in"
        return self._answer(person, choices_of([person])[person])

    @extend_schema(request=NoticesInput, responses=NoticesSerializer)
    def put(self, request: Request) -> Response:
        """All choices at once; a way that does not lead to me is refused."""
        body = NoticesInput(data=request.data)
        body.is_valid(raise_exception=True)
        asked = dict(body.validated_data)
        ways = {topic: asked.pop(topic.value) for topic in Topic}
        made = choose(by=self.actor, ways=ways, **asked)
        return self._answer(made.person, made)

    def _answer(self, person: User, choices: NoticeChoices) -> Response:
        answer = Response(NoticesSerializer(_shown(person, choices)).data)
        answer["Cache-Control"] = "no-store"
        return answer
