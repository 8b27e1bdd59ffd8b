"""The product on a real port, with a town in it: what a stranger's program would meet."""

import contextlib
import datetime
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from config.asgi import application
from tests.browsing import signed_in
from tests.named_people import GUNILLA, make
from tests.town import (
    add_activity,
    add_category,
    add_session,
    add_venue,
    add_weekly,
    an_organiser,
    build_town,
)

CSRF = "c" * 32


@dataclass(frozen=True, slots=True)
class Live:
    """Where it answers, and the cookies of an administrator who used her second factor."""

    url: str
    cookies: dict[str, str]


def _fill() -> None:
    """A town with something coming up, a draft and an archived activity."""
    build_town()
    an_organiser("SMASH")
    sport = add_category("sport", sv="Sport", en="Sport")
    basket = add_category("sport_basket", parent=sport)
    club = add_venue("Skogås fritidsgård", -300, 400)
    add_venue("Parken i Skogås", 1_000, 0, kind="park")
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    for status in ("published", "draft", "archived"):
        activity = add_activity(status.title(), status=status, category=basket)
        add_weekly(activity, club)
        for days in range(3):
            add_session(activity, club, tomorrow + datetime.timedelta(days=days))


@contextlib.contextmanager
def _serving() -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    give_up = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < give_up, "the server did not start"
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def live(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """Real rows, committed, behind a real server. Nobody is slowed down."""
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"read": None, "write": None})
    _fill()
    session = signed_in(make(GUNILLA)).cookies["sessionid"].value
    with _serving() as url:
        yield Live(url, {"sessionid": session, "csrftoken": CSRF})
