"""Noor makes an account on her phone, then a passkey, and needs no code any more."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from config.example.codes import mailed, texted
from tests.e2e.logins import Logins
from tests.e2e.looks import go
from tests.e2e.visits import Visit
from tests.real_product import Product

NOOR = "noor@nara.example"
NUMBER = "+46701234567"


def screen_lock(page: Page) -> Any:
    """Gives the phone a screen lock that its owner opens at once; returns the line to it."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return line


def not_yet(visit: Visit) -> Visit:
    """How the log-in API says "not yet" and "no second factor yet" is no fault."""
    visit.expect_complaint("status of 40[019]")
    visit.expect_complaint("status of 404.*/authenticators/totp")
    return visit


def sign_up(page: Page, name: str, contact: str) -> None:
    go(page, "/login")
    page.get_by_role("link", name="Skapa konto").click()
    page.get_by_label("Namn att ropa upp").fill(name)
    page.get_by_label("Födelseår").fill("2011")
    page.get_by_label("E-post eller mobilnummer").fill(contact)
    page.get_by_role("button", name="Skicka kod").click()
    expect(page.get_by_role("status").filter(has_text="Vi har skickat en kod")).to_be_visible()


def give(page: Page, code: str | None, button: str) -> None:
    assert code
    page.get_by_label("Kod", exact=True).fill(code)
    page.get_by_role("button", name=button).click()


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Logga ut", exact=True).first.click()
    expect(page.get_by_role("banner").get_by_role("link", name="Logga in")).to_be_visible()


def test_noor_makes_an_account_and_a_passkey_and_comes_back_with_it(
    visit: Callable[..., Visit], product: Product
) -> None:
    page = not_yet(visit()).page
    screen_lock(page)
    sign_up(page, "Noor", NOOR)
    give(page, mailed(NOOR, product.mail), "Skapa konto")
    page.get_by_role("button", name="Ja, skapa en passnyckel").click()
    expect(page).to_have_url(re.compile("/account$"))
    expect(page.get_by_role("heading", name="Noor")).to_be_visible()
    expect(page.get_by_text(re.compile("Min enhet, sedan"))).to_be_visible()
    log_out(page)

    go(page, "/login")
    page.get_by_role("button", name="Passnyckel").click()
    expect(page).to_have_url(re.compile("/account$"))
    expect(page.get_by_role("heading", name="Noor")).to_be_visible()


def test_a_code_still_lets_noor_in_on_a_device_without_her_passkey(
    visit: Callable[..., Visit], product: Product
) -> None:
    page = not_yet(visit()).page
    go(page, "/login")
    page.get_by_label("E-post eller mobilnummer").fill(NOOR)
    page.get_by_role("button", name="Skicka kod").click()
    expect(page.get_by_role("status").filter(has_text="Vi har skickat en kod")).to_be_visible()
    give(page, mailed(NOOR, product.mail), "Logga in")
    page.get_by_role("button", name="Nej, fråga inte igen").click()
    expect(page.get_by_role("heading", name="Noor")).to_be_visible()

    page.get_by_role("button", name="Logga ut överallt annars").click()
    expect(page.get_by_text("Den här")).to_be_visible()
    expect(page.get_by_role("button", name="Logga ut överallt annars")).to_have_count(0)
    log_out(page)

    go(page, "/login")
    page.get_by_label("E-post eller mobilnummer").fill(NOOR)
    page.get_by_role("button", name="Skicka kod").click()
    expect(page.get_by_role("status").filter(has_text="Vi har skickat en kod")).to_be_visible()
    give(page, mailed(NOOR, product.mail), "Logga in")
    expect(page).to_have_url(re.compile("/account$"))


def test_elias_comes_in_with_his_telephone_alone(
    visit: Callable[..., Visit], product: Product
) -> None:
    page = not_yet(visit()).page
    sign_up(page, "Elias", "070-123 45 67")
    give(page, texted(NUMBER, product.sms), "Skapa konto")
    page.get_by_role("button", name="Inte nu").click()
    expect(page.get_by_role("heading", name="Elias")).to_be_visible()


def test_staff_are_not_offered_a_passkey_in_place_of_their_second_step(
    visit: Callable[..., Visit], logins: Logins
) -> None:
    page = not_yet(visit()).page
    go(page, "/login")
    page.get_by_role("button", name="Lösenord").click()
    page.get_by_label("E-post").fill(logins.email("sara"))
    page.get_by_label("Ditt lösenord").fill(logins.password)
    page.get_by_role("button", name="Logga in").click()
    page.get_by_label("Kod från din app").fill(logins.code("sara"))
    page.get_by_role("button", name="Logga in").click()
    expect(page).to_have_url(re.compile("/account$"))
    expect(page.get_by_role("heading", name="Sara")).to_be_visible()
