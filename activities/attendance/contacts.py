"""Whom to call when something happens to a participant. Every look is written down."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from activities.attendance.errors import NotDuringSession, ProtectedContact
from activities.models import Booking
from people.actors import Actor
from people.audit import record
from people.encryption import decrypt
from people.models import Child, User
from people.permissions import require

#: From so long before the start until so long after the end somebody may have to be called.
BEFORE: Final = datetime.timedelta(hours=1)
AFTER: Final = datetime.timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach somebody: the participant themselves, or a guardian."""

    relation: str
    name: str
    phone: str
    email: str


@transaction.atomic
def emergency_contacts(*, booking: Booking, by: Actor) -> list[Contact]:
    """Whom to call about a participant: while the session goes on, for those who lead it.

    The participant reads in their dealings that somebody has looked. Raises NotDuringSession, and
    ProtectedContact for a protected identity: those are reached through the coordinator alone.
    """
    require(by, "attendance.contact", on=booking.session)
    now, session = timezone.now(), booking.session
    if not session.starts_at - BEFORE <= now <= session.ends_at + AFTER:
        raise NotDuringSession
    who = booking.participant
    if who.protected_identity:
        raise ProtectedContact
    found = _guardians(who) if isinstance(who, Child) else _own(who, booking)
    detail = {"booking": str(booking.pk)}
    record(by=by, deed="attendance.contact", on=who, detail=detail)
    return found


def _reach(relation: str, person: User) -> Contact:
    return Contact(relation, person.shown_name, person.phone or "", person.email or "")


def _guardians(child: Child) -> list[Contact]:
    """Those who answer for the child; one with a protected identity is not handed out either."""
    people = User.objects.filter(guardianships__child=child, protected_identity=False)
    return [_reach("guardian", one) for one in people.order_by("pk")]


def _own(person: User, booking: Booking) -> list[Contact]:
    """The person, and the guardian who was asked, as long as that is kept."""
    asked = getattr(booking, "guardian_request", None)
    text = decrypt(asked.contact_encrypted) if asked and asked.contact_encrypted else ""
    email = text if "@" in text else ""
    guardian = Contact("guardian", "", "" if email else text, email)
    return [_reach("participant", person), *([guardian] if text else [])]
