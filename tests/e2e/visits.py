"""Visits to the product in Chromium: what a person's browser is like, and what is watched in it."""

import re
import shutil
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.real_product import NotReady

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
#: Milliseconds; a machine may have much else to do.
PATIENCE = 15_000
#: WebGL without a graphics card, and no connections of the browser's own.
FLAGS = [
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, headless; raises NotReady when it is not installed."""
    program = shutil.which("chromium")
    if program is None:
        raise NotReady("Chromium is not installed: `make test` installs it.")
    expect.set_options(timeout=PATIENCE)
    return playwright.chromium.launch(executable_path=program, args=FLAGS, chromium_sandbox=False)


@dataclass
class Visit:
    """One person's browser, on one page. What it asks for and complains about is written down."""

    context: BrowserContext
    page: Page
    origin: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(
        default_factory=lambda: ["Service Worker registration blocked by Playwright"]
    )

    @classmethod
    def begin(cls, browser: Browser, origin: str, **options: Any) -> "Visit":
        """A new browser profile on a phone in Stockholm, unless `options` say otherwise."""
        usual: dict[str, Any] = {
            "base_url": origin,
            "viewport": PHONE,
            "locale": "sv-SE",
            "timezone_id": "Europe/Stockholm",
            "reduced_motion": "reduce",
            # It would answer in place of what a journey puts on the way; see test_offline.py.
            "service_workers": "block",
        }
        context = browser.new_context(**(usual | options))
        context.set_default_timeout(2 * PATIENCE)
        visit = cls(context, context.new_page(), origin)
        visit._watch()
        return visit

    def _watch(self) -> None:
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("console", self._hear)

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            where = (message.location or {}).get("url", "")
            self.complaints.append(f"console {message.type}: {message.text} {where}".strip())

    def expect_complaint(self, pattern: str) -> None:
        """The browser itself writes a line about this to its console, and rightly so."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """Complaints about errors, broken scripts and the Content-Security-Policy."""
        return [
            line
            for line in self.complaints
            if not any(re.search(pattern, line) for pattern in self.expected)
        ]

    def strangers(self) -> list[str]:
        """Requests that left for anybody but our own origin."""
        ours = urlsplit(self.origin).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != ours
        ]

    def asked(self, path: str) -> list[str]:
        """Addresses of this path that were asked for, in order."""
        return [url for url in self.requests if urlsplit(url).path == path]

    def end(self) -> None:
        """Close the browser profile; a request to a stranger or a complaint fails the journey."""
        self.context.close()
        assert not self.strangers(), f"asked somebody else: {self.strangers()}"
        assert not self.unexpected(), "\n".join(self.unexpected())
