"""What is found: the reads behind the lists of sessions and activities."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from activities.models import Activity, ActivityQuerySet, Session, SessionQuerySet
from people.actors import Actor
from people.permissions import reach, require


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


def find_sessions(asked: Mapping[str, Any]) -> QuerySet[Session]:
    """Sessions that everybody may see and that `asked` (checked parameters) asks for."""
    sessions = _of_place_and_time(asked, Session.objects.shown())
    for name in ("activity", "venue"):
        if name in asked:
            sessions = sessions.filter(**{name: asked[name]})
    about_activity = {"category", "age", "mode", "organiser", "q"} & set(asked)
    if about_activity or asked.get("free") is not None:
        activities = _of_activities(asked, Activity.objects.published())
        sessions = sessions.filter(activity__in=activities.values("pk"))
    return sessions.with_details()


def find_activities(asked: Mapping[str, Any], *, by: Actor) -> QuerySet[Activity]:
    """Published activities with a coming session; with `status`, those `by` may write.

    Raises as `require` does when `status` is asked for by somebody who may not write any.
    """
    sessions = _of_place_and_time(asked, Session.objects.shown())
    if "status" in asked:
        require(by, "activity.write")
        mine = Activity.objects.within(reach(by, "activity.write"))
        activities = _of_activities(asked, mine.filter(status=asked["status"]))
        sessions = Session.objects.upcoming()
        found = activities.with_next_session(sessions)
    else:
        activities = _of_activities(asked, Activity.objects.published())
        found = activities.with_next_session(sessions).having_a_next_session()
    return found.with_details()
