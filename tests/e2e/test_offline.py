"""Amina on the train: what she saw is there without a network and says how old it is."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect

from tests.e2e.axe import violations
from tests.e2e.builds import next_build, version_of
from tests.e2e.looks import alive, go
from tests.e2e.open_night import TITLE, OpenNight
from tests.e2e.visits import Visit
from tests.real_product import Product, frontend_folder, wait_until

NETWORK = r"net::ERR_|Failed to load resource|WebSocket connection to"
#: Everything that is kept in stores on the device: (store, address, text).
KEPT = """async () => {
    const found = [];
    for (const store of await caches.keys())
        for (const key of await (await caches.open(store)).keys()) {
            const answer = await (await caches.open(store)).match(key);
            if (!answer) continue;  // thrown away this very moment
            const text = /json|html/.test(answer.headers.get('Content-Type')) ? answer.text() : '';
            found.push([store, key.url, await text]);
        }
    return navigator.serviceWorker.controller ? found : [];
}"""


@pytest.fixture
def amina(visit: Callable[..., Visit]) -> Visit:
    """Her phone, where Nära may keep things; the browser itself says when it has no network."""
    amina = visit(service_workers="allow")
    amina.expect_complaint(NETWORK)
    return amina


@pytest.fixture
def gone(product: Product) -> Iterator[Callable[[], None]]:
    """`gone()` stops the server; it is there again afterwards."""
    yield product.web.stop
    if not product.web.alive:
        product.start_web()


@pytest.fixture
def renewed(product: Product, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """`renewed()` puts a new version of the frontend in place of the old; returns its version."""
    old = product.env["NARA_FRONTEND_DIR"]

    def serve(folder: str) -> None:
        product.web.stop()
        product.env["NARA_FRONTEND_DIR"] = folder
        product.start_web()

    def renew() -> str:
        new = next_build(Path(old), tmp_path / "build")
        serve(str(new))
        return version_of(new)

    yield renew
    serve(old)


def kept(page: Page) -> list[tuple[str, str, str]]:
    """All that is kept; empty until the service worker has the page."""
    return [(store, address, text) for store, address, text in page.evaluate(KEPT)]


def until_kept(page: Page, address: str) -> None:
    """Wait until the answer of this address is kept, and with it the files of the page."""
    wait_until(lambda: any(address in one for _, one, _ in kept(page)), f"{address} is not kept")


def age(page: Page, why: str) -> Locator:
    """The line that says how old what one sees is."""
    line = re.compile(rf"{why}\. Det du ser sparades (i dag|idag|i går|igår) \d\d:\d\d")
    return page.get_by_role("status").filter(has_text=line)


def test_explore_is_there_without_the_server_and_says_how_old_it_is(
    product: Product, amina: Visit, gone: Callable[[], None]
) -> None:
    page = amina.page
    go(page, "/")
    first = page.get_by_role("article").first
    title = first.get_by_role("link").inner_text()
    until_kept(page, "/api/v1/sessions?")
    gone()
    page.reload()
    alive(page)
    expect(first.get_by_role("link")).to_have_text(title)
    expect(age(page, "Vi når inte Nära just nu")).to_be_visible()
    assert violations(page) == []
    product.start_web()
    page.get_by_role("status").get_by_role("button", name="Försök igen").click()
    expect(age(page, "Vi når inte Nära just nu")).to_have_count(0)
    expect(first.get_by_role("link")).to_have_text(title)


def test_what_she_saved_is_there_without_a_network_and_what_she_never_saw_says_so(
    amina: Visit, open_night: OpenNight
) -> None:
    page = amina.page
    go(page, "/?window=tonight&area=0126-skogas&category=culture")
    until_kept(page, "/api/v1/sessions?")
    page.get_by_role("button", name=f"Sparat: {TITLE}").click()
    until_kept(page, f"/api/v1/sessions/{open_night.session}")
    amina.context.set_offline(True)
    go(page, "/saved")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.reload()
    alive(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(age(page, "Du är offline")).to_be_visible()
    go(page, "/areas/0126-trangsund")
    expect(page.get_by_role("heading", name="Du är offline")).to_be_visible()
    amina.context.set_offline(False)
    page.reload()
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_have_text("Trångsund")


def test_nothing_of_hers_is_kept_though_she_has_logged_in(
    visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    amina = visit(service_workers="allow", storage_state=signed_in("amina"))
    page = amina.page
    for address in ("/", "/account", "/account/privacy", "/"):
        go(page, address)
        page.wait_for_load_state("networkidle")
        wait_until(lambda: kept(page), "nothing is kept")
    found = kept(page)
    paths = {urlsplit(address).path for _, address, _ in found}
    hers = re.compile(r"/(account|api/v1/(me|bookings|notifications)|_allauth)\b")
    assert [path for path in paths if hers.match(path)] == []
    assert [address for _, address, text in found if "amina@" in text.lower()] == []


def test_what_a_coordinator_sees_of_an_activity_is_kept_as_anybody_sees_it(
    visit: Callable[..., Visit], signed_in: Callable[[str], StorageState], open_night: OpenNight
) -> None:
    sara = visit(service_workers="allow", storage_state=signed_in("sara"))
    address = f"/api/v1/activities/{open_night.activity}"
    go(sara.page, "/")
    wait_until(lambda: kept(sara.page), "nothing is kept")
    sara.page.evaluate("address => fetch(address)", address)
    until_kept(sara.page, address)
    answers = [json.loads(text) for _, one, text in kept(sara.page) if one.endswith(address)]
    assert [answer["work"] for answer in answers] == [None]


def test_a_new_version_is_offered_and_the_old_one_goes_on_meanwhile(
    amina: Visit, open_night: OpenNight, renewed: Callable[[], str]
) -> None:
    page = amina.page
    go(page, "/")
    until_kept(page, "/api/v1/sessions?")
    other = amina.context.new_page()
    go(other, "/")
    new = renewed()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    offer = page.get_by_role("status").filter(has_text="Det finns en ny version av Nära.")
    expect(offer).to_be_visible()
    # A page that was not open yet, in the version that the server has no files of any more.
    page.get_by_role("article").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Vad händer i Huddinge?")
    expect(page.get_by_role("button", name="Spara", exact=True)).to_be_visible()
    offer.get_by_role("button", name="Ladda den").click()
    alive(page)
    expect(offer).to_have_count(0)
    assert new in page.content()
    stores = {store for store, _, _ in kept(page) if store.startswith("nara-files-")}
    assert len(stores) == 2, f"the other tab still shows the old version: {stores}"
    other.reload()
    alive(other)
    wait_until(
        lambda: {s for s, _, _ in kept(other) if "-files-" in s} == {f"nara-files-{new}"},
        "the files of the old version stay",
    )


def test_a_file_that_is_gone_with_the_old_version_loads_the_page_again_by_itself(
    visit: Callable[..., Visit], renewed: Callable[[], str]
) -> None:
    old = version_of(frontend_folder())
    amina = visit()
    amina.expect_complaint(NETWORK)
    amina.expect_complaint("Refused to apply style|Failed to fetch dynamically imported module")
    page = amina.page
    go(page, "/")
    page.wait_for_load_state("networkidle")
    assert old in page.content()
    new = renewed()
    page.get_by_role("button", name="Karta").click()
    expect(page.locator("canvas")).to_be_visible()
    assert new in page.content()
    page.close()  # its map would complain about the tiles of a server that is put back
