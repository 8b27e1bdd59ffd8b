"""How the report of a write on several activities looks in the API."""

from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

from activities.several import Outcome
from venues.api.lists import listed


class OutcomeSerializer(serializers.Serializer[Any]):
    """What became of one of several: `activity` is null where `code` says why not."""

    id = serializers.UUIDField()
    activity = serializers.UUIDField(source="activity.pk", allow_null=True, default=None)
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)


REPORT = listed(OutcomeSerializer, paged=False)


def report(outcomes: list[Outcome]) -> Response:
    """The answer, in the order that was asked for."""
    return Response({"results": OutcomeSerializer(outcomes, many=True).data})
