"""The answer of every address that shows or changes one activity."""

import uuid

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from activities.api.serializers import ActivityDetailSerializer
from activities.models import Activity, Schedule, Session
from activities.work import work_on
from people.actors import Actor
from people.api.door import Door
from people.permissions import reach


def next_sessions(activities: list[Activity]) -> dict[uuid.UUID, Session]:
    """The next session of each, by activity, in a constant number of queries."""
    ids = [activity.next_session_id for activity in activities]  # type: ignore[attr-defined]
    sessions = Session.objects.filter(pk__in=[pk for pk in ids if pk])
    return {session.activity_id: session for session in sessions.with_venues()}


def detail(activity: Activity, language: str, by: Actor, status: int = 200) -> Response:
    """One activity as `by` sees it."""
    found = (
        Activity.objects.filter(pk=activity.pk)
        .with_details()
        .with_first_photos()
        .prefetch_related(Prefetch("schedules", queryset=Schedule.objects.with_venues()))
    )
    full = found.with_next_session(Session.objects.upcoming()).get()
    context = {
        "language": language,
        "next_sessions": next_sessions([full]),
        "work": work_on(full, by),
    }
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
