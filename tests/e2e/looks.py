"""How somebody has set up their browser, and when a page in it is ready to be looked at."""

from dataclasses import dataclass

from playwright.sync_api import Page, Response, expect


@dataclass(frozen=True)
class Look:
    """How somebody has set up their browser."""

    name: str
    language: str
    dark: bool = False

    def options(self) -> dict[str, str]:
        tags = {"sv": "sv-SE", "en": "en-GB", "ar": "ar-EG"}
        return {
            "locale": tags[self.language],
            "color_scheme": "dark" if self.dark else "light",
        }


LIGHT = Look("light", "sv")
DARK = Look("dark", "sv", dark=True)
ENGLISH = Look("english", "en")
ARABIC = Look("arabic", "ar")
LOOKS = (LIGHT, DARK, ENGLISH, ARABIC)


def go(page: Page, address: str) -> Response | None:
    """Go there and wait until the page is alive: the first one a server sends is only to be read.

    Somebody who types or taps earlier loses nothing (tests/e2e/test_before_the_script.py), but a
    journey that is quicker than any thumb would not know which of the two pages it is in.
    """
    answer = page.goto(address)
    alive(page)
    return answer


def alive(page: Page) -> None:
    """Wait until the script has taken over from the first, plain page."""
    expect(page.locator("#content")).to_be_visible()
    expect(page.locator("#first")).to_have_count(0)


def settled(page: Page) -> None:
    """Wait until the page has its heading and nothing on it is still loading."""
    expect(page.get_by_role("heading").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
