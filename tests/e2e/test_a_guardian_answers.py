"""Amina books, and her mother answers from the link in her mail, without an account."""

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.e2e.evening import add_evening
from tests.e2e.logins import call
from tests.e2e.looks import alive, go
from tests.e2e.time_passes import let_time_pass
from tests.e2e.visits import Visit
from tests.real_product import Product, wait_until

TO_COME = "/api/v1/sessions?area=0126-skogas&mode=booking&age=15&page_size=100"


@pytest.fixture
def session(
    visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> Iterator[dict[str, Any]]:
    """The last on the list in Skogås, for which guardians have to say yes; so Sara says."""
    api = visit(storage_state=signed_in("sara")).context.request
    found: dict[str, Any] = call(api, "GET", TO_COME)["results"][-1]
    rules = f"/api/v1/activities/{found['activity']['id']}/rules"
    call(api, "PATCH", rules, {"guardian": "must_approve"})
    yield found
    call(api, "PATCH", rules, {"guardian": "none"})


def link_for(guardian: str, product: Product) -> str:
    """The link in the mail to this address, once it has come."""

    def mails() -> list[str]:
        texts = [path.read_text() for path in product.mail.glob("*.log")]
        return [text for text in texts if guardian in text]

    wait_until(lambda: bool(mails()), "no mail to the guardian", 60)
    text = mails()[0].replace("=\n", "").replace("=3D", "=")
    found = re.search(r"http\S+(/approve#\S+)", text)
    assert found, text
    return found[1]


@pytest.fixture
def asked(
    session: dict[str, Any],
    visit: Callable[..., Visit],
    signed_in: Callable[[str], StorageState],
    product: Product,
) -> Callable[[], str]:
    """Amina books; the link that her mother gets."""
    api = visit(storage_state=signed_in("amina")).context.request

    def ask() -> str:
        mother = f"{uuid.uuid4().hex}@example.org"
        wish = {"session": session["id"], "guardian_contact": mother}
        call(api, "POST", "/api/v1/bookings", wish, 201, Idempotency_Key=uuid.uuid4().hex)

        return link_for(mother, product)

    return ask


def test_a_guardian_says_no_then_yes_each_link_once(
    asked: Callable[[], str], session: dict[str, Any], visit: Callable[..., Visit]
) -> None:
    for button, outcome in (
        ("Nej", "Du har sagt nej. Platsen går till nästa."),
        ("Ja, det går bra", "Tack! Platsen är bokad."),
    ):
        link = asked()
        mother = visit()
        mother.expect_complaint("409")
        page = mother.page
        go(page, link)
        expect(page.get_by_role("heading", name="Amina vill vara med")).to_be_visible()
        expect(page.get_by_text(session["venue"]["name"])).to_be_visible()
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("heading", name=outcome)).to_be_visible()
        page.reload()
        alive(page)
        expect(page.get_by_role("heading", name="Frågan är redan besvarad")).to_be_visible()


def test_half_a_link_says_what_to_do(page: Page) -> None:
    go(page, "/approve")
    expect(page.get_by_role("heading", name="Länken är inte hel")).to_be_visible()


def test_a_guardian_who_does_not_answer_in_time_is_told_so_and_so_is_amina(
    product: Product, visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    session = add_evening(product, guardian="must_approve")
    amina = visit(storage_state=signed_in("amina")).page
    mother = f"{uuid.uuid4().hex}@example.org"
    wish = {"session": session, "guardian_contact": mother}
    call(amina.request, "POST", "/api/v1/bookings", wish, 201, Idempotency_Key=uuid.uuid4().hex)
    go(amina, f"/sessions/{session}")
    expect(amina.get_by_text("Platsen väntar på ett ja")).to_be_visible()

    link = link_for(mother, product)
    let_time_pass(product, session)
    # The place goes on by itself, and Amina's open page says so.
    expect(amina.get_by_role("button", name="Boka min plats")).to_be_visible(timeout=60_000)
    late = visit()
    late.expect_complaint("409")
    go(late.page, link)
    expect(late.page.get_by_role("heading", name="Tiden att svara har gått ut")).to_be_visible()
    go(amina, "/me")
    amina.get_by_text("Det som har varit").click()
    expect(amina.get_by_text("Tiden gick ut").first).to_be_visible()
