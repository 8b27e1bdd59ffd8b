"""Who stands at a door: every role of the matrix, with the browser they sit at."""

import copy
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils import timezone

from people.actors import VISITOR, Actor, actor_for
from people.models import User
from people.roles import STAFF_ROLES, Role
from tests.browsing import signed_in
from tests.named_people import Named, elsewhere, make


@dataclass(frozen=True, slots=True)
class Who:
    """An actor of the matrix, with the browser they sit at."""

    label: str
    role: str
    kind: str
    person: User | None
    client: Client

    @property
    def actor(self) -> Actor:
        if self.person is None:
            return VISITOR
        return actor_for(self.person, second_factor=self.kind != "without second factor")


def _one(role: Role, kind: str) -> Who:
    name = f"{role.value}-{kind.replace(' ', '-')}" if kind else role.value
    named = Named(name, role, timezone.now().year - 30)
    person = make(named, scope=elsewhere() if kind == "elsewhere" else None)
    browser = signed_in(person, second_factor=kind != "without second factor")
    return Who(f"{role.value} {kind}".strip(), role.value, kind, person, browser)


def everybody() -> Iterator[Who]:
    """A visitor; each role; each role elsewhere; staff without their second factor."""
    yield Who("visitor", "", "", None, Client())
    for role in Role:
        yield _one(role, "")
        yield _one(role, "elsewhere")
        if role in STAFF_ROLES:
            yield _one(role, "without second factor")


def ask(who: Who, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """The answer that `who` gets; whatever cookies it changes, they stay as they were."""
    cookies = copy.deepcopy(who.client.cookies)
    try:
        if method == "GET":
            return who.client.get(path)
        if body and "file" in body:
            return who.client.post(path, body)
        data = json.dumps(body or {})
        key = {"Idempotency-Key": uuid.uuid4().hex}
        return who.client.generic(method, path, data, content_type="application/json", headers=key)
    finally:
        who.client.cookies = cookies
