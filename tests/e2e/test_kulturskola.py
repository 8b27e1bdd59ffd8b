"""Samira applies for two children; Kim draws; one says no, and the other has a place."""

import re
import uuid
from collections.abc import Callable

from playwright.sync_api import Locator, Page, StorageState, expect

from tests.e2e.looks import go, settled
from tests.e2e.term import COURSES, OpenTerm, add_term, close_term
from tests.e2e.test_siblings import add_child
from tests.e2e.visits import Visit
from tests.real_product import Product


def sheet(page: Page, term: OpenTerm) -> Locator:
    """The term on the page of terms."""
    return page.locator(f"[id='{term.id}']")


def apply(page: Page, term: OpenTerm, child: str, *courses: str, new: bool) -> None:
    """Choose the child and the courses in order, with buttons, and send it."""
    form = sheet(page, term).locator("form")
    form.get_by_role("radio", name=child).check()
    for rank, course in enumerate(courses, start=1):
        form.get_by_role("button", name=re.compile(rf"önskemål {rank}\W+{course}")).click()
    form.get_by_role("checkbox").set_checked(new)
    form.get_by_role("button", name="Skicka ansökan").click()
    expect(card(sheet(page, term), child)).to_contain_text("Ansökan är framme")


def card(within: Page | Locator, child: str) -> Locator:
    """The application for a child; what is booked for them stands in cards of its own."""
    return within.locator("article[data-next]").filter(has_text=child)


def test_from_application_to_a_place(
    visit: Callable[..., Visit], product: Product, signed_in: Callable[[str], StorageState]
) -> None:
    term = add_term(product)
    mark = term.name.split()[1]
    guitar, piano, dance = (f"{title} {mark}" for title in COURSES)
    noor, bilal = (f"{name} {uuid.uuid4().hex[:4]}" for name in ("Noor", "Bilal"))
    page = visit(storage_state=signed_in("samira")).page
    go(page, "/me/children")
    year = page.evaluate("new Date().getFullYear()")
    add_child(page, noor, year - 11)
    add_child(page, bilal, year - 9)

    go(page, f"/sessions/{term.session}")
    page.get_by_role("link", name="Till ansökan").click()
    expect(page).to_have_url(re.compile("/terms$"))
    settled(page)
    apply(page, term, noor, guitar, piano, dance, new=True)
    sheet(page, term).get_by_text("Ansök", exact=True).click()
    apply(page, term, bilal, guitar, new=False)

    close_term(product, term)
    kim = visit(storage_state=signed_in("kim")).page
    go(kim, f"/terms/{term.id}")
    kim.get_by_role("button", name="Lotta och skicka erbjudanden").click()
    expect(kim.get_by_text("0 av 1 har plats, 1 erbjudna, 0 lediga")).to_be_visible()

    go(page, "/me")
    expect(card(page, noor)).to_contain_text(f"Erbjudande: {guitar}")
    expect(card(page, bilal)).to_contain_text("Plats 1 av 1 i kön")
    card(page, noor).get_by_role("button", name="Nej tack").click()
    expect(card(page, noor)).to_contain_text(f"Erbjudande: {piano}")
    expect(card(page, bilal)).to_contain_text(f"Erbjudande: {guitar}")
    card(page, bilal).get_by_role("button", name="Ja tack").click()
    expect(card(page, bilal)).to_contain_text("Du har en plats, i alla tillfällen under terminen.")
    expect(page.get_by_text(f"{bilal} har en plats")).to_be_visible()

    go(page, f"/terms/{term.id}")
    page.get_by_role("button", name="Kontrollera här och nu").click()
    expect(page.get_by_role("status").filter(has_text="Stämmer")).to_be_visible()
