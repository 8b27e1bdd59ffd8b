"""Who leads which session, and whose criminal-records extract has been seen."""

import datetime

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery

from activities.attendance.errors import AlreadyLeads, DoesNotLead, NoLeader
from activities.models import RegisterExtract, Session, SessionLeader
from activities.scopes import sessions_within
from people.actors import Actor
from people.audit import record
from people.errors import NotPermitted
from people.models import RoleGrant, User
from people.permissions import reach, require
from people.roles import Role, ScopeKind, whole_municipality
from venues.models import Area, Venue


def leaders_for(who: Actor, *, unseen: bool = False) -> QuerySet[RoleGrant]:
    """The leaders whom an actor may let lead, one grant for each, with `seen_on` of their extract.

    Those with a role where the actor coordinates, for the whole municipality, or in a session
    there. `unseen`: only those whose extract nobody has seen.
    """
    scopes = reach(who, "session.assign")
    found = RoleGrant.objects.valid().filter(role=Role.LEADER)
    if whole_municipality() not in scopes:
        areas = [scope.id for scope in scopes if scope.kind == ScopeKind.AREA]
        venues = [scope.id for scope in scopes if scope.kind == ScopeKind.VENUE]
        inside = Area.objects.filter(lineage__overlap=areas)
        here = Venue.objects.filter(Q(area__in=inside) | Q(pk__in=venues))
        leading = SessionLeader.objects.filter(
            session__in=Session.objects.filter(sessions_within(scopes)).values("pk")
        )
        found = found.filter(
            Q(scope_kind=ScopeKind.MUNICIPALITY)
            | Q(scope_kind=ScopeKind.VENUE, scope_id__in=here.values("pk"))
            | Q(scope_kind=ScopeKind.AREA, scope_id__in=inside.values("pk"))
            | Q(person__in=leading.values("person"))
        )
    one_each = found.order_by("person", "valid_from", "pk").distinct("person").values("pk")
    newest = RegisterExtract.objects.filter(person=OuterRef("person")).order_by("-seen_on")
    rows = RoleGrant.objects.filter(pk__in=one_each).select_related("person")
    told = rows.annotate(seen_on=Subquery(newest.values("seen_on")[:1]))
    return told.filter(seen_on=None) if unseen else told


@transaction.atomic
def assign_leader(*, session: Session, person: User, by: Actor) -> SessionLeader:
    """Let somebody lead a session: from now on they see its roster and register who comes.

    Raises NoLeader when the person holds no role as leader anywhere, AlreadyLeads afterwards.
    """
    require(by, "session.assign", on=session)
    held = RoleGrant.objects.valid().filter(person=person, role=Role.LEADER)
    if not held.exists():
        raise NoLeader
    leads, new = SessionLeader.objects.get_or_create(session=session, person=person)
    if not new:
        raise AlreadyLeads
    detail = {"leader": str(person.pk)}
    record(by=by, deed="session.assign", on=session, detail=detail)
    return leads


@transaction.atomic
def unassign_leader(*, session: Session, person: User, by: Actor) -> None:
    """Let somebody lead a session no longer. What they have registered stays.

    Raises DoesNotLead when they do not.
    """
    require(by, "session.assign", on=session)
    leads = SessionLeader.objects.select_for_update().filter(session=session, person=person).first()
    if leads is None:
        raise DoesNotLead
    leads.delete()
    detail = {"no_leader": str(person.pk)}
    record(by=by, deed="session.assign", on=session, detail=detail)


@transaction.atomic
def note_extract(*, person: User, seen_on: datetime.date, by: Actor) -> RegisterExtract:
    """Note that somebody's extract was seen on a date, by the actor. Twice changes nothing.

    Raises NotPermitted for a leader of other parts.
    """
    require(by, "leader.vet")
    if not leaders_for(by).filter(person=person).exists():
        raise NotPermitted
    extract, _new = RegisterExtract.objects.get_or_create(
        person=person, seen_on=seen_on, defaults={"seen_by": by.person}
    )
    record(by=by, deed="leader.vet", on=person, detail={"seen_on": seen_on.isoformat()})
    return extract
