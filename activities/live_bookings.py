"""My bookings, live: one's own open pages hear, after commit, that something has changed.

Nothing else is said: the page asks again over the API, which knows who may see what. Who has a
booking hears of its changes; who waits hears of every change in that session, because the place in
the queue may be another. A missing Redis stops no write: a page that comes back asks anyway.
"""

import asyncio
import logging
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer
from django.db import transaction

from activities.live import NOT_LIVE
from activities.models import Application, Booking, Session, State
from people.actors import VISITOR, Actor
from people.models import Guardianship, User
from people.permissions import may

logger = logging.getLogger(__name__)
NOT_SIGNED_IN = 4401


def _mine(person: uuid.UUID) -> str:
    return f"bookings.{person}"


def _queue(session: uuid.UUID) -> str:
    return f"queue.{session}"


def _concerned(bookings: Sequence[Booking | Application]) -> set[uuid.UUID]:
    """The people whose own pages show these: the participant, or all guardians of a child."""
    people = {one.person_id for one in bookings if one.person_id is not None}
    children = {one.child_id for one in bookings if one.child_id is not None}
    if children:
        guardians = Guardianship.objects.filter(child__in=children)
        people |= set(guardians.values_list("guardian_id", flat=True))
    return people


def announce_bookings(session: Session, changed: list[Booking]) -> None:
    """Tell the pages of those whom changes in a locked session concern, once it is committed."""
    if not changed:
        return
    messages = {_mine(person): "mine.changed" for person in _concerned(changed)}
    if session.waiting:
        messages[_queue(session.pk)] = "queue.changed"

    _send(messages)


def announce_applications(changed: Iterable[Application]) -> None:
    """Tell the pages of those whom changes of applications concern, once it is committed."""
    _send({_mine(person): "mine.changed" for person in _concerned(list(changed))})


def _send(messages: dict[str, str]) -> None:
    if not messages:
        return

    async def send_all() -> None:
        layer = get_channel_layer()
        await asyncio.gather(
            *(layer.group_send(group, {"type": kind}) for group, kind in messages.items())
        )

    def send() -> None:
        try:
            async_to_sync(send_all)()
        except Exception:  # a live page is a courtesy; a write never fails for it
            logger.warning("live bookings were not sent", exc_info=True)

    transaction.on_commit(send)


class BookingsConsumer(AsyncJsonWebsocketConsumer):
    """One open page of somebody who has logged in: "ready", then "changed" at every change."""

    deed = "booking.make"

    async def connect(self) -> None:
        self.queues: set[str] = set()
        user = self.scope["user"]
        actor = Actor(person=user) if isinstance(user, User) else VISITOR
        await self.accept()
        if not may(actor, self.deed):
            await self.close(NOT_SIGNED_IN)
            return
        self.person: uuid.UUID = user.pk
        try:
            await self.channel_layer.group_add(_mine(self.person), self.channel_name)
            await self._follow_queues()
        except Exception:  # noqa: BLE001  (Redis is away, whatever the client calls it)
            logger.warning("live bookings are not live: no channel layer")
            await self.send_json({"type": "not_live"})
            await self.close(NOT_LIVE)
            return
        await self.send_json({"type": "ready"})

    @database_sync_to_async
    def _waits_in(self) -> set[str]:
        waiting = Booking.objects.of(User(pk=self.person)).filter(state=State.WAITING)
        return {_queue(one) for one in waiting.values_list("session_id", flat=True)}

    async def _follow_queues(self) -> None:
        """Hear of the queues that this person stands in now, and of no others."""
        now = await self._waits_in()
        for group in now - self.queues:
            await self.channel_layer.group_add(group, self.channel_name)
        for group in self.queues - now:
            await self.channel_layer.group_discard(group, self.channel_name)
        self.queues = now

    async def mine_changed(self, event: dict[str, Any]) -> None:
        await self._follow_queues()
        await self.send_json({"type": "changed"})

    async def queue_changed(self, event: dict[str, Any]) -> None:
        await self.send_json({"type": "changed"})

    async def disconnect(self, code: int) -> None:
        person = getattr(self, "person", None)
        groups = self.queues | ({_mine(person)} if person else set())
        try:
            for group in groups:
                await self.channel_layer.group_discard(group, self.channel_name)
        except Exception:  # noqa: BLE001  (nothing left to leave)
            logger.debug("could not leave the groups of a page")
