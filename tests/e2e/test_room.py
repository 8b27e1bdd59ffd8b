"""Every page for thumbs, large text, narrow windows, and for those whom motion makes ill."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.every_page import EVERY_PAGE
from tests.e2e.looks import settled
from tests.e2e.targets import too_small

#: WCAG 1.4.10: what fits 1280 pixels at 400 percent.
NARROW = {"width": 320, "height": 640}
#: WCAG 1.4.4: twice the text in a window of ordinary width.
WIDE: ViewportSize = {"width": 1280, "height": 800}
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
#: What reaches over the edge; named, so that a failure says where to look.
WIDEST = """() => [...document.querySelectorAll('main *, header *, footer *')]
    .filter(node => node.getBoundingClientRect().right > innerWidth + 1
        || node.getBoundingClientRect().left < -1)
    .slice(0, 5).map(node => node.outerHTML.slice(0, 100))"""
MOVING = """() => document.getAnimations()
    .filter(one => one.playState === 'running' && one.effect.getComputedTiming().duration > 20)
    .map(one => one.effect.target.outerHTML.slice(0, 100))"""
#: In forced colours an outline is what is left of a focus, and a border what is left of a button.
EDGED = """() => [...document.querySelectorAll('.button, .chip, select, input')]
    .filter(node => node.checkVisibility({visibilityProperty: true}))
    .filter(node => getComputedStyle(node).borderStyle === 'none')
    .map(node => node.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("route", EVERY_PAGE)
def test_what_can_be_tapped_is_large_enough(opened: Callable[..., Page], route: str) -> None:
    counted, faults = too_small(opened(route))
    # In the preview's phone the page stands without the bars, which hold most of what is tapped.
    assert counted > (1 if route.endswith("/phone") else 3)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("route", EVERY_PAGE)
def test_nothing_is_cut_in_a_narrow_window_and_with_twice_the_text(
    opened: Callable[..., Page], route: str
) -> None:
    page = opened(route, viewport=NARROW)
    assert page.evaluate(OVERFLOW) <= 0, f"320 pixels: {page.evaluate(WIDEST)}"
    page.set_viewport_size(WIDE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    settled(page)
    assert page.evaluate(OVERFLOW) <= 0, f"200 percent: {page.evaluate(WIDEST)}"


@pytest.mark.parametrize("route", EVERY_PAGE)
def test_nothing_moves_for_those_who_asked_for_it(opened: Callable[..., Page], route: str) -> None:
    assert opened(route).evaluate(MOVING) == []


def test_in_forced_colours_buttons_have_edges_and_the_focus_is_seen(
    opened: Callable[..., Page],
) -> None:
    page = opened("/", forced_colors="active")
    assert page.evaluate(EDGED) == []
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Hoppa till innehållet")
    expect(skip).to_be_focused()
    assert skip.evaluate("node => getComputedStyle(node).outlineStyle") != "none"


def test_a_target_that_is_too_small_is_seen(opened: Callable[..., Page]) -> None:
    """The control: two small buttons side by side are found, so finding none means something."""
    page = opened("/about")
    page.evaluate(
        """() => {
            for (const name of ['a', 'b']) {
                const button = document.createElement('button');
                button.textContent = name;
                button.style.cssText = 'inline-size: 10px; block-size: 10px; padding: 0';
                document.querySelector('main').append(button);
            }
        }"""
    )
    faults = too_small(page)[1]
    assert sum(fault.startswith("under 24") for fault in faults) == 2
    assert sum(fault.startswith("under 44") for fault in faults) == 2
