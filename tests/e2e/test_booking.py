"""Amina books: logging in on the way, twice tapped and once booked, given up and taken back."""

import re
import uuid
from collections.abc import Callable

from playwright.sync_api import Route, StorageState, expect

from tests.e2e.evening import TITLE, add_evening
from tests.e2e.logins import Logins, call
from tests.e2e.looks import go
from tests.e2e.visits import Visit
from tests.real_product import Product

MINE = "/api/v1/bookings?when=all&session="


def test_amina_logs_in_on_the_way_books_once_gives_it_up_and_takes_it_back(
    visit: Callable[..., Visit], product: Product, logins: Logins
) -> None:
    session = add_evening(product)
    amina = visit()
    amina.expect_complaint("status of 401")  # how the log-in API says "not yet"
    page = amina.page
    go(page, f"/sessions/{session}")
    page.get_by_role("link", name="Logga in och boka").click()
    page.get_by_label("E-post").fill(logins.email("amina"))
    page.get_by_role("button", name="Skicka kod").click()
    expect(page.get_by_role("status").filter(has_text="Vi har skickat en kod")).to_be_visible()
    page.get_by_label("Kod", exact=True).fill(logins.mailed_code("amina"))
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("button", name="Inte nu").click()

    expect(page).to_have_url(re.compile(f"/sessions/{session}#book$"))
    panel = page.get_by_role("region", name=re.compile("^(Boka|Din bokning)$"))
    panel.get_by_role("button", name="Boka min plats").dblclick()
    expect(panel.get_by_text("Du har en plats")).to_be_visible()
    expect(panel.get_by_role("img", name="Biljettens kod")).to_be_visible()
    expect(panel.get_by_role("figure")).to_contain_text(TITLE)
    seats = page.get_by_role("region", name="Platser")
    expect(seats).to_contain_text("19 platser kvar")

    panel.get_by_role("button", name="Lämna min plats").click()
    expect(panel.get_by_text("Din plats är avbokad")).to_be_visible()
    expect(seats).to_contain_text("20 platser kvar")
    panel.get_by_role("button", name="Ångra").click()
    expect(panel.get_by_text("Du har en plats")).to_be_visible()
    rows = call(page.request, "GET", MINE + session)["results"]
    assert sorted(row["state"] for row in rows) == ["booked", "cancelled"]


def test_an_answer_that_got_lost_books_nothing_twice(
    visit: Callable[..., Visit], product: Product, signed_in: Callable[[str], StorageState]
) -> None:
    session = add_evening(product)
    amina = visit(storage_state=signed_in("amina"))
    amina.expect_complaint("ERR_FAILED|ERR_INTERNET_DISCONNECTED|Failed to load resource")
    page = amina.page
    # Nor does the page hear by itself that it has a booking now.
    page.route_web_socket(re.compile("/ws/v1/bookings$"), lambda _socket: None)
    go(page, f"/sessions/{session}")
    tried: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        """The request arrives, and the answer does not: as in a tunnel."""
        if route.request.method == "POST" and not tried:
            tried.append(route.request.headers["idempotency-key"])
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/api/v1/bookings", lose_the_first_answer)
    panel = page.get_by_role("region", name="Boka")
    panel.get_by_role("button", name="Boka min plats").click()
    expect(panel.get_by_role("heading", name="Vi når inte Nära just nu")).to_be_visible()
    panel.get_by_role("button", name="Boka min plats").click()
    expect(page.get_by_text("Du har en plats")).to_be_visible()
    rows = call(page.request, "GET", MINE + session)["results"]
    assert [row["state"] for row in rows] == ["booked"]


def test_a_guardian_is_asked_for_when_there_has_to_be_one(
    visit: Callable[..., Visit], product: Product, signed_in: Callable[[str], StorageState]
) -> None:
    session = add_evening(product, guardian="must_approve")
    amina = visit(storage_state=signed_in("amina"))
    amina.expect_complaint("status of 409")
    amina.expect_complaint("status of 400")
    page = amina.page
    go(page, f"/sessions/{session}")
    panel = page.get_by_role("region", name=re.compile("^(Boka|Din bokning)$"))
    expect(panel.get_by_text("behöver en vårdnadshavare säga ja")).to_be_visible()
    panel.get_by_role("button", name="Boka min plats").click()
    contact = panel.get_by_label("Vem frågar vi?")
    expect(contact).to_be_focused()
    contact.fill("mamma")
    panel.get_by_role("button", name="Boka min plats").click()
    expect(panel.get_by_text("Skriv en e-postadress eller ett mobilnummer")).to_be_visible()
    contact.fill(f"{uuid.uuid4().hex}@example.org")
    panel.get_by_role("button", name="Boka min plats").click()
    expect(panel.get_by_text("Platsen väntar på ett ja")).to_be_visible()


def test_friends_go_together_all_or_none(
    visit: Callable[..., Visit], product: Product, signed_in: Callable[[str], StorageState]
) -> None:
    session = add_evening(product)
    amina = visit(storage_state=signed_in("amina")).page
    go(amina, f"/sessions/{session}")
    amina.get_by_role("button", name="Gå tillsammans med kompisar").click()
    amina.get_by_role("button", name="Starta en grupp").click()
    link = amina.get_by_label("Gruppens länk").input_value()

    elsa = visit(storage_state=signed_in("elsa@unga.example")).page
    go(elsa, link)
    elsa.get_by_role("button", name="Gå med i gruppen").click()
    expect(elsa.get_by_text("Ni är 2 i gruppen")).to_be_visible()

    amina.get_by_role("button", name="Se hur många som är med").click()
    expect(amina.get_by_text("Ni är 2 i gruppen")).to_be_visible()
    amina.get_by_role("button", name="Boka för oss alla").click()
    expect(amina.get_by_text("Du har en plats")).to_be_visible()
    elsa.reload()
    expect(elsa.get_by_text("Du har en plats")).to_be_visible()
