"""Sara shows what a place looks like: chosen on her phone, kept, changed and removed again."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.e2e.looks import go
from tests.e2e.open_night import OpenNight
from tests.e2e.visits import Visit
from tests.pictures_to_send import drawn, encoded

ALT = "Ett gult hus med en bred dörr"
NEW_ALT = "Samma hus om kvällen"
CHOSEN = "Förhandsvisning av hus.jpg"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    photo = tmp_path / "hus.jpg"
    photo.write_bytes(encoded(drawn((800, 600))))
    return photo


@pytest.fixture
def sara(
    visit: Callable[..., Visit], signed_in: Callable[[str], StorageState], open_night: OpenNight
) -> Visit:
    """At the pictures of the place, from its own page."""
    visitor = visit(storage_state=signed_in("sara"))
    go(visitor.page, f"/venues/{open_night.place}")
    visitor.page.get_by_role("link", name="Ändra bilderna").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(
        f"Bilder av {open_night.venue}"
    )
    return visitor


def save(page: Page) -> None:
    page.get_by_role("button", name="Spara bilderna").click()
    expect(page.get_by_text("Sparat.")).to_be_visible()


def seen(page: Page, night: OpenNight, alt: str) -> None:
    """On the page of the place and on that of what happens there."""
    for address in (f"/venues/{night.place}", f"/sessions/{night.session}"):
        go(page, address)
        picture = page.get_by_alt_text(alt)
        expect(picture).to_be_visible()
        picture.hover()  # into view, where it is fetched
        expect(picture).to_have_js_property("complete", True)


def test_a_place_gets_a_picture_another_in_its_stead_and_none_again(
    sara: Visit, visit: Callable[..., Visit], house: Path, open_night: OpenNight
) -> None:
    sara.expect_complaint("status of 400")
    page, amina = sara.page, visit().page
    page.get_by_label("Lägg till bild").set_input_files(house)
    page.get_by_role("button", name="Spara bilderna").click()
    expect(page.get_by_text("En bild kom inte med")).to_be_visible()
    page.get_by_label("Vad bilden visar", exact=True).fill(ALT)
    save(page)
    seen(amina, open_night, ALT)

    page.get_by_label(f"Byt bild: {ALT}").set_input_files(house)
    expect(page.get_by_text("Tar den gamla bildens plats.")).to_be_visible()
    page.get_by_label("Vad bilden visar", exact=True).last.fill(NEW_ALT)
    save(page)
    seen(amina, open_night, NEW_ALT)
    expect(amina.get_by_alt_text(ALT)).to_have_count(0)

    page.get_by_role("button", name=re.compile(f"Ta bort.*{NEW_ALT}")).click()
    expect(page.get_by_alt_text(NEW_ALT)).to_have_count(0)
    go(amina, f"/venues/{open_night.place}")
    expect(amina.get_by_role("heading", name="Det här händer här")).to_be_visible()
    expect(amina.get_by_alt_text(NEW_ALT)).to_have_count(0)


def test_what_is_chosen_and_not_sent_outlives_a_reload_and_a_server_that_is_away(
    sara: Visit, house: Path
) -> None:
    sara.expect_complaint("ERR_FAILED|Failed to load resource")
    page = sara.page
    page.get_by_label("Lägg till bild").set_input_files(house)
    expect(page.get_by_text("Till dess finns den kvar på den här enheten.")).to_be_visible()
    page.get_by_label("Vad bilden visar", exact=True).last.fill(ALT)
    page.route("**/photos", lambda route: route.abort())
    page.get_by_role("button", name="Spara bilderna").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("Det du skrivit finns kvar.")).to_be_visible()
    page.unroute("**/photos")

    go(page, page.url)
    expect(page.get_by_text("Här är bilden som du valde men inte hann skicka.")).to_be_visible()
    expect(page.get_by_alt_text(CHOSEN)).to_have_js_property("naturalWidth", 800)
    expect(page.get_by_label("Vad bilden visar", exact=True).last).to_have_value(ALT)
    page.get_by_role("button", name="Kasta det osparade").click()
    expect(page.get_by_alt_text(CHOSEN)).to_have_count(0)
    go(page, page.url)
    expect(page.get_by_label("Lägg till bild")).to_be_attached()
    expect(page.get_by_alt_text(CHOSEN)).to_have_count(0)
