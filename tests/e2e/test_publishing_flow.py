"""Kim publishes from a phone of 360 pixels; what Sara writes, Kim approves."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Page, StorageState, expect

from tests.e2e.axe import violations
from tests.e2e.logins import call
from tests.e2e.looks import go
from tests.e2e.visits import Visit

TITLE = f"Sykväll {int(time.time()) % 10_000}"


@pytest.fixture
def kim(visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]) -> Visit:
    return visit(storage_state=signed_in("kim"))


def a_draft(api: APIRequestContext, title: str) -> dict[str, Any]:
    """A draft in Skogås with a weekly time."""
    organiser = call(api, "GET", "/api/v1/organisers")["results"][0]["id"]
    venue = call(api, "GET", "/api/v1/venues?area=0126-skogas&page_size=1")["results"][0]["id"]
    text = {"language": "sv", "title": title, "summary": "Ta med något att laga."}
    body = {
        "category": "culture",
        "organiser": organiser,
        "texts": [text],
        "ages": {"from": 13, "to": 16},
        "mode": "drop_in",
    }
    made = call(api, "POST", "/api/v1/activities", body, 201)
    times = {
        "venue": venue,
        "rule": "FREQ=WEEKLY;BYDAY=TU",
        "starts": "17:00",
        "ends": "19:00",
        "first_date": "2026-11-01",
        "capacity": 10,
    }
    found: dict[str, Any] = call(
        api, "POST", f"/api/v1/activities/{made['id']}/schedules", times, 201
    )
    return found


def open_at(page: Page, path: str) -> None:
    go(page, path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_preview_shows_the_draft_in_arabic_and_dark_and_nobody_else_sees_it(
    kim: Visit, visit: Callable[..., Visit]
) -> None:
    draft = a_draft(kim.context.request, TITLE)
    open_at(kim.page, f"/publish/{draft['id']}/preview")
    phone = kim.page.frame_locator("iframe")
    expect(phone.get_by_role("heading", level=1)).to_have_text(TITLE)
    kim.page.get_by_role("button", name="العربية").click()
    kim.page.get_by_role("button", name="Mörkt").click()
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.locator("html")).to_have_attribute("data-theme", "dark")
    expect(kim.page.locator("html")).to_have_attribute("lang", "sv")
    assert violations(kim.page) == []
    stranger = visit()
    stranger.expect_complaint("status of 404")
    go(stranger.page, f"/activities/{draft['id']}")
    expect(stranger.page.get_by_role("alert")).to_be_visible()


def test_kim_changes_a_price_reads_what_changed_and_undoes_it(kim: Visit) -> None:
    draft = a_draft(kim.context.request, TITLE)
    page = kim.page
    open_at(page, f"/publish/{draft['id']}")
    page.get_by_label("Pris i kronor").fill("40")
    page.get_by_role("button", name="Spara som utkast").click()
    expect(page.get_by_text("Utkastet är sparat.")).to_be_visible()
    page.get_by_text("Vad som har ändrats").click()
    expect(page.get_by_role("listitem").filter(has_text="40.00")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("Tider och bilder ingår inte.")).to_be_visible()
    page.get_by_role("button", name="Ta tillbaka ändringen").click()
    expect(page.get_by_label("Pris i kronor")).to_have_value("0")


def test_when_sara_was_faster_kim_is_told_and_loses_nothing(
    kim: Visit, visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    kim.expect_complaint("status of 409")
    draft = a_draft(kim.context.request, TITLE)
    page = kim.page
    open_at(page, f"/publish/{draft['id']}")
    page.get_by_label("Kort om").fill("Mitt.")
    other = visit(storage_state=signed_in("kim")).context.request
    call(other, "PATCH", f"/api/v1/activities/{draft['id']}", {"price_sek": "20.00"})
    page.get_by_role("button", name="Spara som utkast").click()
    expect(page.get_by_role("heading", name="Någon annan har ändrat samtidigt")).to_be_visible()
    expect(page.get_by_label("Kort om")).to_have_value("Mitt.")
    assert violations(page) == []
    page.get_by_role("button", name="Behåll det jag skrev").click()
    page.get_by_role("button", name="Spara som utkast").click()
    expect(page.get_by_text("Utkastet är sparat.")).to_be_visible()


def test_kim_translates_into_arabic_beside_the_swedish(kim: Visit) -> None:
    draft = a_draft(kim.context.request, TITLE)
    page = kim.page
    open_at(page, f"/publish/{draft['id']}/translate?to=ar")
    expect(page.get_by_text(TITLE)).to_be_visible()
    page.get_by_label("Rubrik · Arabiska").fill("أمسية خياطة")
    page.get_by_label("Kort om · Arabiska").fill("أحضر شيئاً لإصلاحه.")
    page.get_by_role("button", name="Spara översättningen").click()
    expect(page.get_by_text("Översättningen är sparad.")).to_be_visible()
    assert violations(page) == []
    shown = call(kim.context.request, "GET", f"/api/v1/activities/{draft['id']}?lang=ar")
    assert shown["title"] == "أمسية خياطة"


def test_kim_copies_last_term_and_archives_with_undo(kim: Visit) -> None:
    title = f"{TITLE} kopia"
    a_draft(kim.context.request, title)
    page = kim.page
    open_at(page, "/publish")
    page.get_by_role("button", name="Utkast", exact=True).click()
    page.get_by_role("searchbox").fill(title)
    page.get_by_role("button", name="Sök", exact=True).click()
    page.get_by_role("checkbox", name=f"Välj {title}").check()
    page.get_by_role("link", name="Kopiera").click()
    page.get_by_label("Första dag").fill("2027-01-11")
    page.get_by_label("Sista dag").fill("2027-06-04")
    page.get_by_role("button", name="Kopiera").click()
    page.get_by_role("link", name="Öppna utkastet").click()
    expect(page.get_by_label("Rubrik")).to_have_value(title)

    open_at(page, "/publish")
    page.get_by_role("button", name="Utkast", exact=True).click()
    page.get_by_role("searchbox").fill(title)
    page.get_by_role("button", name="Sök", exact=True).click()
    page.get_by_role("checkbox", name=f"Välj {title}").first.check()
    page.get_by_role("button", name="Arkivera", exact=True).click()
    expect(page.get_by_text("1 arkiverad")).to_be_visible()
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("1 ångrad")).to_be_visible()


def test_what_sara_writes_kim_approves(
    kim: Visit, visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    astrid = visit(storage_state=signed_in("astrid")).context.request
    sara = visit(storage_state=signed_in("sara"))
    draft = a_draft(sara.context.request, f"{TITLE} granskas")
    careful = f"/api/v1/organisers/{draft['organiser']['id']}"
    call(astrid, "PATCH", careful, {"second_pair_of_eyes": True})
    try:
        open_at(sara.page, f"/publish/{draft['id']}")
        sara.page.get_by_role("button", name="Skicka på granskning").click()
        expect(sara.page.get_by_text("Väntar på att någon annan ser på det.")).to_be_visible()
        open_at(kim.page, "/publish")
        kim.page.get_by_role("button", name="Väntar på dig").click()
        kim.page.get_by_role("link", name=f"{TITLE} granskas").click()
        kim.page.get_by_role("button", name="Godkänn och publicera").click()
        expect(kim.page.get_by_text("Publicerat! Nu går det att hitta.")).to_be_visible()
    finally:
        call(astrid, "PATCH", careful, {"second_pair_of_eyes": False})


def test_a_change_to_what_is_published_waits_for_another_pair_of_eyes(
    kim: Visit, visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    astrid = visit(storage_state=signed_in("astrid"))
    sara = visit(storage_state=signed_in("sara"))
    title = f"{TITLE} föreslås"
    draft = a_draft(sara.context.request, title)
    path = f"/publish/{draft['id']}"
    call(sara.context.request, "POST", f"/api/v1/activities/{draft['id']}/publish", {})
    open_at(astrid.page, "/organisers")
    box = astrid.page.get_by_role("checkbox", name=draft["organiser"]["name"])
    box.check()
    expect(astrid.page.get_by_text("någon mer ser på det från och med nu.")).to_be_visible()
    try:
        open_at(sara.page, path)
        sara.page.get_by_role("button", name="Skriv ett förslag").click()
        expect(sara.page.get_by_text("Det här är ett förslag till ändring.")).to_be_visible()
        sara.page.get_by_label("Kort om").fill("Symaskiner finns.")
        sara.page.get_by_role("button", name="Skicka på granskning").click()
        expect(sara.page.get_by_text("Väntar på att någon annan ser på det.")).to_be_visible()
        shown = call(kim.context.request, "GET", f"/api/v1/activities/{draft['id']}")
        assert shown["summary"] == "Ta med något att laga."

        open_at(kim.page, "/publish")
        kim.page.get_by_role("button", name="Väntar på dig").click()
        kim.page.get_by_role("link", name=title).click()
        differs = kim.page.get_by_role("group").filter(has_text="Vad förslaget ändrar")
        expect(differs).to_contain_text("Symaskiner finns.")
        assert violations(kim.page) == []
        kim.page.get_by_role("button", name="Godkänn och publicera").click()
        expect(kim.page.get_by_text("Publicerat! Nu går det att hitta.")).to_be_visible()
        expect(kim.page).to_have_url(re.compile(path))
        shown = call(kim.context.request, "GET", f"/api/v1/activities/{draft['id']}")
        assert shown["summary"] == "Symaskiner finns."
    finally:
        box.uncheck()
        expect(astrid.page.get_by_text("publiceras direkt från och med nu.")).to_be_visible()
