"""What Sara does with the bookings of her evenings."""

import datetime

import pytest

from activities.booking.answering import cancel
from activities.booking.due import settle_due
from activities.booking.making import Wish, book
from activities.booking.managing import (
    UNDO,
    cancel_participants,
    invite,
    message_everyone,
    move_participant,
    undo_cancelling,
)
from activities.booking.refusals import Refusal
from activities.booking.seats import change_capacity, set_seats_aside
from activities.changing import SessionFields, cancel_session, edit_session
from activities.errors import CapacityBelowTaken
from activities.models import Booking, Notification, Session, SetAside
from activities.scheduling import remove_schedule
from people.errors import NotPermitted
from people.models import AuditEntry
from tests.activities.booking.young_people import (
    EVENING,
    a_session,
    as_,
    child_of,
    counts,
    get_seat,
    refused,
    state,
    young,
)
from tests.named_people import ALI, SARA, TESTS, acting
from tests.town import NOON, add_session, add_venue, add_weekly, at, stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch
HOUR = datetime.timedelta(hours=1)


def next_week(session: Session, capacity: int = 1) -> Session:
    starts = EVENING + datetime.timedelta(days=7)
    return add_session(session.activity, session.venue, starts, capacity=capacity)


def told(kind: str) -> list[str]:
    found = Notification.objects.filter(kind=kind)
    return sorted(found.values_list("recipient__call_name", flat=True))


def test_a_participant_is_moved_and_the_seat_goes_on(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    other = next_week(session)
    amina, bo = (get_seat(session, young(n)) for n in ("Amina", "Bo"))
    move_participant(booking=amina, to=other, by=acting(SARA))
    amina.refresh_from_db()
    assert (amina.session, amina.state) == (other, "booked")
    assert state(bo) == "offered"
    assert (counts(session), counts(other)) == ({"offered": 1}, {"booked": 1})
    assert told("moved") == ["Amina"]
    with refused(Refusal.FULL):
        move_participant(booking=bo, to=other, by=TESTS)


def test_a_held_seat_stays_held_where_it_goes(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, guardian="must_approve")
    other = next_week(session)
    amina = get_seat(session, young("Amina"), contact="a@example.org")
    assert move_participant(booking=amina, to=other, by=TESTS).state == "held"
    assert counts(other) == {"held": 1}


def test_moves_that_cannot_be(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    other = next_week(session, capacity=5)
    amina = get_seat(session, young("Amina"))
    get_seat(other, amina.person)
    with refused(Refusal.ALREADY_BOOKED):
        move_participant(booking=amina, to=session, by=TESTS)
    with refused(Refusal.ALREADY_BOOKED):
        move_participant(booking=amina, to=other, by=TESTS)
    Booking.objects.filter(pk=amina.pk).update(state="declined")
    Session.objects.filter(pk=session.pk).update(booked=0)
    with refused(Refusal.NOTHING_TO_CANCEL):
        move_participant(booking=amina, to=other, by=TESTS)
    cancel_session(session=other, reason="Sjuk ledare", by=TESTS)
    with refused(Refusal.SESSION_CANCELLED):
        move_participant(booking=amina, to=other, by=TESTS)


def test_an_invitation_takes_a_seat_set_aside(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=3)
    set_seats_aside(session=session, seats=2, purpose="partner", until=EVENING, by=TESTS)
    get_seat(session, young("Amina"))
    bo, cilla, dana = (get_seat(session, young(n)) for n in ("Bo", "Cilla", "Dana"))
    sara = acting(SARA)
    invite(booking=cilla, by=sara)
    assert (state(bo), state(cilla)) == ("waiting", "offered")
    session.refresh_from_db()
    assert session.set_aside == SetAside.objects.get().seats == 1
    invite(booking=dana, by=sara)
    assert SetAside.objects.get().released_at is not None
    with refused(Refusal.FULL):
        invite(booking=bo, by=sara)
    with refused(Refusal.NOT_WAITING):
        invite(booking=cilla, by=sara)
    assert counts(session) == {"booked": 1, "offered": 2, "waiting": 1}


def test_siblings_are_invited_together(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=2)
    set_seats_aside(session=session, seats=2, purpose="partner", until=EVENING, by=TESTS)
    karin = young("Karin", age=40)
    wish = Wish([child_of(karin, "Nora"), child_of(karin, "Olle")], queue=True)
    nora, olle = book(session=session, wish=wish, by=as_(karin))
    invite(booking=olle, by=TESTS)
    assert (state(nora), state(olle)) == ("offered", "offered")


def test_cancelling_some_is_told_when_it_can_no_longer_be_undone(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=2)
    amina, bo, cilla = (get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla"))
    ids = [amina.pk, bo.pk]
    sara = acting(SARA)
    cancel_participants(session=session, ids=ids, message="Dubbelbokad hall", by=sara)
    assert (state(amina), state(bo), state(cilla)) == ("cancelled", "cancelled", "offered")
    waits = Notification.objects.filter(kind="removed")
    assert {(one.message, one.send_after - NOON) for one in waits} == {("Dubbelbokad hall", UNDO)}
    undo_cancelling(session=session, ids=ids, by=sara)
    assert {state(amina), state(bo)} == {"booked", "waiting"}, "Cilla has been offered the other"
    assert counts(session) == {"booked": 1, "offered": 1, "waiting": 1}
    assert AuditEntry.objects.filter(by=sara.id, deed="booking.manage").count() == 2


def test_what_was_held_or_waiting_comes_back_as_it_was(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1, guardian="must_approve")
    held, waits = (get_seat(session, young(n), contact="a@example.org") for n in ("Amina", "Bo"))
    cancel_participants(session=session, ids=[held.pk, waits.pk], message="Hoppsan", by=TESTS)
    assert counts(session) == {}
    undo_cancelling(session=session, ids=[held.pk, waits.pk], by=TESTS)
    assert (state(held), state(waits)) == ("held", "waiting")


def test_what_cannot_be_cancelled_or_undone(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    amina, bo = (get_seat(session, young(n)) for n in ("Amina", "Bo"))
    cancel_participants(session=session, ids=[amina.pk], message="Hoppsan", by=TESTS)
    with refused(Refusal.NOTHING_TO_CANCEL):
        cancel_participants(session=session, ids=[amina.pk, bo.pk], message="Allt", by=TESTS)
    assert state(bo) == "booked", "all or none"
    with refused(Refusal.TOO_LATE_TO_UNDO):
        undo_cancelling(session=session, ids=[bo.pk], by=TESTS)
    stop_clock(monkeypatch, NOON + UNDO)
    with refused(Refusal.TOO_LATE_TO_UNDO):
        undo_cancelling(session=session, ids=[amina.pk], by=TESTS)


def test_a_message_to_all(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    for name in ("Amina", "Bo"):
        get_seat(session, young(name))
    assert message_everyone(session=session, message="Ta med inneskor", by=acting(SARA)) == 2
    assert told("message") == ["Amina", "Bo"]


def test_ali_who_leads_sees_but_does_not_decide(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    amina, ali = get_seat(session, young("Amina")), acting(ALI)
    with pytest.raises(NotPermitted):
        cancel_participants(session=session, ids=[amina.pk], message="Nej", by=ali)
    with pytest.raises(NotPermitted):
        message_everyone(session=session, message="Hej", by=ali)
    with pytest.raises(NotPermitted):
        invite(booking=amina, by=ali)


def test_more_seats_go_to_the_queue_first(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    _amina, bo, cilla = (get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla"))
    change_capacity(session=session, capacity=2, by=acting(SARA))
    assert (state(bo), state(cilla)) == ("offered", "waiting")


def test_fewer_seats_than_are_promised_is_refused_with_the_choices(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=3)
    set_seats_aside(session=session, seats=1, purpose="drop_in", until=EVENING, by=TESTS)
    get_seat(session, young("Amina"))
    with pytest.raises(CapacityBelowTaken) as refusal:
        change_capacity(session=session, capacity=1, by=TESTS)
    sentence = str(refusal.value.detail)
    assert "2 platser är redan lovade: 1 bokade" in sentence
    assert "1 undanlagda" in sentence


def test_calling_off_ends_every_booking_and_tells_everybody_why(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=2)
    set_seats_aside(session=session, seats=1, purpose="drop_in", until=EVENING, by=TESTS)
    amina, bo = (get_seat(session, young(n)) for n in ("Amina", "Bo"))
    cancel_session(session=session, reason="Vattenläcka", by=acting(SARA))
    assert (state(amina), state(bo)) == ("cancelled", "cancelled")
    assert counts(session) == {}
    assert session.set_aside == 0
    assert told("session_cancelled") == ["Amina", "Bo"]
    assert {one.message for one in Notification.objects.filter(kind="session_cancelled")} == {
        "Vattenläcka"
    }


def test_moving_a_session_tells_everybody_and_nothing_ends_after_it(monkeypatch: Patch) -> None:
    session = a_session(
        monkeypatch, capacity=2, guardian="must_approve", remind_hours=[48], release_hours=4
    )
    set_seats_aside(session=session, seats=1, purpose="drop_in", until=EVENING, by=TESTS)
    held = get_seat(session, young("Amina"), contact="a@example.org")
    waits = get_seat(session, young("Bo"), contact="b@example.org")
    park = add_venue("Parken", 500, 0)
    starts = at("2026-11-19 18:00")
    fields: SessionFields = {"starts_at": starts, "ends_at": starts + HOUR, "venue": park}
    edit_session(session=session, fields=fields, by=acting(SARA))
    held.refresh_from_db()
    assert held.expires_at == starts
    assert SetAside.objects.get().until == starts
    assert state(waits) == "waiting"
    assert told("session_moved") == ["Amina", "Bo"]
    soon = NOON + HOUR
    edit_session(session=session, fields={"starts_at": soon, "ends_at": soon + HOUR}, by=TESTS)
    held.refresh_from_db()
    assert held.confirmed_at is not None, "nobody loses a seat for not answering in the past"


def test_a_schedule_that_ends_calls_off_what_somebody_waits_for(monkeypatch: Patch) -> None:
    """Where nobody asked for a seat the session is taken away, with what had ended in it."""
    session = a_session(monkeypatch, capacity=1)
    schedule = add_weekly(session.activity, session.venue)
    other, empty = next_week(session), next_week(session)
    for week, one in enumerate((session, other, empty)):
        day = datetime.date(2026, 11, 25) + datetime.timedelta(weeks=week)
        moment = EVENING + datetime.timedelta(weeks=week)
        rows = Session.objects.filter(pk=one.pk)
        rows.update(schedule=schedule, occurrence_date=day, starts_at=moment, ends_at=moment + HOUR)
    amina = get_seat(session, young("Amina"))
    Session.objects.filter(pk=other.pk).update(set_aside=1)
    bo = get_seat(other, young("Bo"))
    gone = get_seat(empty, young("Cilla"))
    cancel(booking=gone, by=as_(gone.person))
    remove_schedule(schedule=schedule, reason="Hallen rivs", by=acting(SARA))
    assert (state(amina), state(bo)) == ("cancelled", "cancelled")
    assert told("session_cancelled") == ["Amina", "Bo"]
    assert not Session.objects.filter(pk=empty.pk).exists()
    assert not Booking.objects.filter(pk=gone.pk).exists()


def test_who_is_moved_late_keeps_the_seat(monkeypatch: Patch) -> None:
    """Past the hour at which unconfirmed seats go on, and nobody asked her about this one."""
    session = a_session(monkeypatch, remind_hours=[24], release_hours=6)
    other = next_week(session)
    amina = get_seat(other, young("Amina"))
    stop_clock(monkeypatch, at("2026-11-25 16:00"))
    move_participant(booking=amina, to=session, by=acting(SARA))
    settle_due(by=TESTS)
    assert state(amina) == "booked"


def test_an_offer_that_was_taken_away_comes_back_as_an_offer(monkeypatch: Patch) -> None:
    """Not as a seat: neither she nor her guardian has said yes to it."""
    session = a_session(monkeypatch, capacity=1, guardian="must_approve")
    amina, bo = (get_seat(session, young(n), contact="a@example.org") for n in ("Amina", "Bo"))
    cancel(booking=amina, by=as_(amina.person))
    assert state(bo) == "offered"
    sara = acting(SARA)
    cancel_participants(session=session, ids=[bo.pk], message="Fel lista", by=sara)
    undo_cancelling(session=session, ids=[bo.pk], by=sara)
    assert state(bo) == "offered"
