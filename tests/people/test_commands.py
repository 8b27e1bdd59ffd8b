"""The commands that let a real municipality begin: its first administrator, and further roles."""

import io

import pytest
from django.core.management import CommandError, call_command

from people.models import AuditEntry, RoleGrant, User
from people.roles import whole_municipality
from tests.named_people import GUNILLA, PASSWORD, SARA, elsewhere, make
from tests.people.browser import Browser

pytestmark = pytest.mark.django_db
ADMINISTRATOR = ("--role", "administrator")


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_first_administrator_is_let_in() -> None:
    said = run("create_person", GUNILLA.email, *ADMINISTRATOR, "--name", "Gunilla")
    person = User.objects.get(email=GUNILLA.email)
    grant = RoleGrant.objects.get(person=person)
    assert (person.call_name, grant.role) == ("Gunilla", "administrator")
    assert (grant.scope_kind, grant.scope_id) == ("municipality", whole_municipality().id)
    assert "second step" in said
    assert str(person.pk) in said
    assert [entry.by_system for entry in AuditEntry.objects.all()] == ["create_person"] * 2


def test_a_password_is_asked_for_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSWORD)
    said = run("create_person", SARA.email, "--role", "coordinator", "--password")
    assert PASSWORD not in said
    assert User.objects.get(email=SARA.email).check_password(PASSWORD)
    assert Browser().log_in(SARA)[0] == 401, "the address is to be confirmed by code first"


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [(["kort", "kort"], "12"), ([PASSWORD, PASSWORD + "x"], "not the same")],
)
def test_a_weak_or_mistyped_password_makes_no_account(
    typed: list[str], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: typed.pop(0))
    with pytest.raises(CommandError, match=complaint):
        run("create_person", SARA.email, "--role", "coordinator", "--password")
    assert not User.objects.exists()


def test_a_role_for_one_venue() -> None:
    scope = elsewhere()
    run("create_person", SARA.email, "--role", "leader", "--scope", f"{scope.kind}:{scope.id}")
    assert RoleGrant.objects.get().scope_id == scope.id


def test_an_account_that_is_there_already_says_what_to_run_instead() -> None:
    make(SARA)
    with pytest.raises(CommandError, match=r"manage\.py grant_role sara@example\.org"):
        run("create_person", SARA.email, *ADMINISTRATOR)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("create_person", "sara", *ADMINISTRATOR), "'sara' is not an e-mail address"),
        (("create_person", SARA.email), "--role"),
        (("create_person", SARA.email, "--role", "king"), "invalid choice: 'king'"),
        (("create_person", SARA.email, *ADMINISTRATOR, "--scope", "town"), "Kinds: municipality"),
        (("create_person", SARA.email, *ADMINISTRATOR, "--scope", "venue:1"), "not a scope"),
        (("grant_role", "ingen@example.org", *ADMINISTRATOR), r"manage\.py create_person ingen"),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        run(*arguments)
    assert not User.objects.exists()


def test_a_further_role_is_given_and_taken_back() -> None:
    sara = make(SARA)
    assert "is now analyst" in run("grant_role", "Sara@example.org", "--role", "analyst")
    assert set(RoleGrant.objects.filter(person=sara).values_list("role", flat=True)) == {
        "coordinator",
        "analyst",
    }
    assert "no longer analyst" in run("grant_role", SARA.email, "--role", "analyst", "--revoke")
    with pytest.raises(CommandError, match="is not analyst"):
        run("grant_role", SARA.email, "--role", "analyst", "--revoke")


@pytest.mark.parametrize("command", ["create_person", "grant_role", "apply_retention"])
def test_help_is_helpful(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command(command, "--help")
    said = " ".join(capsys.readouterr().out.split())
    assert "Example: manage.py" in said or "The worker does it every night" in said
