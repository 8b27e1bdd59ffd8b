"""A browser that logs in as people do: through the real addresses of /_allauth/."""

import re
from typing import Any, Final

import pyotp
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client

from people.membership import create_person, grant_role
from people.models import User
from people.roles import whole_municipality
from tests.named_people import PASSWORD, TESTS, Named

BASE: Final = "/_allauth/browser/v1"
SECRET: Final = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def let_in(
    named: Named, *, password: bool = False, second_factor: bool = False, verified: bool = True
) -> User:
    """An account with the named person's role, made as the municipality makes it."""
    person = create_person(
        by=TESTS,
        email=named.email,
        call_name=named.call_name,
        birth_year=named.birth_year,
        language=named.language,
        home_area_code=named.home_area_code,
        password=PASSWORD if password else None,
        email_verified=verified,
    )
    grant_role(by=TESTS, person=person, role=named.role, scope=whole_municipality())
    if second_factor:
        TOTP.activate(person, SECRET)
        RecoveryCodes.activate(person)
    return person


def code_of_the_app(secret: str = SECRET) -> str:
    """The six digits that the person's app shows now."""
    return pyotp.TOTP(secret).now()


def code_in_the_mail() -> str:
    """The code in the newest mail."""
    found = re.search(
        r"^([A-Z0-9]{3,}(?:-?[A-Z0-9]{3,})*)$", str(mail.outbox[-1].body), re.MULTILINE
    )
    assert found, mail.outbox[-1].body
    return found[1]


class Browser:
    """One browser with its cookies."""

    def __init__(self, *, address: str = "192.0.2.7", csrf: bool = False) -> None:
        self.client = Client(REMOTE_ADDR=address, enforce_csrf_checks=csrf)

    def post(self, path: str, **data: Any) -> tuple[int, dict[str, Any]]:
        answer = self.client.post(f"{BASE}/{path}", data, content_type="application/json")
        return answer.status_code, answer.json()

    def me(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get("/api/v1/me").json()
        return found

    def log_in(self, named: Named, password: str = PASSWORD) -> tuple[int, dict[str, Any]]:
        return self.post("auth/login", email=named.email, password=password)

    def ask_for_code(self, email: str) -> tuple[int, dict[str, Any]]:
        return self.post("auth/code/request", email=email)

    def confirm_code(self, code: str) -> tuple[int, dict[str, Any]]:
        return self.post("auth/code/confirm", code=code)

    def second_step(self, code: str) -> tuple[int, dict[str, Any]]:
        return self.post("auth/2fa/authenticate", code=code)
