"""What Sara was writing is there when she comes back, pictures too, and gone once she logs out."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.logins import Logins
from tests.e2e.looks import go
from tests.e2e.test_publishing import log_in
from tests.e2e.visits import Visit
from tests.pictures_to_send import drawn, encoded

TITLE = "Papperssvalor"
CHOSEN = "Förhandsvisning av svala.jpg"
#: How many texts and how many pictures.
LEFT_ON_THE_DEVICE = """async () => {
    const texts = Object.keys(localStorage).filter((key) => key.startsWith('nara.draft.'));
    const asked = indexedDB.open('nara-unsent');
    await new Promise((resolve) => (asked.onsuccess = resolve));
    const files = asked.result.transaction('files').objectStore('files').count();
    await new Promise((resolve) => (files.onsuccess = resolve));
    return [texts.length, files.result];
}"""
FOUND = "Vi hittade något du inte hade sparat"


def is_there(page: Page) -> None:
    go(page, "/publish/new")
    expect(page.get_by_text(FOUND)).to_be_visible()
    expect(page.get_by_label("Rubrik")).to_have_value(TITLE)
    expect(page.get_by_alt_text(CHOSEN)).to_have_js_property("naturalWidth", 800)


def test_an_unsent_activity_with_its_picture_stays_until_sara_logs_out(
    visit: Callable[..., Visit], logins: Logins, tmp_path: Path
) -> None:
    photo = tmp_path / "svala.jpg"
    photo.write_bytes(encoded(drawn((800, 600))))
    sara = visit()
    sara.expect_complaint("status of 40[01]")
    page = sara.page
    go(page, "/publish/new")
    log_in(page, logins, "sara")
    page.get_by_label("Rubrik").fill(TITLE)
    page.get_by_label("Lägg till bild").set_input_files(photo)
    expect(page.get_by_text("Till dess finns den kvar på den här enheten.")).to_be_visible()
    is_there(page)
    page.close()
    page = sara.context.new_page()
    is_there(page)  # in another tab too, when the first was closed

    assert page.evaluate(LEFT_ON_THE_DEVICE) == [1, 1]

    go(page, "/account")
    page.get_by_role("button", name="Logga ut", exact=True).click()
    expect(page).to_have_url(re.compile(r"/$"))
    assert page.evaluate(LEFT_ON_THE_DEVICE) == [0, 0]
