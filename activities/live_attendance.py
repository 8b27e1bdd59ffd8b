"""Leaders of one session hear of each other's taps within a second, when they have a network.

Only that something has changed is said; the page asks again over the API, which knows who may see
what. A missing Redis stops no write.
"""

import logging
import uuid
from typing import Any

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer
from django.db import transaction
from django.utils import timezone

from activities.live import NOT_FOUND, NOT_LIVE
from activities.live_bookings import NOT_SIGNED_IN
from activities.models import Session
from people.actors import actor_on_socket
from people.models import User
from people.permissions import Verdict, verdict

logger = logging.getLogger(__name__)


def _group(session_id: uuid.UUID) -> str:
    return f"attendance.{session_id}"


def announce_attendance(session_id: uuid.UUID) -> None:
    """Tell the open pages of a session's leaders that somebody has registered, after the commit."""

    def send() -> None:
        try:
            layer = get_channel_layer()
            async_to_sync(layer.group_send)(_group(session_id), {"type": "attendance.changed"})
        except Exception:  # a live page is a courtesy; a write never fails for it
            logger.warning("live attendance of %s was not sent", session_id, exc_info=True)

    transaction.on_commit(send)


class AttendanceConsumer(AsyncJsonWebsocketConsumer):
    """One leader's open page on one session: "ready", then "changed" at every change."""

    deed = "attendance.register"

    async def connect(self) -> None:
        self.session_id: uuid.UUID = self.scope["url_route"]["kwargs"]["session_id"]
        await self.accept()
        refused = await self._refused()
        if refused is not None:
            await self.close(refused)
            return
        try:
            await self.channel_layer.group_add(_group(self.session_id), self.channel_name)
        except Exception:  # noqa: BLE001  (Redis is away, whatever the client calls it)
            logger.warning("live attendance is not live: no channel layer")
            await self.send_json({"type": "not_live"})
            await self.close(NOT_LIVE)
            return
        await self.send_json({"type": "ready", "at": timezone.now().isoformat()})

    @database_sync_to_async
    def _refused(self) -> int | None:
        """The code to close with, unless whoever it is may register in this session."""
        user = self.scope["user"]
        if not isinstance(user, User):
            return NOT_SIGNED_IN
        actor = actor_on_socket(self.scope["session"], user)
        rows = Session.objects.select_related("activity", "venue__area")
        session = rows.filter(pk=self.session_id).first()
        if session is None or verdict(actor, self.deed, session) is not Verdict.YES:
            return NOT_FOUND
        return None

    async def attendance_changed(self, event: dict[str, Any]) -> None:
        await self.send_json({"type": "changed", "at": timezone.now().isoformat()})

    async def disconnect(self, code: int) -> None:
        try:
            await self.channel_layer.group_discard(_group(self.session_id), self.channel_name)
        except Exception:  # noqa: BLE001  (nothing left to leave)
            logger.debug("could not leave the group of %s", self.session_id)
