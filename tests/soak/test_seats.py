"""Random histories of one session's seats, held against a model of a few lines of Python."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone
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

from activities.booking.seats import change_capacity
from activities.changing import cancel_session
from activities.errors import AlreadyCancelled, CapacityBelowTaken, SessionOver
from activities.models import Session
from people.actors import Actor
from people.errors import NotPermitted
from people.models import AuditEntry
from tests.browsing import own_counters
from tests.named_people import OSKAR, SARA, acting
from tests.town import add_activity, add_session, add_venue, build_town

__all__ = ["own_counters"]
MANY = 2_000
FEW = 15
STEPS = 25
counts = st.integers(min_value=0, max_value=40)


class Undone(Exception):
    """The caller's transaction fails after the change."""


class Seats(RuleBasedStateMachine):
    """Sara changes and calls off a session; Oskar, an analyst, may not; time passes."""

    sara: Actor
    oskar: Actor

    @initialize(capacity=counts, booked=counts, held=counts)
    def somebody_has_booked(self, capacity: int, booked: int, held: int) -> None:
        self.capacity, self.taken = max(capacity, booked + held), booked + held
        self.cancelled = self.over = False
        self.changes = 0
        starts = timezone.now() + datetime.timedelta(hours=1)
        self.session = add_session(
            add_activity(mode="booking"),
            add_venue("Gården", 0, 0),
            starts,
            capacity=self.capacity,
            booked=booked,
            held=held,
        )

    def change(self, capacity: int, by: Actor) -> None:
        change_capacity(session=self.session, capacity=capacity, by=by)

    @transaction.atomic
    def change_and_fail(self, capacity: int) -> None:
        self.change(capacity, self.sara)
        raise Undone

    @rule(capacity=counts)
    def sara_changes_the_capacity(self, capacity: int) -> None:
        if self.over:
            with pytest.raises(SessionOver):
                self.change(capacity, self.sara)
        elif capacity < self.taken:
            with pytest.raises(CapacityBelowTaken):
                self.change(capacity, self.sara)
        else:
            self.change(capacity, self.sara)
            self.capacity = capacity
            self.changes += 1

    @rule(capacity=counts)
    def oskar_may_not(self, capacity: int) -> None:
        with pytest.raises(NotPermitted):
            self.change(capacity, self.oskar)
        with pytest.raises(NotPermitted):
            cancel_session(session=self.session, reason="Oskar vill inte", by=self.oskar)

    @rule(more=st.integers(min_value=0, max_value=9))
    @precondition(lambda self: not self.over)
    def a_change_is_undone_with_its_transaction(self, more: int) -> None:
        with pytest.raises(Undone):
            self.change_and_fail(self.taken + more)

    @rule()
    def sara_calls_it_off(self) -> None:
        if self.over or self.cancelled:
            with pytest.raises(SessionOver if self.over else AlreadyCancelled):
                cancel_session(session=self.session, reason="Sjuk ledare", by=self.sara)
        else:
            cancel_session(session=self.session, reason="Sjuk ledare", by=self.sara)
            self.cancelled = True
            self.changes += 1

    @rule()
    @precondition(lambda self: self.changes > 2)
    def the_evening_passes(self) -> None:
        long_ago = timezone.now() - datetime.timedelta(days=1)
        end = long_ago + datetime.timedelta(hours=1)
        Session.objects.filter(pk=self.session.pk).update(starts_at=long_ago, ends_at=end)
        self.over = True

    @invariant()
    @precondition(lambda self: hasattr(self, "session"))
    def the_database_agrees(self) -> None:
        row = Session.objects.get(pk=self.session.pk)
        assert (row.capacity, row.taken) == (self.capacity, self.taken)
        assert row.free == (0 if self.cancelled else self.capacity - self.taken)
        assert (row.status == Session.Status.CANCELLED) is self.cancelled
        told = AuditEntry.objects.filter(deed="session.write", object_id=str(row.pk))
        assert told.count() == self.changes, "a change without its line in the audit log"


def go_through(histories: int) -> None:
    """Run so many random histories against the database of this test."""
    build_town()
    Seats.sara, Seats.oskar = acting(SARA), acting(OSKAR)
    how = settings(
        max_examples=histories,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Seats, settings=how)


@pytest.mark.django_db(transaction=True)
def test_a_few_histories_of_seats() -> None:
    go_through(FEW)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_many_histories_of_seats() -> None:
    go_through(MANY)
