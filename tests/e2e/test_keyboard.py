"""With the keyboard alone: from the top of Explore to a session, always seeing where one is."""

import re

from playwright.sync_api import Page, expect

MOST_STEPS = 60
#: Whether the element with the focus, or the card around it, shows that it has it.
SHOWS_FOCUS = """() => {
    const shows = node => {
        const style = getComputedStyle(node);
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        return (outlined || style.boxShadow !== 'none') && node.getBoundingClientRect().width > 0;
    };
    const node = document.activeElement;
    const card = node.closest('article');
    return shows(node) || (card !== null && shows(card));
}"""
WHAT = "() => document.activeElement.outerHTML.slice(0, 120)"


def step(page: Page) -> None:
    """One tab further, and the focus is seen."""
    page.keyboard.press("Tab")
    assert page.evaluate(SHOWS_FOCUS), f"no visible focus on {page.evaluate(WHAT)}"


def test_the_first_step_is_a_way_past_the_menu(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("article").first).to_be_visible()
    step(page)
    skip = page.get_by_role("link", name="Hoppa till innehållet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "() => document.querySelector('main').contains(document.activeElement)"
    assert page.evaluate(inside), "the skip link does not lead to the content"


def test_from_the_top_to_a_session(page: Page) -> None:
    page.goto("/")
    first = page.get_by_role("article").get_by_role("link").first
    expect(first).to_be_visible()
    title = first.inner_text()
    for _ in range(MOST_STEPS):
        step(page)
        if first.evaluate("node => node === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sessions/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    where = page.locator("main:focus, main h1:focus")
    expect(where).to_have_count(1)  # on, or just before, what is to be read next
