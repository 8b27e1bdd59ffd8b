"""`python -m tests.e2e.pictures OUTDIR`: pictures of every page there is.

Starts the product with the example municipality and takes each page on a phone (360 pixels) and on
a desktop (1280), light, dark and in Arabic. Needs what `make test` prepares. A page is called by
its route: `explore` for "/", `sessions-id` for "/sessions/[id]"; `map` is Explore with its map.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Page, sync_playwright

from tests.e2e.drawing import drawn
from tests.e2e.logins import Logins
from tests.e2e.looks import ARABIC, DARK, LIGHT, Look, go, settled
from tests.e2e.visits import DESKTOP, PHONE, Visit, launch
from tests.real_product import NotReady, running

SIZES = {"phone": PHONE, "desktop": DESKTOP}
HIGHEST = 1_800
LOOKS = (LIGHT, DARK, ARABIC)
#: Pages with a map on them, by their picture's name.
WITH_MAP = {"map", "gaps"}
MAP = "/?view=map"


def called(route: str) -> str:
    """What the pictures of a route are called."""
    if route in ("/", MAP):
        return {"/": "explore", MAP: "map"}[route]
    return route.strip("/").translate(str.maketrans("/ ", "--", "[]"))


def wanted(routes: Iterable[str], only: Sequence[str]) -> Iterator[tuple[str, str, Look]]:
    """Route, size and look of every picture whose name starts with one of `only`."""
    for route in routes:
        for size in SIZES:
            for look in LOOKS:
                name = f"{called(route)}-{size}-{look.name}"
                if not only or name.startswith(tuple(only)):
                    yield route, size, look


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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.e2e.every_page import EVERY_PAGE, OPENED_BY, address
    from tests.e2e.open_night import add_open_night

    try:
        with running("pictures") as product, sync_playwright() as playwright:
            browser = launch(playwright)
            logins = Logins(product, browser)
            night = add_open_night(product)
            for route, size, look in wanted((MAP, *EVERY_PAGE), words.only):
                options: dict[str, Any] = {**look.options(), "viewport": SIZES[size]}
                if route in OPENED_BY:
                    options["storage_state"] = logins.kept(OPENED_BY[route])
                visit = Visit.begin(browser, product.origin, **options)
                go(visit.page, MAP if route == MAP else address(route, night))
                settled(visit.page)
                if called(route) in WITH_MAP:
                    drawn(visit.page.locator("canvas").first, colours=5)
                path = words.folder / f"{called(route)}-{size}-{look.name}.png"
                take(visit.page, path, whole=route != MAP)
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
