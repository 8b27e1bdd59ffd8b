"""Amina logs in by a code in a mail, and out again."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.logins import Logins
from tests.e2e.looks import go
from tests.e2e.visits import Visit


def test_amina_logs_in_with_the_code_from_her_mail(
    visit: Callable[..., Visit], logins: Logins
) -> None:
    amina = visit()
    amina.expect_complaint("status of 40[01]")  # how the log-in API says "not yet"
    amina.expect_complaint("status of 404.*/authenticators/totp")  # and "no second factor yet"
    page = amina.page
    go(page, "/")
    page.get_by_role("link", name="Logga in").click()
    page.get_by_label("E-post").fill(logins.email("amina"))
    page.get_by_role("button", name="Skicka kod").click()
    expect(page.get_by_role("status").filter(has_text="Vi har skickat en kod")).to_be_visible()

    code = page.get_by_label("Kod", exact=True)
    code.fill("FEL-KOD")
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_text("Koden stämmer inte.")).to_be_visible()

    code.fill(logins.mailed_code("amina"))
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("button", name="Inte nu").click()  # a passkey is offered, and declined
    expect(page).to_have_url(re.compile("/account$"))
    expect(page.get_by_role("heading", name="Amina")).to_be_visible()
    expect(page.get_by_text("Ung person")).to_be_visible()

    page.get_by_role("button", name="Logga ut", exact=True).click()
    expect(page).to_have_url(re.compile("//[^/]+/$"))
    expect(page.get_by_role("link", name="Logga in")).to_be_visible()
    go(page, "/account")
    expect(page.get_by_text("Du är inte inloggad")).to_be_visible()


def test_an_address_without_an_account_is_answered_the_same_way(
    visit: Callable[..., Visit],
) -> None:
    stranger = visit()
    stranger.expect_complaint("status of 401")
    page = stranger.page
    go(page, "/login")
    page.get_by_label("E-post").fill("nobody@nara.example")
    page.get_by_role("button", name="Skicka kod").click()
    expect(page.get_by_role("status").filter(has_text="Vi har skickat en kod")).to_be_visible()
