"""Sara moves an evening to another day of the week: she sees what happens, then Amina sees it."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Page, StorageState, expect

from tests.e2e.axe import violations
from tests.e2e.logins import call
from tests.e2e.test_publishing_flow import a_draft, open_at
from tests.e2e.visits import Visit

TITLE = f"Skridskor {int(time.time()) % 10_000}"
#: A machine may have much else to do.
SECONDS_FOR_THE_WORKER = 60


@pytest.fixture
def sara(visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]) -> Visit:
    return visit(storage_state=signed_in("sara"))


def on_tuesdays(api: APIRequestContext, title: str) -> dict[str, Any]:
    """Published, with the sessions that the worker makes."""
    draft = a_draft(api, title)
    call(api, "POST", f"/api/v1/activities/{draft['id']}/publish", {})
    until = time.monotonic() + SECONDS_FOR_THE_WORKER
    while not call(api, "GET", f"/api/v1/sessions?activity={draft['id']}")["results"]:
        assert time.monotonic() < until, "the worker made no sessions"
        time.sleep(0.5)
    return draft


def change_to_wednesdays(page: Page) -> None:
    page.get_by_role("button", name="Ändra tiden").click()
    page.get_by_role("checkbox", name="tisdag").uncheck()
    page.get_by_role("checkbox", name="onsdag").check()


def test_sara_moves_tuesdays_to_wednesdays_and_amina_sees_it(
    sara: Visit, visit: Callable[..., Visit]
) -> None:
    activity = on_tuesdays(sara.context.request, TITLE)
    page = sara.page
    open_at(page, f"/publish/{activity['id']}/times")
    expect(page.get_by_text("Varje vecka: tisdag")).to_be_visible()
    change_to_wednesdays(page)
    page.get_by_role("button", name="Se vad som händer").click()
    expect(page.get_by_role("heading", name="Det här händer")).to_be_visible()
    expect(page.get_by_text("tas bort: ingen har plats").first).to_be_visible()
    assert violations(page) == []
    schedules = f"/api/v1/activities/{activity['id']}"
    before = call(sara.context.request, "GET", schedules)["schedules"]
    assert before[0]["weekday"] == 2, "looking changed something"

    page.get_by_role("button", name="Spara och genomför").click()
    expect(page.get_by_text("Sparat. Det här hände:")).to_be_visible()
    expect(page.get_by_text("Varje vecka: onsdag")).to_be_visible()

    amina = visit().page
    amina.goto(f"/activities/{activity['id']}")
    times = amina.get_by_role("main").locator("a[href^='/sessions/']")
    expect(times.first).to_contain_text("onsdag")
    expect(times.filter(has_text="tisdag")).to_have_count(0)


def test_what_is_typed_is_there_after_an_error_and_a_reload(sara: Visit) -> None:
    sara.expect_complaint("status of 400")
    activity = a_draft(sara.context.request, f"{TITLE} igen")
    page = sara.page
    open_at(page, f"/publish/{activity['id']}/times")
    change_to_wednesdays(page)
    page.get_by_label("Slutar").fill("17:00")
    page.get_by_role("button", name="Se vad som händer").click()
    expect(page.get_by_role("alert")).to_contain_text("Det du skrivit finns kvar.")
    expect(page.get_by_label("Slutar")).to_have_attribute("aria-invalid", "true")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_label("Slutar")).to_have_value("17:00")
    expect(page.get_by_role("checkbox", name="onsdag")).to_be_checked()
    expect(page.get_by_role("checkbox", name="tisdag")).not_to_be_checked()


def test_sara_leaves_a_week_out_and_calls_an_evening_off(
    sara: Visit, visit: Callable[..., Visit]
) -> None:
    activity = on_tuesdays(sara.context.request, f"{TITLE} uppehåll")
    found = f"/api/v1/sessions?activity={activity['id']}"
    first, second = call(sara.context.request, "GET", found)["results"][:2]
    page = sara.page
    open_at(page, f"/publish/{activity['id']}/times")
    page.get_by_role("button", name="Hoppa över eller lägg till ett datum").click()
    page.get_by_label("Datum", exact=True).fill(second["starts_at"][:10])
    page.get_by_label("Varför?").fill("Val i lokalen")
    page.get_by_role("button", name="Se vad som händer").click()
    page.get_by_role("button", name="Spara och genomför").click()
    expect(page.get_by_text("hoppas över: Val i lokalen")).to_be_visible()

    page.get_by_role("button", name="Ställ in").first.click()
    page.get_by_label("Varför?").fill("Isen är för tunn")
    page.get_by_role("button", name="Ställ in tillfället").click()
    expect(page.get_by_text("Isen är för tunn")).to_be_visible()
    assert violations(page) == []
    amina = visit().page
    amina.goto(f"/sessions/{first['id']}")
    expect(amina.get_by_text("Isen är för tunn").first).to_be_visible()
