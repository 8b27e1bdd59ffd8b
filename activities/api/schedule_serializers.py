"""How schedules, and what a change of one does, look in the API."""

from typing import Any

from rest_framework import serializers

from activities.models import (
    Schedule,
    ScheduleException,
)
from activities.rescheduling import Because, Effect
from venues.api.parameters import ClockField
from venues.api.serializers import VenueBriefSerializer


class ScheduleExceptionSerializer(serializers.Serializer[Any]):
    """A local date that is left out or added."""

    id = serializers.UUIDField()
    date = serializers.DateField()
    kind = serializers.ChoiceField(choices=ScheduleException.Kind.choices)
    reason = serializers.CharField()


class ScheduleSerializer(serializers.Serializer[Any]):
    """Dates by a recurrence rule, each at the same local time."""

    id = serializers.UUIDField()
    venue = VenueBriefSerializer()
    rule = serializers.CharField(help_text="RRULE of RFC 5545; empty: on `first_date` alone.")
    weekday = serializers.IntegerField(
        allow_null=True, help_text="ISO: Monday is 1. Null unless it is plainly every week."
    )
    starts = ClockField()
    ends = ClockField()
    first_date = serializers.DateField()
    last_date = serializers.DateField(allow_null=True, help_text="The rule's UNTIL.")
    weeks = serializers.ChoiceField(choices=Schedule.Weeks.choices)
    capacity = serializers.IntegerField()
    exceptions = ScheduleExceptionSerializer(many=True)


class WhenWhereSerializer(serializers.Serializer[Any]):
    """When and where a session is, and for how many."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    venue = serializers.UUIDField(source="venue_id")
    capacity = serializers.IntegerField()


class ScheduledChangeSerializer(serializers.Serializer[Any]):
    """What a change of a schedule does to one session."""

    date = serializers.DateField(help_text="The local date that the schedule means.")
    effect = serializers.ChoiceField(choices=[effect.value for effect in Effect])
    because = serializers.ChoiceField(
        choices=[because.value for because in Because],
        allow_null=True,
        help_text="Why it is kept though the schedule means something else.",
    )
    session = serializers.UUIDField(source="session.pk", allow_null=True, default=None)
    taken = serializers.IntegerField(
        source="session.taken", default=0, help_text="Seats that people have or are promised."
    )
    before = WhenWhereSerializer(source="session", allow_null=True)
    after = WhenWhereSerializer(source="meant", allow_null=True)


class ScheduledChangesSerializer(serializers.Serializer[Any]):
    """What a change of a schedule does, or would do, to the sessions to come."""

    preview = serializers.BooleanField(help_text="True: nothing was written.")
    changes = ScheduledChangeSerializer(many=True)
