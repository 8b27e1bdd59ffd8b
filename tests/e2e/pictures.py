"""`python -m tests.e2e.pictures OUTDIR`: pictures of the pages, for the documentation.

Starts the product with the example municipality and takes each page on a phone (360 pixels) and on
a desktop (1280), light, dark and in Arabic. Needs what `make test` prepares.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import APIRequestContext, Page, sync_playwright

from tests.e2e.drawing import drawn
from tests.e2e.logins import Logins, call
from tests.e2e.looks import ARABIC, DARK, LIGHT, Look, go, settled
from tests.e2e.visits import DESKTOP, PHONE, Visit, launch
from tests.real_product import NotReady, running

SIZES = {"phone": PHONE, "desktop": DESKTOP}
HIGHEST = 1_800
LOOKS = (LIGHT, DARK, ARABIC)
WITH_MAP = {"map", "gaps"}
OPENED_BY = {"gaps": "anders", "publish": "sara"}


def addresses(api: APIRequestContext) -> dict[str, str]:
    """What is on the pictures; the session is the next one with a description in Skogås."""
    found = call(api, "GET", "/api/v1/sessions?area=0126-skogas&mode=booking&page_size=1")
    return {
        "explore": "/",
        "map": "/?view=map",
        "detail": f"/sessions/{found['results'][0]['id']}",
        "district": "/areas/0126-skogas",
        "gaps": "/gaps",
        "publish": "/publish/new",
        "login": "/login",
    }


def wanted(only: Sequence[str]) -> Iterator[tuple[str, str, Look]]:
    """Page, size and look of every picture whose name starts with one of `only`."""
    names = ("explore", "map", "detail", "district", "gaps", "publish", "login")
    for page in names:
        for size in SIZES:
            for look in LOOKS:
                name = f"{page}-{size}-{look.name}"
                if not only or name.startswith(tuple(only)):
                    yield page, size, look


def take(page: Page, path: Path, *, whole: bool) -> None:
    """Write the page as a picture: the window, or the whole page down to a limit."""
    height = page.evaluate("document.documentElement.scrollHeight") if whole else 0
    if not whole:
        page.screenshot(path=path)
        return
    room = page.viewport_size or PHONE
    clip: Any = {"x": 0, "y": 0, "width": room["width"], "height": min(height, HIGHEST)}
    page.screenshot(path=path, full_page=True, clip=clip)


def main(arguments: Sequence[str] | None = None) -> int:
    top = argparse.ArgumentParser(prog="python -m tests.e2e.pictures", description=__doc__)
    top.add_argument("folder", type=Path, help="where the pictures are written")
    top.add_argument("only", nargs="*", help="names to start with: explore-phone gaps")
    words = top.parse_args(arguments)
    words.folder.mkdir(parents=True, exist_ok=True)
    try:
        with running("pictures") as product, sync_playwright() as playwright:
            browser = launch(playwright)
            logins = Logins(product, browser)
            where = addresses(browser.new_context(base_url=product.origin).request)
            for name, size, look in wanted(words.only):
                options: dict[str, Any] = {**look.options(), "viewport": SIZES[size]}
                if name in OPENED_BY:
                    options["storage_state"] = logins.kept(OPENED_BY[name])
                visit = Visit.begin(browser, product.origin, **options)
                go(visit.page, where[name])
                settled(visit.page)
                if name in WITH_MAP:
                    drawn(visit.page.locator("canvas").first, colours=5)
                path = words.folder / f"{name}-{size}-{look.name}.png"
                take(visit.page, path, whole=name != "map")
                visit.context.close()
                sys.stdout.write(f"{path}\n")
                sys.stdout.flush()
            browser.close()
    except NotReady as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
