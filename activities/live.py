"""Live seats: a public figure per session, sent after commit to every open page.

Nothing personal is ever on this channel. A missing Redis stops no write: the pages say that they
are not live.
"""

import logging
import uuid
from typing import Any

from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer
from django.db import transaction
from django.utils import timezone

from activities.models import Session
from people.actors import VISITOR
from people.permissions import may

logger = logging.getLogger(__name__)
NOT_LIVE = 1013  # RFC 6455 registry: "try again later"
NOT_FOUND = 4404


def _group(session_id: uuid.UUID) -> str:
    return f"seats.{session_id}"


def _message(session: Session) -> dict[str, Any]:
    return {
        "type": "seats",
        "session": str(session.pk),
        "capacity": session.capacity,
        "free": session.free,
        "at": timezone.now().isoformat(),
    }


def announce_seats(session: Session) -> None:
    """Tell every open page how many seats are free, once the transaction is committed."""
    message = _message(session)

    def send() -> None:
        try:
            layer = get_channel_layer()
            async_to_sync(layer.group_send)(
                _group(session.pk), {"type": "seats.changed", "message": message}
            )
        except Exception:  # a live page is a courtesy; a write never fails for it
            logger.warning("live seats of %s were not sent", session.pk, exc_info=True)

    transaction.on_commit(send)


class SeatsConsumer(AsyncJsonWebsocketConsumer):
    """One open page on one session: the figure now, then every change of it."""

    deed = "activity.read"

    async def connect(self) -> None:
        self.session_id: uuid.UUID = self.scope["url_route"]["kwargs"]["session_id"]
        await self.accept()
        if not may(VISITOR, self.deed):
            await self.close(NOT_FOUND)
            return
        try:
            await self.channel_layer.group_add(_group(self.session_id), self.channel_name)
        except Exception:  # noqa: BLE001  (Redis is away, whatever the client calls it)
            logger.warning("live seats are not live: no channel layer")
            await self.send_json({"type": "not_live"})
            await self.close(NOT_LIVE)
            return
        await self._send_now()

    async def _send_now(self) -> None:
        """Catch up: the figure of this moment, read after joining so that none is missed."""
        session = await Session.objects.shown().filter(pk=self.session_id).afirst()
        if session is None:
            await self.close(NOT_FOUND)
            return
        await self.send_json(_message(session))

    async def seats_changed(self, event: dict[str, Any]) -> None:
        await self.send_json(event["message"])

    async def disconnect(self, code: int) -> None:
        try:
            await self.channel_layer.group_discard(_group(self.session_id), self.channel_name)
        except Exception:  # noqa: BLE001  (nothing left to leave)
            logger.debug("could not leave the group of %s", self.session_id)
