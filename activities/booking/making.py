"""Booking: a seat now, a seat that waits for a guardian, or a place in the queue."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from activities.booking.eligibility import (
    Participant,
    check_limit,
    check_not_yet_here,
    check_open,
    check_participants,
    eligible_from,
    needs_guardian,
)
from activities.booking.guardians import remember_guardian, seat_given
from activities.booking.passing_time import confirmed_by_booking
from activities.booking.refusals import Refusal, Refused
from activities.booking.row import locked
from activities.booking.states import count, remember
from activities.models import (
    Booking,
    BookingGroup,
    BookingRules,
    Notification,
    Session,
    State,
    rules_of,
)
from activities.notifying.outbox import tell
from people.actors import Actor
from people.models import Child
from people.permissions import require

Guardian = BookingRules.Guardian


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for besides the session: who, and how.

    `contacts` says, by participant, how a guardian without an account is reached; `queue` that a
    place in the queue is welcome when there is no seat.
    """

    participants: Sequence[Participant]
    queue: bool = False
    fritidskortet: bool = False
    group: BookingGroup | None = None
    contacts: Mapping[Participant, str] | None = None

    def contact(self, who: Participant) -> str:
        return (self.contacts or {}).get(who, "")


@transaction.atomic
def book(*, session: Session, wish: Wish, by: Actor) -> list[Booking]:
    """Book seats for those in `wish`, all or none; or queue for them, if that was asked for.

    Everything that does not depend on seats is checked before the row is locked. Raises Refused.
    """
    require(by, "booking.make")
    session = Session.objects.select_related("activity__rules").get(pk=session.pk)
    rules, now = rules_of(session.activity), timezone.now()
    _check_theirs(wish, by)
    check_open(session, rules, now)
    check_participants(session, rules, wish.participants)
    day = timezone.localdate(now)
    needs = {who: needs_guardian(rules, who, day) for who in wish.participants}
    if any(need != Guardian.NONE and not wish.contact(who) for who, need in needs.items()):
        raise Refused(Refusal.GUARDIAN_CONTACT_NEEDED)
    check_limit(session, rules, wish.participants)
    later = eligible_from(rules, wish.participants, now)
    with locked(session.pk) as row:
        check_open(row, rules, timezone.now())
        check_not_yet_here(row, wish.participants)
        seated = later is None and row.free >= len(wish.participants)
        if not seated and not wish.queue:
            raise Refused(Refusal.DOES_NOT_FIT if row.free > 0 and later is None else Refusal.FULL)
        return _make(row, wish, needs, by=by, seated=seated, later=later)


def _check_theirs(wish: Wish, by: Actor) -> None:
    """One books for oneself, for one's children, and for friends who have joined one's group."""
    friends = set()
    if wish.group is not None:
        friends = set(wish.group.friends.values_list("person_id", flat=True))
    children = {one.pk for one in wish.participants if isinstance(one, Child)}
    mine = set(Child.objects.of(by.person).values_list("pk", flat=True)) if children else set()  # type: ignore[arg-type]
    others = {one.pk for one in wish.participants} - children - {by.id} - friends
    if others or not children <= mine:
        raise Refused(Refusal.NOT_YOUR_CHILD)


def _make(
    row: Session,
    wish: Wish,
    needs: Mapping[Participant, Guardian],
    *,
    by: Actor,
    seated: bool,
    later: datetime.datetime | None,
) -> list[Booking]:
    """The rows of a request whose session is locked, counted in it, and what is told of them."""
    now, rules, made = timezone.now(), rules_of(row.activity), []
    group = wish.group
    if group is None and len(wish.participants) > 1:
        group = BookingGroup.objects.create(session=row, started_by=by.person)
    row.queue_number += 0 if seated else 1
    for who in wish.participants:
        held = needs[who] == Guardian.MUST_APPROVE
        state = (State.HELD if held else State.BOOKED) if seated else State.WAITING
        one = _row(row, who, state, rules, now)
        one.booked_by, one.group, one.eligible_from = by.person, group, later
        one.fritidskortet = wish.fritidskortet and rules.fritidskortet
        one.save(force_insert=True)
        count(row, state, 1)
        remember(row, one)
        made.append(one)
        _tell(one, wish.contact(who) if needs[who] != Guardian.NONE else "")
    return made


def _row(
    row: Session, who: Participant, state: State, rules: BookingRules, now: datetime.datetime
) -> Booking:
    return Booking(
        session=row,
        person=None if isinstance(who, Child) else who,
        child=who if isinstance(who, Child) else None,
        state=state,
        queue_number=row.queue_number if state == State.WAITING else None,
        expires_at=held_until(row, rules, now) if state == State.HELD else None,
        confirmed_at=confirmed_by_booking(row, now) if state == State.BOOKED else None,
        price_sek=row.activity.price_sek,
        changed_at=now,
        created_at=now,
    )


def held_until(row: Session, rules: BookingRules, now: datetime.datetime) -> datetime.datetime:
    """How long a seat waits for a guardian: never beyond the start."""
    return min(now + datetime.timedelta(hours=rules.hold_hours), row.starts_at)


def _tell(one: Booking, contact: str) -> None:
    if contact:
        remember_guardian(one, contact)
    if one.state == State.WAITING:
        tell(Notification.Kind.WAITING, one)
    else:
        seat_given(one)
