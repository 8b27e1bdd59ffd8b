"""The people the tests are about. Each is one row in the database, made the way the product does.

Amina is 15 and lives in Skogås; Sara coordinates; Ali leads an evening; the others follow.
"""

import uuid
from dataclasses import dataclass

from django.utils import timezone

from people.actors import Actor, actor_for, system
from people.models import RoleGrant, User
from people.roles import Role, Scope, whole_municipality

PASSWORD = "ett långt lösenord för prov"
TESTS = system("tests")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a test: what they are called, and in which role they act."""

    call_name: str
    role: Role
    birth_year: int | None = None
    home_area_code: str = ""
    language: str = "sv"

    @property
    def email(self) -> str:
        return f"{self.call_name.lower()}@example.org"


AMINA = Named("Amina", Role.YOUNG_PERSON, timezone.now().year - 15, "skogas", "ar")
KARIN = Named("Karin", Role.GUARDIAN)
ALI = Named("Ali", Role.LEADER)
SARA = Named("Sara", Role.COORDINATOR)
OSKAR = Named("Oskar", Role.ANALYST, language="en")
PETRA = Named("Petra", Role.PARTNER)
GUNILLA = Named("Gunilla", Role.ADMINISTRATOR)
EVERYBODY = (AMINA, KARIN, ALI, SARA, OSKAR, PETRA, GUNILLA)


def make(named: Named, *, scope: Scope | None = None, holding: bool = True) -> User:
    """The row of a named person, with their role in `scope` (the whole municipality by default)."""
    person = User(
        email=named.email,
        call_name=named.call_name,
        birth_year=named.birth_year,
        home_area_code=named.home_area_code,
        language=named.language,
    )
    person.set_unusable_password()
    person.save()
    if holding:
        hold(person, named.role, scope=scope)
    return person


def hold(person: User, role: Role, *, scope: Scope | None = None) -> RoleGrant:
    """Give `person` a role, directly: the permission to grant is tested elsewhere."""
    where = scope or whole_municipality()
    return RoleGrant.objects.create(
        person=person,
        role=role,
        scope_kind=where.kind,
        scope_id=where.id,
        valid_from=timezone.now(),
    )


def elsewhere() -> Scope:
    """A scope that contains nothing: a venue that does not exist."""
    return Scope("venue", uuid.UUID(int=404))


def acting(named: Named, *, second_factor: bool = True, scope: Scope | None = None) -> Actor:
    """A named person at work: made, holding their role, with the second factor used."""
    return actor_for(make(named, scope=scope), second_factor=second_factor)
