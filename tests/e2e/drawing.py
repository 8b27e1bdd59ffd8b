"""Whether a map is drawn, seen from its pixels."""

import io

from PIL import Image
from playwright.sync_api import Locator

TRIES = 60
#: Single pixels of a colour are edges between two others.
ENOUGH_PIXELS = 20


def drawn(canvas: Locator, colours: int = 12) -> None:
    """Wait until the canvas shows that many colours; a background alone has one."""
    found = 0
    for _ in range(TRIES):
        image = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")
        counted = image.getcolors(maxcolors=image.width * image.height) or []
        found = len([count for count, _colour in counted if count > ENOUGH_PIXELS])
        if found >= colours:
            return
        canvas.page.wait_for_timeout(250)
    raise AssertionError(f"the map stays empty: {found} colours")
