"""Browsers of named people, and what the API answers them."""

import json
import time
import uuid
from typing import Any

import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from people.models import User
from people.roles import Scope
from people.sign_ins import note
from tests.named_people import Named, make

API = "/api/v1"


@pytest.fixture(autouse=True)
def own_counters(settings: Settings) -> None:
    """Each test counts requests for itself: limits of one test never reach another."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": uuid.uuid4().hex,
        }
    }
    cache.clear()


def signed_in(person: User, *, second_factor: bool = True) -> Client:
    """The browser of somebody who has logged in; how that goes is tested in tests/people."""
    client = Client()
    client.force_login(person)
    session = client.session
    note(session, user_agent="")
    if second_factor:
        used = {"method": "mfa", "type": "totp", "at": time.time()}
        session["account_authentication_methods"] = [used]
        session["account_authentication_methods_user"] = user_id_to_str(person)
    session.save()
    return client


def browser_of(named: Named, *, scope: Scope | None = None, second_factor: bool = True) -> Client:
    """A named person, made with their role in `scope`, in front of their browser."""
    return signed_in(make(named, scope=scope), second_factor=second_factor)


def get(path: str, client: Client | None = None, **query: Any) -> dict[str, Any]:
    """A good answer, as JSON. `from_` stands for `from`."""
    asked = {name.rstrip("_"): value for name, value in query.items()}
    answer = (client or Client()).get(API + path, asked)
    assert answer.status_code == 200, (path, asked, answer.content)
    found: dict[str, Any] = answer.json()
    return found


def rows(path: str, client: Client | None = None, **query: Any) -> list[dict[str, Any]]:
    """The rows of one page of a list."""
    found: list[dict[str, Any]] = get(path, client, **query)["results"]
    return found


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The body of an answer that is this problem, in the one shape."""
    body: dict[str, Any] = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code), body
    return body


def wrong_names(answer: Any) -> list[str]:
    """The names that a 400 complains about, in order."""
    body = problem(answer, 400, "invalid")
    return [error["name"] for error in body["errors"]]


def send(client: Client, method: str, path: str, body: Any = None) -> Any:
    """POST or PATCH JSON."""
    data = {} if body is None else body
    return client.generic(method, API + path, json.dumps(data), content_type="application/json")
