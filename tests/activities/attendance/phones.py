"""Leaders' phones in tests: they prepare, tap, seal and send, as the frontend does."""

import datetime
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from activities.attendance.receiving import Envelope, Opened, receive
from activities.attendance.sealing import seal, sealing_keys
from activities.attendance.tokens import token_for
from activities.models import Booking, Session
from people.actors import actor_for
from people.models import User
from people.roles import Role
from tests.named_people import Named, make
from tests.town import add_activity, add_session, add_venue, at, build_town, stop_clock

#: The evening of the tests: a Wednesday, 17-20; the leaders prepare at noon.
EVENING = at("2026-11-18 17:00")


def a_leader(name: str = "Ali", **more: Any) -> User:
    return make(Named(name, Role.LEADER), **more)


def an_evening(monkeypatch: Any, **more: Any) -> Session:
    """An evening today that begins in five hours."""
    stop_clock(monkeypatch)
    build_town()
    activity = add_activity("Basket", mode=more.pop("mode", "booking"), ages=(7, 19))
    return add_session(activity, add_venue("Skogås fritidsgård", -300, 400), EVENING, **more)


def booked(session: Session, *people: User) -> list[Booking]:
    """Seats, as rows: how one gets them is tested elsewhere."""
    return [Booking.objects.create(session=session, person=one, state="booked") for one in people]


@dataclass
class Phone:
    """A phone that a leader prepared; its clock is `slow` behind the server's."""

    leader: User
    slow: datetime.timedelta = datetime.timedelta()
    device: uuid.UUID = field(default_factory=uuid.uuid4)
    token: str = ""

    def __post_init__(self) -> None:
        self.token, _said = token_for(actor_for(self.leader, second_factor=True))

    def content(
        self, session: Session, kind: str, when: datetime.datetime, **said: Any
    ) -> dict[str, Any]:
        """What is sealed for something tapped at a true time."""
        return {
            "v": 1,
            "token": self.token,
            "device": str(self.device),
            "device_at": (when.astimezone(datetime.UTC) - self.slow).isoformat(),
            "offset_ms": self.slow // datetime.timedelta(milliseconds=1),
            "session": str(session.pk),
            "kind": kind,
            **said,
        }

    def tap(
        self,
        session: Session,
        kind: str = "mark",
        when: datetime.datetime = EVENING,
        id: uuid.UUID | None = None,
        **said: Any,
    ) -> Envelope:
        """A sealed record; `booking` may be a row."""
        told = {
            name: str(one.pk) if isinstance(one, Booking) else one for name, one in said.items()
        }
        return sealed(self.content(session, kind, when, **told), id)


def sealed(content: Any, id: uuid.UUID | None = None) -> Envelope:
    """Anything, sealed as a record."""
    record, key = id or uuid.uuid4(), sealing_keys()[0]
    text = json.dumps(content) if not isinstance(content, bytes) else content.decode()
    return Envelope(record, key.id, seal(text.encode(), record=record, public=key.public))


def send(*records: Envelope, by: User) -> list[Opened]:
    """Sent by whoever has logged in on that phone, without a second step."""
    return receive(envelopes=records, by=actor_for(by, second_factor=False))


def outcomes(results: Iterable[Opened]) -> list[str]:
    """What became of each: the outcome, or why it was refused."""
    return [one.why.value if one.why else one.outcome.value for one in results]


def later(minutes: float) -> datetime.datetime:
    """So many minutes after the beginning of the evening."""
    return EVENING + datetime.timedelta(minutes=minutes)


def now() -> datetime.datetime:
    return timezone.now()
