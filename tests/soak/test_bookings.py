"""Random histories of one session's bookings, held against booking in plain Python.

`tests/activities/booking/plain_model.py` is the model. After each step both sentences of the
promise are read from the database itself: never more seats than there are, and no seat free while
somebody waits who could have it.
"""

import datetime
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from activities.booking.answering import accept, cancel, confirm, decline
from activities.booking.due import settle_due
from activities.booking.groups import book_group, join_group, start_group
from activities.booking.guardians import answer_for_child
from activities.booking.making import Wish, book
from activities.booking.managing import cancel_participants, invite, undo_cancelling
from activities.booking.refusals import Refusal
from activities.booking.seats import change_capacity, release_set_aside, set_seats_aside
from activities.errors import CapacityBelowTaken
from activities.models import Booking, BookingRules, GuardianRequest, Session, SetAside
from activities.notifying.links import guardian_token
from people.actors import VISITOR
from people.models import User
from tests.activities.booking.plain_model import HOUR, UNDO, Aside, Ask, Plain, PlainRules
from tests.activities.booking.young_people import as_, counts, refused, young
from tests.browsing import own_counters
from tests.named_people import TESTS
from tests.town import NOON, add_activity, add_session, add_venue, build_town

__all__ = ["own_counters"]
MANY = 1_000
FEW = 10
STEPS = 30
Rule = TypeVar("Rule", bound=Callable[..., None])
NAMES = ("Amina", "Bo", "Cilla", "Dana", "Elsa", "Fia", "Gus", "Hawa", "Ivar", "Juno")
hours = st.integers(min_value=1, max_value=30)
seats = st.integers(min_value=0, max_value=6)
pick = st.integers(min_value=0, max_value=99)


def somebody(*states: str) -> Callable[[Rule], Rule]:
    """Only while there is somebody in one of these states."""
    return precondition(lambda self: any(ask.state in states for ask in self.plain.asks))


class Bookings(RuleBasedStateMachine):
    """Ten young people, a coordinator and the clock."""

    people: dict[str, User]
    plain: Plain
    session: Session
    clock: datetime.datetime = NOON

    @initialize(
        capacity=seats,
        guardian=st.booleans(),
        hold=hours,
        offer=hours,
        last=st.integers(min_value=0, max_value=20),
        release=st.none() | st.integers(min_value=1, max_value=20),
        ahead=st.integers(min_value=6, max_value=72),
    )
    def an_evening(self, capacity: int, ahead: int, **told: Any) -> None:
        type(self).clock = NOON
        rules = PlainRules(**told, remind=24)
        self.plain = Plain(rules, NOON + ahead * HOUR, NOON, capacity)
        activity = add_activity(mode="booking", ages=(7, 19))
        BookingRules.objects.create(
            activity=activity,
            guardian="must_approve" if rules.guardian else "none",
            hold_hours=rules.hold,
            offer_hours=rules.offer,
            open_to_all_hours=rules.last,
            remind_hours=[rules.remind],
            release_hours=rules.release,
        )
        venue = add_venue("Gården", 0, 0)
        self.session = add_session(activity, venue, self.plain.starts, capacity=capacity)

    # --- who is meant

    def one(self, number: int, *states: str) -> Ask | None:
        """One of those in these states; None when there is nobody."""
        found = [ask for ask in self.plain.asks if ask.state in states]
        return found[number % len(found)] if found else None

    def row(self, ask: Ask) -> Booking:
        return Booking.objects.get(pk=ask.id)

    def not_here(self, number: int, size: int) -> list[str]:
        here = {ask.who for ask in self.plain.active()}
        free = [name for name in NAMES if name not in here]
        start = number % len(free) if free else 0
        return [*free[start:], *free[:start]][:size]

    # --- what young people and guardians do

    @rule(number=pick, size=st.sampled_from([1, 1, 1, 2, 3]), queue=st.booleans())
    @precondition(lambda self: not self.plain.begun)
    def somebody_asks(self, number: int, size: int, queue: bool) -> None:
        names = self.not_here(number, size)
        if len(names) < size:
            return
        plain = self.plain
        seated = plain.free >= size
        if not seated and not queue:
            with refused(Refusal.DOES_NOT_FIT if plain.free > 0 else Refusal.FULL):
                self.ask(names, queue=queue)
            return
        plain.numbers += 0 if seated else 1
        for made in self.ask(names, queue=queue):
            assert made.person is not None
            new = Ask(made.pk, made.person.call_name, "waiting", made.group_id, plain.numbers)
            plain.asks.append(new)
            if seated:
                new.number = None
                plain.seat(new)

    def ask(self, names: Sequence[str], *, queue: bool) -> Sequence[Booking]:
        people = [self.people[name] for name in names]
        contact = "vuxen@example.org"
        if len(people) == 1:
            wish = Wish(people, queue=queue, contacts={people[0]: contact})
            return book(session=self.session, wish=wish, by=as_(people[0]))
        group = start_group(session=self.session, contact=contact, by=as_(people[0]))
        for friend in people[1:]:
            join_group(code=str(group.code), contact=contact, by=as_(friend))
        return book_group(group=group, queue=queue, by=as_(people[0]))

    @rule(number=pick)
    @precondition(lambda self: not self.plain.begun)
    def somebody_gives_up(self, number: int) -> None:
        if ask := self.one(number, "booked", "held", "offered", "waiting"):
            cancel(booking=self.row(ask), by=as_(self.people[ask.who]))
            ask.state = "cancelled"
            self.plain.fill()

    @rule(number=pick)
    @somebody("offered")
    def an_offer_is_accepted(self, number: int) -> None:
        if ask := self.one(number, "offered"):
            accept(booking=self.row(ask), by=as_(self.people[ask.who]))
            self.plain.seat(ask)

    @rule(number=pick)
    @somebody("offered")
    def an_offer_is_declined(self, number: int) -> None:
        if ask := self.one(number, "offered"):
            decline(booking=self.row(ask), by=as_(self.people[ask.who]))
            ask.state = "declined"
            self.plain.fill()

    @rule(number=pick)
    @precondition(lambda self: not self.plain.begun)
    @somebody("waiting")
    def who_waits_takes_a_seat(self, number: int) -> None:
        ask, plain = self.one(number, "waiting"), self.plain
        if ask is None:
            return
        unit = next(unit for unit in plain.units() if ask in unit)
        take = partial(accept, booking=self.row(ask), by=as_(self.people[ask.who]))
        if not plain.last_hours:
            with refused(Refusal.OFFER_GONE):
                take()
        elif plain.free < len(unit):
            with refused(Refusal.DOES_NOT_FIT if plain.free > 0 else Refusal.FULL):
                take()
        else:
            take()
            for one in unit:
                plain.seat(one)

    @rule(number=pick)
    @somebody("booked")
    def somebody_says_that_they_come(self, number: int) -> None:
        if ask := self.one(number, "booked"):
            confirm(booking=self.row(ask), by=as_(self.people[ask.who]))
            ask.confirmed = True

    @rule(number=pick, approve=st.booleans())
    @somebody("held")
    def a_guardian_answers(self, number: int, approve: bool) -> None:
        if ask := self.one(number, "held"):
            nonce = GuardianRequest.objects.get(booking=ask.id).nonce
            answer_for_child(token=guardian_token(nonce), approve=approve, by=VISITOR)
            if approve:
                self.plain.approve(ask)
            else:
                ask.state = "declined"
                self.plain.fill()

    # --- what the coordinator does

    @rule(capacity=seats)
    @precondition(lambda self: not self.plain.begun)
    def other_seats(self, capacity: int) -> None:
        plain = self.plain
        change = partial(change_capacity, session=self.session, capacity=capacity, by=TESTS)
        if capacity < plain.capacity - plain.free:
            with pytest.raises(CapacityBelowTaken):
                change()
        else:
            change()
            plain.capacity = capacity
            plain.fill()

    @rule(count=st.integers(min_value=1, max_value=3), ahead=hours)
    @precondition(lambda self: not self.plain.begun)
    def seats_are_set_aside(self, count: int, ahead: int) -> None:
        plain = self.plain
        until = min(plain.now + ahead * HOUR, plain.starts)
        how: dict[str, Any] = {"seats": count, "purpose": "drop_in", "until": until, "by": TESTS}
        if plain.free < count:
            with refused(Refusal.DOES_NOT_FIT):
                set_seats_aside(session=self.session, **how)
        else:
            made = set_seats_aside(session=self.session, **how)
            plain.asides.append(Aside(made.pk, count, until))

    @rule(number=pick)
    def seats_set_aside_are_released(self, number: int) -> None:
        if self.plain.asides:
            one = self.plain.asides.pop(number % len(self.plain.asides))
            release_set_aside(set_aside=SetAside.objects.get(pk=one.id), by=TESTS)
            self.plain.fill()

    @rule(number=pick)
    @precondition(lambda self: not self.plain.begun)
    @somebody("waiting")
    def somebody_is_invited(self, number: int) -> None:
        ask, plain = self.one(number, "waiting"), self.plain
        if ask is None:
            return
        unit = next(unit for unit in plain.units() if ask in unit)
        if plain.invite(unit):
            invite(booking=self.row(ask), by=TESTS)
            plain.fill()
        else:
            with refused(Refusal.FULL):
                invite(booking=self.row(ask), by=TESTS)

    @rule(number=pick)
    @somebody("booked", "held", "offered", "waiting")
    def the_coordinator_cancels(self, number: int) -> None:
        if ask := self.one(number, "booked", "held", "offered", "waiting"):
            cancel_participants(session=self.session, ids=[ask.id], message="Tyvärr", by=TESTS)
            self.plain.remove(ask)

    @rule()
    @precondition(lambda self: not self.plain.begun and any(a.removed for a in self.plain.asks))
    def and_takes_it_back(self) -> None:
        plain = self.plain
        removed = [ask for ask in plain.asks if ask.state == "cancelled" and ask.removed]
        if not removed:
            return
        ask = removed[-1]
        assert ask.removed is not None
        undo = partial(undo_cancelling, session=self.session, ids=[ask.id], by=TESTS)
        if ask.removed[1] <= plain.now - UNDO:
            with refused(Refusal.TOO_LATE_TO_UNDO):
                undo()
        elif ask.who in {one.who for one in plain.active()}:
            with refused(Refusal.ALREADY_BOOKED):
                undo()
        else:
            undo()
            plain.restore(ask)

    # --- what time does

    @rule(minutes=st.sampled_from([1, 9, 59, 60, 61, 240, 900, 1800]))
    def time_passes(self, minutes: int) -> None:
        self.becomes(self.plain.now + datetime.timedelta(minutes=minutes))

    @rule()
    def until_something_ends(self) -> None:
        """Exactly to the moment at which the next hold, offer or set-aside is over."""
        ends = [ask.ends for ask in self.plain.active() if ask.ends is not None]
        coming = [
            end for end in [*ends, *(a.until for a in self.plain.asides)] if end > self.plain.now
        ]
        if coming:
            self.becomes(min(coming))

    def becomes(self, moment: datetime.datetime) -> None:
        type(self).clock = moment
        settle_due(by=TESTS)
        self.plain.time_passes(moment)

    # --- what always holds

    @invariant()
    @precondition(lambda self: hasattr(self, "session"))
    def both_say_the_same(self) -> None:
        found = dict(self.session.bookings.values_list("pk", "state"))
        assert found == {ask.id: ask.state for ask in self.plain.asks}
        confirmed = set(
            self.session.bookings.filter(state="booked", confirmed_at__isnull=False).values_list(
                "pk", flat=True
            )
        )
        booked = [ask for ask in self.plain.asks if ask.state == "booked"]
        assert confirmed == {ask.id for ask in booked if ask.confirmed}

    @invariant()
    @precondition(lambda self: hasattr(self, "session"))
    def the_promise_is_kept(self) -> None:
        counts(self.session)  # the row's counts are the rows'
        row = Session.objects.get(pk=self.session.pk)
        assert row.booked + row.held + row.offered + row.set_aside <= row.capacity
        waiting = row.bookings.waiting()
        units: dict[uuid.UUID, int] = {}
        for one in waiting:
            units[one.unit] = units.get(one.unit, 0) + 1
        if not (self.plain.last_hours or self.plain.begun):
            assert all(size > row.free for size in units.values()), (
                "a seat is free and somebody waits"
            )


def go_through(histories: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run so many random histories against the database of this test."""
    monkeypatch.setattr(
        "django.utils.timezone.now", lambda: Bookings.clock.astimezone(datetime.UTC)
    )
    Bookings.clock = NOON
    build_town()
    Bookings.people = {name: young(name) for name in NAMES}
    how = settings(
        max_examples=histories,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Bookings, settings=how)


@pytest.mark.django_db(transaction=True)
def test_a_few_histories_of_bookings(monkeypatch: pytest.MonkeyPatch) -> None:
    go_through(FEW, monkeypatch)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_many_histories_of_bookings(monkeypatch: pytest.MonkeyPatch) -> None:
    go_through(MANY, monkeypatch)
