"""Who is let in, who gets a role, and who may decide that."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.actors import VISITOR, Actor, actor_for
from people.errors import (
    AliasNeeded,
    EmailTaken,
    NotPermitted,
    NotSignedIn,
    RoleNotHeld,
    SecondFactorNeeded,
)
from people.membership import create_person, grant_role, protect_identity, revoke_role
from people.models import AuditEntry, RoleGrant, User
from people.permissions import may
from people.roles import Role, Scope, whole_municipality
from tests.named_people import (
    ALI,
    AMINA,
    GUNILLA,
    PASSWORD,
    SARA,
    TESTS,
    acting,
    elsewhere,
    make,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gunilla() -> Actor:
    return acting(GUNILLA)


def test_gunilla_lets_amina_in(gunilla: Actor) -> None:
    person = create_person(by=gunilla, email="Amina@Example.org ", call_name="Amina", language="ar")
    assert (person.email, person.call_name, person.language) == ("amina@example.org", "Amina", "ar")
    assert not person.has_usable_password()
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.primary, address.verified) == (person.email, True, False)
    entry = AuditEntry.objects.get(deed="person.create")
    assert (entry.by, entry.object_id, entry.detail) == (gunilla.id, str(person.pk), {})


def test_a_password_is_kept_as_an_argon2_hash(gunilla: Actor) -> None:
    person = create_person(by=gunilla, email="s@example.org", password=PASSWORD)
    assert person.password.startswith("argon2$")
    assert person.check_password(PASSWORD)


def test_an_address_is_one_account_in_whatever_case_it_is_written(gunilla: Actor) -> None:
    make(AMINA)
    with pytest.raises(EmailTaken):
        create_person(by=gunilla, email="AMINA@example.org")
    with pytest.raises(IntegrityError, match="once_in_any_case"), transaction.atomic():
        User.objects.create(email="AMINA@example.org")


def test_of_two_who_let_the_same_person_in_at_once_the_second_is_told(
    gunilla: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = User.save

    def save_a_moment_too_late(self: User, **more: Any) -> None:
        User.objects.bulk_create([User(email=self.email)])
        save(self, **more)

    monkeypatch.setattr(User, "save", save_a_moment_too_late)
    with pytest.raises(EmailTaken):
        create_person(by=gunilla, email="ny@example.org")
    monkeypatch.undo()
    with pytest.raises(IntegrityError, match="birth_year_plausible"), transaction.atomic():
        create_person(by=gunilla, email="annan@example.org", birth_year=1234)


@pytest.mark.parametrize("named", [AMINA, ALI, SARA])
def test_only_administrators_let_people_in(named: object) -> None:
    with pytest.raises(NotPermitted):
        create_person(by=acting(named), email="ny@example.org")  # type: ignore[arg-type]
    assert not User.objects.filter(email="ny@example.org").exists()


def test_a_visitor_lets_nobody_in_and_neither_does_an_administrator_without_second_step() -> None:
    with pytest.raises(NotSignedIn):
        create_person(by=VISITOR, email="ny@example.org")
    with pytest.raises(SecondFactorNeeded):
        create_person(by=acting(GUNILLA, second_factor=False), email="ny@example.org")


def test_a_granted_role_holds_at_once_and_for_its_time(gunilla: Actor) -> None:
    sara = make(SARA, holding=False)
    where = whole_municipality()
    grant_role(by=gunilla, person=sara, role=Role.COORDINATOR, scope=where)
    assert may(actor_for(sara, second_factor=True), "role.grant") is False
    assert {h.role for h in actor_for(sara, second_factor=True).held} == {Role.COORDINATOR}

    yesterday = timezone.now() - timedelta(days=1)
    RoleGrant.objects.update(valid_from=yesterday - timedelta(days=1), valid_until=yesterday)
    assert not actor_for(sara, second_factor=True).held


def test_granting_again_changes_only_for_how_long(gunilla: Actor) -> None:
    sara = make(SARA)
    until = timezone.now() + timedelta(days=30)
    grant_role(
        by=gunilla, person=sara, role=Role.COORDINATOR, scope=whole_municipality(), until=until
    )
    assert RoleGrant.objects.get(person=sara).valid_until == until
    assert AuditEntry.objects.get(deed="role.grant").detail["new"] is False


def test_an_administrator_of_one_venue_grants_roles_there_and_nowhere_else() -> None:
    own, other = elsewhere(), whole_municipality()
    local = acting(GUNILLA, scope=own)
    ali = make(ALI, holding=False)
    grant_role(by=local, person=ali, role=Role.LEADER, scope=own)
    with pytest.raises(NotPermitted):
        grant_role(by=local, person=ali, role=Role.ADMINISTRATOR, scope=other)
    with pytest.raises(NotPermitted):
        revoke_role(by=local, person=make(SARA), role=Role.COORDINATOR, scope=other)
    assert [g.scope_kind for g in RoleGrant.objects.filter(person=ali)] == ["venue"]


def test_a_role_that_is_taken_back_is_gone_at_once(gunilla: Actor) -> None:
    sara = make(SARA)
    where = whole_municipality()
    revoke_role(by=gunilla, person=sara, role=Role.COORDINATOR, scope=where)
    assert not actor_for(sara, second_factor=True).held
    entry = AuditEntry.objects.get(deed="role.revoke")
    assert entry.detail["person"] == str(sara.pk)
    assert entry.detail["role"] == "coordinator"
    with pytest.raises(RoleNotHeld):
        revoke_role(by=gunilla, person=sara, role=Role.COORDINATOR, scope=where)


def test_a_role_outside_the_list_is_refused_by_the_database() -> None:
    scope: Scope = elsewhere()
    with pytest.raises(IntegrityError, match="known_role"), transaction.atomic():
        RoleGrant.objects.create(
            person=make(SARA), role="king", scope_kind=scope.kind, scope_id=scope.id
        )


def test_others_see_the_alias_of_a_protected_person(gunilla: Actor) -> None:
    amina = make(AMINA)
    assert amina.shown_name == "Amina"
    protect_identity(by=gunilla, person=amina, alias=" Räven ")
    amina.refresh_from_db()
    assert (amina.shown_name, str(amina)) == ("Räven", f"person {amina.pk}")
    assert AuditEntry.objects.get(deed="person.protect").detail == {}


def test_a_protected_person_has_an_alias(gunilla: Actor) -> None:
    amina = make(AMINA)
    with pytest.raises(AliasNeeded):
        protect_identity(by=gunilla, person=amina, alias="  ")
    with pytest.raises(IntegrityError, match="protected_has_alias"), transaction.atomic():
        User.objects.filter(pk=amina.pk).update(protected_identity=True)


def test_sara_protects_nobody() -> None:
    with pytest.raises(NotPermitted):
        protect_identity(by=acting(SARA), person=make(AMINA), alias="Räven")


def test_what_fails_leaves_nothing_behind(gunilla: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_log(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("people.membership.record", no_log)
    sara = make(SARA)
    with pytest.raises(RuntimeError):
        create_person(by=TESTS, email="ny@example.org")
    with pytest.raises(RuntimeError):
        protect_identity(by=TESTS, person=sara, alias="Räven")
    with pytest.raises(RuntimeError):
        revoke_role(by=TESTS, person=sara, role=Role.COORDINATOR, scope=whole_municipality())
    assert not User.objects.filter(email="ny@example.org").exists()
    assert not User.objects.get(pk=sara.pk).protected_identity
    assert RoleGrant.objects.filter(person=sara).exists()
