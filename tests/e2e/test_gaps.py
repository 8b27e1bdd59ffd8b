"""Anders, an analyst, looks for gaps and takes the figures along; others are told why not."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.e2e.drawing import drawn
from tests.e2e.logins import call
from tests.e2e.looks import go
from tests.e2e.visits import Visit

CHOSEN = "/api/v1/coverage/areas?ages=16-19&slot=evening&kind=regso"


@pytest.fixture
def anders(visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]) -> Page:
    """His phone, on the gap map, with the choices of this journey."""
    page = visit(storage_state=signed_in("anders")).page
    go(page, "/")
    page.get_by_role("link", name="Luckor").click()
    expect(page.get_by_role("heading", level=1, name="Var händer det för lite?")).to_be_visible()
    page.get_by_label("Ålder").select_option(label="16–19 år")
    expect(page).to_have_url(re.compile("ages=16-19"))
    page.get_by_label("Tid på veckan").select_option(label="Kväll")
    expect(page).to_have_url(re.compile("slot=evening"))
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    return page


def figures(page: Page) -> dict[str, Any]:
    """What the API says about the same choices, by area code."""
    rows = call(page.context.request, "GET", CHOSEN)["results"]
    return {row["area"]["code"]: row for row in rows}


def test_the_table_follows_the_choices_and_sorts(anders: Page) -> None:
    expect(anders.get_by_text("Uppskattat")).to_be_visible()
    table = anders.get_by_role("table", name="Områden och vad som går att nå")
    by_young = sorted(figures(anders).values(), key=lambda row: -row["young_people"]["count"])
    heading = table.get_by_role("columnheader", name="Unga", exact=True)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    shown = [row.inner_text().split("\n")[0] for row in table.get_by_role("rowheader").all()]
    assert len(shown) == 22
    counts = [figure(cell.inner_text()) for cell in table.locator("tbody td:nth-of-type(1)").all()]
    assert counts == [row["young_people"]["count"] for row in by_young]
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(table.get_by_role("rowheader").first).to_contain_text(by_young[-1]["area"]["name"])


def figure(text: str) -> int:
    """`≈ 1 234` as a number, whatever kind of space stands in it."""
    return int(re.sub(r"\D", "", text))


def test_the_map_of_gaps_is_drawn(anders: Page) -> None:
    canvas = anders.get_by_role("region", name="Karta över luckor")
    canvas.scroll_into_view_if_needed()
    drawn(canvas, colours=6)


def test_the_downloaded_file_has_the_figures_of_the_api(anders: Page, tmp_path: Path) -> None:
    with anders.expect_download() as download:
        anders.get_by_role("button", name="Hämta tabellen (CSV)").click()
    path = tmp_path / "gaps.csv"
    download.value.save_as(path)
    assert download.value.suggested_filename == "nara-regso-16-19.csv"
    text = path.read_bytes().decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    assert header[:3] == ["Områdeskod", "Område", "Unga"]
    expected = {
        code: [
            row["area"]["name"],
            row["young_people"]["count"],
            row["seat_hours_per_week"],
            row["seat_hours_per_100_young"],
            row["share_out_of_reach"],
        ]
        for code, row in figures(anders).items()
    }
    found = {
        row[0]: [row[1], int(row[2]), float(row[4]), float(row[5]), float(row[6])] for row in rows
    }
    assert found == expected


def test_amina_is_told_kindly_that_this_is_not_for_her(
    visit: Callable[..., Visit], signed_in: Callable[[str], StorageState]
) -> None:
    amina = visit(storage_state=signed_in("amina"))
    amina.expect_complaint("status of 403")
    answer = go(amina.page, "/gaps")
    assert answer is not None
    assert answer.status == 403
    expect(amina.page.get_by_text("Du har inte tillgång till det här")).to_be_visible()
    expect(amina.page.get_by_role("table")).to_have_count(0)


def test_a_visitor_is_sent_to_log_in_and_comes_back(visit: Callable[..., Visit]) -> None:
    page = visit().page
    go(page, "/gaps?slot=evening")
    expect(page).to_have_url(re.compile(r"/login\?next=%2Fgaps%3Fslot%3Devening$"))
    expect(page.get_by_role("heading", level=1, name="Logga in")).to_be_visible()
