"""What only a process with the product's own code can tell: queries, and log-in without a form."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import User
from tests.browsing import signed_in

ANDERS = "anders@nara.example"


def _browser(*, staff: bool) -> Client:
    return signed_in(User.objects.get(email=ANDERS)) if staff else Client()


def cookies_of(email: str) -> str:
    """The Cookie header of somebody who has logged in with their second factor."""
    cookies = signed_in(User.objects.get(email=email)).cookies
    return "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())


def cookies_of_anders() -> str:
    """That of an analyst."""
    return cookies_of(ANDERS)


def queries_of(address: str, *, staff: bool) -> int:
    """How many SQL queries one request makes."""
    client = _browser(staff=staff)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, headers={"host": "localhost"})
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} for {address}: {answer.content[:300]!r}")
    return len(captured)
