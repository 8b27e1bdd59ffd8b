"""My evening: what a leader's phone takes along, so that it needs no network at the session."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils import timezone

from activities.attendance.standing import Standing, standings
from activities.models import ActivityText, Booking, Session, SessionLeader, SessionQuerySet
from activities.models.activity import UNREAD
from people.actors import Actor
from people.permissions import require
from people.roles import STAFF_ROLES, ScopeKind

#: A session that ended so long ago is still part of the evening.
JUST_OVER = datetime.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class MySession:
    """One session with those who are expected, and how it stands."""

    session: Session
    roster: list[Booking]
    standing: Standing


def mine(by: Actor) -> Q:
    """The sessions that are somebody's own work: they lead them, or are standing staff there.

    Narrower than what they may: who coordinates a district does not carry its rosters about.
    """
    own = [held.scope for held in by.held if held.role in STAFF_ROLES]
    venues = [scope.id for scope in own if scope.kind == ScopeKind.VENUE]
    sessions = [scope.id for scope in own if scope.kind == ScopeKind.SESSION]
    return Q(leaders__person=by.id) | Q(venue__in=venues) | Q(pk__in=sessions)


def todays(by: Actor, now: datetime.datetime) -> SessionQuerySet:
    """My sessions of today, and those that were over a short while ago; called off ones too."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight.date() + datetime.timedelta(days=1)
    end = timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time()))
    found = Session.objects.filter(mine(by), activity__status__in=["published", "archived"])
    return found.overlapping(min(midnight, now - JUST_OVER), end)


def evening(*, by: Actor, also: Session | None = None) -> list[MySession]:
    """My sessions of today with their rosters, and one more that was asked for by name.

    A constant number of queries. Raises NotPermitted when the one more is not theirs to register.
    """
    if also is not None:
        require(by, "attendance.register", on=also)
    wanted = Q(pk__in=todays(by, timezone.now()).values("pk"))
    if also is not None:
        wanted |= Q(pk=also.pk)
    texts = Prefetch("activity__texts", ActivityText.objects.defer(*UNREAD))
    leaders = Prefetch("leaders", SessionLeader.objects.select_related("person"))
    rows = Session.objects.filter(wanted).with_venues().select_related("activity")
    return with_rosters(rows.prefetch_related(texts, leaders).order_by("starts_at", "pk"))


def with_rosters(sessions: Iterable[Session]) -> list[MySession]:
    """Each with its roster, in the order of the names to call out, and how it stands."""
    listed = list(sessions)
    ids = [one.pk for one in listed]
    rosters: dict[uuid.UUID, list[Booking]] = {pk: [] for pk in ids}
    for booking in Booking.objects.active().filter(session__in=ids).with_people():
        rosters[booking.session_id].append(booking)
    stand = standings(ids)
    return [MySession(one, sorted(rosters[one.pk], key=_called), stand[one.pk]) for one in listed]


def _called(booking: Booking) -> tuple[str, uuid.UUID]:
    return booking.participant.shown_name.casefold(), booking.pk
