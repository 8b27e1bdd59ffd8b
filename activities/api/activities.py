"""Activities: found, shown, written, published."""

import uuid
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.detail import OneActivity, detail, next_sessions
from activities.api.inputs import ActivityInput, ActivityPatch, OrganiserInput, ScheduleInput
from activities.api.parameters import ActivityQuery
from activities.api.serializers import (
    ActivityDetailSerializer,
    ActivitySerializer,
    CategorySerializer,
    OrganiserChoiceSerializer,
)
from activities.models import Activity, Category, Organiser
from activities.organisers import ask_for_second_pair
from activities.publishing import create_activity, edit_activity
from activities.scheduling import add_schedule
from activities.search import find_activities
from people.api.door import Door
from venues.api.lists import ListDoor, listed
from venues.api.parameters import LanguageQuery


class Activities(ListDoor):
    """The catalogue: what is offered, by when it happens next."""

    deeds: ClassVar = {"GET": "activity.read", "POST": "activity.write"}
    queries: ClassVar = {"GET": ActivityQuery, "POST": LanguageQuery}
    may_refuse = frozenset({"GET"})  # `status`
    row = ActivitySerializer
    ordering = ("created_at", "id")

    @extend_schema(responses=listed(ActivitySerializer))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)

    def found(self) -> QuerySet[Activity]:
        return find_activities(self.asked, by=self.actor).with_first_photos()

    def context(self, things: list[Any]) -> dict[str, Any]:
        return {**super().context(things), "next_sessions": next_sessions(things)}

    @extend_schema(request=ActivityInput, responses={201: ActivityDetailSerializer})
    def post(self, request: Request) -> Response:
        """Add a draft."""
        body = ActivityInput(data=request.data)
        body.is_valid(raise_exception=True)
        fields, texts = body.to_fields()
        activity = create_activity(fields=fields, texts=texts or [], by=self.actor)
        return detail(activity, self.asked["lang"], self.actor, 201)


class ActivityDetail(OneActivity):
    """One activity."""

    deeds: ClassVar = {"GET": "activity.read", "PATCH": "activity.write"}
    queries: ClassVar = {"GET": LanguageQuery, "PATCH": LanguageQuery}
    may_conflict = frozenset({"PATCH"})

    @extend_schema(responses=ActivityDetailSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return detail(self.readable(id), self.asked["lang"], self.actor)

    @extend_schema(request=ActivityPatch, responses=ActivityDetailSerializer)
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        """Change the fields that are sent. Nothing is lost when somebody else was faster: 409."""
        activity = self.readable(id)
        body = ActivityPatch(data=request.data)
        body.is_valid(raise_exception=True)
        fields, texts = body.to_fields()
        activity = edit_activity(
            activity=activity, fields=fields, texts=texts, version=body.seen(), by=self.actor
        )
        return detail(activity, self.asked["lang"], self.actor)


class ActivitySchedules(OneActivity):
    """When an activity happens."""

    deeds: ClassVar = {"POST": "activity.write"}
    queries: ClassVar = {"POST": LanguageQuery}

    @extend_schema(request=ScheduleInput, responses={201: ActivityDetailSerializer})
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Let it happen by a rule; the sessions are made by the worker within seconds."""
        activity = self.readable(id)
        body = ScheduleInput(data=request.data)
        body.is_valid(raise_exception=True)
        add_schedule(activity=activity, by=self.actor, **body.validated_data)
        return detail(activity, self.asked["lang"], self.actor, 201)


class Categories(Door):
    """All categories, parents before children."""

    deeds: ClassVar = {"GET": "activity.read"}
    queries: ClassVar = {"GET": LanguageQuery}

    @extend_schema(responses=listed(CategorySerializer, paged=False))
    def get(self, request: Request) -> Response:
        rows = Category.objects.in_order()
        context = {"language": self.asked["lang"]}
        return Response({"results": CategorySerializer(rows, many=True, context=context).data})


class Organisers(Door):
    """All organisers, by name: what a publisher chooses from."""

    deeds: ClassVar = {"GET": "activity.write"}

    @extend_schema(responses=listed(OrganiserChoiceSerializer, paged=False))
    def get(self, request: Request) -> Response:
        rows = OrganiserChoiceSerializer(Organiser.objects.all(), many=True).data
        return Response({"results": rows})


class OneOrganiser(Door):
    """How an organiser publishes."""

    deeds: ClassVar = {"PATCH": "organiser.write"}

    @extend_schema(request=OrganiserInput, responses=OrganiserChoiceSerializer)
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        """Ask for a second pair of eyes on what is published, or stop asking."""
        organiser = get_object_or_404(Organiser, pk=id)
        body = OrganiserInput(data=request.data)
        body.is_valid(raise_exception=True)
        ask_for_second_pair(organiser=organiser, by=self.actor, **body.validated_data)
        return Response(OrganiserChoiceSerializer(organiser).data)
