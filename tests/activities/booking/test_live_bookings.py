"""One's own pages hear that a booking has changed; others' pages hear nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from activities.booking.answering import cancel, confirm
from activities.booking.making import Wish, book
from activities.models import Booking, Session
from config.asgi import application
from people.models import Child, User
from tests.activities.booking.young_people import a_session, as_, child_of, get_seat, young
from tests.activities.websocket import WebsocketCommunicator
from tests.browsing import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
#: Seconds without a message after which there is none.
SILENCE = 1.0


@asynccontextmanager
async def page_of(browser: Client) -> AsyncIterator[WebsocketCommunicator]:
    """An open page of a browser, which has been told that it is live."""
    cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
    headers = [(b"origin", settings.NARA_ORIGIN.encode()), (b"cookie", cookies.encode())]
    page = WebsocketCommunicator(application, "/ws/v1/bookings", headers=headers)
    assert await page.connect()
    assert await page.receive_json() == {"type": "ready"}
    try:
        yield page
    finally:
        await page.disconnect()


async def hears(page: WebsocketCommunicator) -> None:
    """Something has changed, and nothing more is said than that."""
    assert await page.receive_json() == {"type": "changed"}


async def silent(page: WebsocketCommunicator) -> bool:
    """Whether nothing is said for a while."""
    found: bool = await page.receive_nothing(SILENCE)
    return found


async def hears_all(page: WebsocketCommunicator) -> None:
    """Something has changed, told once or several times."""
    await hears(page)
    while not await silent(page):
        await hears(page)


@sync_to_async
def seat(session: Session, person: User) -> Booking:
    return get_seat(session, person)


@sync_to_async
def give_up(booking: Booking) -> None:
    cancel(booking=booking, by=as_(booking.person))


@sync_to_async
def say_yes(booking: Booking) -> None:
    confirm(booking=booking, by=as_(booking.person))


@sync_to_async
def book_for(child: Child, by: User, session: Session) -> None:
    book(session=session, wish=Wish([child]), by=as_(by))


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Session:
    return a_session(monkeypatch, capacity=1)


@pytest.fixture
def people(session: Session) -> dict[str, tuple[User, Client]]:
    found = {name: young(name) for name in ("Amina", "Bo", "Cilla")}
    return {name: (one, signed_in(one, second_factor=False)) for name, one in found.items()}


async def test_who_books_hears_it_on_other_open_pages_and_nobody_else_does(
    session: Session, people: dict[str, Any]
) -> None:
    amina, bo = people["Amina"], people["Bo"]
    async with page_of(amina[1]) as mine, page_of(bo[1]) as another:
        booking = await seat(session, amina[0])
        await hears(mine)
        await say_yes(booking)
        await hears(mine)
        assert await silent(another)


async def test_who_waits_hears_of_the_whole_queue_and_then_of_an_offer(
    session: Session, people: dict[str, Any]
) -> None:
    (amina, _), (bo, _b), (cilla, cillas) = people.values()
    first, second = await seat(session, amina), await seat(session, bo)
    await seat(session, cilla)
    async with page_of(cillas) as page:
        await give_up(second)  # Bo, who waited before her
        await hears_all(page)
        await give_up(first)  # now it is her turn
        await hears_all(page)
        await seat(session, bo)  # she waits no longer: others' places are nothing to her
        assert await silent(page)


async def test_who_begins_to_wait_hears_of_that_queue_from_then_on(
    session: Session, people: dict[str, Any]
) -> None:
    (amina, _), (bo, _b), (cilla, cillas) = people.values()
    await seat(session, amina)
    ahead = await seat(session, bo)
    async with page_of(cillas) as page:
        await seat(session, cilla)
        await hears_all(page)
        await give_up(ahead)
        await hears(page)


async def test_guardians_hear_of_their_children(session: Session) -> None:
    def family() -> tuple[User, Client, Child]:
        samira = young("Samira", age=40)
        return samira, signed_in(samira, second_factor=False), child_of(samira, "Bilal")

    samira, browser, child = await sync_to_async(family)()
    async with page_of(browser) as page:
        await book_for(child, samira, session)
        await hears(page)


async def test_a_visitor_is_turned_away(transactional_db: None) -> None:
    origin = [(b"origin", settings.NARA_ORIGIN.encode())]
    page = WebsocketCommunicator(application, "/ws/v1/bookings", headers=origin)
    assert await page.connect()
    assert await page.close_code() == 4401


async def test_without_redis_it_says_so_and_booking_goes_on(
    session: Session, people: dict[str, Any], settings: Settings
) -> None:
    layer = {"hosts": ["unix:///nowhere/redis.sock"], "prefix": "nara"}
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": layer}
    }
    amina, browser = people["Amina"]
    cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
    headers = [(b"origin", settings.NARA_ORIGIN.encode()), (b"cookie", cookies.encode())]
    page = WebsocketCommunicator(application, "/ws/v1/bookings", headers=headers)
    assert await page.connect()
    assert await page.receive_json() == {"type": "not_live"}
    assert await page.close_code() == 1013
    booking = await seat(session, amina)
    assert booking.state == "booked"
