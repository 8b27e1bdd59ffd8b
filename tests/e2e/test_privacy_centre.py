"""Leyla sees what Nära holds about her, takes a copy, and erases herself."""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from config.example.codes import mailed
from tests.e2e.test_passkeys import give, not_yet, sign_up
from tests.e2e.visits import Visit
from tests.real_product import Product

LEYLA = "leyla@nara.example"


def test_leyla_takes_a_copy_of_her_data_and_erases_herself(
    visit: Callable[..., Visit], product: Product, tmp_path: Path
) -> None:
    page = not_yet(visit()).page
    sign_up(page, "Leyla", LEYLA)
    give(page, mailed(LEYLA, product.mail), "Skapa konto")
    page.get_by_role("button", name="Inte nu").click()
    page.get_by_role("link", name="Dina uppgifter").click()
    expect(page.get_by_text("skapade kontot åt dig")).to_be_visible()

    page.get_by_role("button", name="Visa allt om mig").click()
    for button, name in (("Hämta för datorer", "nara.json"), ("Hämta för läsning", "nara.html")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    kinds = {one["kind"]: one["rows"] for one in json.loads((tmp_path / "nara.json").read_text())}
    assert kinds["people.user"][0]["call_name"] == "Leyla"
    assert "<td>Leyla</td>" in (tmp_path / "nara.html").read_text()

    erase = page.get_by_role("button", name="Radera mig")
    expect(erase).to_be_disabled()
    page.get_by_label("Jag vill radera allt om mig").check()
    erase.click()
    expect(page.get_by_text("Du är raderad.")).to_be_visible()
    expect(page.get_by_role("banner").get_by_role("link", name="Logga in")).to_be_visible()
