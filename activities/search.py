"""What is found: the reads behind the lists of sessions and activities."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest

from activities.models import (
    Activity,
    ActivityQuerySet,
    RemovedSession,
    Session,
    SessionQuerySet,
)
from activities.own_lists import own_activities
from people.actors import Actor


def _of_activities(asked: Mapping[str, Any], activities: ActivityQuerySet) -> ActivityQuerySet:
    """Narrowed by what is said of the activity itself."""
    if "category" in asked:
        activities = activities.in_categories(asked["category"])
    if "age" in asked:
        activities = activities.for_age(asked["age"])
    if asked.get("free") is not None:
        activities = activities.free() if asked["free"] else activities.costing()
    if "mode" in asked:
        activities = activities.filter(mode=asked["mode"])
    if "organiser" in asked:
        activities = activities.filter(organiser=asked["organiser"])
    if "q" in asked:
        activities = activities.saying(asked["q"])
    return activities


def _of_place_and_time(asked: Mapping[str, Any], sessions: SessionQuerySet) -> SessionQuerySet:
    """Narrowed by where and when."""
    sessions = sessions.overlapping(asked.get("from"), asked.get("to"))
    if "area" in asked:
        sessions = sessions.inside(asked["area"])
    if "bbox" in asked:
        sessions = sessions.in_box(asked["bbox"])
    if "accessible" in asked:
        sessions = sessions.accessible(asked["accessible"])
    if "near" in asked:
        sessions = sessions.near(asked["near"], asked.get("within"))
    return sessions


def find_sessions(asked: Mapping[str, Any]) -> SessionQuerySet:
    """Sessions that everybody may see and that `asked` (checked parameters) asks for."""
    return _matching(asked, Session.objects.shown(), Activity.objects.published()).with_details()


@dataclass(frozen=True, slots=True)
class Gone:
    """A session that everybody has seen and that was taken away before it was over."""

    id: uuid.UUID
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    revision: int
    changed_at: datetime.datetime


def find_gone(
    asked: Mapping[str, Any], *, most: int, session: uuid.UUID | None = None
) -> list[Gone]:
    """What `asked` would have found: sessions of hidden activities and sessions that were removed.

    At most `most` of them, soonest first; with `session`, that one alone. One query.
    """
    seen = Activity.objects.filter(published_at__isnull=False)
    hidden = _matching(asked, Session.objects.upcoming().taken_away(), seen).annotate(
        count=F("revision") + F("activity__revision"),
        changed=Greatest("changed_at", "activity__changed_at"),
    )
    removed = _matching(asked, RemovedSession.objects.upcoming(), seen).annotate(
        count=F("revision"), changed=F("changed_at")
    )
    if session is not None:
        hidden, removed = hidden.filter(pk=session), removed.filter(pk=session)
    names = ("id", "starts_at", "ends_at", "count", "changed")
    both = hidden.values_list(*names).union(removed.values_list(*names), all=True)
    return [Gone(*row) for row in both.order_by("starts_at", "id")[:most]]


def _matching(
    asked: Mapping[str, Any], sessions: SessionQuerySet, activities: ActivityQuerySet
) -> SessionQuerySet:
    """Those of `sessions` that `asked` asks for; what it says of activities is held to these."""
    sessions = _of_place_and_time(asked, sessions)
    for name in ("activity", "venue"):
        if name in asked:
            sessions = sessions.filter(**{name: asked[name]})
    about_activity = {"category", "age", "mode", "organiser", "q"} & set(asked)
    if about_activity or asked.get("free") is not None:
        activities = _of_activities(asked, activities)
        sessions = sessions.filter(activity__in=activities.values("pk"))
    return sessions


def find_activities(asked: Mapping[str, Any], *, by: Actor) -> ActivityQuerySet:
    """Published activities with a coming session; with `status` or `needs`, those `by` may write.

    Raises as `require` does when one of these is asked for by somebody who may not write any.
    """
    sessions = _of_place_and_time(asked, Session.objects.shown())
    if "status" in asked or "needs" in asked:
        activities = _of_activities(asked, own_activities(asked, by=by))
        sessions = Session.objects.upcoming()
        found = activities.with_next_session(sessions)
    else:
        activities = _of_activities(asked, Activity.objects.published())
        found = activities.with_next_session(sessions).having_a_next_session()
    return found.with_details()
