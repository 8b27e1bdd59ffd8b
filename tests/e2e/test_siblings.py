"""Samira has two children and one page: both get a place or none; their father sees it too."""

import re
import uuid
from collections.abc import Callable

from playwright.sync_api import Page, StorageState, expect

from tests.e2e.evening import add_evening
from tests.e2e.looks import go
from tests.e2e.visits import Visit
from tests.real_product import Product


def add_child(page: Page, name: str, year: int) -> None:
    page.get_by_label("Namn att ropa upp").fill(name)
    page.get_by_label("Födelseår").fill(str(year))
    page.get_by_role("button", name="Lägg till ett barn").click()
    expect(page.get_by_role("listitem").filter(has_text=name)).to_be_visible()


def test_siblings_are_booked_together_and_shared_with_their_other_guardian(
    visit: Callable[..., Visit], product: Product, signed_in: Callable[[str], StorageState]
) -> None:
    session = add_evening(product, seats=2)
    # Names of their own: other journeys may have given Samira children as well.
    noor, bilal = (f"{name} {uuid.uuid4().hex[:4]}" for name in ("Noor", "Bilal"))
    page = visit(storage_state=signed_in("samira")).page
    go(page, "/me/children")
    year = page.evaluate("new Date().getFullYear()")
    add_child(page, noor, year - 11)
    add_child(page, bilal, year - 9)

    go(page, f"/sessions/{session}")
    page.get_by_role("checkbox", name=noor).check()
    page.get_by_role("checkbox", name=bilal).check()
    expect(page.get_by_text("alla får plats eller ingen")).to_be_visible()
    page.get_by_role("button", name="Boka platserna").click()
    panel = page.get_by_role("region", name="Din bokning")
    for name in (noor, bilal):
        expect(panel.get_by_text(f"{name} har en plats")).to_be_visible()
    expect(panel.get_by_role("figure")).to_have_count(2)

    go(page, "/me/children")
    mine = page.get_by_role("listitem").filter(has_text=bilal)
    mine.get_by_role("button", name=re.compile("^Bjud in")).click()
    link = mine.get_by_label("Länk till den andra vårdnadshavaren").input_value()
    father = visit(storage_state=signed_in("yusuf@unga.example")).page
    go(father, link)
    father.get_by_role("button", name="Ja, jag är vårdnadshavare").click()
    expect(father.get_by_text(f"Nu svarar du också för {bilal}.")).to_be_visible()
    go(father, "/me")
    expect(father.get_by_text(f"{bilal} har en plats")).to_be_visible()
    expect(father.get_by_text(noor)).to_have_count(0)
