"""The queue: who is next, who is passed over and why.

Those who asked together (a unit) get seats all at once or not at all. The order is by a
number given under the lock: who asked first. A unit that needs more seats than are free is passed
over and keeps its place; so is one for which residents come first until a later hour.
"""

import datetime
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from activities.booking.states import turn
from activities.models import Booking, BookingRules, Notification, Session, State, rules_of
from activities.notifying.outbox import tell

#: However late it is, an offer stands for so long (but never beyond the start).
SHORTEST_OFFER = datetime.timedelta(hours=1)


class Why(TextChoices):
    """Why somebody still waits."""

    FULL = "full", _("Alla platser är tagna. Du får ett erbjudande när det är din tur.")
    DOES_NOT_FIT = (
        "does_not_fit",
        _("Det finns plats, men inte för er alla. Ni behåller er plats i kön."),
    )
    RESIDENTS_FIRST = (
        "residents_first",
        _("De som bor i området går först ett tag till. Du behåller din plats i kön."),
    )
    OPEN_TO_ALL = (
        "open_to_all",
        _("En plats är ledig nu: den som tar den först får den."),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands: `place` counts from 1, by requests; `of` is how many there are."""

    place: int
    of: int
    why: Why


def units(waiting: Iterable[Booking]) -> Iterator[list[Booking]]:
    """The requests of a queue that is in order, one after another."""
    return (list(members) for _unit, members in groupby(waiting, key=lambda one: one.unit))


def in_last_hours(session: Session, rules: BookingRules, now: datetime.datetime) -> bool:
    """Whether free seats are for all who wait at once."""
    return now >= session.starts_at - datetime.timedelta(hours=rules.open_to_all_hours)


def offer_until(session: Session, rules: BookingRules, now: datetime.datetime) -> datetime.datetime:
    """When an offer made now ends: before the last hours if it can be, never after the start."""
    last_hours = session.starts_at - datetime.timedelta(hours=rules.open_to_all_hours)
    wanted = min(now + datetime.timedelta(hours=rules.offer_hours), last_hours)
    return min(max(wanted, now + SHORTEST_OFFER), session.starts_at)


def _may(unit: list[Booking], now: datetime.datetime) -> bool:
    return all(one.eligible_from is None or one.eligible_from <= now for one in unit)


def fill(session: Session, now: datetime.datetime) -> None:
    """Give every free seat of a locked session to the first request that fits."""
    if not session.waiting or session.free <= 0 or session.starts_at <= now:
        return
    rules = rules_of(session.activity)
    open_to_all = in_last_hours(session, rules, now)
    for unit in units(session.bookings.waiting().with_people()):
        if len(unit) > session.free or not _may(unit, now):
            continue
        if open_to_all:
            _tell_that_it_is_open(unit, now)
            continue
        offer(session, unit, rules, now)
        if session.free <= 0:
            break


def _tell_that_it_is_open(unit: list[Booking], now: datetime.datetime) -> None:
    """At most once an hour, however often seats come free."""
    for one in unit:
        tell(Notification.Kind.SEATS_OPEN, one, occasion=f"{now:%Y-%m-%dT%H}")


def offer(
    session: Session, unit: list[Booking], rules: BookingRules, now: datetime.datetime
) -> None:
    """Offer seats of a locked session to those who wait together."""
    until = offer_until(session, rules, now)
    for one in unit:
        turn(session, one, State.OFFERED, now=now, expires_at=until)
        tell(Notification.Kind.OFFERED, one)


def places(
    session: Session, waiting: list[Booking], now: datetime.datetime
) -> dict[uuid.UUID, Place]:
    """Where each of those who wait for a session stands, by booking. Asks the database nothing."""
    requests = list(units(waiting))
    open_to_all = in_last_hours(session, rules_of(session.activity), now)
    return {
        one.pk: Place(number, len(requests), _why(session, unit, now, open_to_all=open_to_all))
        for number, unit in enumerate(requests, start=1)
        for one in unit
    }


def _why(
    session: Session, unit: list[Booking], now: datetime.datetime, *, open_to_all: bool
) -> Why:
    if not _may(unit, now):
        return Why.RESIDENTS_FIRST
    if session.free <= 0:
        return Why.FULL
    if len(unit) > session.free:
        return Why.DOES_NOT_FIT
    return Why.OPEN_TO_ALL if open_to_all else Why.FULL
