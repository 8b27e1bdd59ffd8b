"""`python -m tests.audit [ADDRESS]`: accessibility and speed of the pages, as a phone meets them.

Without an address it starts the product with the example municipality, on plain HTTP on localhost,
and logs an analyst in for the gap map. frontend/scripts/audit.ts looks and measures.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from playwright.sync_api import sync_playwright

from tests.e2e.logins import Logins
from tests.e2e.visits import launch
from tests.real_product import ROOT, NotReady, Product, running

ANALYST = "anders"


def audit(origin: str, cookie: str = "") -> int:
    """Look at the product at `origin`; 0 when axe finds nothing on any page."""
    env = {**os.environ, "NARA_AUDIT_COOKIE": cookie}
    command = ["npm", "run", "--silent", "audit", "--", origin]
    return subprocess.call(command, cwd=ROOT / "frontend", env=env)


def analysts_cookie(product: Product) -> str:
    """The Cookie header of an analyst who has used the second factor."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        kept = Logins(product, browser).kept(ANALYST)
        browser.close()
    return "; ".join(f"{one['name']}={one['value']}" for one in kept["cookies"])


def main(arguments: Sequence[str]) -> int:
    if arguments:
        return audit(arguments[0])
    try:
        with running("audit") as product:
            return audit(product.origin, analysts_cookie(product))
    except NotReady as missing:
        sys.stderr.write(f"{missing}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
