"""Which scopes an activity or a session is in, and what an organiser's is called."""

import uuid
from collections.abc import Iterable, Iterator

from activities.models import Activity, Organiser, Session
from people.roles import Scope, ScopeKind
from venues.models import Venue
from venues.scopes import scopes_of_venue


def scopes_of_activity(activity: Activity) -> Iterator[Scope]:
    """What it was made for, its organiser, and every venue it uses with its areas."""
    # A proposal is where the activity is that it revises.
    where = activity.revises_id or activity.pk
    venues = Venue.objects.filter(schedules__activity=where).select_related("area").distinct()
    yield from scopes_at(activity, venues)


def scopes_at(activity: Activity, venues: Iterable[Venue]) -> Iterator[Scope]:
    """As `scopes_of_activity`, for an activity that uses these venues, saved or not."""
    yield Scope(activity.owner_kind, activity.owner_id)
    yield Scope(ScopeKind.ORGANISER, activity.organiser_id)
    for venue in venues:
        yield from scopes_of_venue(venue)


def scopes_of_session(session: Session) -> Iterator[Scope]:
    """The session, its activity's scopes and its venue's."""
    yield Scope(ScopeKind.SESSION, session.pk)
    yield from scopes_of_activity(session.activity)
    yield from scopes_of_venue(session.venue)


def scopes_of_organiser(organiser: Organiser) -> Iterator[Scope]:
    """The organiser itself."""
    yield Scope(ScopeKind.ORGANISER, organiser.pk)


def names_of_organisers(ids: frozenset[uuid.UUID], language: str) -> dict[uuid.UUID, str]:
    """The names of organisers: they have one, in whatever language."""
    return dict(Organiser.objects.filter(pk__in=ids).values_list("pk", "name"))
