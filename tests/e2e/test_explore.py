"""Amina, 15, in Skogås: what is on near her tonight, by list and by map."""

import math
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.drawing import drawn
from tests.e2e.looks import go
from tests.e2e.open_night import CAPACITY, TITLE, OpenNight
from tests.e2e.visits import Visit

#: The square in Skogås, and a few metres beside it: where Amina really stands.
AMINA = {"latitude": 59.2186341, "longitude": 18.1536277}
METRES_PER_DEGREE = 111_320


@pytest.fixture
def amina(visit: Callable[..., Visit], open_night: OpenNight) -> Visit:
    """Her phone, which may tell its position; the addresses it shows are written down."""
    return visit(geolocation=AMINA, permissions=["geolocation"])


def explore(page: Page) -> None:
    """Open Explore and wait for its first list."""
    go(page, "/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad händer i Huddinge?")
    expect(page.get_by_role("article").first).to_be_visible()


def tonight(page: Page) -> Locator:
    return page.get_by_role("region", name="Vad händer i").get_by_role("button", name="Ikväll")


def listed(page: Page) -> list[str]:
    """The addresses of the sessions in the list, in order."""
    links = page.get_by_role("article").get_by_role("link").all()
    return [link.get_attribute("href") or "" for link in links]


def nears(visit: Visit) -> list[tuple[float, float]]:
    """Every position that left the phone."""
    queries = [parse_qs(urlsplit(url).query) for url in visit.requests]
    positions = [query["near"][0].split(",") for query in queries if "near" in query]
    return [(float(lat), float(lng)) for lat, lng in positions]


def test_her_position_leaves_rounded_and_nobody_else_is_asked(amina: Visit) -> None:
    seen: list[str] = []
    amina.page.on("framenavigated", lambda frame: seen.append(frame.url))
    explore(amina.page)
    assert nears(amina) == [], "a position left before she tapped"

    near_me = amina.page.get_by_role("button", name="Nära mig")
    near_me.click()
    expect(near_me).to_have_attribute("aria-pressed", "true")
    expect(amina.page.get_by_text("Närmast först")).to_be_visible()
    expect(amina.page.get_by_role("article").first).to_contain_text(re.compile(r"\d\s?(m|km)\b"))
    tonight(amina.page).click()
    expect(amina.page.get_by_role("link", name=TITLE)).to_be_visible()

    assert nears(amina), "near me asked without a position"
    for lat, lng in nears(amina):
        step = 100 / METRES_PER_DEGREE
        assert abs(lat / step - round(lat / step)) < 0.01, f"{lat} is not on a 100-metre grid"
        north = (lat - AMINA["latitude"]) * METRES_PER_DEGREE
        east = (lng - AMINA["longitude"]) * METRES_PER_DEGREE * math.cos(math.radians(lat))
        assert 1 < math.hypot(north, east) <= 71, "not rounded, or rounded too far"
    exact = (f"{AMINA['latitude']:.4f}", f"{AMINA['longitude']:.4f}")
    assert not [url for url in amina.requests if any(part in url for part in exact)]
    kept = amina.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    for text in [*seen, amina.page.url, kept]:
        assert "59.2" not in text
        assert "18.15" not in text


def test_a_phone_that_may_not_tell_its_position_is_no_dead_end(visit: Callable[..., Visit]) -> None:
    page = visit().page
    explore(page)
    page.get_by_role("button", name="Nära mig").click()
    expect(page.get_by_text("Vi får inte se din plats")).to_be_visible()
    page.get_by_label("Område").select_option(label="Skogås")
    expect(page).to_have_url(re.compile("area=0126-skogas"))
    expect(page.get_by_role("article").first).to_be_visible()


def test_from_the_list_to_a_session_and_back_with_the_filters(
    amina: Visit, open_night: OpenNight
) -> None:
    page = amina.page
    explore(page)
    tonight(page).click()
    page.get_by_label("Område").select_option(label="Skogås")
    page.get_by_label("Ålder").select_option("15")
    page.get_by_role("button", name="Gratis").click()
    page.get_by_role("link", name=TITLE).click()

    expect(page).to_have_url(re.compile(f"/sessions/{open_night.session}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    seats = page.get_by_role("region", name="Platser")
    expect(seats).to_contain_text(f"{CAPACITY} platser kvar")
    expect(seats).to_contain_text(f"av {CAPACITY}")
    expect(page.get_by_role("link", name="Skogås", exact=False).first).to_be_visible()

    page.go_back()
    expect(page.get_by_label("Ålder")).to_have_value("15")
    expect(tonight(page)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Gratis")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()


def test_the_map_is_drawn_its_markers_take_the_keyboard_and_the_list_follows(amina: Visit) -> None:
    page = amina.page
    explore(page)
    tonight(page).click()
    page.get_by_role("button", name="Karta").click()
    canvas = page.get_by_role("region", name="Karta över tillfällena i listan")
    expect(canvas).to_be_visible()
    drawn(canvas)

    marker = page.get_by_role("button", name="Kulturskolan Skogås")
    expect(marker).to_have_count(1)
    canvas.focus()
    reached = tab_to(page, marker)
    assert reached, "the marker is not reached by the tab key"
    page.keyboard.press("Enter")
    expect(marker).to_have_attribute("aria-pressed", "true")

    with page.expect_response(lambda answer: "bbox=" in answer.url) as moved:
        canvas.focus()
        for _ in range(3):
            page.keyboard.press("Equal")
            page.wait_for_timeout(400)
    assert moved.value.ok
    expect(page.get_by_role("button", name="Bara kartans utsnitt visas")).to_be_visible()
    page.wait_for_load_state("networkidle")
    last = amina.asked("/api/v1/sessions")[-1]
    inside = page.request.get(last).json()["results"]
    shown = [f"/sessions/{one['id']}" for one in inside]
    assert "bbox=" in last
    assert sorted(listed(page)) == sorted(shown)


def tab_to(page: Page, wanted: Locator, most: int = 60) -> bool:
    """Press the tab key until `wanted` has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            return True
    return False
