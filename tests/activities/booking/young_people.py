"""Many young people, and what a test says of their bookings in one line."""

import datetime
from typing import Any

import pytest

from activities.booking.making import Wish, book
from activities.booking.queue import places
from activities.booking.refusals import Refusal, Refused
from activities.models import Booking, BookingRules, Session, State
from people.actors import Actor, actor_for
from people.children import add_child
from people.models import Child, User
from people.roles import Role
from tests.named_people import TESTS, Named, make
from tests.town import (
    NOON,
    add_activity,
    add_session,
    add_venue,
    at,
    build_town,
    stop_clock,
)

#: The evening that the tests are about: in seven hours and a week.
EVENING = at("2026-11-25 19:00")


def young(name: str, *, age: int = 15, home: str = "") -> User:
    """A young person of that age this year, with their role."""
    return make(Named(name, Role.YOUNG_PERSON, NOON.year - age, home))


def as_(person: User | None) -> Actor:
    """A person who has logged in."""
    assert person is not None
    return actor_for(person, second_factor=False)


def child_of(guardian: User, name: str, *, age: int = 9) -> Child:
    return add_child(by=TESTS, guardian=guardian, call_name=name, birth_year=NOON.year - age)


def a_session(
    monkeypatch: pytest.MonkeyPatch,
    *,
    capacity: int = 2,
    ages: tuple[int, int] = (7, 19),
    **rules: object,
) -> Session:
    """A bookable evening a week from now, with these rules."""
    stop_clock(monkeypatch)
    build_town()
    activity = add_activity("Basket", mode="booking", ages=ages)
    if rules:
        BookingRules.objects.create(activity=activity, **rules)
    club = add_venue("Skogås fritidsgård", -300, 400)
    return add_session(activity, club, EVENING, capacity=capacity)


def refused(refusal: Refusal) -> Any:
    """What is done inside is refused for this reason."""
    return pytest.raises(Refused, check=lambda error: error.refusal == refusal)


def get_seat(session: Session, person: User | None, **more: object) -> Booking:
    """Book for oneself, or queue."""
    assert person is not None
    contacts: Any = {person: str(more.pop("contact"))} if "contact" in more else None
    how: dict[str, Any] = {"queue": True, **more}
    wish = Wish([person], contacts=contacts, **how)
    return book(session=session, wish=wish, by=as_(person))[0]


def state(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.state


def counts(session: Session) -> dict[str, int]:
    """The row's counts, having made sure that they are the rows'."""
    session.refresh_from_db()
    names = {"booked": State.BOOKED, "held": State.HELD, "offered": State.OFFERED}
    told = {name: getattr(session, name) for name in [*names, "waiting"]}
    found = {
        name: session.bookings.filter(state=one).count()
        for name, one in {**names, "waiting": State.WAITING}.items()
    }
    assert told == found, "the row's counts are not what the bookings say"
    return {name: number for name, number in told.items() if number}


def queue(session: Session, now: datetime.datetime = NOON) -> list[tuple[str, int, str]]:
    """Who waits, at which place, and why: in order."""
    session.refresh_from_db()
    waiting = list(session.bookings.waiting().with_people())
    where = places(session, waiting, now)
    return [
        (one.participant.shown_name, where[one.pk].place, where[one.pk].why.value)
        for one in waiting
    ]
