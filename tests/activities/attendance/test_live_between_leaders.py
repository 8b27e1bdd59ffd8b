"""Leaders of one session hear of each other's taps; nobody else hears anything."""

import time
import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from activities.models import Session
from config.asgi import application
from people.models import User
from tests.activities.attendance.phones import Phone, a_leader, an_evening, later, send
from tests.activities.booking.young_people import young
from tests.activities.websocket import WebsocketCommunicator
from tests.browsing import signed_in
from tests.named_people import elsewhere
from tests.town import stop_clock

pytestmark = pytest.mark.django_db(transaction=True)
Patch = pytest.MonkeyPatch


def page(session: Session, browser: Client) -> WebsocketCommunicator:
    cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
    headers = [(b"origin", settings.NARA_ORIGIN.encode()), (b"cookie", cookies.encode())]
    path = f"/ws/v1/sessions/{session.pk}/attendance"
    return WebsocketCommunicator(application, path, headers=headers)


@sync_to_async
def an_evening_and_two(monkeypatch: Patch) -> tuple[Session, User, User]:
    session = an_evening(monkeypatch)
    return session, a_leader(), a_leader("Bea")


@sync_to_async
def browser_of(person: User, **more: Any) -> Client:
    return signed_in(person, **more)


@sync_to_async
def taps(phone: Phone, session: Session) -> None:
    send(phone.tap(session, walk_in=str(uuid.uuid4()), status="present"), by=phone.leader)


async def test_bea_hears_of_alis_tap_within_a_second(monkeypatch: Patch) -> None:
    session, ali, bea = await an_evening_and_two(monkeypatch)
    phone = await sync_to_async(Phone)(ali)
    stop_clock(monkeypatch, later(30))
    beas = page(session, await browser_of(bea))
    assert await beas.connect()
    assert (await beas.receive_json())["type"] == "ready"
    began = time.monotonic()
    await taps(phone, session)
    message = await beas.receive_json()
    assert time.monotonic() - began < 1
    assert (message["type"], set(message)) == ("changed", {"type", "at"})
    await beas.disconnect()


async def test_others_are_turned_away(monkeypatch: Patch) -> None:
    session, ali, _bea = await an_evening_and_two(monkeypatch)
    fia = await sync_to_async(a_leader)("Fia", scope=elsewhere())
    amina = await sync_to_async(young)("Amina")
    for person, second_factor in ((fia, True), (amina, False), (ali, False)):
        browser = await browser_of(person, second_factor=second_factor)
        theirs = page(session, browser)
        assert await theirs.connect()
        assert await theirs.close_code() == 4404
    visitor = page(session, Client())
    assert await visitor.connect()
    assert await visitor.close_code() == 4401


async def test_without_redis_it_says_so_and_taps_still_arrive(
    monkeypatch: Patch, settings: Settings
) -> None:
    session, ali, bea = await an_evening_and_two(monkeypatch)
    phone = await sync_to_async(Phone)(ali)
    stop_clock(monkeypatch, later(30))
    gone = {"hosts": [{"address": "redis://127.0.0.1:1/0", "socket_connect_timeout": 0.2}]}
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": gone}
    }
    beas = page(session, await browser_of(bea))
    assert await beas.connect()
    assert await beas.receive_json() == {"type": "not_live"}
    assert await beas.close_code() == 1013
    await taps(phone, session)
    assert await sync_to_async(session.attendance.count)() == 1
