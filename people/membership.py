"""Accounts and roles: who is let in, who gets a role, whose identity is protected."""

import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.actors import Actor
from people.audit import record
from people.errors import AliasNeeded, ContactNeeded, EmailTaken, PhoneTaken, RoleNotHeld
from people.models import RoleGrant, User
from people.permissions import require
from people.roles import Role, Scope, ScopeKind


@transaction.atomic
def create_person(
    *,
    by: Actor,
    email: str = "",
    phone: str = "",
    call_name: str = "",
    alias: str = "",
    birth_year: int | None = None,
    language: str = "sv",
    home_area_code: str = "",
    password: str | None = None,
    email_verified: bool = False,
) -> User:
    """Make an account. Without a password the person logs in by e-mail code.

    `email_verified` says that the municipality has seen that the address is theirs; otherwise
    the first code shows it. Raises ContactNeeded without an address and a number (E.164),
    EmailTaken or PhoneTaken when somebody logs in with it already.
    """
    require(by, "person.create")
    person = User(
        email=email.strip().lower() or None,
        phone=phone or None,
        call_name=call_name,
        alias=alias,
        birth_year=birth_year,
        language=language,
        home_area_code=home_area_code,
    )
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    _add(person)
    if person.email:
        EmailAddress.objects.create(
            user=person, email=person.email, primary=True, verified=email_verified
        )
    record(by=by, deed="person.create", on=person)
    return person


@transaction.atomic
def sign_up(
    *,
    by: Actor,
    call_name: str,
    language: str,
    birth_year: int | None = None,
    email: str = "",
    phone: str = "",
) -> User:
    """The account that somebody makes for themselves: young, with a birth year, or a guardian.

    It opens once a code has shown that the address or the number is theirs; django-allauth keeps
    the address as unconfirmed until then. Raises as `create_person`.
    """
    require(by, "person.create")
    person = User(
        email=email.strip().lower() or None,
        phone=phone or None,
        call_name=call_name.strip(),
        birth_year=birth_year,
        language=language,
        signed_up=True,
    )
    person.set_unusable_password()
    _add(person)
    record(by=by, deed="person.sign_up", on=person)
    if birth_year is not None:
        own = Scope(ScopeKind.PERSON, person.pk)
        grant_role(by=by, person=person, role=Role.YOUNG_PERSON, scope=own)
    return person


def _add(person: User) -> None:
    """Store a new person. Raises ContactNeeded, EmailTaken or PhoneTaken."""
    if not (person.email or person.phone):
        raise ContactNeeded
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        for constraint, taken in (("people_user_email", EmailTaken), ("phone", PhoneTaken)):
            if constraint in str(error):
                raise taken from error
        raise


@transaction.atomic
def grant_role(
    *, by: Actor, person: User, role: Role, scope: Scope, until: datetime.datetime | None = None
) -> RoleGrant:
    """Give `person` a role within `scope`, until a time or until it is taken back.

    Granting again what is held already only changes how long it is held. An administrator grants
    within their own scope.
    """
    now = timezone.now()
    where = {"role": role, "scope_kind": scope.kind, "scope_id": scope.id}
    require(by, "role.grant", RoleGrant(person=person, **where))
    grant, made = RoleGrant.objects.update_or_create(
        person=person,
        **where,
        defaults={"granted_by": by.id, "valid_until": until},
        create_defaults={"granted_by": by.id, "valid_from": now, "valid_until": until},
    )
    detail = {**where, "scope_id": str(scope.id), "person": str(person.pk), "new": made}
    record(by=by, deed="role.grant", on=grant, detail=detail)
    return grant


@transaction.atomic
def revoke_role(*, by: Actor, person: User, role: Role, scope: Scope) -> None:
    """Take a role back at once. Raises RoleNotHeld when the person does not hold it there."""
    where = {"role": role, "scope_kind": scope.kind, "scope_id": scope.id}
    require(by, "role.revoke", RoleGrant(person=person, **where))
    grant = RoleGrant.objects.select_for_update().filter(person=person, **where).first()
    if grant is None:
        raise RoleNotHeld
    detail = {**where, "scope_id": str(scope.id), "person": str(person.pk)}
    record(by=by, deed="role.revoke", on=grant, detail=detail)
    grant.delete()


@transaction.atomic
def protect_identity(*, by: Actor, person: User, alias: str) -> None:
    """Protect `person`'s identity: from now on others see the alias. Raises AliasNeeded."""
    require(by, "person.protect", person)
    if not alias.strip():
        raise AliasNeeded
    person.alias = alias.strip()
    person.protected_identity = True
    person.save(update_fields=["alias", "protected_identity"])
    record(by=by, deed="person.protect", on=person)
