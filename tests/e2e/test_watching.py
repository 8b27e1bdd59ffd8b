"""The watch over every visit sees what it is there for: otherwise its silence says nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.e2e.looks import go
from tests.e2e.visits import Visit
from tests.real_product import Product

SCRIPT = """() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.head.append(script);
}"""
STYLE = "() => document.body.setAttribute('style', 'color: red')"
STRANGER = "() => fetch('http://127.0.0.1:9/').catch(() => undefined)"
FAULT = "() => void setTimeout(() => { throw new Error('broken'); })"


@pytest.mark.parametrize(
    ("deed", "seen"),
    [
        (SCRIPT, "Content Security Policy"),
        (STYLE, "Content Security Policy"),
        (STRANGER, "Content Security Policy"),
        (FAULT, "broken"),
    ],
    ids=["inline script", "inline style", "somebody else's server", "a broken script"],
)
def test_a_visit_notices(product: Product, browser: Browser, deed: str, seen: str) -> None:
    visit = Visit.begin(browser, product.origin)
    go(visit.page, "/about")
    visit.page.evaluate(deed)
    visit.page.wait_for_timeout(200)
    assert visit.page.evaluate("window.ran") is None
    with pytest.raises(AssertionError, match=seen):
        visit.end()


def test_a_visit_notices_a_request_to_somebody_else(
    visit: Callable[..., Visit], product: Product
) -> None:
    quiet = visit()
    go(quiet.page, "/about")
    assert quiet.strangers() == []
    quiet.requests.append("https://tiles.example/1/2/3.png")
    assert quiet.strangers() == ["https://tiles.example/1/2/3.png"]
    quiet.requests.pop()
