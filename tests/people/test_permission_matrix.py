"""Every address, page, socket, export and deed in the code × every actor, against the table."""

import asyncio
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import Settings

from people.errors import NotPermitted, NotSignedIn, SecondFactorNeeded
from people.permissions import Verdict, deeds, verdict
from people.retention import erase_person, export_person
from tests.named_people import AMINA, make
from tests.people.addresses import Address, http_addresses, socket_routes
from tests.people.permission_matrix import (
    API,
    DEEDS,
    EXPORTS,
    LOG_IN,
    PAGES,
    SOCKETS,
    Row,
)
from tests.people.sockets import first_message
from tests.people.who_asks import Who, ask, everybody
from tests.people.world import World, build_world

VERDICTS = {
    Verdict.YES: "passed",
    Verdict.SIGN_IN: "sign_in",
    Verdict.SECOND_FACTOR: "second_factor",
    Verdict.NO: "no",
}


@pytest.fixture(autouse=True)
def a_frontend(settings: Settings, tmp_path: Path) -> None:
    """A shell for the pages: the matrix is about who may open them, not what they look like."""
    (tmp_path / "200.html").write_text("<!doctype html><title>Nära</title>")
    settings.NARA_FRONTEND_DIR = tmp_path
    settings.NARA_SECURITY_CONTACT = "mailto:security@example.org"


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def rows_in_the_code(of: Callable[[Address], bool]) -> set[str]:
    return {
        f"{method} {address.route}"
        for address in http_addresses()
        for method in address.methods
        if of(address)
    }


def is_log_in(address: Address) -> bool:
    return address.route.startswith(("/_allauth/", "/^_allauth/"))


def is_api(address: Address) -> bool:
    return address.route.startswith(("/api/", "/^api/"))


def expected(row: Row, who: Who) -> str:
    """What the table says comes out for an actor."""
    if row.nothing_here:
        return "hidden"
    if row.everybody:
        return "passed"
    if who.person is None:
        return "sign_in"
    if row.signed_in or row.own:
        return "hidden" if row.own else row.then
    if who.role not in row.roles:
        return "no"
    waiting = row.here if row.asleep else "second_factor"
    return {"": row.here, "elsewhere": row.elsewhere}.get(who.kind, waiting)


def outcome(answer: Any) -> str:
    """What came out."""
    if answer.status_code == 302 and answer["Location"].startswith("/login"):
        return "sign_in"
    if answer.status_code == 403:
        waiting = b"second_factor_needed" in answer.content
        return "second_factor" if waiting else "no"
    if 200 <= answer.status_code < 300:
        return "passed"
    return {401: "sign_in", 404: "hidden"}.get(answer.status_code, str(answer.status_code))


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside leaves no trace: every actor meets the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_address_is_in_the_table_and_the_table_holds_no_other() -> None:
    pages = rows_in_the_code(lambda one: not is_api(one) and not is_log_in(one))
    assert rows_in_the_code(is_api) == set(API)
    assert pages == set(PAGES)
    assert rows_in_the_code(is_log_in) == set(LOG_IN)
    assert set(socket_routes()) == set(SOCKETS)
    assert set(deeds()) == set(DEEDS)


@pytest.mark.parametrize("table", [API, PAGES], ids=["api", "pages"])
def test_every_address_answers_every_actor_as_the_table_says(
    world: World, table: Mapping[str, Row]
) -> None:
    wrong = []
    for who in everybody():
        for name, row in table.items():
            method, route = name.split(" ", 1)
            with undone():
                answer = ask(who, method, world.path(route, method), world.body(route, method))
            came = outcome(answer)
            wants = expected(row, who)
            if table is PAGES and wants == "second_factor":
                wants = "no"  # a page is one shell; it finds out from /me what is missing
            if came != wants:
                wrong.append(f"{name} as {who.label}: {came}, not {wants}: {answer.content[:200]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_every_log_in_address_answers_every_actor_as_the_table_says() -> None:
    wrong = []
    for who in everybody():
        for name, row in LOG_IN.items():
            method, route = name.split(" ", 1)
            cache.clear()  # the limits on attempts are tested on their own
            path = "/_allauth/browser/v1/account/phone" if route.startswith("/^") else route
            path = path.replace("^(?P<provider_id>[^/]+)", "none")
            with undone():
                status = ask(who, method, path).status_code
            wants = row.visitor if who.person is None else row.signed_in
            if status != wants:
                wrong.append(f"{name} as {who.label}: {status}, not {wants}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_every_deed_is_permitted_as_the_table_says() -> None:
    wrong = [
        f"{name} as {who.label}: {came}, not {expected(row, who)}"
        for who in everybody()
        for name, row in DEEDS.items()
        if (came := VERDICTS[verdict(who.actor, name)]) != expected(row, who)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_every_export_is_permitted_as_the_table_says() -> None:
    amina = make(AMINA)
    functions: dict[str, Callable[..., Any]] = {
        "export_person": export_person,
        "erase_person": erase_person,
    }
    assert set(functions) == set(EXPORTS)
    for who in everybody():
        for name, row in EXPORTS.items():
            with undone():
                assert came_of(functions[name], amina, who) == expected(row, who), (name, who.label)
                if who.person is not None:
                    assert came_of(functions[name], who.person, who) == "passed", "one's own"


def came_of(function: Callable[..., Any], person: Any, who: Who) -> str:
    try:
        with transaction.atomic():
            function(person=person, by=who.actor)
    except NotSignedIn:
        return "sign_in"
    except SecondFactorNeeded:
        return "second_factor"
    except NotPermitted:
        return "no"
    return "passed"


@pytest.mark.django_db(transaction=True)
def test_every_socket_opens_for_every_actor_as_the_table_says(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    world = build_world()
    for who in everybody():
        for route, row in SOCKETS.items():
            first = asyncio.run(first_message(world.path(route), who.client))
            opened = first.get("type") in ("seats", "ready")
            assert opened == (expected(row, who) == "passed"), (route, who.label)


def test_the_size_of_the_matrix(
    world: World, record_property: Callable[[str, object], None]
) -> None:
    actors = len(list(everybody()))
    rows = len(API) + len(PAGES) + len(LOG_IN) + len(SOCKETS) + len(DEEDS) + len(EXPORTS)
    size = f"{rows} rows × {actors} actors = {rows * actors} cells"
    record_property("matrix", size)
    sys.stderr.write(f"\npermission matrix: {size}\n")
    assert actors == 20
