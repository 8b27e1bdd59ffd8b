"""With the keyboard alone: from the top of Explore to a session, always seeing where one is."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.logins import Logins
from tests.e2e.looks import go, settled
from tests.e2e.visits import Visit

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
    go(page, "/")
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
    go(page, "/")
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


def go_to(page: Page, wanted: Locator, steps: int = 2 * MOST_STEPS) -> None:
    """Tab, always seeing where one is, until the focus is on `wanted`."""
    expect(wanted).to_be_visible()
    for _ in range(steps):
        step(page)
        if wanted.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached in {steps} steps")


def test_from_a_choice_to_an_evening_its_map_and_its_district(page: Page) -> None:
    go(page, "/")
    weekend = page.get_by_role("button", name="I helgen", exact=True)
    go_to(page, weekend)
    page.keyboard.press("Space")
    expect(weekend).to_have_attribute("aria-pressed", "true")
    expect(weekend).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="tillfälle")).to_be_visible()
    settled(page)  # the list of the weekend is there, and no link goes from under the focus
    go_to(page, page.get_by_role("article").get_by_role("link").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sessions/"))
    expect(page.get_by_role("link", name="Lägg i kalendern")).to_be_visible()
    go_to(page, page.get_by_role("main").locator("a[href^='/areas/']").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/areas/"))
    expect(page.locator("main:focus, main h1:focus")).to_have_count(1)


def test_the_map_is_opened_and_left_again(page: Page) -> None:
    go(page, "/")
    expect(page.get_by_role("article").first).to_be_visible()
    go_to(page, page.get_by_role("button", name="Karta"))
    page.keyboard.press("Enter")
    expect(page.locator("canvas")).to_be_visible()
    go_to(page, page.get_by_role("article").get_by_role("link").first, 3 * MOST_STEPS)


def write(page: Page, label: str, words: str) -> None:
    """Go to a field and type; what stood there is replaced."""
    go_to(page, page.get_by_label(label, exact=True))
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def choose(page: Page, label: str, steps: int = 1) -> None:
    """Go to a list and take one some steps further down."""
    wanted = page.get_by_label(label, exact=True)
    expect(wanted.get_by_role("option").nth(steps)).to_be_attached()  # the choices have come
    go_to(page, wanted)
    for _ in range(steps):
        page.keyboard.press("ArrowDown")
    expect(wanted).not_to_have_value("")


def test_sara_logs_in_and_publishes(visit: Callable[..., Visit], logins: Logins) -> None:
    sara = visit()
    sara.expect_complaint("status of 40[01]")
    page = sara.page
    go(page, "/login?next=/publish/new")
    go_to(page, page.get_by_role("button", name="Lösenord"))
    page.keyboard.press("Space")
    write(page, "E-post", logins.email("sara"))
    write(page, "Ditt lösenord", logins.password)
    page.keyboard.press("Enter")
    code = page.get_by_label("Kod från din app")
    expect(code).to_be_focused()
    page.keyboard.type(logins.code("sara"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/publish/new"))
    write(page, "Rubrik", "Tangentbordskväll")
    write(page, "Kort om", "Kom och spela.")
    choose(page, "Kategori")
    choose(page, "Arrangör")
    write(page, "Från ålder", "13")
    write(page, "Till och med ålder", "17")
    choose(page, "Plats")
    write(page, "Antal platser", "25")
    go_to(page, page.get_by_role("button", name="Publicera aktiviteten"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Publicerat! Nu går det att hitta.")).to_be_visible()


def test_in_arabic_the_focus_goes_on_from_right_to_left(visit: Callable[..., Visit]) -> None:
    page = visit(locale="ar-EG").page
    go(page, "/")
    chips = page.get_by_role("main").get_by_role("button", pressed=False)
    expect(chips.first).to_be_visible()
    go_to(page, chips.first)
    along = []
    for _ in range(4):
        box = page.evaluate(
            "() => { const b = document.activeElement.getBoundingClientRect();"
            " return [Math.round(b.top), Math.round(b.right)]; }"
        )
        along.append(box)
        step(page)
    same_row = [right for top, right in along if abs(top - along[0][0]) < 10]
    assert same_row == sorted(same_row, reverse=True), along
