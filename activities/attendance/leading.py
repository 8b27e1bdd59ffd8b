"""Who leads which session."""

from django.db import transaction

from activities.attendance.errors import AlreadyLeads, DoesNotLead, NoLeader
from activities.models import Session, SessionLeader
from people.actors import Actor
from people.audit import record
from people.models import RoleGrant, User
from people.permissions import require
from people.roles import Role


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
