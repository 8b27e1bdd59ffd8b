"""What is found: the reads behind the lists of sessions and activities."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, When
from django.db.models.functions import Greatest

from activities.models import (
    Activity,
    ActivityQuerySet,
    RemovedSession,
    Session,
    SessionQuerySet,
    begins,
)
from activities.own_lists import own_activities
from activities.words import Word, among
from people.actors import Actor


def of_activities(asked: Mapping[str, Any], activities: ActivityQuerySet) -> ActivityQuerySet:
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
    if "language" in asked:
        activities = activities.filter(languages__overlap=asked["language"])
    return activities


def _of_place_and_time(asked: Mapping[str, Any], sessions: SessionQuerySet) -> SessionQuerySet:
    """Narrowed by where and when."""
    sessions = sessions.overlapping(asked.get("from"), asked.get("to"))
    if "time" in asked:
        sessions = sessions.filter(begins(*asked["time"]))
    if "weekday" in asked:
        sessions = sessions.filter(starts_at__iso_week_day__in=asked["weekday"])
    if "area" in asked:
        sessions = sessions.inside(asked["area"])
    if "bbox" in asked:
        sessions = sessions.in_box(asked["bbox"])
    if "accessible" in asked:
        sessions = sessions.accessible(asked["accessible"])
    if "near" in asked:
        sessions = sessions.near(asked["near"], asked.get("within"))
    return sessions


def _about(asked: Mapping[str, Any]) -> bool:
    """Whether `asked` says something of the activity itself."""
    said = {"category", "age", "mode", "organiser", "language"} & set(asked)
    return bool(said) or asked.get("free") is not None


def matching_sessions(asked: Mapping[str, Any]) -> SessionQuerySet:
    """Sessions that everybody may see and that `asked` (checked parameters) asks for, bare."""
    # What is asked of the activity itself is asked of the published: no need to look there twice.
    sessions = Session.objects.upcoming() if _about(asked) else Session.objects.shown()
    if "seats" in asked:
        sessions = sessions.with_free_seats(asked["seats"])
    return _matching(asked, sessions, Activity.objects.published(), asked.get("words", []))


def ordered_sessions(asked: Mapping[str, Any]) -> SessionQuerySet:
    """The same with what the order needs: `metres` with `near`, `tier` for relevance."""
    found = matching_sessions(asked)
    if asked.get("order") == "relevance":
        found = found.annotate(tier=_tier(asked.get("words", [])))
    return found


def find_sessions(asked: Mapping[str, Any]) -> SessionQuerySet:
    """The same with all that a row needs."""
    return ordered_sessions(asked).with_details()


def _has(activities: str, venues: str) -> Q:
    """Sessions of one of these activities or at one of these venues; ids as of a `Word`."""
    return Q(activity__in=among(activities)) | Q(venue__in=among(venues))


def _tier(words: list[Word]) -> Case:
    """0 where every word stands in a title or a name, 1 elsewhere."""
    best = Q()
    for word in words:
        best &= _has(word.best_activities, word.best_venues)
    return Case(When(best, then=0), default=1, output_field=IntegerField())


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
    words: list[Word] = asked.get("words", [])
    hidden = _matching(asked, Session.objects.upcoming().taken_away(), seen, words).annotate(
        count=F("revision") + F("activity__revision"),
        changed=Greatest("changed_at", "activity__changed_at"),
    )
    removed = _matching(asked, RemovedSession.objects.upcoming(), seen, words).annotate(
        count=F("revision"), changed=F("changed_at")
    )
    if session is not None:
        hidden, removed = hidden.filter(pk=session), removed.filter(pk=session)
    names = ("id", "starts_at", "ends_at", "count", "changed")
    both = hidden.values_list(*names).union(removed.values_list(*names), all=True)
    return [Gone(*row) for row in both.order_by("starts_at", "id")[:most]]


def _matching(
    asked: Mapping[str, Any],
    sessions: SessionQuerySet,
    activities: ActivityQuerySet,
    words: Iterable[Word],
) -> SessionQuerySet:
    """Those of `sessions` that `asked` asks for; what it says of activities is held to these."""
    sessions = _of_place_and_time(asked, sessions)
    for name in ("activity", "venue"):
        if name in asked:
            sessions = sessions.filter(**{name: asked[name]})
    for word in words:
        sessions = sessions.filter(_has(word.activities, word.venues))
    if _about(asked):
        activities = of_activities(asked, activities)
        sessions = sessions.filter(activity__in=activities.values("pk"))
    return sessions


def find_activities(asked: Mapping[str, Any], *, by: Actor) -> ActivityQuerySet:
    """Published activities with a coming session; with `status` or `needs`, those `by` may write.

    Raises as `require` does when one of these is asked for by somebody who may not write any.
    """
    own = own_activities(asked, by=by) if {"status", "needs"} & set(asked) else None
    words: list[Word] = asked.get("words", [])
    if not all(word.found for word in words):
        return Activity.objects.none()
    sessions = _of_place_and_time(asked, Session.objects.shown())
    if own is not None:
        activities = of_activities(asked, own)
        sessions = Session.objects.upcoming()
        for word in words:
            there = Q(schedules__venue__in=among(word.venues))
            has = Q(pk__in=among(word.activities))
            activities = activities.filter(has | there).distinct()
        found = activities.with_next_session(sessions)
    else:
        activities = of_activities(asked, Activity.objects.published())
        for word in words:
            sessions = sessions.filter(_has(word.activities, word.venues))
        found = activities.with_next_session(sessions).having_a_next_session()
    return found.with_details()
