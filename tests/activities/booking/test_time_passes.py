"""What time does: offers, holds and set-asides end, seats are confirmed or released."""

import datetime

import pytest

from activities.booking.answering import accept, cancel, confirm
from activities.booking.due import due_sessions, remind, settle_due
from activities.booking.refusals import Refusal
from activities.booking.seats import release_set_aside, set_aside_by_rules, set_seats_aside
from activities.errors import SessionOver
from activities.models import BookingRules, Notification, Session, SetAside
from tests.activities.booking.young_people import (
    EVENING,
    a_session,
    as_,
    counts,
    get_seat,
    queue,
    refused,
    state,
    young,
)
from tests.named_people import TESTS
from tests.town import NOON, add_session, at, stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def later(monkeypatch: Patch, moment: str) -> int:
    """It is that moment, and the worker comes by."""
    stop_clock(monkeypatch, at(moment))
    return settle_due(by=TESTS)


def test_an_offer_ends_at_its_very_moment_even_at_midnight(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1, offer_hours=12)
    first, second, third = (get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla"))
    cancel(booking=first, by=as_(first.person))
    second.refresh_from_db()
    assert second.expires_at == at("2026-11-19 00:00")
    assert later(monkeypatch, "2026-11-18 23:59") == 0
    assert later(monkeypatch, "2026-11-19 00:00") == 1
    assert (state(second), state(third)) == ("expired", "offered")
    assert counts(session) == {"offered": 1}


@pytest.mark.parametrize(
    ("now", "until"),
    [("2026-03-28 20:00", "2026-03-29 21:00"), ("2026-10-24 20:00", "2026-10-25 19:00")],
)
def test_an_offer_of_24_hours_is_24_hours_in_the_nights_that_clocks_change(
    monkeypatch: Patch, now: str, until: str
) -> None:
    session = a_session(monkeypatch, capacity=1, offer_hours=24)
    stop_clock(monkeypatch, at(now))
    starts = at(now) + datetime.timedelta(days=9)
    Session.objects.update(starts_at=starts, ends_at=starts + datetime.timedelta(hours=2))
    first, second = (get_seat(session, young(n)) for n in ("Amina", "Bo"))
    cancel(booking=first, by=as_(first.person))
    second.refresh_from_db()
    assert second.expires_at == at(until)


def test_an_offer_ends_before_the_last_hours_but_not_at_once(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1, offer_hours=24, open_to_all_hours=3)
    first, second, third = (get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla"))
    stop_clock(monkeypatch, at("2026-11-25 08:00"))
    cancel(booking=first, by=as_(first.person))
    second.refresh_from_db()
    assert second.expires_at == at("2026-11-25 16:00")
    stop_clock(monkeypatch, at("2026-11-25 15:30"))
    cancel(booking=second, by=as_(second.person))
    third.refresh_from_db()
    assert third.expires_at == at("2026-11-25 16:30"), "an hour, although the last hours begin"


def test_in_the_last_hours_a_free_seat_is_for_all_who_wait(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1, open_to_all_hours=3)
    first, second, third = (get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla"))
    with refused(Refusal.OFFER_GONE):
        accept(booking=third, by=as_(third.person))
    stop_clock(monkeypatch, at("2026-11-25 16:00"))
    with refused(Refusal.FULL):
        accept(booking=third, by=as_(third.person))
    cancel(booking=first, by=as_(first.person))
    assert queue(session, at("2026-11-25 16:00")) == [
        ("Bo", 1, "open_to_all"),
        ("Cilla", 2, "open_to_all"),
    ]
    told = Notification.objects.filter(kind="seats_open")
    assert sorted(told.values_list("recipient__call_name", flat=True)) == ["Bo", "Cilla"]
    accept(booking=third, by=as_(third.person))
    with refused(Refusal.FULL):
        accept(booking=second, by=as_(second.person))
    assert counts(session) == {"booked": 1, "waiting": 1}
    settle_due(by=TESTS)
    assert told.count() == 2, "they are told once an hour at most"


def test_when_it_begins_the_queue_is_over(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    _first, second = (get_seat(session, young(n)) for n in ("Amina", "Bo"))
    assert later(monkeypatch, "2026-11-25 19:00") == 1
    assert state(second) == "expired"
    assert counts(session) == {"booked": 1}
    with refused(Refusal.OFFER_GONE):
        accept(booking=second, by=as_(second.person))


def test_seats_set_aside_are_for_nobody_until_their_hour(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=2)
    until = at("2026-11-24 12:00")
    with refused(Refusal.DOES_NOT_FIT):
        set_seats_aside(session=session, seats=3, purpose="drop_in", until=until, by=TESTS)
    for wrong in (NOON, at("2026-11-25 19:01")):
        with pytest.raises(SessionOver):
            set_seats_aside(session=session, seats=1, purpose="drop_in", until=wrong, by=TESTS)
    aside = set_seats_aside(session=session, seats=1, purpose="drop_in", until=until, by=TESTS)
    first, second = (get_seat(session, young(n)) for n in ("Amina", "Bo"))
    assert (first.state, second.state) == ("booked", "waiting")
    assert later(monkeypatch, "2026-11-24 11:59") == 0
    assert later(monkeypatch, "2026-11-24 12:00") == 1
    assert state(second) == "offered"
    session.refresh_from_db()
    assert session.set_aside == 0
    release_set_aside(set_aside=aside, by=TESTS)
    session.refresh_from_db()
    assert session.set_aside == 0, "released twice is released once"


def test_sara_gives_seats_free_before_their_hour(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    until = at("2026-11-24 12:00")
    aside = set_seats_aside(session=session, seats=1, purpose="partner", until=until, by=TESTS)
    waits = get_seat(session, young("Amina"))
    release_set_aside(set_aside=aside, by=TESTS)
    assert state(waits) == "offered"


def test_rules_set_seats_aside_in_every_coming_session_once(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=5, set_aside=2, set_aside_until_hours=1)
    small = add_session(session.activity, session.venue, EVENING, capacity=1)
    full = add_session(session.activity, session.venue, EVENING, capacity=1, booked=1)
    assert set_aside_by_rules(activity=session.activity, by=TESTS) == 2
    assert set_aside_by_rules(activity=session.activity, by=TESTS) == 0
    for one, seats in ((session, 2), (small, 1), (full, 0)):
        one.refresh_from_db()
        assert one.set_aside == seats
    assert {one.until for one in SetAside.objects.all()} == {at("2026-11-25 18:00")}
    BookingRules.objects.update(set_aside=0)
    session.activity.refresh_from_db()
    assert set_aside_by_rules(activity=type(session.activity).objects.get(), by=TESTS) == 0


def asks() -> int:
    return remind(by=TESTS)


def test_are_you_coming_is_asked_at_its_hours_until_one_says_yes(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=3, remind_hours=[48, 4], release_hours=2)
    amina, bo = (get_seat(session, young(n)) for n in ("Amina", "Bo"))
    for moment, asked in [
        ("2026-11-23 18:59", 0),
        ("2026-11-23 19:00", 2),
        ("2026-11-23 19:01", 0),
    ]:
        stop_clock(monkeypatch, at(moment))
        assert asks() == asked, moment
    confirm(booking=amina, by=as_(amina.person))
    late = get_seat(session, young("Cilla"))
    assert late.confirmed_at is not None, "who books now has said it"
    stop_clock(monkeypatch, at("2026-11-25 15:00"))
    assert asks() == 1
    told = Notification.objects.filter(kind="reminder", booking=bo)
    assert told.count() == 2


def test_unconfirmed_seats_go_on_at_the_hour(monkeypatch: Patch) -> None:
    session = a_session(
        monkeypatch, capacity=2, remind_hours=[48], release_hours=6, open_to_all_hours=1
    )
    amina, bo, cilla = (get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla"))
    confirm(booking=amina, by=as_(amina.person))
    assert later(monkeypatch, "2026-11-25 12:59") == 0
    assert later(monkeypatch, "2026-11-25 13:00") == 1
    assert (state(amina), state(bo), state(cilla)) == ("booked", "released", "offered")
    accept(booking=cilla, by=as_(cilla.person))
    assert later(monkeypatch, "2026-11-25 13:01") == 0, "who took it now need not confirm"
    assert counts(session) == {"booked": 2}


def test_nobody_is_released_where_the_activity_does_not_say_so(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, remind_hours=[48])
    get_seat(session, young("Amina"))
    assert later(monkeypatch, "2026-11-25 18:59") == 0
    assert counts(session) == {"booked": 1}


def test_the_worker_goes_only_where_something_is_due(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    get_seat(session, young("Amina"))
    get_seat(session, young("Bo"))
    assert due_sessions(NOON) == set()
    assert due_sessions(EVENING) == {session.pk}
