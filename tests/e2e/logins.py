"""Log-ins of the example's people through the log-in API, kept for the whole run."""

import time
from typing import Any

import pyotp
from playwright.sync_api import APIRequestContext, Browser, StorageState

from config.example import files
from config.example.codes import mailed
from tests.real_product import Product, wait_until

STEP_SECONDS = 30
#: A code that is about to expire could be refused when it arrives.
MARGIN_SECONDS = 3


class Logins:
    """Who has logged in, and which codes of second factors are used up: each works once."""

    def __init__(self, product: Product, browser: Browser) -> None:
        self.product = product
        self._browser = browser
        self._kept: dict[str, StorageState] = {}
        self._used: dict[str, int] = {}
        plans = files.people()
        self.password = plans["password"]
        self._secrets = {one["email"]: one.get("secret", "") for one in plans["people"]}

    def email(self, name: str) -> str:
        """Of those one can log in as, by their first names; a whole address stays one."""
        return name if "@" in name else f"{name}@nara.example"

    def code(self, name: str) -> str:
        """The digits on their second factor; waits for new ones when these have been used."""
        last = self._used.get(name, 0)
        wait_until(
            lambda: (
                self._step() > last and time.time() % STEP_SECONDS < STEP_SECONDS - MARGIN_SECONDS
            ),
            "no fresh code",
            2 * STEP_SECONDS,
        )
        self._used[name] = self._step()
        return pyotp.TOTP(self._secrets[self.email(name)]).now()

    @staticmethod
    def _step() -> int:
        return int(time.time()) // STEP_SECONDS

    def mailed_code(self, name: str) -> str:
        """The code in the latest mail to them."""
        code = mailed(self.email(name), self.product.mail)
        assert code, f"no mail with a code to {name}"
        return code

    def kept(self, name: str) -> StorageState:
        """The cookies of their browser after logging in."""
        if name not in self._kept:
            context = self._browser.new_context(base_url=self.product.origin)
            self._log_in(context.request, name)
            self._kept[name] = context.storage_state()
            context.close()
        return self._kept[name]

    def _log_in(self, api: APIRequestContext, name: str) -> None:
        email = self.email(name)
        if not self._secrets.get(email):
            call(api, "POST", "/_allauth/browser/v1/auth/code/request", {"email": email}, 401)
            code = {"code": self.mailed_code(name)}
            call(api, "POST", "/_allauth/browser/v1/auth/code/confirm", code)
            return
        words = {"email": email, "password": self.password}
        call(api, "POST", "/_allauth/browser/v1/auth/login", words, 401)
        call(api, "POST", "/_allauth/browser/v1/auth/2fa/authenticate", {"code": self.code(name)})


def call(
    api: APIRequestContext,
    method: str,
    path: str,
    data: Any = None,
    status: int = 200,
    **headers: str,
) -> Any:
    """Ask the API as the browser of `api` would, CSRF token and all; returns the JSON.

    `idempotency_key="..."` sends the header Idempotency-Key.
    """
    token = _csrf(api)
    if not token:
        api.get("/_allauth/browser/v1/config")
        token = _csrf(api)
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = api.fetch(path, method=method, data=data, headers={"X-CSRFToken": token, **more})
    assert answer.status == status, (path, answer.status, answer.text())
    return answer.json()


def _csrf(api: APIRequestContext) -> str:
    cookies = api.storage_state()["cookies"]
    return next((one["value"] for one in cookies if one["name"] == "csrftoken"), "")
