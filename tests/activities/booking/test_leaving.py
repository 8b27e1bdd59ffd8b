"""Amina leaves Nära: her seats go on, and nothing of her stays."""

import datetime
import json

import pytest
from django.conf import settings

from activities.booking.groups import start_group
from activities.booking.idempotency import Answer, once
from activities.booking.making import Wish, book
from activities.models import Booking, IdempotencyKey, Notification, Session
from people.children import add_child
from people.errors import AliasNeeded
from people.models import Child, Guardianship
from people.retention import apply_retention, erase_person, export_person
from tests.activities.booking.young_people import (
    EVENING,
    a_session,
    as_,
    child_of,
    counts,
    get_seat,
    state,
    young,
)
from tests.named_people import TESTS
from tests.town import add_session, stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def test_her_seat_goes_to_the_queue_and_her_rows_are_gone(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1, guardian="informed")
    amina, bo = young("Amina"), young("Bo")
    past = add_session(session.activity, session.venue, EVENING)
    get_seat(session, amina, contact="a@example.org")
    get_seat(past, amina, contact="a@example.org")
    waits = get_seat(session, bo, contact="b@example.org")
    start_group(session=session, contact="", by=as_(amina))
    once(key="a-key-of-hers", request={}, do=lambda: Answer(200, {}), by=as_(amina))
    Session.objects.filter(pk=past.pk).update(starts_at=EVENING - datetime.timedelta(days=30))
    copy = export_person(person=amina, by=as_(amina))
    assert len(copy["activities.booking"]) == 2
    assert len(copy["activities.notification"]) == 2
    for kind in ("guardianrequest", "bookinggroup", "groupfriend", "idempotencykey"):
        assert copy[f"activities.{kind}"], kind
    assert "gAAAA" not in json.dumps(copy)
    erase_person(person=amina, by=as_(amina))
    assert state(waits) == "offered"
    assert counts(session) == {"offered": 1}
    assert not Booking.objects.filter(person=amina.pk).exists()
    assert not Notification.objects.filter(recipient=amina.pk).exists()


def test_children_go_with_their_last_guardian(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=4)
    karin, kalle = young("Karin", age=40), young("Kalle", age=41)
    nora, olle = child_of(karin, "Nora"), child_of(karin, "Olle")
    Guardianship.objects.create(guardian=kalle, child=olle)
    book(session=session, wish=Wish([nora, olle]), by=as_(karin))
    assert [row["call_name"] for row in export_person(person=karin, by=TESTS)["people.child"]]
    erase_person(person=karin, by=TESTS)
    assert list(Child.objects.all()) == [olle]
    assert counts(session) == {"booked": 1}
    assert list(Booking.objects.of(kalle)) == [Booking.objects.get()]


def test_a_protected_child_needs_an_alias() -> None:
    karin = young("Karin", age=40)
    with pytest.raises(AliasNeeded):
        add_child(
            by=TESTS, guardian=karin, call_name="Nora", birth_year=2016, protected_identity=True
        )
    child = add_child(
        by=as_(karin),
        guardian=karin,
        call_name="Nora",
        birth_year=2016,
        protected_identity=True,
        alias="Räven",
    )
    assert child.shown_name == "Räven"
    assert "Nora" not in str(child)


def test_a_year_after_the_session_the_booking_goes(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    amina = young("Amina")
    get_seat(session, amina)
    once(key="a-key-of-hers", request={}, do=lambda: Answer(200, {}), by=as_(amina))
    start_group(session=session, contact="", by=as_(amina))
    kept = datetime.timedelta(days=settings.NARA_RETENTION_BOOKING_DAYS)
    stop_clock(monkeypatch, session.ends_at + kept)
    assert apply_retention(by=TESTS)["activities.booking"] == 0
    stop_clock(monkeypatch, session.ends_at + kept + datetime.timedelta(seconds=1))
    report = apply_retention(by=TESTS)
    assert (report["activities.booking"], IdempotencyKey.objects.count()) == (1, 0)
