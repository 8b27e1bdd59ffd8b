"""Random evenings of several phones, held against attendance in plain Python.

`tests/activities/attendance/plain_evening.py` is the model. Phones tap while they have no network,
their clocks are wrong, batches are cut anywhere, shuffled, sent twice, and answers get lost. After
each step what the server says is what the model says; in the end every tap is there once.
"""

import datetime
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from activities.attendance.receiving import Envelope
from activities.attendance.standing import standings
from activities.models import AttendanceRecord, Booking, RefusedRecord, Session
from people.models import User
from tests.activities.attendance.phones import (
    EVENING,
    Phone,
    a_leader,
    booked,
    later,
    send,
)
from tests.activities.attendance.plain_evening import PlainEvening, Tap
from tests.activities.booking.young_people import young
from tests.browsing import own_counters
from tests.town import NOON, add_activity, add_session, add_venue, build_town

__all__ = ["own_counters"]
MANY = 10_000
FEW = 15
STEPS = 20
NAMES = ("Amina", "Bo", "Cilla", "Dana")
#: How far behind the phones' clocks are, in milliseconds: a leap, a zone, a battery that was empty.
CLOCKS = (0, 1_500, -3_600_000, 40 * 24 * 3_600_000)
minutes = st.integers(min_value=0, max_value=6)
pick = st.integers(min_value=0, max_value=99)


@dataclass
class Outbox:
    """A phone with what it has not been told yet that it arrived."""

    phone: Phone
    waiting: list[tuple[Tap, Envelope]] = field(default_factory=list)
    told: int = 0


class Evenings(RuleBasedStateMachine):
    """Four phones of two leaders at one session, and the network between them and the server."""

    session: Session
    seats: dict[str, Booking]
    leaders: list[User]
    people: list[User]
    template: Session
    clock: datetime.datetime = NOON
    histories = 0
    sent = 0

    @initialize(clocks=st.permutations(CLOCKS))
    def an_evening(self, clocks: Sequence[int]) -> None:
        kind = type(self)
        kind.clock = NOON
        kind.histories += 1
        self.session = add_session(
            self.template.activity, self.template.venue, EVENING, capacity=20
        )
        self.seats = dict(zip(NAMES, booked(self.session, *self.people), strict=True))
        self.outboxes = [
            Outbox(Phone(self.leaders[n % 2], slow=datetime.timedelta(milliseconds=behind)))
            for n, behind in enumerate(clocks)
        ]
        kind.clock = later(60)
        self.plain = PlainEvening()
        self.tapped: set[uuid.UUID] = set()

    # --- what leaders do, without a network

    def tap(self, number: int, kind: str, about: str, says: Any, minute: int, **said: Any) -> None:
        """On some phone, at a minute of the evening: of ties there are many."""
        outbox = self.outboxes[number % len(self.outboxes)]
        when = later(minute)
        envelope = outbox.phone.tap(self.session, kind, when=when, **said)
        tap = Tap(envelope.id, when, kind, about, says)
        outbox.waiting.append((tap, envelope))
        self.tapped.add(tap.id)

    @rule(
        number=pick,
        name=st.sampled_from(NAMES),
        status=st.sampled_from(["present", "late", "absent", "excused", "undone"]),
        way=st.sampled_from(["tap", "scan", "all"]),
        minute=minutes,
    )
    def marks(self, number: int, name: str, status: str, way: str, minute: int) -> None:
        seat = self.seats[name]
        self.tap(number, "mark", name, status, minute, booking=seat, status=status, way=way)

    @rule(number=pick, change=st.sampled_from([1, 1, 1, -1, 5]), minute=minutes)
    def counts(self, number: int, change: int, minute: int) -> None:
        cell = {"gender": "girls", "age_band": "13-15", "hour": 17 + minute % 2}
        about = f"girls {cell['hour']}"
        self.tap(number, "count", about, change, minute, change=change, **cell)

    @rule(
        number=pick,
        alias=st.sampled_from(["Räven", "räven ", "Ugglan"]),
        status=st.sampled_from(["present", "present", "undone"]),
        minute=minutes,
    )
    def checks_in(self, number: int, alias: str, status: str, minute: int) -> None:
        about = f"visitor {alias.strip().lower()}"
        self.tap(number, "visitor", about, status, minute, alias=alias, status=status)

    @rule(number=pick, note=st.sampled_from(["Lugnt", "Stökigt"]), minute=minutes)
    def writes(self, number: int, note: str, minute: int) -> None:
        self.tap(number, "log", "note", note, minute, note=note)

    @rule(number=pick, minute=minutes)
    def felt_unsafe(self, number: int, minute: int) -> None:
        self.tap(number, "unsafe", "", "", minute)

    # --- what the network does

    @rule(number=pick, size=st.integers(min_value=1, max_value=6), seed=pick, lost=st.booleans())
    def sends(self, number: int, size: int, seed: int, lost: bool) -> None:
        """A part of what waits, shuffled, some of it twice; the answer may get lost."""
        outbox = self.outboxes[number % len(self.outboxes)]
        chance = random.Random(seed)
        chosen = chance.sample(outbox.waiting, min(size, len(outbox.waiting)))
        if not chosen:
            return
        batch = [*chosen, *chance.choices(chosen, k=2)]
        chance.shuffle(batch)
        sender = self.leaders[seed % 2]
        results = send(*(envelope for _tap, envelope in batch), by=sender)
        type(self).sent += len(batch)
        assert [one.envelope.id for one in results] == [tap.id for tap, _envelope in batch]
        assert all(one.why is None for one in results), [one.why for one in results]
        for tap, _envelope in chosen:
            self.plain.arrives(tap)
        if not lost:
            outbox.told += len(chosen)
            outbox.waiting = [one for one in outbox.waiting if one not in chosen]

    # --- what always holds

    @invariant()
    def both_say_the_same(self) -> None:
        if not hasattr(self, "plain"):
            return
        stand = standings([self.session.pk])[self.session.pk]
        named = {seat.pk: name for name, seat in self.seats.items()}
        found = {named[one.participant]: one.status for one in stand.marks}
        found |= {f"visitor {one.alias.strip().lower()}": "present" for one in stand.visitors}
        assert found == self.plain.statuses()
        counts = {f"{one.gender} {one.hour}": one.count for one in stand.counts}
        assert counts == self.plain.counts()
        assert stand.log.note == self.plain.note()
        assert len(stand.log.unsafe) == self.plain.unsafe()

    def teardown(self) -> None:
        """Home again: whatever still waits is sent, and every tap is there once."""
        if not hasattr(self, "plain"):
            return
        for outbox in self.outboxes:
            if outbox.waiting:
                send(*(envelope for _tap, envelope in outbox.waiting), by=outbox.phone.leader)
                for tap, _envelope in outbox.waiting:
                    self.plain.arrives(tap)
        here = AttendanceRecord.objects.filter(session=self.session)
        ids = list(here.values_list("pk", flat=True))
        assert len(ids) == len(set(ids)) == len(self.tapped)
        assert set(ids) == self.tapped, "0 lost, 0 doubled"
        assert not RefusedRecord.objects.exists()
        self.both_say_the_same()


def go_through(histories: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run so many random evenings against the database of this test."""
    monkeypatch.setattr(
        "django.utils.timezone.now", lambda: Evenings.clock.astimezone(datetime.UTC)
    )
    Evenings.clock = NOON
    build_town()
    venue = add_venue("Gården", 0, 0)
    Evenings.template = add_session(add_activity(mode="booking"), venue, NOON)
    Evenings.people = [young(name) for name in NAMES]
    Evenings.leaders = [a_leader(), a_leader("Bea")]
    how = settings(
        max_examples=histories,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Evenings, settings=how)


@pytest.mark.django_db
def test_a_few_evenings(monkeypatch: pytest.MonkeyPatch) -> None:
    go_through(FEW, monkeypatch)


@pytest.mark.soak
@pytest.mark.django_db
def test_many_evenings(monkeypatch: pytest.MonkeyPatch, record_property: Any) -> None:
    go_through(MANY, monkeypatch)
    record_property("evenings", f"{Evenings.histories} evenings, {Evenings.sent} records sent")
    assert connection.vendor == "postgresql"
