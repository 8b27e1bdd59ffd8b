"""Accounts and roles: who is let in, who gets a role, whose identity is protected."""

import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.actors import Actor
from people.audit import record
from people.errors import AliasNeeded, EmailTaken, RoleNotHeld
from people.models import RoleGrant, User
from people.permissions import require
from people.roles import Role, Scope


@transaction.atomic
def create_person(
    *,
    by: Actor,
    email: str,
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
    the first code shows it. Raises EmailTaken when somebody logs in with that address already.
    """
    require(by, "person.create")
    address = email.strip().lower()
    if User.objects.filter(email__iexact=address).exists():
        raise EmailTaken
    person = User(
        email=address,
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
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        if "people_user_email" in str(error):  # the database's word: somebody was faster
            raise EmailTaken from error
        raise
    EmailAddress.objects.create(user=person, email=address, primary=True, verified=email_verified)
    record(by=by, deed="person.create", on=person)
    return person


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
