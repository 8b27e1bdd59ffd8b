"""The web server hands each answer to the network at once.

With several processes uvicorn opens the door itself, and Python's own event loop does not see that
what comes in by it is TCP: each answer then waits 40 ms for the browser to acknowledge the one
before (Nagle's algorithm against delayed acknowledgements).
"""

import asyncio
import contextlib
import socket

from uvicorn import Config


async def _sends_at_once(config: Config) -> bool:
    """Whether a line that comes in by the door that uvicorn opens has TCP_NODELAY."""
    answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def came(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line: socket.socket = writer.get_extra_info("socket")
        answered.set_result(bool(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    door = config.bind_socket()
    server = await asyncio.start_server(came, sock=door)
    async with server:
        _reader, writer = await asyncio.open_connection(*door.getsockname())
        sent = await asyncio.wait_for(answered, 10)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
    return sent


def test_an_answer_does_not_wait_for_the_one_before() -> None:
    config = Config("config.asgi:application", host="127.0.0.1", port=0, workers=2)
    factory = config.get_loop_factory()
    assert factory is not None
    with asyncio.Runner(loop_factory=factory) as runner:
        assert runner.run(_sends_at_once(config))
