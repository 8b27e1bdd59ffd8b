"""A coordinator adds a photo from her phone; whoever opens the activity sees it and no more."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.logins import Logins
from tests.e2e.looks import go
from tests.e2e.test_publishing import log_in, write
from tests.e2e.visits import Visit
from tests.pictures_to_send import drawn
from tests.venues.test_cleaning_photos import SECRETS, told_everything

ALT = "Fyra färger på en vägg"


def test_a_photo_goes_from_the_phone_to_the_page(
    visit: Callable[..., Visit], logins: Logins, tmp_path: Path
) -> None:
    photo = tmp_path / "IMG_2041.jpg"
    photo.write_bytes(told_everything(drawn((1600, 1200))))
    sara = visit()
    sara.expect_complaint("status of 40[01]")
    page = sara.page
    go(page, "/publish/new")
    log_in(page, logins, "sara")
    write(page)
    page.get_by_label("Till och med ålder").fill("17")
    page.get_by_label("Lägg till bild").set_input_files(photo)
    expect(page.get_by_alt_text("Förhandsvisning av IMG_2041.jpg")).to_be_visible()

    page.get_by_role("button", name="Publicera aktiviteten").click()
    expect(page.get_by_text("En bild kom inte med. Resten är sparat.")).to_be_visible()
    alt = page.get_by_label("Vad bilden visar", exact=True)
    expect(alt).to_have_attribute("aria-invalid", "true")
    alt.fill(ALT)
    page.get_by_role("button", name="Publicera aktiviteten").click()
    expect(page.get_by_text("Publicerat! Nu går det att hitta.")).to_be_visible()
    activity = page.url.split("/publish/")[1].split("?")[0]
    seen_by_everybody(visit().page, activity)


def seen_by_everybody(page: Page, activity: str) -> None:
    """The picture stands there, with its words and its room; the bytes tell nothing else."""
    go(page, f"/activities/{activity}")
    picture = page.get_by_alt_text(ALT)
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    assert picture.get_attribute("width") == "1200"
    assert picture.get_attribute("height") == "1600"
    used = picture.evaluate("image => image.currentSrc")
    assert re.search(r"/photos/[0-9a-f-]+/[0-9]+-[0-9a-f]{32}\.avif$", used), used
    content = page.request.get(used).body()
    assert len(content) > 100
    assert not [secret for secret in SECRETS if secret in content]
