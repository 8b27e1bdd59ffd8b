"""Schedules changed, ended, and given exceptions; each change can be previewed."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.inputs import ExceptionInput, SchedulePatch
from activities.api.schedule_serializers import ScheduledChangesSerializer
from activities.models import Schedule, ScheduleException
from activities.rescheduling import Change
from activities.scheduling import (
    add_exception,
    change_schedule,
    remove_exception,
    remove_schedule,
)
from people.api.door import Door, Query


class PreviewQuery(Query):
    preview = serializers.BooleanField(
        default=False, help_text="Only tell what would happen to the sessions to come."
    )


class RemovalQuery(PreviewQuery):
    reason = serializers.CharField(
        max_length=200,
        allow_blank=True,
        default="",
        help_text="Shown on sessions that are called off by it.",
    )


class SchedulesDoor(Door):
    """Addresses that change a schedule and answer with what happens to its sessions."""

    def told(self, changes: Iterable[Change], status: int = 200) -> Response:
        answer = {"preview": self.asked["preview"], "changes": list(changes)}
        return Response(ScheduledChangesSerializer(answer).data, status=status)


class ScheduleDetail(SchedulesDoor):
    """One schedule."""

    deeds: ClassVar = {"PATCH": "activity.write", "DELETE": "activity.write"}
    queries: ClassVar = {"PATCH": PreviewQuery, "DELETE": RemovalQuery}
    may_conflict = frozenset({"PATCH", "DELETE"})

    @extend_schema(request=SchedulePatch, responses=ScheduledChangesSerializer)
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        """Change the fields that are sent, and with them the sessions to come."""
        body = SchedulePatch(data=request.data)
        body.is_valid(raise_exception=True)
        fields, how = body.to_fields()
        how["preview"] = self.asked["preview"]
        schedule = get_object_or_404(Schedule, pk=id)
        return self.told(change_schedule(schedule=schedule, fields=fields, by=self.actor, **how))

    @extend_schema(responses={200: ScheduledChangesSerializer})
    def delete(self, request: Request, id: uuid.UUID) -> Response:
        """End it for good. What has been stays."""
        schedule = get_object_or_404(Schedule, pk=id)
        return self.told(remove_schedule(schedule=schedule, by=self.actor, **self.asked))


class ScheduleExceptions(SchedulesDoor):
    """Dates that are left out or added."""

    deeds: ClassVar = {"POST": "activity.write"}
    queries: ClassVar = {"POST": PreviewQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=ExceptionInput, responses={201: ScheduledChangesSerializer})
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Leave a date out, or add one."""
        body = ExceptionInput(data=request.data)
        body.is_valid(raise_exception=True)
        schedule = get_object_or_404(Schedule, pk=id)
        asked: dict[str, Any] = {**body.validated_data, **self.asked}
        return self.told(add_exception(schedule=schedule, by=self.actor, **asked), 201)


class ScheduleExceptionDetail(SchedulesDoor):
    """One exception."""

    deeds: ClassVar = {"DELETE": "activity.write"}
    queries: ClassVar = {"DELETE": RemovalQuery}
    may_conflict = frozenset({"DELETE"})

    @extend_schema(responses={200: ScheduledChangesSerializer})
    def delete(self, request: Request, id: uuid.UUID) -> Response:
        """Let the rule alone decide on that date again."""
        exceptions = ScheduleException.objects.select_related("schedule")
        exception = get_object_or_404(exceptions, pk=id)
        return self.told(remove_exception(exception=exception, by=self.actor, **self.asked))
