"""Sara, who coordinates Skogås, publishes an activity; Amina finds it seconds later."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, StorageState, expect

from tests.e2e.logins import Logins, call
from tests.e2e.looks import alive, go
from tests.e2e.visits import Visit

#: Different in each run of a journey, so that it is never found from an earlier one.
TITLE = f"Drakbygge på Skogåstorget {int(time.time()) % 10_000}"
ENGLISH = "Kite building on the square"
SUMMARY = "Bygg en drake och se den flyga."
SECONDS_TO_BE_FOUND = 20


def log_in(page: Page, logins: Logins, name: str) -> None:
    """With password and second factor, on the page."""
    page.get_by_role("button", name="Lösenord").click()
    page.get_by_label("E-post").fill(logins.email(name))
    page.get_by_label("Ditt lösenord").fill(logins.password)
    page.get_by_role("button", name="Logga in").click()
    code = page.get_by_label("Kod från din app")
    expect(code).to_be_visible()
    code.fill(logins.code(name))
    page.get_by_role("button", name="Logga in").click()


def write(page: Page) -> None:
    """What, in two languages, for whom, and when."""
    page.get_by_label("Rubrik").fill(TITLE)
    page.get_by_label("Kort om").fill(SUMMARY)
    page.get_by_label("Mer att veta").fill("Ta med snöre.\n\nVi bjuder på resten.")
    page.get_by_role("tab", name=re.compile("engelska", re.IGNORECASE)).click()
    page.get_by_label("Rubrik").fill(ENGLISH)
    page.get_by_label("Kort om").fill("Build a kite and see it fly.")
    page.get_by_label("Kategori").select_option("outdoor")
    page.get_by_label("Arrangör").select_option(index=1)
    page.get_by_label("Från ålder").fill("13")
    page.get_by_label("Plats", exact=True).select_option(label="Skogåstorget · Skogås västra")
    page.get_by_label("Antal platser").fill("25")
    page.get_by_label("Börjar").fill("16:30")
    page.get_by_label("Slutar").fill("18:30")


def test_sara_publishes_and_amina_finds_it(visit: Callable[..., Visit], logins: Logins) -> None:
    sara = visit()
    sara.expect_complaint("status of 40[01]")
    page = sara.page
    go(page, "/publish")
    expect(page).to_have_url(re.compile(r"/login\?next=%2Fpublish$"))
    log_in(page, logins, "sara")
    expect(page.get_by_role("heading", level=1, name="Dina aktiviteter")).to_be_visible()
    page.get_by_role("link", name="Ny aktivitet").click()

    write(page)
    page.get_by_label("Till och med ålder").fill("9")
    page.get_by_role("button", name="Publicera aktiviteten").click()
    expect(page.get_by_role("alert").filter(has_text="Något behöver rättas")).to_be_visible()
    wrong = page.locator("[aria-invalid=true]")
    expect(wrong).to_have_count(1)
    assert page.get_by_label(re.compile("ålder")).and_(wrong).count() == 1, "not at the field"
    assert described(page, wrong.get_attribute("aria-describedby")), "no words at the field"
    expect(page.get_by_label("Rubrik")).to_have_value(ENGLISH)
    page.get_by_role("tab", name=re.compile("svenska", re.IGNORECASE)).click()
    expect(page.get_by_label("Rubrik")).to_have_value(TITLE)
    expect(page.get_by_label("Antal platser")).to_have_value("25")

    page.get_by_label("Till och med ålder").fill("17")
    page.get_by_role("button", name="Publicera aktiviteten").click()
    expect(page.get_by_text("Publicerat! Nu går det att hitta.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/publish/[0-9a-f-]{36}"))
    activity = page.url.split("/publish/")[1].split("?")[0]

    found_by_amina(visit().page)
    english = visit(locale="en-GB").page
    go(english, f"/activities/{activity}")
    expect(english.get_by_role("heading", level=1)).to_have_text(ENGLISH)


def described(page: Page, ids: str | None) -> str:
    """The words that describe a control."""
    return "".join(page.locator(f"[id='{one}']").inner_text() for one in (ids or "").split())


def found_by_amina(page: Page) -> None:
    """She searches, again and again, for as long as the worker may take."""
    until = time.monotonic() + SECONDS_TO_BE_FOUND
    go(page, "/")
    page.get_by_role("searchbox", name="Sök").fill(TITLE)
    expect(page).to_have_url(re.compile("q=Drakbygge"))
    link = page.get_by_role("link", name=TITLE).first
    while time.monotonic() < until and not link.is_visible():
        page.reload()
        alive(page)
        page.wait_for_load_state("networkidle")
    expect(link).to_be_visible()
    link.click()
    expect(page.get_by_role("region", name="Platser")).to_contain_text("25 platser kvar")


def test_sara_may_not_touch_what_happens_in_varby(
    visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    sara = visit(storage_state=signed_in("sara"))
    sara.expect_complaint("status of 403")
    api = sara.context.request
    session = call(api, "GET", "/api/v1/sessions?area=0126-varby&page_size=1")["results"][0]
    refused = call(api, "PATCH", f"/api/v1/sessions/{session['id']}", {"capacity": 1}, 403)
    assert refused["code"] == "not_permitted"

    page = sara.page
    title = session["activity"]["title"]
    go(page, f"/publish/{session['activity']['id']}")
    expect(page.get_by_label("Rubrik")).to_have_value(title)
    page.get_by_label("Rubrik").fill("Kapad")
    page.get_by_role("button", name="Spara ändringarna").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Rubrik")).to_have_value("Kapad")
    activity = call(api, "GET", f"/api/v1/activities/{session['activity']['id']}")
    assert activity["title"] == title
