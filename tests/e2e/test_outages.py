"""The server away, the network away: the page says so, keeps what it has, and finds back."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.looks import go, settled
from tests.e2e.visits import Visit
from tests.real_product import Product

NETWORK = r"net::ERR_|Failed to load resource"


def test_the_server_is_away_and_comes_back(product: Product, visit: Callable[..., Visit]) -> None:
    amina = visit()
    amina.expect_complaint(NETWORK)
    page = amina.page
    go(page, "/")
    settled(page)
    product.web.stop()
    try:
        page.get_by_role("button", name="Gratis").click()
        trouble = page.get_by_role("alert")
        expect(trouble.get_by_role("heading", name="Vi når inte Nära just nu")).to_be_visible()
        trouble.get_by_role("button", name="Försök igen").click()
        expect(trouble).to_be_visible()
    finally:
        product.start_web()
    page.get_by_role("button", name="Försök igen").click()
    expect(page.get_by_role("article").first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("button", name="Gratis")).to_have_attribute("aria-pressed", "true")


def test_without_a_network_the_page_says_so_and_goes_on_by_itself(
    visit: Callable[..., Visit],
) -> None:
    amina = visit()
    amina.expect_complaint(NETWORK)
    page = amina.page
    go(page, "/")
    settled(page)
    amina.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text="Du är offline")).to_be_visible()
    page.get_by_role("button", name="Gratis").click()
    expect(page.get_by_role("heading", name="Du är offline")).to_be_visible()
    amina.context.set_offline(False)
    expect(page.get_by_role("article").first).to_be_visible()
    expect(page.get_by_text("Du är offline")).to_have_count(0)
