"""My page: Amina waits, is offered a place and takes it; her ticket shows without a network."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect

from tests.e2e.evening import TITLE, add_evening
from tests.e2e.logins import call
from tests.e2e.looks import go
from tests.e2e.visits import Visit
from tests.real_product import Product


@pytest.fixture
def full(
    product: Product, visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> str:
    """An evening whose only place Elsa has."""
    session = add_evening(product, seats=1)
    elsa = visit(storage_state=signed_in("elsa@unga.example")).context.request
    wish = {"session": session}
    call(elsa, "POST", "/api/v1/bookings", wish, 201, Idempotency_Key=f"elsa-{session}")
    return session


def card(page: Page, session: str) -> Locator:
    """The card of a session among one's bookings."""
    link = page.locator(f"a[href='/sessions/{session}']")
    return page.get_by_role("article").filter(has=link)


def test_full_queue_offer_accept_and_a_ticket_that_needs_no_network(
    full: str,
    visit: Callable[..., Visit],
    signed_in: Callable[[str], StorageState],
) -> None:
    amina = visit(storage_state=signed_in("amina"))
    amina.expect_complaint("ERR_INTERNET_DISCONNECTED|WebSocket")
    page = amina.page
    go(page, f"/sessions/{full}")
    expect(page.get_by_text("Alla platser är tagna. Ställ dig i kö")).to_be_visible()
    page.get_by_role("button", name="Ställ mig i kö").click()
    expect(page.get_by_text("Plats 1 av 1 i kön")).to_be_visible()

    go(page, "/me")
    mine = card(page, full)
    expect(mine).to_contain_text(TITLE)
    expect(mine).to_contain_text("Du får ett erbjudande när det är din tur.")

    elsa = visit(storage_state=signed_in("elsa@unga.example")).page
    go(elsa, "/me")
    card(elsa, full).get_by_role("button", name="Lämna min plats").click()
    expect(elsa.get_by_text("Din plats är avbokad och går till nästa")).to_be_visible()

    # Nobody loads Amina's page again: it hears of the offer by itself.
    waiting = page.get_by_role("region", name="Svara nu")
    expect(waiting).to_contain_text("En plats är din om du vill")
    expect(card(page, full).get_by_role("timer")).to_have_text(re.compile("kvar$"))
    card(page, full).get_by_role("button", name="Ja tack, jag tar platsen").click()
    expect(card(page, full)).to_contain_text("Du har en plats")

    card(page, full).get_by_role("button", name="Visa biljetten").click()
    code = card(page, full).get_by_role("img", name=re.compile("^Biljettens kod"))
    expect(code).to_be_visible()
    card(page, full).get_by_role("button", name="Dölj biljetten").click()
    amina.context.set_offline(True)
    card(page, full).get_by_role("button", name="Visa biljetten").click()
    expect(code).to_be_visible()
    amina.context.set_offline(False)


def test_leaving_the_queue_is_asked_about_first(
    full: str, visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    page = visit(storage_state=signed_in("amina")).page
    go(page, f"/sessions/{full}")
    page.get_by_role("button", name="Ställ mig i kö").click()
    page.get_by_role("button", name="Lämna kön").click()
    page.get_by_role("button", name="Nej, jag står kvar").click()
    expect(page.get_by_text("Plats 1 av 1 i kön")).to_be_visible()
    page.get_by_role("button", name="Lämna kön").click()
    page.get_by_role("button", name="Ja, lämna kön").click()
    expect(page.get_by_text("Du har lämnat kön.")).to_be_visible()
    expect(page.get_by_role("button", name="Ställ mig i kö")).to_be_visible()


def test_tickets_leave_the_device_with_whoever_logs_out(
    product: Product, visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    session = add_evening(product)
    vera = visit(storage_state=signed_in("vera@unga.example"))
    vera.expect_complaint("status of 40[14]")
    page = vera.page
    go(page, f"/sessions/{session}")
    page.get_by_role("button", name="Boka min plats").click()
    expect(page.get_by_role("img", name=re.compile("^Biljettens kod"))).to_be_visible()
    kept = "() => JSON.parse(localStorage.getItem('nara.tickets') ?? '[]').length"
    assert page.evaluate(kept) == 1
    go(page, "/account")
    page.get_by_role("button", name="Logga ut", exact=True).click()
    expect(page).to_have_url(re.compile("//[^/]+/$"))
    assert page.evaluate(kept) == 0


def test_my_place_in_the_queue_changes_by_itself(
    full: str, visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    first, second = (
        visit(storage_state=signed_in(name)).page for name in ("omar@unga.example", "robin")
    )
    for page, place in ((first, "Plats 1 av 1 i kön"), (second, "Plats 2 av 2 i kön")):
        go(page, f"/sessions/{full}")
        page.get_by_role("button", name="Ställ mig i kö").click()
        expect(page.get_by_text(place)).to_be_visible()
    expect(first.get_by_text("Plats 1 av 2 i kön")).to_be_visible()
    first.get_by_role("button", name="Lämna kön").click()
    first.get_by_role("button", name="Ja, lämna kön").click()
    expect(second.get_by_text("Plats 1 av 1 i kön")).to_be_visible()
