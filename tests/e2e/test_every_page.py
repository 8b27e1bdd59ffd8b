"""Every page, in light and dark, Swedish, English and Arabic, on a phone of 360 pixels.

Nothing on the console, nothing against the Content-Security-Policy and no request to anybody else
is looked at by each visit itself (`Visit.end`).
"""

import json
import re
from collections.abc import Callable
from functools import lru_cache

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import violations
from tests.e2e.every_page import EVERY_PAGE
from tests.e2e.looks import ARABIC, LOOKS, Look, alive, go, settled
from tests.real_product import ROOT

CATALOGUES = ROOT / "frontend" / "src" / "lib" / "i18n" / "catalogue"
SHORTEST = 4
#: Every text and every name for a screen reader, as the page has them.
TEXTS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode.nodeValue.trim());
    for (const node of document.querySelectorAll('[aria-label],[title],[placeholder],[alt]'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
            found.push((node.getAttribute(name) ?? '').trim());
    return [...found, document.title].filter(Boolean);
}"""


@lru_cache(maxsize=3)
def catalogue(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((CATALOGUES / f"{language}.json").read_text())
    return found


def swedish_only(language: str) -> set[str]:
    """Swedish texts of the interface that read differently in `language`."""
    other = catalogue(language)
    return {
        text
        for key, text in catalogue("sv").items()
        if "{" not in text and len(text) >= SHORTEST and text not in other.values()
        if not key.startswith("language.")
    }


def switch(page: Page, look: Look) -> None:
    """Set the open page to another look, as its reader would: by the menu, by the device."""
    page.emulate_media(color_scheme="dark" if look.dark else "light")
    if "/phone?" in page.url:  # it has no menu: the preview around it says how it looks
        theme = "dark" if look.dark else "light"
        go(page, f"{page.url.partition('?')[0]}?lang={look.language}&theme={theme}")
        expect(page.locator("html")).to_have_attribute("lang", look.language)
        settled(page)
        return
    menu = page.get_by_role("banner").get_by_role("combobox")
    menu.select_option(value=look.language)
    html = page.locator("html")
    expect(html).to_have_attribute("lang", look.language)
    expect(html).to_have_attribute("dir", "rtl" if look.language == "ar" else "ltr")
    settled(page)


def faults(page: Page, look: Look) -> list[str]:
    """Everything that is wrong with the page in this look."""
    found = violations(page)
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if width > room:
        found.append(f"{width} pixels wide on a phone of {room}")
    if look.language != "sv":
        left = swedish_only(look.language) & set(page.evaluate(TEXTS))
        found += [f"still Swedish: {text}" for text in sorted(left)]
    return [f"{look.name}: {fault}" for fault in found]


@pytest.mark.parametrize("route", EVERY_PAGE)
def test_a_page_is_accessible_fits_and_speaks_its_language(
    opened: Callable[[str], Page], route: str
) -> None:
    page = opened(route)
    found = []
    for look in LOOKS:
        switch(page, look)
        found += faults(page, look)
    assert not found, "\n".join(found)


def test_the_language_is_kept_for_the_next_visit(opened: Callable[[str], Page]) -> None:
    page = opened("/")
    switch(page, ARABIC)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("[؀-ۿ]"))
    page.reload()
    alive(page)
    settled(page)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_axe_sees_what_is_wrong(opened: Callable[[str], Page]) -> None:
    """The control: a button without a name is found, so finding none means something."""
    page = opened("/about")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(line.startswith("button-name") for line in violations(page))
