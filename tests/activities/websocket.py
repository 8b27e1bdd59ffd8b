"""A websocket client inside the process. (The one in channels.testing needs a second server.)"""

import json
from typing import Any

from asgiref.testing import ApplicationCommunicator

TIMEOUT = 5


class WebsocketCommunicator(ApplicationCommunicator):
    """Speaks the websocket part of ASGI with an application."""

    def __init__(self, application: Any, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": b"",
            "headers": headers,
            "subprotocols": [],
        }
        super().__init__(application, scope)

    async def connect(self) -> bool:
        """Open it; whether it was accepted."""
        await self.send_input({"type": "websocket.connect"})
        answer = await self.receive_output(TIMEOUT)
        return bool(answer["type"] == "websocket.accept")

    async def receive_json(self) -> Any:
        """The next message."""
        message = await self.receive_output(TIMEOUT)
        assert message["type"] == "websocket.send", message
        return json.loads(message["text"])

    async def close_code(self) -> int:
        """The code that the server closes with, which has to come next."""
        message = await self.receive_output(TIMEOUT)
        assert message["type"] == "websocket.close", message
        code: int = message["code"]
        return code

    async def disconnect(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(TIMEOUT)
