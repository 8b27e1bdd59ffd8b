"""Who has not been seen for a while, who is new, and how many who had a seat did not come."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from activities.models import (
    CAME,
    Activity,
    AttendanceRecord,
    Booking,
    Kind,
    Session,
    State,
    Status,
)
from activities.scopes import sessions_within
from people.actors import Actor
from people.errors import NotPermitted
from people.permissions import reach, require

#: First-timers are told so long ahead.
AHEAD = datetime.timedelta(days=7)
Key = tuple[uuid.UUID | None, uuid.UUID | None]


@dataclass(slots=True)
class Regular:
    """One participant of an activity: how often they came, and when last."""

    name: str
    came: int = 0
    last_seen: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class NewOne:
    """Somebody with a seat who has never been there."""

    booking: uuid.UUID
    session: uuid.UUID
    name: str


@dataclass(slots=True)
class Patterns:
    """Of one activity, in the sessions that somebody may register.

    `registered` is in how many past sessions anything was registered: what nobody noted is
    unknown, and no no-show. Of the `booked` seats there, `no_shows` were neither used nor excused.
    """

    registered: int = 0
    booked: int = 0
    no_shows: int = 0
    not_seen: list[Regular] = field(default_factory=list)
    first_timers: list[NewOne] = field(default_factory=list)

    @property
    def no_show_rate(self) -> float | None:
        """Between 0 and 1: what `release_hours` and reminders are set by. None without seats."""
        return self.no_shows / self.booked if self.booked else None


def patterns(*, activity: Activity, weeks: int, by: Actor) -> Patterns:
    """The patterns of an activity; `not_seen` are those not seen for so many weeks.

    Exact, by the names to call out. Three queries. Raises NotPermitted when none of its sessions
    are the actor's to register.
    """
    require(by, "attendance.register")
    mine = activity.sessions.filter(sessions_within(reach(by, "attendance.register")))
    sessions = {one.pk: one for one in mine}
    if not sessions:
        raise NotPermitted
    now = timezone.now()
    marks = list(
        AttendanceRecord.objects.filter(session__in=sessions, kind=Kind.MARK)
        .last_of_each()
        .select_related("booking__person", "booking__child")
    )
    bookings = list(Booking.objects.filter(session__in=sessions, state=State.BOOKED).with_people())
    regulars = _regulars(marks, sessions)
    found = _no_shows(marks, bookings, sessions, now)
    since = now - datetime.timedelta(weeks=weeks)
    gone = [one for one in regulars.values() if one.last_seen and one.last_seen < since]
    found.not_seen = sorted(gone, key=lambda one: (one.last_seen, one.name))
    found.first_timers = [
        NewOne(one.pk, one.session_id, one.participant.shown_name)
        for one in sorted(bookings, key=lambda one: (sessions[one.session_id].starts_at, one.pk))
        if now < sessions[one.session_id].ends_at < now + AHEAD and _key(one) not in regulars
    ]
    return found


def _key(booking: Booking) -> Key:
    return booking.person_id, booking.child_id


def _regulars(
    marks: Iterable[AttendanceRecord], sessions: dict[uuid.UUID, Session]
) -> dict[Key, Regular]:
    """Everybody who has come and whom we know, by who they are."""
    found: dict[Key, Regular] = {}
    for mark in marks:
        if mark.booking is None or mark.status not in CAME:
            continue
        one = found.setdefault(_key(mark.booking), Regular(mark.booking.participant.shown_name))
        one.came += 1
        began = sessions[mark.session_id].starts_at
        one.last_seen = max(one.last_seen or began, began)
    return found


def _no_shows(
    marks: Iterable[AttendanceRecord],
    bookings: Iterable[Booking],
    sessions: dict[uuid.UUID, Session],
    now: datetime.datetime,
) -> Patterns:
    said = {(mark.session_id, mark.participant): mark.status for mark in marks}
    registered = {
        session
        for (session, _who), status in said.items()
        if status != Status.UNDONE and sessions[session].ends_at <= now
    }
    found = Patterns(registered=len(registered))
    for one in bookings:
        if one.session_id not in registered:
            continue
        found.booked += 1
        if said.get((one.session_id, one.pk)) not in (*CAME, Status.EXCUSED):
            found.no_shows += 1
    return found
