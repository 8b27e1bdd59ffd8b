"""Open pages see the seats of a session live, through the real Redis; or are told they do not."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction
from pytest_django import Settings

from activities.booking.seats import change_capacity
from activities.changing import cancel_session
from activities.models import Session
from config.asgi import application
from tests.activities.websocket import WebsocketCommunicator
from tests.named_people import TESTS
from tests.town import add_activity, add_session, add_venue, at, build_town, stop_clock

pytestmark = pytest.mark.django_db(transaction=True)
HERE = [(b"origin", b"http://localhost:8000"), (b"host", b"localhost:8000")]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Session:
    stop_clock(monkeypatch)
    build_town()
    club = add_venue("Skogås fritidsgård", -300, 400)
    return add_session(add_activity(), club, at("2026-11-18 17:00"), booked=4)


@asynccontextmanager
async def page_on(
    session_id: uuid.UUID, headers: list[tuple[bytes, bytes]] = HERE
) -> AsyncIterator[WebsocketCommunicator]:
    """An open page of that session, closed at the end."""
    page = WebsocketCommunicator(
        application, f"/ws/v1/sessions/{session_id}/seats", headers=headers
    )
    assert await page.connect()
    try:
        yield page
    finally:
        await page.disconnect()


async def seats(page: WebsocketCommunicator) -> tuple[int, int]:
    message = await page.receive_json()
    assert message["type"] == "seats"
    return message["capacity"], message["free"]


async def change(session: Session, capacity: int) -> None:
    await sync_to_async(change_capacity)(session=session, capacity=capacity, by=TESTS)


async def test_a_page_gets_the_figure_at_once_and_nothing_personal(session: Session) -> None:
    async with page_on(session.pk) as page:
        message = await page.receive_json()
    assert set(message) == {"type", "session", "capacity", "free", "at"}
    assert (message["session"], message["capacity"], message["free"]) == (
        str(session.pk),
        20,
        16,
    )


async def test_every_open_page_sees_a_change_and_other_sessions_pages_do_not(
    session: Session,
) -> None:
    other = await sync_to_async(add_session)(
        session.activity, session.venue, at("2026-11-25 17:00")
    )
    async with page_on(session.pk) as one, page_on(session.pk) as two, page_on(other.pk) as third:
        assert [await seats(page) for page in (one, two, third)] == [(20, 16), (20, 16), (20, 20)]
        await change(session, 30)
        assert [await seats(page) for page in (one, two)] == [(30, 26), (30, 26)]
        assert await third.receive_nothing(timeout=0.3)


async def test_calling_off_leaves_no_free_seats(session: Session) -> None:
    async with page_on(session.pk) as page:
        await seats(page)
        await sync_to_async(cancel_session)(session=session, reason="Vattenläcka", by=TESTS)
        assert await seats(page) == (20, 0)


async def test_a_change_is_told_after_the_commit_and_never_without_one(session: Session) -> None:
    told_inside: list[bool] = []

    def change_then_fail() -> None:
        with transaction.atomic():
            change_capacity(session=session, capacity=30, by=TESTS)
            raise RuntimeError

    async with page_on(session.pk) as page:
        await seats(page)
        with pytest.raises(RuntimeError):
            await sync_to_async(change_then_fail)()
        told_inside.append(not await page.receive_nothing(timeout=0.3))
        await change(session, 25)
        assert await seats(page) == (25, 21)
    assert told_inside == [False]


async def test_a_session_nobody_may_see_closes(session: Session) -> None:
    async with page_on(uuid.uuid4()) as page:
        assert await page.close_code() == 4404
    for status in ("draft", "archived"):
        await sync_to_async(session.activity.__class__.objects.update)(status=status)
        async with page_on(session.pk) as page:
            assert await page.close_code() == 4404


async def test_another_sites_page_is_refused(session: Session) -> None:
    page = WebsocketCommunicator(
        application,
        f"/ws/v1/sessions/{session.pk}/seats",
        headers=[(b"origin", b"https://elsewhere.example"), (b"host", b"localhost:8000")],
    )
    assert not await page.connect()


def _away(settings: Settings) -> None:
    """Redis is gone: nobody listens on its socket."""
    layer = {"hosts": ["unix:///nowhere/redis.sock"], "prefix": "nara"}
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": layer}
    }


async def test_without_redis_the_page_is_told_that_it_is_not_live(
    session: Session, settings: Settings
) -> None:
    _away(settings)
    page = WebsocketCommunicator(application, f"/ws/v1/sessions/{session.pk}/seats", headers=HERE)
    assert await page.connect()
    assert await page.receive_json() == {"type": "not_live"}
    assert await page.close_code() == 1013


def test_without_redis_seats_are_changed_all_the_same(session: Session, settings: Settings) -> None:
    _away(settings)
    change_capacity(session=session, capacity=30, by=TESTS)
    session.refresh_from_db()
    assert session.capacity == 30
