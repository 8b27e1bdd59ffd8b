"""Waiting, finding nothing, and addresses that are not there."""

import re
from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.e2e.looks import go
from tests.e2e.visits import Visit

NOBODY = "00000000-0000-4000-8000-000000000000"


def test_while_the_list_is_on_its_way_its_place_is_held(visit: Callable[..., Visit]) -> None:
    page = visit().page
    held: list[Route] = []
    go(page, "/about")
    page.route(re.compile(r"/api/v1/sessions\?"), lambda route: held.append(route))
    page.get_by_role("link", name="Nära, till startsidan").click()
    waiting = page.get_by_role("status").filter(has_text="Hämtar")
    expect(waiting).to_be_visible()
    expect(page.locator(".skeleton [aria-hidden=true]").first).to_be_visible()
    held[0].continue_()
    expect(page.get_by_role("article").first).to_be_visible()
    expect(waiting).to_have_count(0)


def test_nothing_tonight_is_said_kindly_and_leads_on(visit: Callable[..., Visit]) -> None:
    page = visit().page
    go(page, "/?window=tonight&area=0126-glado-lissma&q=rymdskola")
    expect(page.get_by_role("heading", name="Inget ikväll, tyvärr")).to_be_visible()
    page.get_by_role("button", name="Se helgen").click()
    expect(page).to_have_url(re.compile("window=weekend"))
    expect(page.get_by_role("heading", name="Inget passar in på det")).to_be_visible()
    page.get_by_role("button", name="Visa allt").click()
    expect(page.get_by_role("article").first).to_be_visible()
    expect(page).to_have_url(re.compile("//[^/]+/$"))


def test_an_address_that_is_not_there_leads_home(visit: Callable[..., Visit]) -> None:
    lost = visit()
    lost.expect_complaint("status of 404")
    answer = go(lost.page, "/finns-inte-langre")
    assert answer is not None
    assert answer.status == 404
    expect(lost.page.get_by_role("heading", name="Den sidan finns inte")).to_be_visible()
    lost.page.get_by_role("link", name="Till startsidan", exact=True).click()
    expect(lost.page.get_by_role("article").first).to_be_visible()


def test_a_session_that_is_gone_says_so(visit: Callable[..., Visit]) -> None:
    lost = visit()
    lost.expect_complaint("status of 404")
    go(lost.page, f"/sessions/{NOBODY}")
    expect(lost.page.get_by_role("heading", name="Det finns inte här")).to_be_visible()
