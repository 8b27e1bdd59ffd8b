"""Activities: found, shown, written, published."""

import uuid
from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.inputs import ActivityInput, ActivityPatch, ScheduleInput
from activities.api.parameters import ActivityQuery
from activities.api.serializers import (
    ActivityDetailSerializer,
    ActivitySerializer,
    CategorySerializer,
    OrganiserSerializer,
)
from activities.models import Activity, Category, Organiser, Schedule, Session
from activities.publishing import (
    archive_activity,
    create_activity,
    edit_activity,
    publish_activity,
)
from activities.scheduling import add_schedule
from activities.search import find_activities
from people.api.door import Door
from people.permissions import reach
from venues.api.lists import ListDoor, listed
from venues.api.parameters import LanguageQuery


def next_sessions(activities: list[Activity]) -> dict[uuid.UUID, Session]:
    """The next session of each, by activity, in a constant number of queries."""
    ids = [activity.next_session_id for activity in activities]  # type: ignore[attr-defined]
    sessions = Session.objects.filter(pk__in=[pk for pk in ids if pk])
    return {session.activity_id: session for session in sessions.with_venues()}


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
        return find_activities(self.asked, by=self.actor)

    def context(self, things: list[Any]) -> dict[str, Any]:
        return {**super().context(things), "next_sessions": next_sessions(things)}

    @extend_schema(request=ActivityInput, responses={201: ActivityDetailSerializer})
    def post(self, request: Request) -> Response:
        """Add a draft."""
        body = ActivityInput(data=request.data)
        body.is_valid(raise_exception=True)
        fields, texts = body.to_fields()
        activity = create_activity(fields=fields, texts=texts or [], by=self.actor)
        return detail(activity, self.asked["lang"], 201)


def detail(activity: Activity, language: str, status: int = 200) -> Response:
    """The answer of every address that shows or changes one activity."""
    found = (
        Activity.objects.filter(pk=activity.pk)
        .with_details()
        .prefetch_related(Prefetch("schedules", queryset=Schedule.objects.with_venues()))
    )
    full = found.with_next_session(Session.objects.upcoming()).get()
    context = {"language": language, "next_sessions": next_sessions([full])}
    return Response(ActivityDetailSerializer(full, context=context).data, status=status)


class OneActivity(Door):
    """Addresses of one activity."""

    def readable(self, id: uuid.UUID) -> Activity:
        """Published ones for everybody, others for those who may write them; else 404."""
        activity = get_object_or_404(Activity, pk=id)
        if activity.status != Activity.Status.PUBLISHED:
            mine = Activity.objects.within(reach(self.actor, "activity.write"))
            return get_object_or_404(mine, pk=id)
        return activity


class ActivityDetail(OneActivity):
    """One activity."""

    deeds: ClassVar = {"GET": "activity.read", "PATCH": "activity.write"}
    queries: ClassVar = {"GET": LanguageQuery, "PATCH": LanguageQuery}

    @extend_schema(responses=ActivityDetailSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return detail(self.readable(id), self.asked["lang"])

    @extend_schema(request=ActivityPatch, responses=ActivityDetailSerializer)
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        """Change the fields that are sent."""
        activity = self.readable(id)
        body = ActivityPatch(data=request.data)
        body.is_valid(raise_exception=True)
        fields, texts = body.to_fields()
        edit_activity(activity=activity, fields=fields, texts=texts, by=self.actor)
        return detail(activity, self.asked["lang"])


class ActivityPublish(OneActivity):
    """Showing an activity to everybody."""

    deeds: ClassVar = {"POST": "activity.publish"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=None, responses=ActivityDetailSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        activity = publish_activity(activity=self.readable(id), by=self.actor)
        return detail(activity, self.asked["lang"])


class ActivityArchive(OneActivity):
    """Taking an activity away from everybody's sight."""

    deeds: ClassVar = {"POST": "activity.publish"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=None, responses=ActivityDetailSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        activity = archive_activity(activity=self.readable(id), by=self.actor)
        return detail(activity, self.asked["lang"])


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
        return detail(activity, self.asked["lang"], 201)


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

    @extend_schema(responses=listed(OrganiserSerializer, paged=False))
    def get(self, request: Request) -> Response:
        return Response({"results": OrganiserSerializer(Organiser.objects.all(), many=True).data})
