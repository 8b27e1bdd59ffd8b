"""News for those who saved an activity: what changed that matters to a visitor, naming nobody."""

import datetime
import uuid
from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils import timezone

from activities.models import Activity, ActivityChange, Schedule, Session
from activities.recurrence import weekday_of
from activities.rescheduling import Change, Effect
from activities.versions import Content
from venues.models import Venue

#: How long a line of news is kept: nobody returns to a favourite after more than a year.
KEPT = datetime.timedelta(days=400)
Kind = ActivityChange.Kind


def tell_visitors(
    activity: Activity,
    kind: str,
    *,
    before: str = "",
    after: str = "",
    session: Session | None = None,
) -> None:
    """Add a line of news, if everybody can see the activity. Part of the caller's transaction."""
    if activity.status != Activity.Status.PUBLISHED or (before == after and not session):
        return
    ActivityChange.objects.create(
        activity=activity, session=session, kind=kind, before=before[:200], after=after[:200]
    )


def tell_what_differs(activity: Activity, before: Content, after: Content) -> None:
    """Lines for what differs between two contents of an activity, as visitors would ask about it.

    Prices are in SEK, ages in years.
    """
    if before["price_sek"] != after["price_sek"]:
        tell_visitors(activity, Kind.PRICE, before=before["price_sek"], after=after["price_sek"])
    ages = [f"{one['age_from']}-{one['age_to']}" for one in (before, after)]
    if ages[0] != ages[1]:
        tell_visitors(activity, Kind.AGES, before=ages[0], after=ages[1])
    if before["mode"] != after["mode"]:
        tell_visitors(activity, Kind.MODE, before=before["mode"], after=after["mode"])


def tell_moved(
    session: Session, before: tuple[datetime.datetime, datetime.datetime, Venue]
) -> None:
    """Lines for a session that is at another time or place than (start, end, venue) before."""
    starts_at, ends_at, venue = before
    activity = session.activity
    if (starts_at, ends_at) != (session.starts_at, session.ends_at):
        times = (starts_at.isoformat(), session.starts_at.isoformat())
        tell_visitors(activity, Kind.TIME, before=times[0], after=times[1], session=session)
    if venue != session.venue:
        places = (venue.name, session.venue.name)
        tell_visitors(activity, Kind.PLACE, before=places[0], after=places[1], session=session)


def weekly_time(schedule: Schedule) -> str:
    """`2 17:00`: the ISO weekday and local time of a schedule that is once a week, else empty."""
    weekday = weekday_of(schedule.rule)
    return f"{weekday} {schedule.starts:%H:%M}" if weekday else ""


def tell_rescheduled(
    activity: Activity, changes: Iterable[Change], reason: str, *, moved: tuple[str, str] = ("", "")
) -> None:
    """Lines for what a change of a schedule does, told before it is carried out.

    A session that is taken away cannot carry its line: that one belongs to the activity and says
    when the session would have been. `moved`: from which weekly time to which (`weekly_time`); one
    line says so in place of one for each session.
    """
    changes = list(changes)
    weekly = all(moved)
    if weekly:
        tell_visitors(activity, Kind.MOVED, before=moved[0], after=moved[1])
    made = {_week(change) for change in changes if change.effect is Effect.MADE and weekly}
    for change in changes:
        session, meant = change.session, change.meant
        if session is None or change.effect is Effect.KEPT:
            continue
        if change.effect is Effect.CANCELLED:
            tell_visitors(activity, Kind.CANCELLED, after=reason, session=session)
        elif change.effect is Effect.REMOVED:
            if _week(change) not in made:
                tell_visitors(activity, Kind.CANCELLED, before=session.starts_at.isoformat())
        elif meant is not None:
            _tell_meant(activity, session, meant, told_time=weekly)


def _week(change: Change) -> tuple[int, int]:
    return change.date.isocalendar()[:2]


def _tell_meant(activity: Activity, session: Session, meant: Session, *, told_time: bool) -> None:
    times_differ = (session.starts_at, session.ends_at) != (meant.starts_at, meant.ends_at)
    if times_differ and not told_time:
        times = (session.starts_at.isoformat(), meant.starts_at.isoformat())
        tell_visitors(activity, Kind.TIME, before=times[0], after=times[1], session=session)
    if session.venue_id != meant.venue_id:
        places = (session.venue.name, meant.venue.name)
        tell_visitors(activity, Kind.PLACE, before=places[0], after=places[1], session=session)


def changes_since(
    ids: Collection[uuid.UUID], since: datetime.datetime | None
) -> tuple[QuerySet[ActivityChange], list[uuid.UUID]]:
    """(news of these activities, newest first; those of them that are not shown any more).

    At most 500 lines: nobody reads more about a hundred favourites.
    """
    shown = set(Activity.objects.published().filter(pk__in=ids).values_list("pk", flat=True))
    news = ActivityChange.objects.public().of(shown).prefetch_related("activity__texts")
    if since is not None:
        news = news.since(since)
    return news[:500], [one for one in ids if one not in shown]


def expire_changes(now: datetime.datetime, dry_run: bool) -> int:
    """Remove news that are too old to be news; how many. With `dry_run` it only counts."""
    old = ActivityChange.objects.filter(at__lt=now - KEPT)
    return old.count() if dry_run else old.delete()[0]


def latest_changes(activity: Activity) -> QuerySet[ActivityChange]:
    """The last twenty lines of an activity within a month, newest first."""
    month = timezone.now() - datetime.timedelta(days=30)
    return ActivityChange.objects.public().of([activity.pk]).since(month)[:20]
