"""Actors: who is doing something, with the rights they hold at this moment."""

import time
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from people.models import RoleGrant, User
from people.roles import Scope


@dataclass(frozen=True, slots=True)
class Held:
    """A role within a scope."""

    role: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """A visitor, a signed-in person or the system itself.

    `second_factor` is true when this log-in used one; the rights of staff wait for it.
    `system` names a part of the software that acts on its own (a worker, a command).
    """

    person: User | None = None
    held: frozenset[Held] = field(default_factory=frozenset)
    second_factor: bool = False
    system: str = ""

    @property
    def id(self) -> uuid.UUID | None:
        return self.person.pk if self.person else None


VISITOR = Actor()


def system(name: str) -> Actor:
    """The software itself, acting under `name` (as it stands in the audit log)."""
    return Actor(system=name)


def actor_for(person: User, *, second_factor: bool) -> Actor:
    """The actor that `person` is now. One query: the roles that hold at this moment."""
    return actors_for([person], second_factor=second_factor)[person.pk]


def actors_for(people: Collection[User], *, second_factor: bool) -> dict[uuid.UUID, Actor]:
    """The actors that several people are now, by their id. One query, however many."""
    held: dict[uuid.UUID, set[Held]] = {person.pk: set() for person in people}
    for g in RoleGrant.objects.valid().filter(person__in=held):
        held[g.person_id].add(Held(g.role, Scope(g.scope_kind, g.scope_id)))
    return {
        person.pk: Actor(
            person=person, held=frozenset(held[person.pk]), second_factor=second_factor
        )
        for person in people
    }


def used_second_factor(request: HttpRequest, person: User) -> bool:
    """Whether `person` used a second factor in this session, not too many hours ago."""
    oldest = time.time() - settings.NARA_SECOND_FACTOR_HOURS * 3600
    records = get_authentication_records(request, person)
    return any(r.get("method") == "mfa" and r.get("at", 0) >= oldest for r in records)


def actor_on_socket(session: SessionBase, person: User) -> Actor:
    """The actor behind a websocket, of whose log-in session only that is known."""
    request = HttpRequest()
    request.session = session
    return actor_for(person, second_factor=used_second_factor(request, person))


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request; a visitor when nobody has logged in. Cached on the request."""
    known = getattr(request, "_nara_actor", None)
    if isinstance(known, Actor):
        return known
    user = request.user
    actor = (
        actor_for(user, second_factor=used_second_factor(request, user))
        if isinstance(user, User)
        else VISITOR
    )
    request._nara_actor = actor  # type: ignore[attr-defined]
    return actor
