"""A person's data leaves: as a copy, at their wish, and when its time is over."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone

from people.actors import VISITOR, actor_for, system
from people.errors import NotPermitted, NotSignedIn
from people.models import AuditEntry, RoleGrant, SignIn, User
from people.personal_data import holdings, register_no_personal_data, register_personal_data
from people.retention import apply_retention, erase_person, export_person
from tests.named_people import AMINA, GUNILLA, PASSWORD, SARA, TESTS, acting, make
from tests.people.browser import SECRET, Browser, let_in

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=settings.NARA_RETENTION_PERSON_DAYS + 1)
ROOMS = {
    "people",
    "venues",
    "activities",
    "outreach",
    "account",
    "mfa",
    "socialaccount",
    "auth",
    "contenttypes",
}


def stored_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in ROOMS]


@pytest.mark.parametrize("model", stored_models(), ids=lambda model: model._meta.label)
def test_every_model_says_what_it_holds_about_people(model: type[Model]) -> None:
    assert model in {holding.model for holding in holdings()}, (
        f"{model._meta.label} is not registered: call register_personal_data, or"
        " register_no_personal_data, in the AppConfig.ready of its room."
    )


def test_the_documentation_tells_of_everything_that_is_held() -> None:
    told = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text()
    personal = [holding.kind for holding in holdings() if not holding.no_personal_data]
    assert len(personal) >= 7
    assert [kind for kind in personal if f"`{kind}`" not in told] == []


def test_every_app_is_known_here() -> None:
    others = {m._meta.app_label for m in apps.get_models()} - ROOMS
    # Jobs carry ids only, gis a table of coordinate systems; any other app must be looked at.
    assert others == {"procrastinate", "gis"}


def test_half_an_answer_is_refused() -> None:
    visit = type("Visit", (), {})
    with pytest.raises(ValueError, match="either"):
        register_personal_data(visit, kept="a year", no_personal_data=True)
    with pytest.raises(ValueError, match="either"):
        register_personal_data(visit)
    with pytest.raises(ValueError, match="how long"):
        register_personal_data(visit, export=lambda person: [])
    with pytest.raises(ValueError, match="twice"):
        register_no_personal_data(User)


def test_sara_gets_a_copy_of_all_that_is_held_about_her() -> None:
    person = let_in(SARA, password=True, second_factor=True)
    make(AMINA)
    Browser().log_in(SARA)
    Browser().client.force_login(person)
    copy = export_person(person=person, by=actor_for(person, second_factor=False))
    assert copy["people.user"][0]["email"] == SARA.email
    assert copy["people.rolegrant"][0]["role"] == "coordinator"
    assert copy["account.emailaddress"] == [
        {"email": SARA.email, "verified": True, "primary": True}
    ]
    assert {row["type"] for row in copy["mfa.authenticator"]} == {"totp", "recovery_codes"}
    assert [row["deed"] for row in copy["people.auditentry"]] == ["person.create"]
    text = json.dumps(copy)
    assert SECRET not in text
    assert "gAAAA" not in text
    assert "argon2" not in text
    assert "Amina" not in text
    assert AuditEntry.objects.filter(deed="person.export", by=person.pk).count() == 1


def test_nobody_gets_a_copy_about_somebody_else_but_an_administrator_does() -> None:
    amina = make(AMINA)
    with pytest.raises(NotPermitted):
        export_person(person=amina, by=acting(SARA))
    with pytest.raises(NotSignedIn):
        erase_person(person=amina, by=VISITOR)
    with pytest.raises(NotPermitted):
        erase_person(person=amina, by=actor_for(make(GUNILLA, holding=False), second_factor=True))
    gunilla = User.objects.get(email=GUNILLA.email)
    RoleGrant.objects.create(
        person=gunilla,
        role="administrator",
        scope_kind="municipality",
        scope_id=settings.NARA_MUNICIPALITY_ID,
    )
    assert export_person(person=amina, by=actor_for(gunilla, second_factor=True))


def test_after_erasure_nothing_is_left_but_ids_in_the_log() -> None:
    person = let_in(SARA, password=True, second_factor=True)
    amina = let_in(AMINA)
    for one in (person, amina):
        Browser().client.force_login(one)
    browser = Browser()
    browser.client.force_login(person)
    before = person.pk
    report = erase_person(person=person, by=actor_for(person, second_factor=False))
    assert {kind: count for kind, count in report.items() if count} == {
        "people.user": 1,
        "people.rolegrant": 1,
        "account.emailaddress": 1,
        "mfa.authenticator": 2,
        "people.signin": 2,
    }
    assert not User.objects.filter(pk=before).exists()
    assert not EmailAddress.objects.filter(email=SARA.email).exists()
    assert not Authenticator.objects.exists()
    assert SignIn.objects.count() == 1, "Amina is still logged in"
    assert User.objects.filter(pk=amina.pk).exists()
    assert not browser.me()["authenticated"]
    assert AuditEntry.objects.filter(deed="person.erase", object_id=str(before)).count() == 1
    assert SARA.email not in json.dumps(list(AuditEntry.objects.values("detail", "object_id")))


def old_things() -> None:
    """One thing of each kind whose time is over, and one of each whose time is not."""
    now = timezone.now()
    forgotten, active = let_in(SARA, password=True), let_in(AMINA)
    User.objects.filter(pk=forgotten.pk).update(created_at=now - LONG_AGO)
    User.objects.filter(pk=active.pk).update(created_at=now - LONG_AGO, last_login=now)
    for days in (-1, 1):
        AuditEntry.objects.create(
            at=now - LONG_AGO, by_system="tests", deed="old", keep_until=now + timedelta(days=days)
        )
        SignIn.objects.create(
            session_key=f"k{days}", session_data="", expire_date=now + timedelta(days=days)
        )


EXPECTED = {"people.user": 1, "people.rolegrant": 0, "people.auditentry": 1, "people.signin": 1}


def test_what_has_been_kept_long_enough_goes_and_the_rest_stays() -> None:
    old_things()
    assert apply_retention(by=system("tests")).items() >= EXPECTED.items()
    assert [user.email for user in User.objects.all()] == [AMINA.email]
    assert AuditEntry.objects.filter(deed="old").count() == 1
    assert [one.pk for one in SignIn.objects.all()] == ["k1"]
    assert AuditEntry.objects.get(deed="retention.apply").detail["people.user"] == 1
    assert set(apply_retention(by=system("tests")).values()) == {0}, "again: nothing more to do"


def test_an_ended_role_is_removed() -> None:
    make(SARA)
    now = timezone.now()
    RoleGrant.objects.update(
        valid_from=now - timedelta(days=2), valid_until=now - timedelta(days=1)
    )
    assert apply_retention(by=TESTS)["people.rolegrant"] == 1


def test_a_dry_run_says_the_same_and_removes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    old_things()
    counts = [User.objects.count(), AuditEntry.objects.count(), SignIn.objects.count()]
    call_command("apply_retention", "--dry-run")
    said = capsys.readouterr().out
    assert "1 would be removed: people.user (kept 730 days after the last log-in;" in said
    assert counts == [User.objects.count(), AuditEntry.objects.count(), SignIn.objects.count()]
    call_command("apply_retention")
    assert "1 removed: people.user" in capsys.readouterr().out


def test_no_person_applies_retention_only_the_software_does() -> None:
    with pytest.raises(NotPermitted):
        apply_retention(by=acting(GUNILLA))


def test_a_password_given_in_tests_is_never_in_a_copy() -> None:
    person = let_in(SARA, password=True)
    assert PASSWORD not in json.dumps(export_person(person=person, by=TESTS))
