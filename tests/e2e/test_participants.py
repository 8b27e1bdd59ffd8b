"""Sara looks after an evening: she cancels with words and undoes it, moves, adds seats, writes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import APIRequestContext, Locator, Page, StorageState, expect

from tests.e2e.evening import add_evening
from tests.e2e.logins import call
from tests.e2e.looks import go
from tests.e2e.visits import Visit
from tests.real_product import Product

#: In this order: Robin, who has protected identity, waits behind the other two.
YOUNG = ("maja@unga.example", "hugo@unga.example", "robin")


@pytest.fixture
def evening(
    product: Product, visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> str:
    """One place: Maja has it; Hugo and Robin wait."""
    session = add_evening(product, seats=1)
    for name in YOUNG:
        api: APIRequestContext = visit(storage_state=signed_in(name)).context.request
        wish = {"session": session, "queue": True}
        key = f"{name.partition('@')[0]}-{session}"
        call(api, "POST", "/api/v1/bookings", wish, 201, Idempotency_Key=key)
    return session


@pytest.fixture
def page(
    evening: str, visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> Page:
    """Sara's phone, on the way from the session to its participants."""
    sara = visit(storage_state=signed_in("sara")).page
    go(sara, f"/sessions/{evening}")
    sara.get_by_role("link", name="Deltagare och kö").click()
    expect(sara.get_by_text("Maja").first).to_be_visible()
    return sara


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def test_cancelled_with_words_and_undone(page: Page) -> None:
    page.get_by_role("checkbox", name="Maja").check()
    page.get_by_label("Vad ska de få veta?").fill("Hallen är trasig.")
    page.get_by_role("button", name="Avboka 1 person").click()
    expect(page.get_by_text("1 person är avbokad.")).to_be_visible()
    expect(part(page, "Har plats")).to_contain_text("Hugo")
    expect(part(page, "Har plats")).not_to_contain_text("Maja")
    page.get_by_role("button", name="Ångra avbokningen").click()
    expect(page.get_by_text("1 avbokning är ångrad.")).to_be_visible()
    # Hugo has been offered the place meanwhile: Maja stands first in the queue.
    maja = part(page, "I kö").get_by_role("listitem").filter(has_text="Maja")
    expect(maja).to_contain_text("Plats 1 av 2")


def test_a_protected_person_is_there_under_their_alias(page: Page) -> None:
    waiting = part(page, "I kö")
    expect(waiting).to_contain_text("Månskugga")
    expect(waiting).to_contain_text("Plats 2 av 2")
    expect(waiting).to_contain_text("Väntar på tur: alla platser är tagna.")
    expect(page.get_by_text("Robin")).to_have_count(0)


def test_more_seats_go_to_the_queue_and_all_are_written_to(page: Page, evening: str) -> None:
    api = page.request
    call(api, "PATCH", f"/api/v1/sessions/{evening}", {"capacity": 2})
    page.reload()  # Hugo has been offered the new place, by the queue
    expect(part(page, "Har plats")).to_contain_text("Hugo")
    call(api, "PATCH", f"/api/v1/sessions/{evening}", {"capacity": 3})
    page.reload()
    expect(part(page, "I kö")).to_contain_text("Ingen väntar.")
    page.get_by_label("Till 3 personer").fill("Ta med inneskor.")
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Skickat: det går ut på en gång")).to_be_visible()


def test_moved_to_another_evening(page: Page) -> None:
    robin = part(page, "I kö").get_by_role("listitem").filter(has_text="Månskugga")
    robin.get_by_role("button", name="Flytta").first.click()
    choice = robin.get_by_label("Till vilket tillfälle?")
    choice.select_option(index=1)
    robin.get_by_role("button", name="Flytta", exact=True).click()
    expect(page.get_by_text("Månskugga")).to_have_count(0)
