"""Amina opens all the filters, chooses, sends the address to a friend and clears it all again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.looks import ARABIC, DARK, LIGHT, Look, alive, go, settled
from tests.e2e.open_night import TITLE, OpenNight
from tests.e2e.visits import PHONE, Visit

pytestmark = pytest.mark.usefixtures("open_night")


def all_filters(page: Page) -> Locator:
    """Open the sheet from its button and wait for its counts."""
    page.locator("button[aria-haspopup=dialog]").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    expect(sheet.locator("[aria-busy=true]")).to_have_count(0)
    return sheet


def choice(sheet: Locator, name: str) -> Locator:
    return sheet.get_by_role("button", name=re.compile(rf"^{name}\b"))


def test_she_chooses_sees_the_list_change_shares_it_and_clears_it_all(
    page: Page, visit: Callable[..., Visit]
) -> None:
    go(page, "/")
    sheet = all_filters(page)
    for name in ("Ikväll", "Kultur", "Bokas", "Minst 2 platser"):
        choice(sheet, name).click()
        expect(choice(sheet, name)).to_have_attribute("aria-pressed", "true")
    expect(sheet.get_by_role("button", name=re.compile(r"^Visa \d+ tillfälle"))).to_be_visible()
    sheet.get_by_role("button", name=re.compile(r"^Visa \d+ tillfälle")).click()
    expect(sheet).to_have_count(0)
    expect(page.get_by_role("button", name="Filter 4")).to_be_focused()
    expect(page).to_have_url(re.compile(r"mode=booking"))
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()

    friend = visit().page
    go(friend, page.url)
    expect(friend.get_by_role("button", name="Filter 4")).to_be_visible()
    expect(friend.get_by_role("link", name=TITLE)).to_be_visible()
    friend.reload()
    alive(friend)
    again = all_filters(friend)
    expect(choice(again, "Minst 2 platser")).to_have_attribute("aria-pressed", "true")

    sheet = all_filters(page)
    sheet.get_by_role("button", name="Rensa allt").click()
    expect(sheet.get_by_role("button", name="Rensa allt")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.get_by_role("button", name="Filter", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Filter 4")).to_be_visible()


def test_a_choice_that_finds_nothing_says_so_before_it_is_taken(page: Page) -> None:
    go(page, "/?q=smörgåsar")
    sheet = all_filters(page)
    course = choice(sheet, "Terminskurs")
    expect(course).to_contain_text("0")
    course.click()
    expect(sheet.get_by_role("button", name="Inget passar: ta bort ett val")).to_be_visible()
    expect(sheet.get_by_role("status")).to_have_text("Inget passar: ta bort ett val")
    course.click()
    expect(sheet.get_by_role("button", name=re.compile(r"^Visa \d+ tillfälle"))).to_be_visible()


def test_without_the_counts_one_can_still_choose_and_try_again(visit: Callable[..., Visit]) -> None:
    amina = visit()
    amina.expect_complaint("status of 503")
    down = '{"type":"/problems/outage","title":"-","status":503,"code":"outage","detail":"-"}'
    facets = re.compile("/api/v1/sessions/facets")
    go(amina.page, "/")
    amina.page.route(
        facets,
        lambda route: route.fulfill(status=503, body=down, content_type="application/problem+json"),
    )
    sheet = all_filters(amina.page)
    expect(sheet.get_by_role("alert")).to_be_visible()
    choice(sheet, "Kultur").click()
    expect(choice(sheet, "Kultur")).to_have_attribute("aria-pressed", "true")
    amina.page.unroute(facets)
    sheet.get_by_role("button", name="Försök igen").click()
    expect(sheet.get_by_role("button", name=re.compile(r"^Visa \d+ tillfälle"))).to_be_visible()
    expect(sheet.get_by_role("alert")).to_have_count(0)


def test_by_keyboard_alone(page: Page) -> None:
    go(page, "/")
    opener = page.get_by_role("button", name="Filter", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    weekend = choice(sheet, "I helgen")
    expect(weekend).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = "node => node.contains(document.activeElement)"
        assert sheet.evaluate(inside) or page.evaluate("document.activeElement === document.body")
        if weekend.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(weekend).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.get_by_role("button", name="Filter 1")).to_be_focused()


@pytest.mark.parametrize("look", [LIGHT, DARK, ARABIC], ids=lambda look: look.name)
def test_the_open_sheet_is_accessible_and_fits(visit: Callable[..., Visit], look: Look) -> None:
    page = visit(**look.options()).page
    go(page, "/?age=15")
    sheet = all_filters(page)
    settled(page)
    assert violations(page) == []
    box = sheet.bounding_box()
    assert box is not None
    assert box["width"] <= PHONE["width"]
    assert box["height"] <= PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    narrow = sheet.locator(".all").evaluate("node => node.scrollWidth <= node.clientWidth")
    assert narrow, "what is in the sheet is wider than the sheet"


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Sök").fill(words)
    expect(page).to_have_url(re.compile(r"q="))


def test_a_misspelt_word_is_found_and_said_and_can_be_taken_back(page: Page) -> None:
    go(page, "/")
    search(page, "smörgåssar natt")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    expect(
        page.get_by_text("Vi hittade inte ”smörgåssar” och visar det som liknar")
    ).to_be_visible()
    page.get_by_role("button", name="Ta bort ”smörgåssar”").click()
    expect(page.get_by_role("searchbox", name="Sök")).to_have_value("natt")
    expect(page.get_by_text("Vi hittade inte")).to_have_count(0)
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()


def test_a_place_among_the_words_can_become_the_place(page: Page, open_night: OpenNight) -> None:
    go(page, "/?window=tonight")
    search(page, "natt skogås")
    page.get_by_role("button", name="Bara i Skogås").click()
    expect(page).to_have_url(re.compile("area=0126-skogas"))
    expect(page.get_by_label("Område")).to_have_value("0126-skogas")
    expect(page.get_by_role("searchbox", name="Sök")).to_have_value("natt")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("searchbox", name="Sök")).to_have_value("natt skogås")


def test_without_javascript_the_same_filters_hold(visit: Callable[..., Visit]) -> None:
    page = visit(java_script_enabled=False).page
    page.goto("/?window=tonight&mode=booking&seats=2&weekday=1,2,3,4,5,6,7")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.get_by_label("Så går det till").select_option(label="Terminskurs")
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page).to_have_url(re.compile("mode=term_course"))
    expect(page.get_by_label("Veckodag")).to_have_value("1,2,3,4,5,6,7")
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
