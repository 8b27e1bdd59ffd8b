"""Amina saves evenings and searches on her phone, without an account, and hears what changed."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import APIRequestContext, Locator, Page, StorageState, expect

from tests.e2e.axe import violations
from tests.e2e.logins import call
from tests.e2e.looks import go
from tests.e2e.open_night import TITLE, OpenNight
from tests.e2e.targets import too_small
from tests.e2e.visits import Visit
from tests.real_product import wait_until

NEWS = "/api/v1/activities/changes"
SEWING = "Sykväll att spara"


@dataclass(frozen=True)
class Sewing:
    """Two evenings that Sara leads, and Sara's way to change them."""

    sara: APIRequestContext
    activity: str
    evenings: list[dict[str, Any]]

    def move_to_six(self, evening: dict[str, Any]) -> None:
        starts = datetime.datetime.fromisoformat(evening["starts_at"])
        later = {
            "starts_at": (starts + datetime.timedelta(hours=1)).isoformat(),
            "ends_at": (starts + datetime.timedelta(hours=3)).isoformat(),
        }
        call(self.sara, "PATCH", f"/api/v1/sessions/{evening['id']}", later)

    def call_off(self, evening: dict[str, Any], reason: str) -> None:
        call(self.sara, "POST", f"/api/v1/sessions/{evening['id']}/cancel", {"reason": reason})


@pytest.fixture
def sewing(visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]) -> Sewing:
    """Every evening at five, from tomorrow on, published."""
    sara = visit(storage_state=signed_in("sara")).context.request
    organiser = call(sara, "GET", "/api/v1/organisers")["results"][0]["id"]
    venue = call(sara, "GET", "/api/v1/venues?area=0126-skogas&page_size=1")["results"][0]["id"]
    body = {
        "category": "culture",
        "organiser": organiser,
        "texts": [{"language": "sv", "title": SEWING, "summary": "Ta med något att laga."}],
        "ages": {"from": 13, "to": 16},
        "mode": "drop_in",
    }
    made = call(sara, "POST", "/api/v1/activities", body, 201)["id"]
    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    daily = {
        "venue": venue,
        "rule": "FREQ=DAILY",
        "starts": "17:00",
        "ends": "19:00",
        "first_date": tomorrow.isoformat(),
        "capacity": 10,
    }
    call(sara, "POST", f"/api/v1/activities/{made}/schedules", daily, 201)
    call(sara, "POST", f"/api/v1/activities/{made}/publish")
    address = f"/api/v1/sessions?activity={made}&page_size=2"
    wait_until(lambda: len(call(sara, "GET", address)["results"]) == 2, "no evenings were made")
    return Sewing(sara, made, call(sara, "GET", address)["results"])


@pytest.fixture
def amina(visit: Callable[..., Visit]) -> Visit:
    return visit()


def save_here(page: Page, address: str) -> None:
    """Open what is to be saved, and save it."""
    go(page, address)
    button = page.get_by_role("button", name="Spara", exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def saved(page: Page, name: str) -> Locator:
    """A saved thing in the list."""
    row = page.get_by_role("main").get_by_role("listitem")
    return row.filter(has=page.get_by_role("button", name=name))


def test_a_heart_on_a_card_keeps_an_evening_on_the_device_and_asks_nobody(
    amina: Visit, open_night: OpenNight
) -> None:
    page = amina.page
    go(page, "/?window=tonight&area=0126-skogas&category=culture")
    heart = page.get_by_role("button", name=f"Sparat: {TITLE}")
    expect(heart).to_have_attribute("aria-pressed", "false")
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    page.get_by_role("navigation").get_by_role("link", name="Sparat").click()
    link = saved(page, TITLE).get_by_role("link", name=TITLE)
    expect(link).to_have_attribute("href", f"/sessions/{open_night.session}")
    expect(page.get_by_text("Vi såg efter ändringar")).to_be_visible()
    asked = [parse_qs(urlsplit(url).query) for url in amina.requests if NEWS in url]
    assert asked, "nobody was asked for news"
    assert {tuple(query) for query in asked} == {("ids", "since", "lang")}
    assert {query["ids"][0] for query in asked} == {open_night.activity}
    link.click()
    expect(page.get_by_role("button", name="Spara", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_without_favourites_nothing_is_asked_and_the_page_says_how(amina: Visit) -> None:
    page = amina.page
    go(page, "/saved")
    expect(page.get_by_role("heading", name="Inget sparat än")).to_be_visible()
    assert amina.asked(NEWS) == []
    page.get_by_role("link", name="Hitta något").click()
    expect(page.get_by_role("article").first).to_be_visible()


def test_what_is_removed_is_put_back_by_the_same_key(amina: Visit, open_night: OpenNight) -> None:
    page = amina.page
    save_here(page, f"/sessions/{open_night.session}")
    go(page, "/saved")
    remove = page.get_by_role("button", name=f"Ta bort: {TITLE}")
    remove.focus()
    page.keyboard.press("Enter")
    undo = page.get_by_role("button", name=f"Ångra: {TITLE}")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    expect(remove).to_be_focused()
    remove.click()
    expect(undo).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Inget sparat än")).to_be_visible()


def test_a_search_is_named_in_words_and_can_be_subscribed_to(amina: Visit) -> None:
    page = amina.page
    go(page, "/?window=weekend&category=sport&age=14&area=0126-skogas")
    page.get_by_role("button", name="Spara sökningen").click()
    go(page, "/saved")
    search = page.get_by_role("link", name="I helgen · Idrott · 14 år · Skogås")
    expect(search).to_have_attribute(
        "href", "/?category=sport&window=weekend&age=14&area=0126-skogas"
    )
    page.get_by_text("Prenumerera i kalendern").click()
    calendar = page.get_by_role("link", name="Öppna i kalendern")
    expect(calendar).to_have_attribute(
        "href",
        f"{amina.origin.replace('http', 'webcal')}/api/v1/sessions.ics"
        "?category=sport&window=weekend&age=14&area=0126-skogas&lang=sv",
    )
    search.click()
    expect(page.get_by_role("button", name="I helgen", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_she_hears_what_was_moved_and_what_was_called_off(amina: Visit, sewing: Sewing) -> None:
    page = amina.page
    first, second = sewing.evenings
    for evening in sewing.evenings:
        save_here(page, f"/sessions/{evening['id']}")
    sewing.move_to_six(first)
    sewing.call_off(second, "Ledaren är sjuk")
    go(page, "/")
    door = page.get_by_role("navigation").get_by_role("link", name="Sparat")
    expect(door).to_have_accessible_name("Sparat (2 nyheter)")
    door.click()
    rows = saved(page, SEWING)
    expect(rows).to_have_count(2)
    moved = rows.filter(has_text="Ny tid")
    expect(moved.locator("time").first).to_contain_text("18:00")
    expect(moved).to_contain_text("17:00")
    expect(rows.filter(has_text="Inställt")).to_contain_text("Ledaren är sjuk")
    expect(door).to_have_accessible_name("Sparat")
    assert violations(page) == []
    assert too_small(page)[1] == []


def test_without_a_network_what_is_saved_is_there_and_says_since_when(
    amina: Visit, open_night: OpenNight
) -> None:
    amina.expect_complaint(r"net::ERR_|Failed to load resource")
    page = amina.page
    save_here(page, f"/activities/{open_night.activity}")
    page.get_by_role("navigation").get_by_role("link", name="Sparat").click()
    expect(page.get_by_text("Vi såg efter ändringar")).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="Utforska").click()
    expect(page.get_by_role("article").first).to_be_visible()
    amina.context.set_offline(True)
    page.get_by_role("navigation").get_by_role("link", name="Sparat").click()
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    expect(page.get_by_role("heading", name="Du är offline")).to_be_visible()
    expect(page.get_by_text("Vi såg efter ändringar")).to_be_visible()
    amina.context.set_offline(False)
