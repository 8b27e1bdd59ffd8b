"""Whether a record is taken in. What the database is asked is read once for a whole batch."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from activities.attendance.contents import Content
from activities.attendance.refusals import NotTaken, Why
from activities.attendance.tokens import NotAToken, Token, read_token
from activities.models import Booking, Session
from activities.models.attendance import Kind, Way
from activities.scopes import scopes_of_sessions
from people.actors import actors_for
from people.models import User
from people.permissions import reach
from people.roles import Scope, whole_municipality

#: Clocks are measured over a network: so much may they be wrong after correction.
TOLERANCE: Final = datetime.timedelta(minutes=10)
#: Before a session nobody has come yet; so long before it may be said that somebody will not.
BEFORE: Final = datetime.timedelta(hours=12)
#: What is said later than this after the end is a correction, and needs a reason.
AFTER: Final = datetime.timedelta(hours=12)
#: A log book is often written the next day, and "something felt unsafe" is never too late.
NEVER_LATE: Final = frozenset({Kind.LOG, Kind.UNSAFE})


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to decide a batch by."""

    tokens: dict[str, Token]
    leaders: dict[uuid.UUID, User]
    reach: dict[uuid.UUID, frozenset[Scope]]
    sessions: dict[uuid.UUID, Session]
    scopes: dict[uuid.UUID, frozenset[Scope]]
    bookings: dict[uuid.UUID, uuid.UUID]
    now: datetime.datetime

    def leader(self, content: Content) -> User | None:
        """Who recorded it, when that can be seen."""
        token = self.tokens.get(content.token)
        return None if token is None else self.leaders.get(token.leader)


def known(contents: Iterable[Content], now: datetime.datetime) -> Known:
    """Read what is needed for these records. Six queries, however many there are."""
    listed = list(contents)
    tokens: dict[str, Token] = {}
    for text in {one.token for one in listed}:
        try:
            tokens[text] = read_token(text)
        except NotAToken:
            continue
    leaders = User.objects.filter(is_active=True).in_bulk({one.leader for one in tokens.values()})
    # The token was given to somebody who had used their second factor; their roles are read anew.
    actors = actors_for(leaders.values(), second_factor=True)
    rows = Session.objects.select_related("activity", "venue__area")
    sessions = rows.in_bulk({one.session for one in listed})
    asked = {one.booking for one in listed if one.booking is not None}
    bookings = Booking.objects.filter(pk__in=asked).values_list("pk", "session_id")
    return Known(
        tokens=tokens,
        leaders=leaders,
        reach={pk: reach(actor, "attendance.register") for pk, actor in actors.items()},
        sessions=sessions,
        scopes=scopes_of_sessions(sessions.values()),
        bookings=dict(bookings),
        now=now,
    )


def decide(content: Content, given: Known) -> User:
    """Who recorded it, if it is taken in. Raises NotTaken."""
    leader = _author(content, given)
    session = given.sessions.get(content.session)
    if session is None:
        raise NotTaken(Why.UNKNOWN_SESSION)
    if not given.reach[leader.pk] & (given.scopes[session.pk] | {whole_municipality()}):
        raise NotTaken(Why.NOT_YOUR_SESSION)
    check_time(content, session, given.now)
    check_booking(content, given.bookings)
    return leader


def _author(content: Content, given: Known) -> User:
    token = given.tokens.get(content.token)
    if token is None:
        raise NotTaken(Why.TOKEN_INVALID)
    leader = given.leaders.get(token.leader)
    if leader is None:
        raise NotTaken(Why.LEADER_GONE)
    if content.at > given.now + TOLERANCE:
        raise NotTaken(Why.FROM_THE_FUTURE)
    if not token.issued_at - TOLERANCE <= content.at <= token.valid_until + TOLERANCE:
        raise NotTaken(Why.OUTSIDE_TOKEN)
    return leader


def check_time(content: Content, session: Session, now: datetime.datetime) -> None:
    """Raise NotTaken unless it can be said of the session at that time."""
    if session.status == Session.Status.CANCELLED:
        raise NotTaken(Why.SESSION_CANCELLED)
    if content.at < session.starts_at - BEFORE:
        raise NotTaken(Why.TOO_EARLY)
    if is_correction(content, session) and not content.words.get("reason"):
        raise NotTaken(Why.REASON_NEEDED)


def is_correction(content: Content, session: Session) -> bool:
    """Whether it changes what was said of a session that has long been over."""
    return content.kind not in NEVER_LATE and content.at > session.ends_at + AFTER


def check_booking(content: Content, bookings: dict[uuid.UUID, uuid.UUID]) -> None:
    """Raise NotTaken unless the booking is one. Another session's may come in by its ticket."""
    if content.booking is None:
        return
    of = bookings.get(content.booking)
    if of is None:
        raise NotTaken(Why.UNKNOWN_BOOKING)
    if of != content.session and content.way != Way.SCAN:
        raise NotTaken(Why.OTHER_SESSION)
