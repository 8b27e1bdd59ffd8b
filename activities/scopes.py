"""Which scopes an activity or a session is in, and what an organiser's is called."""

import uuid
from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q, QuerySet

from activities.models import Activity, Organiser, Schedule, Session, SessionLeader, Term
from people.roles import Scope, ScopeKind
from venues.models import Venue
from venues.scopes import scopes_of_venue


def scopes_of_activity(activity: Activity) -> Iterator[Scope]:
    """What it was made for, its organiser, and every venue it uses with its areas."""
    venues = Venue.objects.filter(schedules__activity=_where(activity))
    yield from scopes_at(activity, venues.select_related("area").distinct())


def _where(activity: Activity) -> uuid.UUID:
    """A proposal is where the activity is that it revises."""
    return activity.revises_id or activity.pk


def scopes_at(activity: Activity, venues: Iterable[Venue]) -> Iterator[Scope]:
    """As `scopes_of_activity`, for an activity that uses these venues, saved or not."""
    yield Scope(activity.owner_kind, activity.owner_id)
    yield Scope(ScopeKind.ORGANISER, activity.organiser_id)
    for venue in venues:
        yield from scopes_of_venue(venue)


def scopes_of_session(session: Session) -> Iterator[Scope]:
    """The session, its activity's scopes, its venue's, and each of those who lead it."""
    yield from scopes_of_sessions([session])[session.pk]


def scopes_of_sessions(sessions: Collection[Session]) -> dict[uuid.UUID, frozenset[Scope]]:
    """The same for several, by id. Two queries, when their activities and venues have been read."""
    led_by: dict[uuid.UUID, list[uuid.UUID]] = {}
    leaders = SessionLeader.objects.filter(session__in=sessions)
    for session_id, person in leaders.values_list("session_id", "person_id"):
        led_by.setdefault(session_id, []).append(person)
    used: dict[uuid.UUID, list[Venue]] = {}
    schedules = Schedule.objects.filter(activity__in={_where(one.activity) for one in sessions})
    for schedule in schedules.select_related("venue__area"):
        used.setdefault(schedule.activity_id, []).append(schedule.venue)
    return {
        one.pk: frozenset(
            {
                Scope(ScopeKind.SESSION, one.pk),
                *scopes_at(one.activity, [one.venue, *used.get(_where(one.activity), ())]),
                *(Scope(ScopeKind.PERSON, person) for person in led_by.get(one.pk, ())),
            }
        )
        for one in sessions
    }


def sessions_within(scopes: Iterable[Scope]) -> Q:
    """Sessions that are in one of these scopes: the filter that says the same."""
    ids: dict[str, list[uuid.UUID]] = {}
    listed = list(scopes)
    for scope in listed:
        ids.setdefault(scope.kind, []).append(scope.id)
    if ScopeKind.MUNICIPALITY in ids:
        return Q()
    return (
        Q(activity__in=Activity.objects.within(listed).values("pk"))
        | Q(pk__in=ids.get(ScopeKind.SESSION, []))
        | Q(venue__in=ids.get(ScopeKind.VENUE, []))
        | Q(venue__area__lineage__overlap=ids.get(ScopeKind.AREA, []))
        | Q(pk__in=_led_by(ids.get(ScopeKind.PERSON, [])))
    )


def _led_by(people: list[uuid.UUID]) -> QuerySet[SessionLeader, tuple[uuid.UUID]]:
    return SessionLeader.objects.filter(person__in=people).values_list("session")


def scopes_of_organiser(organiser: Organiser) -> Iterator[Scope]:
    """The organiser itself."""
    yield Scope(ScopeKind.ORGANISER, organiser.pk)


def scopes_of_term(term: Term) -> Iterator[Scope]:
    """Its organiser's."""
    yield from scopes_of_organiser(term.organiser)


def names_of_organisers(ids: frozenset[uuid.UUID], language: str) -> dict[uuid.UUID, str]:
    """The names of organisers: they have one, in whatever language."""
    return dict(Organiser.objects.filter(pk__in=ids).values_list("pk", "name"))
