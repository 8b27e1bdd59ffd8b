"""The seats of a session, live: Amina watches while Sara changes them, with and without Redis."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, StorageState, expect

from tests.e2e.logins import call
from tests.e2e.looks import go
from tests.e2e.open_night import CAPACITY, OpenNight
from tests.e2e.visits import Visit
from tests.real_product import Product

SOON = 2_000
#: A lost connection is tried again after one, two, four … seconds.
PATIENTLY = 20_000


@pytest.fixture
def sara(
    visit: Callable[..., Visit], signed_in: Callable[[str], StorageState], open_night: OpenNight
) -> Iterator[Callable[[int], None]]:
    """Sara at her desk: `sara(25)` gives the open night 25 seats."""
    api = visit(storage_state=signed_in("sara")).context.request

    def change(capacity: int) -> None:
        address = f"/api/v1/sessions/{open_night.session}"
        answer = call(api, "PATCH", address, {"capacity": capacity})
        assert answer["seats"] == {"capacity": capacity, "free": capacity}

    yield change
    change(CAPACITY)


@pytest.fixture
def seats(visit: Callable[..., Visit], open_night: OpenNight) -> Iterator[Locator]:
    """The seats on Amina's phone; the page is loaded once and never again."""
    amina = visit()
    address = f"/sessions/{open_night.session}"
    go(amina.page, address)
    region = amina.page.get_by_role("region", name="Platser")
    expect(region.get_by_text("Direkt", exact=True)).to_be_visible()
    amina.expect_complaint(r"WebSocket connection to .* failed")
    yield region
    assert len(amina.asked(address)) == 1, "the page was loaded again"


def test_a_changed_capacity_shows_within_two_seconds(
    seats: Locator, sara: Callable[[int], None]
) -> None:
    expect(seats).to_contain_text(f"{CAPACITY} platser kvar")
    sara(25)
    expect(seats).to_contain_text("25 platser kvar", timeout=SOON)
    expect(seats).to_contain_text("av 25")
    sara(1)
    expect(seats).to_contain_text("1 plats kvar", timeout=SOON)


def test_without_redis_the_page_says_so_and_writing_goes_on(
    product: Product, seats: Locator, sara: Callable[[int], None], visit: Callable[..., Visit]
) -> None:
    product.redis.stop()
    try:
        expect(seats.get_by_text("Inte direkt")).to_be_visible(timeout=PATIENTLY)
        sara(30)
        visitor = visit().page
        go(visitor, "/")
        expect(visitor.get_by_role("article").first).to_be_visible()
    finally:
        product.start_redis()
    expect(seats.get_by_text("Direkt", exact=True)).to_be_visible(timeout=PATIENTLY)
    expect(seats).to_contain_text("30 platser kvar")
    sara(31)
    expect(seats).to_contain_text("31 platser kvar", timeout=SOON)
