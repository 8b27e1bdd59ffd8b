"""The facts that hints are made of, read for one activity."""

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from activities.hints import Facts, Hint, hints
from activities.materialising import local_zone
from activities.models import Activity, Session
from activities.wording import is_stale
from people.actors import Actor
from people.permissions import require
from venues.models import Venue


def hints_for(activity: Activity, by: Actor) -> list[Hint]:
    """Why few or none find it. Raises as `require` does for those who may not write it."""
    require(by, "activity.write", on=activity)
    languages = frozenset(code for code, _name in settings.LANGUAGES)
    return hints(facts_of(activity), today=timezone.localdate(), languages=languages)


def facts_of(activity: Activity) -> Facts:
    """In a constant number of queries."""
    texts = {row.language: row for row in activity.texts.all()}
    source = texts.get(settings.LANGUAGE_CODE)
    venues = Venue.objects.filter(schedules__activity=activity).distinct()
    places = list(venues.values("area", "position_approximate", "access_yes", "access_no"))
    coming = Session.objects.upcoming().filter(activity=activity).exclude(status="cancelled")
    last = coming.order_by("-starts_at").first()
    room = coming.filter(
        capacity__gt=F("booked") + F("held") + F("offered") + F("set_aside")
    ).exists()
    return Facts(
        status=activity.status,
        age_from=activity.age_from,
        age_to=activity.age_to,
        texts={code: row.description for code, row in texts.items()},
        stale=frozenset(c for c, row in texts.items() if source and is_stale(row, source)),
        unreviewed=frozenset(code for code, row in texts.items() if not row.reviewed),
        spoken=frozenset(activity.languages),
        schedules=activity.schedules.count(),
        last_session=last.starts_at.astimezone(local_zone()).date() if last else None,
        seats_free=room or activity.mode == Activity.Mode.DROP_IN,
        outside_every_area=any(place["area"] is None for place in places),
        pictures=activity.photos.count(),
        access_known=all(place["access_yes"] or place["access_no"] for place in places),
        approximate=any(place["position_approximate"] for place in places),
    )
