"""Amina says where she is, and how far she wants to go; if that is too short, what is nearest."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.axe import violations
from tests.e2e.looks import go
from tests.e2e.open_night import TITLE, OpenNight
from tests.e2e.targets import too_small
from tests.e2e.visits import Visit

#: 1,336 metres south of Kulturskolan Skogås: 21 minutes on foot, by a way of 1.3 times the line.
AWAY = {"latitude": 59.21863 - 0.012, "longitude": 18.15361}
MINUTES = re.compile(r"ungefär (20|21|22) minuter till fots")


def test_nothing_tonight_within_a_kilometre_says_what_is_nearest(
    visit: Callable[..., Visit], open_night: OpenNight
) -> None:
    amina = visit(geolocation=AWAY, permissions=["geolocation"])
    page = amina.page
    go(page, f"/?window=tonight&area=0126-skogas&q={TITLE}")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.get_by_role("button", name="Nära mig").click()
    radius = page.get_by_role("group", name="Hur långt bort?")
    radius.get_by_role("button", name="1 km", exact=True).click()
    expect(page.get_by_role("heading", name="Inget ikväll inom 1 km")).to_be_visible()
    nearest = page.get_by_text(MINUTES)
    expect(nearest).to_contain_text(open_night.venue)
    expect(page.get_by_text("Uppskattat: fågelvägen gånger 1,3.")).to_be_visible()
    expect(page.get_by_role("link", name=TITLE)).to_have_attribute(
        "href", f"/sessions/{open_night.session}"
    )
    assert violations(page) == []
    assert too_small(page)[1] == []
    radius.get_by_role("button", name="2 km", exact=True).click()
    expect(page.get_by_role("heading", name="Inget ikväll inom 1 km")).to_have_count(0)
    expect(page.get_by_role("article").get_by_role("link", name=TITLE)).to_be_visible()
    assert amina.asked("/api/v1/sessions")[-1].count("within=2000") == 1
