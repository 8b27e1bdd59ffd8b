"""Passkeys: who may add one and when, and that a code still lets everybody in.

The device's part is played by Chromium in tests/e2e/test_passkeys.py.
"""

import time

import pytest
from allauth.mfa.models import Authenticator

from people import proof
from people.models import User
from tests.named_people import AMINA, SARA
from tests.people.browser import BASE, Browser, code_in_the_mail, code_of_the_app, let_in

pytestmark = pytest.mark.django_db
ADD = f"{BASE}/account/authenticators/webauthn?passwordless"


def with_passkey(person: User) -> User:
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Min enhet"})
    return person


def by_code() -> Browser:
    browser = Browser()
    browser.ask_for_code(AMINA.email)
    assert browser.confirm_code(code_in_the_mail())[0] == 200
    return browser


def test_amina_may_add_a_passkey_just_after_her_code_and_its_maker_is_told_nothing_secret() -> None:
    let_in(AMINA)
    answer = by_code().client.get(ADD)
    assert answer.status_code == 200
    options = answer.json()["data"]["creation_options"]["publicKey"]
    assert options["rp"] == {"id": "localhost", "name": "Nära"}
    assert options["user"]["name"] == "Amina"
    assert AMINA.email not in answer.content.decode()
    chosen = options["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")


def test_on_a_phone_that_was_left_open_nobody_adds_one(monkeypatch: pytest.MonkeyPatch) -> None:
    let_in(AMINA)
    browser = by_code()
    later = time.time() + proof.FRESH_SECONDS + 1
    monkeypatch.setattr("people.proof.time.time", lambda: later)
    assert browser.client.get(ADD).status_code == 401


def test_a_visitor_adds_none() -> None:
    assert Browser().client.get(ADD).status_code == 401


def test_who_has_lost_the_device_still_comes_in_by_a_code() -> None:
    with_passkey(let_in(AMINA))
    browser = by_code()
    assert browser.me()["authenticated"]
    assert browser.client.get(f"{BASE}/account/authenticators").status_code == 200


def test_a_passkey_does_not_walk_around_the_second_step_of_staff() -> None:
    with_passkey(let_in(SARA, password=True, second_factor=True))
    browser = Browser()
    status, body = browser.log_in(SARA)
    pending = {flow["id"] for flow in body["data"]["flows"] if flow.get("is_pending")}
    assert (status, pending) == (401, {"mfa_authenticate"})
    assert browser.second_step(code_of_the_app())[0] == 200
    assert browser.me()["second_factor"]["used"]


def test_the_rights_of_staff_sleep_when_a_passkey_was_there_but_not_used() -> None:
    with_passkey(let_in(SARA, password=True))
    browser = Browser()
    assert browser.log_in(SARA)[0] == 200
    assert "activity.write" not in browser.me()["deeds"]


@pytest.mark.parametrize("credential", [{}, {"id": "x"}, "x"])
def test_what_is_no_passkey_lets_nobody_in(credential: object) -> None:
    browser = Browser()
    assert browser.client.get(f"{BASE}/auth/webauthn/login").status_code == 200
    assert browser.post("auth/webauthn/login", credential=credential)[0] == 400
    assert not browser.me()["authenticated"]


def test_a_class_may_use_its_passkeys_in_the_same_minute() -> None:
    answers = {Browser().client.get(f"{BASE}/auth/webauthn/login").status_code for _ in range(32)}
    assert answers == {200}
