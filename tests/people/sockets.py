"""A browser on a websocket, talking to the real ASGI application."""

import json
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from config.asgi import application


async def first_message(path: str, client: Client) -> dict[str, Any]:
    """The first message that a browser with these cookies gets; {} when it is turned away."""
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    headers = [(b"origin", settings.NARA_ORIGIN.encode()), (b"cookie", cookies.encode())]
    scope = {"type": "websocket", "path": path, "headers": headers, "query_string": b""}
    socket: Any = ApplicationCommunicator(application, scope)  # type: ignore[no-untyped-call]
    await socket.send_input({"type": "websocket.connect"})
    answer = await socket.receive_output(5)
    if answer["type"] != "websocket.accept":
        return {}
    message = await socket.receive_output(5)
    await socket.send_input({"type": "websocket.disconnect", "code": 1000})
    await socket.wait(5)
    found: dict[str, Any] = json.loads(message["text"]) if "text" in message else {}
    return found
