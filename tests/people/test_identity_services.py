"""Logging in with an e-identity, against a real OpenID Connect service on this machine."""

import json
from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from config import open_id
from people.models import AuditEntry, SignIn, User
from people.open_id import birth_year_of
from people.retention import export_person
from tests.browsing import problem
from tests.named_people import AMINA, TESTS
from tests.people import identity_service
from tests.people.browser import BASE, Browser, code_in_the_mail, let_in
from tests.people.identity_service import IdentityService

pytestmark = pytest.mark.django_db
#: What the service calls Noor: a personal number, as brokers do.
PERSONAL_NUMBER = "201103141234"
NOOR = {"call_name": "Noor", "who": "young_person", "birth_year": 2011}


@pytest.fixture(scope="module")
def started() -> Iterator[IdentityService]:
    with identity_service.running() as service:
        yield service


@pytest.fixture
def service(started: IdentityService, settings: Settings) -> IdentityService:
    settings.SOCIALACCOUNT_PROVIDERS = started.providers()
    return started


def signs_up(service: IdentityService, email: str, **told: object) -> Browser:
    browser = Browser()
    assert service.log_in(browser.client, "noor") == "/login?openid=1"
    assert browser.post("auth/provider/signup", **{**NOOR, **told, "email": email})[0] == 401
    return browser


def confirmed(browser: Browser) -> Browser:
    assert browser.post("auth/email/verify", key=code_in_the_mail())[0] == 200
    return browser


def test_noor_makes_an_account_with_her_e_identity_and_comes_back_with_it_alone(
    service: IdentityService,
) -> None:
    browser = Browser()
    service.log_in(browser.client, "noor")
    suggested = browser.client.get(f"{BASE}/auth/provider/signup").json()["data"]
    assert (suggested["user"]["call_name"], suggested["user"]["birth_year"]) == ("Noor", 2011)
    assert suggested["email"] == [], "an address that a service tells is not taken over"
    assert not User.objects.exists(), "nothing is kept before she says yes"

    confirmed(signs_up(service, "noor@example.org"))
    again = Browser()
    assert service.log_in(again.client, "noor") == "/login?openid=1"
    assert again.me()["name"] == "Noor"
    again.client.delete(f"{BASE}/auth/session")
    assert not again.me()["authenticated"]


def test_of_the_identity_only_a_keyed_hash_is_kept(service: IdentityService) -> None:
    confirmed(signs_up(service, "noor@example.org"))
    noor = User.objects.get()
    account = SocialAccount.objects.get(user=noor)
    everything = [account.uid, account.extra_data, export_person(person=noor, by=TESTS)]
    everything += [list(AuditEntry.objects.values("detail")), browser_data()]
    told = json.dumps(everything, default=str)
    assert PERSONAL_NUMBER not in told
    assert "2011-03-14" not in told
    assert len(account.uid) == 64
    assert account.extra_data == {}
    assert not SocialToken.objects.exists()


def browser_data() -> list[object]:
    return [row.get_decoded() for row in SignIn.objects.exclude(person=None)]


def test_a_verified_address_from_the_service_does_not_open_aminas_account(
    service: IdentityService,
) -> None:
    """The service says that Noor's address is Amina's, and that it has been verified."""
    let_in(AMINA)
    browser = Browser()
    service.log_in(browser.client, "noor")
    assert not browser.me()["authenticated"]
    assert not SocialAccount.objects.exists()


def test_an_account_made_with_anothers_address_is_not_opened_by_who_made_it(
    service: IdentityService,
) -> None:
    """Noor writes Leyla's address. Leyla confirms it, on her own telephone: Noor stays outside."""
    signs_up(service, "leyla@example.org")
    leyla = Browser()
    leyla.ask_for_code("leyla@example.org")
    assert leyla.confirm_code(code_in_the_mail())[0] == 200
    assert not SocialAccount.objects.exists()
    noor = Browser()
    service.log_in(noor.client, "noor")
    assert not noor.me()["authenticated"]


def test_an_address_that_has_an_account_is_answered_as_one_that_has_none(
    service: IdentityService,
) -> None:
    let_in(AMINA)
    for email in (AMINA.email, "noor@example.org"):
        signs_up(service, email)
    assert [one.to for one in mail.outbox] == [[AMINA.email], ["noor@example.org"]]
    assert not SocialAccount.objects.exists()


def test_the_year_that_the_service_vouches_for_is_the_year(service: IdentityService) -> None:
    confirmed(signs_up(service, "noor@example.org", birth_year=2005))
    assert User.objects.get().birth_year == 2011


def test_amina_connects_her_e_identity_and_takes_it_away_again(service: IdentityService) -> None:
    let_in(AMINA)
    browser = Browser()
    browser.ask_for_code(AMINA.email)
    browser.confirm_code(code_in_the_mail())
    service.log_in(browser.client, "elias", process="connect")
    account = SocialAccount.objects.get(user__email=AMINA.email)
    assert "هوية إلكترونية" in str(mail.outbox[-1].body), "she is told, in her language"
    other = Browser()
    service.log_in(other.client, "elias")
    assert other.me()["name"] == "Amina"
    path = f"/api/v1/me/identities/{account.provider}"
    problem(other.client.delete("/api/v1/me/identities/annan"), 404, "no_such_identity")
    assert browser.client.delete(path).status_code == 204
    assert not SocialAccount.objects.exists()
    again = Browser()
    service.log_in(again.client, "elias")
    assert not again.me()["authenticated"]


def test_a_forged_answer_of_the_service_is_refused(service: IdentityService) -> None:
    answer = Client().get("/_allauth/oidc/legitimation/login/callback/?code=x&state=forged")
    assert answer.status_code == 302
    assert "error=" in answer["Location"]
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("birthdate", "year"),
    [("2011-03-14", 2011), ("2011", 2011), ("0000-03-14", None), ("", None), ("igår", None)],
)
def test_a_birth_date_gives_its_year_and_nothing_else(birthdate: str, year: int | None) -> None:
    assert birth_year_of({"birthdate": birthdate}) == year


@pytest.mark.parametrize(
    "text", ["{", '{"id": 1}', "[1]", '[{"id": "x"}]', '[{"id": "x", "y": 1}]']
)
def test_a_service_that_is_half_described_stops_the_start(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="NARA_OPENID_PROVIDERS"):
        open_id.providers(text)


def test_a_form_may_lead_to_where_one_logs_in_and_nowhere_else() -> None:
    found = [
        {"server_url": "https://id.example/tenant/1"},
        {"server_url": "https://x.example", "login_origin": "https://login.example/start"},
    ]
    assert open_id.origins(found) == ["https://id.example", "https://login.example"]
