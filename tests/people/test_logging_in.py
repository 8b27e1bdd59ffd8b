"""Logging in, through the real addresses: by e-mail code, by password, with the second step."""

import logging
import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from pytest_django import Settings

from tests.named_people import AMINA, PASSWORD, SARA, Named
from tests.people.browser import (
    BASE,
    SECRET,
    Browser,
    code_in_the_mail,
    code_of_the_app,
    let_in,
)

pytestmark = pytest.mark.django_db


def waiting_for(answer: tuple[int, dict[str, object]]) -> set[str]:
    """What a 401 says is to be done next."""
    status, body = answer
    assert status == 401, body
    flows = body["data"]["flows"]  # type: ignore[index]
    return {flow["id"] for flow in flows if flow.get("is_pending")}


def test_amina_logs_in_with_a_code_from_her_mail() -> None:
    let_in(AMINA)
    browser = Browser()
    assert waiting_for(browser.ask_for_code(AMINA.email)) == {"login_by_code"}
    assert not browser.me()["authenticated"]
    assert browser.confirm_code(code_in_the_mail())[0] == 200
    me = browser.me()
    assert (me["authenticated"], me["name"], me["language"]) == (True, "Amina", "ar")
    assert me["second_factor"] == {"required": False, "enrolled": False, "used": False}


def test_a_wrong_code_lets_nobody_in_and_three_end_the_attempt() -> None:
    let_in(AMINA)
    browser = Browser()
    browser.ask_for_code(AMINA.email)
    right = code_in_the_mail()
    answers = [browser.confirm_code("WRONG1")[0] for _ in range(3)]
    assert answers[0] == 400
    assert browser.confirm_code(right)[0] == 409
    assert not browser.me()["authenticated"]


def test_sara_logs_in_with_password_and_second_step() -> None:
    let_in(SARA, password=True, second_factor=True)
    browser = Browser()
    assert waiting_for(browser.log_in(SARA)) == {"mfa_authenticate"}
    assert not browser.me()["authenticated"]
    assert browser.second_step("000000")[0] == 400
    assert not browser.me()["authenticated"]
    assert browser.second_step(code_of_the_app())[0] == 200
    me = browser.me()
    assert me["second_factor"] == {"required": True, "enrolled": True, "used": True}
    assert "activity.write" in me["deeds"]


def test_the_second_step_holds_for_a_shift_and_then_saras_rights_sleep(settings: Settings) -> None:
    let_in(SARA, password=True, second_factor=True)
    browser = Browser()
    browser.log_in(SARA)
    browser.second_step(code_of_the_app())
    settings.NARA_SECOND_FACTOR_HOURS = 2 / 3600
    assert browser.me()["second_factor"]["used"]
    time.sleep(2.1)
    me = browser.me()
    assert (me["authenticated"], me["second_factor"]["used"]) == (True, False)
    assert "activity.write" not in me["deeds"]


def test_a_first_log_in_by_password_shows_that_the_address_is_ones_own() -> None:
    let_in(SARA, password=True, verified=False)
    browser = Browser()
    assert waiting_for(browser.log_in(SARA)) == {"verify_email"}
    assert not browser.me()["authenticated"]
    assert browser.post("auth/email/verify", key="WRONG1")[0] == 400
    assert browser.post("auth/email/verify", key=code_in_the_mail())[0] == 200
    assert browser.me()["authenticated"]


def test_a_first_log_in_by_code_shows_it_too() -> None:
    person = let_in(AMINA, verified=False)
    browser = Browser()
    browser.ask_for_code(AMINA.email)
    assert browser.confirm_code(code_in_the_mail())[0] == 200
    assert EmailAddress.objects.get(user=person).verified


def test_a_forgotten_password_is_replaced_through_a_link_in_the_mail() -> None:
    let_in(SARA, password=True, second_factor=True)
    browser = Browser()
    assert browser.post("auth/password/request", email=SARA.email)[0] == 200
    key = re.search(r"reset=(\S+)", str(mail.outbox[-1].body))
    assert key
    new = "ett helt nytt långt lösenord"
    assert browser.post("auth/password/reset", key=key[1], password="kort")[0] == 400
    assert browser.post("auth/password/reset", key=key[1], password=new)[0] == 401
    assert Browser().log_in(SARA)[0] == 400, "the old one is gone"
    assert waiting_for(Browser().log_in(SARA, new)) == {"mfa_authenticate"}, "the second step stays"
    assert browser.post("auth/password/request", email=NOBODY.email)[0] == 200


def test_a_recovery_code_opens_once() -> None:
    person = let_in(SARA, password=True, second_factor=True)
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    for expected in (200, 400):
        browser = Browser()
        browser.log_in(SARA)
        assert browser.second_step(code)[0] == expected


def test_a_wrong_password_lets_nobody_in() -> None:
    let_in(SARA, password=True, second_factor=True)
    browser = Browser()
    status, body = browser.log_in(SARA, "något helt annat")
    assert status == 400
    assert body["errors"][0]["code"] == "email_password_mismatch"
    assert not browser.me()["authenticated"]


def test_a_code_by_mail_does_not_walk_around_the_second_step() -> None:
    let_in(SARA, second_factor=True)
    browser = Browser()
    browser.ask_for_code(SARA.email)
    assert waiting_for(browser.confirm_code(code_in_the_mail())) == {"mfa_authenticate"}
    assert not browser.me()["authenticated"]
    assert browser.second_step(code_of_the_app())[0] == 200
    assert browser.me()["second_factor"]["used"]


def test_a_code_of_the_app_works_once() -> None:
    let_in(SARA, password=True, second_factor=True)
    code = code_of_the_app()
    for expected in (200, 400):
        browser = Browser()
        browser.log_in(SARA)
        assert browser.second_step(code)[0] == expected


def test_the_roles_of_staff_sleep_until_the_second_step_is_set_up_and_used() -> None:
    let_in(SARA, password=True)
    browser = Browser()
    assert browser.log_in(SARA)[0] == 200
    me = browser.me()
    assert me["second_factor"] == {"required": True, "enrolled": False, "used": False}
    assert "activity.write" not in me["deeds"]

    address = "account/authenticators/totp"
    secret = browser.client.get(f"{BASE}/{address}").json()["meta"]["secret"]
    code = code_of_the_app(secret)
    assert browser.post(address, code=code)[0] == 401, "the password is asked for once more"
    assert browser.post("auth/reauthenticate", password=PASSWORD)[0] == 200
    assert browser.post(address, code=code)[0] == 200
    assert "activity.write" not in browser.me()["deeds"], "set up, but not yet logged in with"

    again = Browser()
    assert waiting_for(again.log_in(SARA)) == {"mfa_authenticate"}


def test_the_secret_of_the_second_step_is_not_readable_in_the_database() -> None:
    person = let_in(SARA, second_factor=True)
    stored = {one.type: one.data for one in Authenticator.objects.filter(user=person)}
    assert SECRET not in str(stored)
    for secret in (stored["totp"]["secret"], stored["recovery_codes"]["seed"]):
        assert secret.startswith("gAAAA"), "a Fernet token"


NOBODY = Named("Ingen", AMINA.role)


@pytest.mark.parametrize("with_password", [True, False])
def test_an_unknown_address_gets_the_same_answer_as_a_known_one(with_password: bool) -> None:
    let_in(AMINA)
    answers = []
    for named in (AMINA, NOBODY):
        browser = Browser()
        if with_password:
            answers.append(browser.log_in(named, "fel fel fel fel"))
        else:
            answers.append(browser.ask_for_code(named.email))
    assert answers[0] == answers[1]
    if not with_password:
        assert [one.to for one in mail.outbox] == [[AMINA.email], [NOBODY.email]]


def test_too_many_wrong_passwords_are_stopped() -> None:
    let_in(SARA, password=True)
    statuses = [Browser().log_in(SARA, "fel fel fel fel")[1] for _ in range(7)]
    codes = [body["errors"][0]["code"] for body in statuses]
    assert codes[:5] == ["email_password_mismatch"] * 5
    assert codes[5:] == ["too_many_login_attempts"] * 2


def test_too_many_asked_codes_are_stopped() -> None:
    let_in(AMINA)
    answers = [Browser().ask_for_code(AMINA.email) for _ in range(5)]
    assert [status for status, _body in answers] == [401, 401, 401, 400, 400]
    assert answers[-1][1]["errors"][0]["code"] == "too_many_login_attempts"
    assert len(mail.outbox) == 3


def test_too_many_attempts_from_one_address_are_answered_429() -> None:
    statuses = [Browser().post("auth/login")[0] for _ in range(35)]
    assert statuses == [400] * 30 + [429] * 5


def test_a_class_at_one_school_gets_its_codes_within_the_same_minute() -> None:
    pupils = [Named(f"Elev{number}", AMINA.role) for number in range(32)]
    for pupil in pupils:
        let_in(pupil)
    assert {Browser().ask_for_code(pupil.email)[0] for pupil in pupils} == {401}
    assert len(mail.outbox) == len(pupils)


def test_behind_a_proxy_each_network_address_counts_for_itself(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def attempt(address: str) -> int:
        forged = f"203.0.113.1, {address}"
        return (
            Client()
            .post(
                f"{BASE}/auth/login",
                {},
                content_type="application/json",
                headers={"x-forwarded-for": forged},
            )
            .status_code
        )

    assert 429 in {attempt("198.51.100.1") for _ in range(35)}
    assert attempt("198.51.100.2") == 400


def test_a_person_who_was_shut_out_does_not_come_in() -> None:
    person = let_in(AMINA)
    person.is_active = False
    person.save()
    browser = Browser()
    browser.ask_for_code(AMINA.email)
    if mail.outbox and "kod" in mail.outbox[-1].subject:
        browser.confirm_code(code_in_the_mail())
    assert not browser.me()["authenticated"]


def test_a_form_from_another_site_is_refused() -> None:
    let_in(SARA, password=True)
    assert (
        Browser(csrf=True)
        .client.post("/_allauth/browser/v1/auth/login", {}, content_type="application/json")
        .status_code
        == 403
    )


def test_the_log_never_holds_an_address(caplog: pytest.LogCaptureFixture) -> None:
    let_in(SARA, password=True, second_factor=True)
    with caplog.at_level(logging.DEBUG):
        browser = Browser()
        browser.log_in(SARA, "fel fel fel fel")
        browser.log_in(SARA)
        browser.second_step(code_of_the_app())
        Browser().ask_for_code(SARA.email)
        Browser().ask_for_code(NOBODY.email)
    assert "@" not in caplog.text
