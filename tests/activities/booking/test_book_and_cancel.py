"""A seat is booked, given up, and goes to the next one in the same moment."""

import pytest

from activities.booking.answering import accept, cancel, confirm, decline
from activities.booking.making import Wish, book
from activities.booking.refusals import Refusal
from activities.models import Booking, Notification, Session
from people.actors import VISITOR
from people.errors import NotPermitted, NotSignedIn
from tests.activities.booking.young_people import (
    a_session,
    as_,
    counts,
    get_seat,
    queue,
    refused,
    state,
    young,
)
from tests.town import at, stop_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    return a_session(monkeypatch, capacity=2)


def test_amina_books_a_seat(session: Session) -> None:
    amina = young("Amina")
    booking = get_seat(session, amina, queue=False)
    assert (booking.state, booking.person, booking.booked_by) == ("booked", amina, amina)
    assert counts(session) == {"booked": 1}


def test_a_visitor_logs_in_first(session: Session) -> None:
    with pytest.raises(NotSignedIn):
        book(session=session, wish=Wish([young("Amina")]), by=VISITOR)


def test_when_it_is_full_one_queues_if_one_wants_to(session: Session) -> None:
    for name in ("Amina", "Bo"):
        get_seat(session, young(name))
    cilla = young("Cilla")
    with refused(Refusal.FULL):
        get_seat(session, cilla, queue=False)
    assert get_seat(session, cilla).state == "waiting"
    assert counts(session) == {"booked": 2, "waiting": 1}
    assert queue(session) == [("Cilla", 1, "full")]


def test_a_seat_that_is_given_up_is_offered_to_the_first_in_the_queue(session: Session) -> None:
    amina, _bo, cilla, dana = [
        get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla", "Dana")
    ]
    assert cancel(booking=amina, by=as_(amina.person)).state == "cancelled"
    assert (state(cilla), state(dana)) == ("offered", "waiting")
    assert counts(session) == {"booked": 1, "offered": 1, "waiting": 1}
    accept(booking=cilla, by=as_(cilla.person))
    assert counts(session) == {"booked": 2, "waiting": 1}
    assert queue(session) == [("Dana", 1, "full")]


def test_a_declined_offer_goes_on_at_once(session: Session) -> None:
    amina, _bo, cilla, dana = [
        get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla", "Dana")
    ]
    cancel(booking=amina, by=as_(amina.person))
    decline(booking=cilla, by=as_(cilla.person))
    assert (state(cilla), state(dana)) == ("declined", "offered")
    with refused(Refusal.OFFER_GONE):
        decline(booking=cilla, by=as_(cilla.person))
    with refused(Refusal.OFFER_GONE):
        accept(booking=cilla, by=as_(cilla.person))


def test_leaving_the_queue_moves_the_others_up(session: Session) -> None:
    _a, _b, cilla, _dana = [get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla", "Dana")]
    assert [place for _who, place, _why in queue(session)] == [1, 2]
    cancel(booking=cilla, by=as_(cilla.person))
    assert queue(session) == [("Dana", 1, "full")]


def test_who_has_a_place_gets_no_second_one(session: Session) -> None:
    booking = get_seat(session, young("Amina"))
    with refused(Refusal.ALREADY_BOOKED):
        get_seat(session, booking.person)
    cancel(booking=booking, by=as_(booking.person))
    assert get_seat(session, booking.person).state == "booked", (
        "having cancelled, one may come back"
    )


def test_what_is_over_is_not_cancelled_or_confirmed(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking, other = get_seat(session, young("Amina")), get_seat(session, young("Bo"))
    cancel(booking=booking, by=as_(booking.person))
    with refused(Refusal.NOTHING_TO_CANCEL):
        cancel(booking=booking, by=as_(booking.person))
    with refused(Refusal.NOTHING_TO_CONFIRM):
        confirm(booking=booking, by=as_(booking.person))
    stop_clock(monkeypatch, session.starts_at)
    with refused(Refusal.NOTHING_TO_CANCEL):
        cancel(booking=other, by=as_(other.person))


def test_nobody_touches_somebody_elses_booking(session: Session) -> None:
    booking, bo = get_seat(session, young("Amina")), young("Bo")
    for deed in (cancel, confirm, accept, decline):
        with pytest.raises(NotPermitted):
            deed(booking=booking, by=as_(bo))
    gone = Booking(pk=bo.pk, session=session)
    with pytest.raises(NotPermitted):
        cancel(booking=gone, by=as_(bo))
    with refused(Refusal.NOT_YOUR_CHILD):
        book(session=session, wish=Wish([booking.participant]), by=as_(bo))


def test_saying_that_one_comes_twice_is_saying_it_once(session: Session) -> None:
    booking = get_seat(session, young("Amina"))
    first = confirm(booking=booking, by=as_(booking.person)).confirmed_at
    assert first is not None
    assert confirm(booking=booking, by=as_(booking.person)).confirmed_at == first


def test_each_thing_that_happens_is_told_once(session: Session) -> None:
    amina, _bo, cilla = [get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla")]
    cancel(booking=amina, by=as_(amina.person))
    accept(booking=cilla, by=as_(cilla.person))
    told = Notification.objects.order_by("created_at").values_list("recipient__call_name", "kind")
    assert sorted(told) == [
        ("Amina", "booked"),
        ("Amina", "cancelled"),
        ("Bo", "booked"),
        ("Cilla", "booked"),
        ("Cilla", "offered"),
        ("Cilla", "waiting"),
    ]


def test_the_price_is_the_one_when_it_was_booked(session: Session) -> None:
    session.activity.price_sek = 50
    session.activity.save()
    booking = get_seat(session, young("Amina"))
    session.activity.price_sek = 80
    session.activity.save()
    booking.refresh_from_db()
    assert booking.price_sek == 50


@pytest.mark.parametrize(
    ("mode", "status", "refusal"),
    [
        ("drop_in", "published", Refusal.NOT_BOOKABLE),
        ("booking", "archived", Refusal.NOT_SHOWN),
    ],
)
def test_what_cannot_be_booked(session: Session, mode: str, status: str, refusal: Refusal) -> None:
    session.activity.mode, session.activity.status = mode, status
    session.activity.save()
    with refused(refusal):
        get_seat(session, young("Amina"))


def test_a_session_that_is_called_off_or_has_begun(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = young("Amina")
    stop_clock(monkeypatch, at("2026-11-25 19:00"))
    with refused(Refusal.SESSION_STARTED):
        get_seat(session, amina)
    session.status, session.cancelled_reason = "cancelled", "Sjuk ledare"
    session.save()
    with refused(Refusal.SESSION_CANCELLED):
        get_seat(session, amina)
