"""Before the script and without it: the page is there, and the script asks for nothing again."""

import gzip
import re
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.every_page import address
from tests.e2e.looks import ARABIC, DARK, LIGHT, alive, go, settled
from tests.e2e.open_night import TITLE, OpenNight
from tests.e2e.visits import Visit
from tests.real_product import Product, frontend_folder

FIRST = ("/", "/sessions/[id]", "/activities/[id]", "/areas/[code]")


def asked_of_the_api(visit: Visit) -> list[str]:
    """Questions for data; a picture is none."""
    return [url for url in visit.requests if "/api/" in url and "/photos/" not in url]


def test_without_a_script_somebody_finds_what_is_on_and_reads_about_it(
    visit: Callable[..., Visit], open_night: OpenNight
) -> None:
    page = visit(java_script_enabled=False).page
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad händer i Huddinge?")
    page.get_by_label("När").select_option(label="Ikväll")
    page.get_by_label("Område").select_option(label="Skogås")
    page.get_by_label("Ålder").select_option("15")
    page.get_by_label("Gratis").check()
    page.get_by_role("button", name="Visa", exact=True).click()
    expect(page.get_by_label("Område")).to_have_value("0126-skogas")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_role("link", name=re.compile("^Skogås")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Skogås"))
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()


@pytest.mark.parametrize("route", FIRST)
@pytest.mark.parametrize("look", [LIGHT, DARK, ARABIC], ids=lambda look: look.name)
def test_without_a_script_a_page_is_accessible_and_fits(
    visit: Callable[..., Visit], open_night: OpenNight, route: str, look: object
) -> None:
    """axe itself needs scripts: the page's own are kept away instead."""
    reader = visit(**look.options())  # type: ignore[attr-defined]
    reader.expect_complaint("init is not a function")
    page = reader.page
    empty = {"body": "", "content_type": "text/javascript"}
    page.route(re.compile(r"\.js$"), lambda asked: asked.fulfill(**empty))
    page.goto(address(route, open_night))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room
    assert violations(page) == []


@pytest.mark.parametrize("route", FIRST[:3])
def test_the_first_view_comes_with_the_page(
    visit: Callable[..., Visit], open_night: OpenNight, route: str
) -> None:
    arriving = visit()
    go(arriving.page, address(route, open_night))
    settled(arriving.page)
    expect(arriving.page.get_by_role("banner").get_by_role("combobox")).to_be_visible()
    expect(arriving.page.locator("#first")).to_have_count(0)
    assert asked_of_the_api(arriving) == []


def test_the_map_program_comes_only_with_the_map(visit: Callable[..., Visit]) -> None:
    reader = visit()
    go(reader.page, "/")
    settled(reader.page)
    before = [url for url in reader.requests if url.endswith(".js")]
    assert not [url for url in before if "workers" in url]
    reader.page.get_by_role("button", name="Karta").click()
    expect(reader.page.get_by_role("region", name="Karta över tillfällena")).to_be_visible()
    reader.page.wait_for_load_state("networkidle")
    assert [url for url in reader.requests if "maplibre-gl-worker" in url]


def test_the_language_that_is_chosen_is_the_one_the_next_page_comes_in(
    visit: Callable[..., Visit],
) -> None:
    reader = visit()
    go(reader.page, "/")
    settled(reader.page)
    reader.page.get_by_role("banner").get_by_role("combobox").select_option("ar")
    expect(reader.page.locator("html")).to_have_attribute("dir", "rtl")
    answer = go(reader.page, "/")
    assert answer is not None
    assert '<html lang="ar" dir="rtl">' in answer.text()
    go(reader.page, "/?lang=en")
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")


def until_the_script(page: Page) -> Callable[[], None]:
    """Keep the page's scripts on their way until the answer is called: a phone on a bad network."""
    page.route(re.compile(r"\.js$"), lambda _: None)
    page.goto("/?free=true", wait_until="commit")

    def arrive() -> None:
        page.unroute_all()  # lets go of those that are held, too
        alive(page)

    return arrive


def test_what_was_chosen_and_typed_before_the_script_goes_on(page: Page) -> None:
    arrive = until_the_script(page)
    plain = page.locator("#first")
    plain.get_by_label("Ålder").select_option("15")
    plain.get_by_label("När").select_option(label="I helgen")
    plain.get_by_label("Sök").fill("fritid")
    arrive()
    search = page.get_by_role("searchbox", name="Sök")
    expect(search).to_be_focused()
    page.keyboard.type("sgård")
    expect(search).to_have_value("fritidsgård")
    expect(page).to_have_url(re.compile("age=15.*q=fritidsg"))
    expect(page.get_by_role("button", name="I helgen")).to_have_attribute("aria-pressed", "true")


def test_a_link_that_has_the_focus_before_the_script_keeps_it(page: Page) -> None:
    arrive = until_the_script(page)
    first = page.locator("#first article a").first
    where = first.get_attribute("href")
    first.focus()
    arrive()
    expect(page.locator(":focus")).to_have_attribute("href", where or "")
    expect(page).to_have_url(re.compile(r"/\?free=true$"))


def fetched(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    asked = urllib.request.Request(
        url, headers={n.replace("_", "-"): v for n, v in headers.items()}
    )
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as other:
        return other.code, {k.lower(): v for k, v in other.headers.items()}, other.read()


def test_files_travel_compressed_are_kept_and_asked_about_cheaply(product: Product) -> None:
    folder = frontend_folder()
    script = max((folder / "_app/immutable/chunks").glob("*.js"), key=lambda p: p.stat().st_size)
    url = f"{product.origin}/_app/immutable/chunks/{script.name}"
    status, headers, body = fetched(url, Accept_Encoding="br")
    assert (status, headers["content-encoding"]) == (200, "br")
    assert body == script.with_name(script.name + ".br").read_bytes()
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    zipped = fetched(url, Accept_Encoding="gzip")
    assert zipped[1]["content-encoding"] == "gzip"
    assert gzip.decompress(zipped[2]) == script.read_bytes()
    again = fetched(url, Accept_Encoding="br", If_None_Match=headers["etag"])
    assert (again[0], again[2]) == (304, b"")
    version = fetched(f"{product.origin}/_app/version.json")
    assert version[1]["cache-control"] == "no-cache"
