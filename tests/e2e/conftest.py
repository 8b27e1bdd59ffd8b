"""What every journey shares: the product in processes of its own, a browser, and who logs in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests.e2e.every_page import MISSING, OPENED_BY, address
from tests.e2e.logins import Logins
from tests.e2e.looks import go, settled
from tests.e2e.open_night import OpenNight, add_open_night
from tests.e2e.visits import Visit, launch
from tests.real_product import Product, running

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("e2e")


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """Web, worker, Redis and a database with the example municipality."""
    with running("e2e") as product:
        yield product


@pytest.fixture(scope="session")
def open_night(product: Product) -> OpenNight:
    """Something that is on tonight in Skogås, at whatever hour the tests run."""
    return add_open_night(product)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visit(product: Product, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Begins visits (`visit(locale="ar")`) and, at the end, looks at what each one noticed."""
    begun: list[Visit] = []

    def begin(**options: Any) -> Visit:
        begun.append(Visit.begin(browser, product.origin, **options))
        return begun[-1]

    yield begin
    for one in begun:
        one.end()


@pytest.fixture(scope="session")
def logins(product: Product, browser: Browser) -> Logins:
    """Log-ins of the example's people, each made once."""
    return Logins(product, browser)


@pytest.fixture
def page(visit: Callable[..., Visit]) -> Page:
    """A visitor's phone."""
    return visit().page


@pytest.fixture
def signed_in(logins: Logins) -> Callable[[str], StorageState]:
    """`visit(storage_state=signed_in("sara"))`: the browser of somebody who has logged in."""
    return logins.kept


@pytest.fixture
def opened(
    visit: Callable[..., Visit], signed_in: Callable[[str], StorageState], open_night: OpenNight
) -> Callable[..., Page]:
    """`opened("/gaps")`: the page, settled, in the browser of somebody who may see it."""

    def open_page(route: str, **options: Any) -> Page:
        who = OPENED_BY.get(route)
        visitor = visit(**({"storage_state": signed_in(who)} if who else {}), **options)
        if route == MISSING:
            visitor.expect_complaint("status of 404")
        go(visitor.page, address(route, open_night))
        settled(visitor.page)
        return visitor.page

    return open_page
