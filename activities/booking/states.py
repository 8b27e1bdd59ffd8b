"""The states of a booking and the ways between them. docs/booking.md shows the same table."""

import datetime
from typing import Final

from activities.models import Booking, Session, State

#: From → to. None is a new booking. What is not here does not happen.
WAYS: Final[dict[State | None, frozenset[State]]] = {
    None: frozenset({State.BOOKED, State.HELD, State.WAITING}),
    State.HELD: frozenset({State.BOOKED, State.DECLINED, State.EXPIRED, State.CANCELLED}),
    State.WAITING: frozenset(
        {State.OFFERED, State.BOOKED, State.HELD, State.CANCELLED, State.EXPIRED}
    ),
    State.OFFERED: frozenset(
        {State.BOOKED, State.HELD, State.DECLINED, State.EXPIRED, State.CANCELLED}
    ),
    State.BOOKED: frozenset({State.CANCELLED, State.RELEASED}),
    State.CANCELLED: frozenset({State.BOOKED, State.HELD, State.WAITING}),
    State.DECLINED: frozenset(),
    State.EXPIRED: frozenset(),
    State.RELEASED: frozenset(),
}
#: What the session's row counts, state by state.
_COUNTED: Final = {
    State.BOOKED: "booked",
    State.HELD: "held",
    State.OFFERED: "offered",
    State.WAITING: "waiting",
}


def count(session: Session, state: str, by: int) -> None:
    """Move the count of a state in a session's row that is locked; `finish` saves it."""
    name = _COUNTED.get(State(state))
    if name is not None:
        setattr(session, name, getattr(session, name) + by)


def remember(session: Session, booking: Booking) -> None:
    """A booking of a locked session is new or another: whom it concerns is told after commit."""
    session.__dict__.setdefault("changed_bookings", []).append(booking)


def changed_in(session: Session) -> list[Booking]:
    """The bookings that have changed since the session was locked."""
    found: list[Booking] = session.__dict__.get("changed_bookings", [])
    return found


def turn(
    session: Session,
    booking: Booking,
    state: State,
    *,
    now: datetime.datetime,
    expires_at: datetime.datetime | None = None,
) -> None:
    """Move a booking of a locked session to another state, and its seat with it."""
    before = State(booking.state)
    if state not in WAYS[before]:
        raise ValueError(f"A booking does not go from {before} to {state}.")
    count(session, before, -1)
    count(session, state, 1)
    booking.state = state
    booking.turn += 1
    booking.changed_at = now
    booking.expires_at = expires_at
    booking.save()
    remember(session, booking)
