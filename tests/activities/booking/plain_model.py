"""Booking once more, in plain Python and without a database: what the real one is held against.

Follows docs/booking.md, not the code. One session; hours are `datetime.timedelta`s; a booking is
known by the id that the real one has, because the queue breaks ties by it.
"""

import datetime
import uuid
from dataclasses import dataclass, field

HOUR = datetime.timedelta(hours=1)
UNDO = datetime.timedelta(minutes=10)
SEATED = ("booked", "held", "offered")
ACTIVE = (*SEATED, "waiting")
FIRST = uuid.UUID(int=0)


@dataclass
class Ask:
    """One participant's request."""

    id: uuid.UUID
    who: str
    state: str
    group: uuid.UUID | None = None
    number: int | None = None
    ends: datetime.datetime | None = None
    confirmed: bool = False
    approved: bool = False
    removed: tuple[str, datetime.datetime] | None = None

    @property
    def order(self) -> tuple[int, bool, uuid.UUID, uuid.UUID]:
        return (self.number or 0, self.group is None, self.group or FIRST, self.id)


@dataclass
class Aside:
    """Seats that are kept back."""

    id: uuid.UUID
    seats: int
    until: datetime.datetime


@dataclass
class PlainRules:
    """What the activity says; in hours."""

    guardian: bool
    hold: int
    offer: int
    last: int
    remind: int
    release: int | None


@dataclass
class Plain:
    """The session."""

    rules: PlainRules
    starts: datetime.datetime
    now: datetime.datetime
    capacity: int
    asks: list[Ask] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    numbers: int = 0

    @property
    def free(self) -> int:
        seated = sum(one.state in SEATED for one in self.asks)
        return self.capacity - seated - sum(one.seats for one in self.asides)

    @property
    def begun(self) -> bool:
        return self.now >= self.starts

    @property
    def last_hours(self) -> bool:
        return self.now >= self.starts - self.rules.last * HOUR

    def active(self) -> list[Ask]:
        return [one for one in self.asks if one.state in ACTIVE]

    def units(self) -> list[list[Ask]]:
        """Those who wait, in order, those who asked together as one."""
        waiting = sorted(
            (one for one in self.asks if one.state == "waiting"), key=lambda a: a.order
        )
        found: list[list[Ask]] = []
        for one in waiting:
            if found and one.group is not None and found[-1][0].group == one.group:
                found[-1].append(one)
            else:
                found.append([one])
        return found

    def time_passes(self, now: datetime.datetime) -> None:
        """What is over at `now` ends, and what that frees goes on."""
        self.now = now
        for one in self.asks:
            if one.state in ("held", "offered") and one.ends is not None and one.ends <= now:
                one.state = "expired"
        self.asides = [one for one in self.asides if one.until > now]
        release = self.rules.release
        if release is not None and self.starts - release * HOUR <= now < self.starts:
            for one in self.asks:
                if one.state == "booked" and not one.confirmed:
                    one.state = "released"
        if self.begun:
            for one in self.asks:
                if one.state == "waiting":
                    one.state = "expired"
        self.fill()

    def fill(self) -> None:
        if self.begun or self.last_hours:
            return
        for unit in self.units():
            if len(unit) <= self.free:
                self.offer(unit)

    def offer(self, unit: list[Ask]) -> None:
        last = self.starts - self.rules.last * HOUR
        until = max(min(self.now + self.rules.offer * HOUR, last), self.now + HOUR)
        for one in unit:
            one.state, one.ends = "offered", min(until, self.starts)

    def seat(self, one: Ask) -> None:
        """A seat for somebody who wants it: held where a guardian has not said yes."""
        if self.rules.guardian and not one.approved:
            one.state = "held"
            one.ends = min(self.now + self.rules.hold * HOUR, self.starts)
        else:
            one.state, one.ends = "booked", None
            one.confirmed = self.asked_already

    @property
    def asked_already(self) -> bool:
        """Whether "are you coming?" has been asked: who gets a seat now has said so."""
        asked = self.starts - self.rules.remind * HOUR
        return self.rules.release is not None and self.now >= asked

    def approve(self, one: Ask) -> None:
        one.approved = True
        self.seat(one)

    def remove(self, one: Ask) -> None:
        one.removed, one.state = (one.state, self.now), "cancelled"
        self.fill()

    def restore(self, one: Ask) -> None:
        assert one.removed is not None
        (was, _then), one.removed = one.removed, None
        one.number = one.number or 0
        if was in ("waiting", "offered") or self.free < 1:
            one.state, one.ends = "waiting", None
        elif was == "held":
            one.state = "held"
            one.ends = min(self.now + self.rules.hold * HOUR, self.starts)
        else:
            one.state = "booked"
        self.fill()

    def invite(self, unit: list[Ask]) -> bool:
        """Whether there was room, with the seats set aside."""
        missing = len(unit) - self.free
        if missing > sum(one.seats for one in self.asides):
            return False
        for aside in sorted(self.asides, key=lambda a: (a.until, a.id)):
            taken = max(0, min(missing, aside.seats))
            missing, aside.seats = missing - taken, aside.seats - taken
        self.asides = [one for one in self.asides if one.seats]
        self.offer(unit)
        return True
