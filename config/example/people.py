"""The example's people: one for each role, and one with protected identity. Nobody real.

Their password and second-factor secrets stand in `data/people.json` for everybody to read. That is
why they are only ever made in the example municipality (`NARA_EXAMPLE`).
"""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from config.example import files
from config.example.places import venues_by_key
from people.actors import Actor
from people.membership import create_person, grant_role, protect_identity
from people.models import User
from people.roles import STAFF_ROLES, Role, Scope, ScopeKind, whole_municipality
from venues.models import Area


def only_in_the_example() -> None:
    """Raise ImproperlyConfigured unless this installation is the example municipality."""
    if not settings.NARA_EXAMPLE:
        raise ImproperlyConfigured(
            "This is not the example municipality (NARA_EXAMPLE is not set): it has no example"
            " log-ins. `make run` without DATABASE_URL starts the example."
        )


def is_staff(plan: files.PersonPlan) -> bool:
    """Whether they log in with password and second factor; the others by a code in a mail."""
    return plan["role"] in STAFF_ROLES


def load_people(*, by: Actor) -> int:
    """Make those who are not there yet; returns how many. Only in the example municipality."""
    only_in_the_example()
    plans = files.people()
    present = set(User.objects.values_list("email", flat=True))
    missing = [plan for plan in plans["people"] if plan["email"] not in present]
    for plan in missing:
        _make(plan, plans["password"], by=by)
    return len(missing)


def _make(plan: files.PersonPlan, password: str, *, by: Actor) -> None:
    staff, alias = is_staff(plan), plan.get("alias", "")
    person = create_person(
        by=by,
        email=plan["email"],
        call_name=plan["name"],
        alias=alias,
        birth_year=timezone.localdate().year - plan["age"] if "age" in plan else None,
        language=plan.get("language", "sv"),
        home_area_code=plan.get("home", ""),
        password=password if staff else None,
        email_verified=True,
    )
    grant_role(by=by, person=person, role=Role(plan["role"]), scope=_scope(plan, person))
    if alias:
        protect_identity(by=by, person=person, alias=alias)
    if staff:
        secret = get_adapter().encrypt(plan["secret"])
        Authenticator.objects.create(
            user=person, type=Authenticator.Type.TOTP, data={"secret": secret}
        )


def _scope(plan: files.PersonPlan, person: User) -> Scope:
    """Where a role holds: `where` is another's address, a venue's key or an area's code."""
    where = plan.get("where", "")
    if plan["role"] == Role.YOUNG_PERSON:
        return Scope(ScopeKind.PERSON, person.pk)
    if not where:
        return whole_municipality()
    if "@" in where:
        return Scope(ScopeKind.PERSON, User.objects.get(email=where).pk)
    venue = venues_by_key().get(where)
    if venue is not None:
        return Scope(ScopeKind.VENUE, venue.pk)
    return Scope(ScopeKind.AREA, Area.objects.get(code=where, version=files.areas()["version"]).pk)
