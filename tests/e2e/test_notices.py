"""Elsa says how she wants to be told, with the keyboard; what she chose stays."""

from collections.abc import Callable

from playwright.sync_api import StorageState, expect

from tests.e2e.looks import go
from tests.e2e.visits import Visit


def test_what_is_chosen_is_kept_and_what_must_come_stays_on(
    visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    page = visit(storage_state=signed_in("elsa@unga.example")).page
    go(page, "/me")
    page.get_by_role("link", name="Så vill du få veta").click()
    expect(page.get_by_role("heading", level=1, name="Så vill du få veta")).to_be_visible()
    receipts = page.get_by_role("group", name="Kvitto på det du själv gör")
    offers = page.get_by_role("group", name="En plats kan bli din")
    by_mail = offers.get_by_role("checkbox", name="E-post")
    expect(by_mail).to_be_checked()

    by_mail.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Spara").press("Enter")
    expect(offers.get_by_text("Välj minst ett sätt.")).to_be_visible()
    by_mail.focus()
    page.keyboard.press("Space")
    expect(by_mail).to_be_checked()

    receipts.get_by_role("checkbox", name="E-post").uncheck()
    page.get_by_label("Från klockan").select_option("20:00")
    page.get_by_role("button", name="Spara").press("Enter")
    expect(page.get_by_text("Sparat. Så gör vi från och med nu.")).to_be_visible()

    go(page, "/me/notices")
    expect(receipts.get_by_role("checkbox", name="E-post")).not_to_be_checked()
    expect(page.get_by_label("Från klockan")).to_have_value("20")
    receipts.get_by_role("checkbox", name="E-post").check()
    page.get_by_label("Från klockan").select_option("21:00")
    page.get_by_role("button", name="Spara").press("Enter")
    expect(page.get_by_text("Sparat. Så gör vi från och med nu.")).to_be_visible()
