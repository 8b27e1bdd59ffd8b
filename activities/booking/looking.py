"""What is read of bookings: one's own, a session's participants, and who stands where."""

import datetime
import uuid
from collections.abc import Iterable
from itertools import groupby

from django.db.models import F, QuerySet
from django.utils import timezone

from activities.booking.passing_time import release_at
from activities.booking.queue import Place, Why, places
from activities.models import (
    ACTIVE,
    Booking,
    BookingGroup,
    BookingQuerySet,
    Session,
    State,
    rules_of,
)
from people.models import User


def bookings_of(person: User, when: str) -> BookingQuerySet:
    """A person's and their children's; `when`: upcoming (still something), past, or all."""
    mine = Booking.objects.of(person).annotate(starts=F("session__starts_at"))
    if when == "upcoming":
        return mine.filter(state__in=ACTIVE, session__ends_at__gt=timezone.now())
    if when == "past":
        return mine.exclude(state__in=ACTIVE, session__ends_at__gt=timezone.now())
    return mine


def open_groups_of(person: User, session: uuid.UUID | None) -> QuerySet[BookingGroup]:
    """The groups that a person has started or joined, not booked yet; for one session or all."""
    mine = BookingGroup.objects.filter(booked_at=None, friends__person=person)
    mine = mine.filter(session__starts_at__gt=timezone.now()).prefetch_related("friends")
    return (mine if session is None else mine.filter(session=session)).order_by("created_at", "id")


def queue_places(bookings: Iterable[Booking]) -> dict[uuid.UUID, Place]:
    """The place of each of these that waits, by booking. One query, however many."""
    now, sessions = timezone.now(), {}
    for one in bookings:
        if one.state == State.WAITING:
            sessions[one.session_id] = one.session
    if not sessions:
        return {}
    waiting = (
        Booking.objects.filter(session__in=sessions)
        .waiting()
        .order_by("session_id", "queue_number", "group_id", "id")
    )
    found: dict[uuid.UUID, Place] = {}
    for session_id, queue in groupby(waiting, key=lambda one: one.session_id):
        found |= places(sessions[session_id], list(queue), now)
    return found


def possible(booking: Booking, place: Place | None, now: datetime.datetime) -> list[str]:
    """What a person can do with their booking at this moment."""
    session = booking.session
    if booking.state == State.BOOKED and now < session.ends_at:
        if now >= session.starts_at:
            return ["ticket"]
        return ["cancel", "ticket", *([] if booking.confirmed_at else ["confirm"])]
    if now >= session.starts_at:
        return []
    if booking.state == State.OFFERED:
        return ["accept", "decline"]
    if booking.state == State.WAITING:
        take = place is not None and place.why is Why.OPEN_TO_ALL
        return ["cancel", *(["accept"] if take else [])]
    return ["cancel"] if booking.state == State.HELD else []


def asked_to_come(booking: Booking, now: datetime.datetime) -> bool:
    """Whether it has been asked "are you coming?" and not been answered yet."""
    hours = rules_of(booking.session.activity).remind_hours
    if booking.state != State.BOOKED or booking.confirmed_at is not None or not hours:
        return False
    starts = booking.session.starts_at
    return starts - datetime.timedelta(hours=max(hours)) <= now < starts


def goes_on_at(booking: Booking) -> datetime.datetime | None:
    """When a seat goes on to others if nothing is said; None when it never does."""
    unsaid = booking.state == State.BOOKED and booking.confirmed_at is None
    return release_at(booking.session) if unsaid else None


def participants(session: Session) -> BookingQuerySet:
    """Everybody with something in a session, seats first, then the queue in its order."""
    found = session.bookings.active().with_people()
    return found.order_by("state", "queue_number", "group_id", "created_at", "id")
