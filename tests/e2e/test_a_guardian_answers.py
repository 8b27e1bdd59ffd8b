"""Amina books, and her mother answers from the link in her mail, without an account."""

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.e2e.logins import call
from tests.e2e.looks import alive, go
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

        def mails() -> list[str]:
            texts = [path.read_text() for path in product.mail.glob("*.log")]
            return [text for text in texts if mother in text]

        wait_until(lambda: bool(mails()), "no mail to the guardian", 60)
        text = mails()[0].replace("=\n", "").replace("=3D", "=")
        found = re.search(r"http\S+(/approve#\S+)", text)
        assert found, text
        return found[1]

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
