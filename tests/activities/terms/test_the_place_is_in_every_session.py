"""A place in a course is a seat in each of its sessions, also in those that come later."""

import pytest

from activities.booking.answering import cancel
from activities.booking.managing import move_participant
from activities.booking.refusals import Refusal
from activities.booking.seats import change_capacity
from activities.changing import cancel_session
from activities.errors import CapacityBelowTaken
from activities.models import Booking, CourseSeats, Notification, Session, Term
from activities.notifying.delivery import deliver
from activities.terms.answering import withdraw
from activities.terms.due import settle_terms
from activities.terms.setting_up import change_places
from tests.activities.booking.young_people import as_, refused, young
from tests.activities.terms.season import a_term, course, drawn, seats, who_comes, wish, yes
from tests.named_people import TESTS
from tests.town import add_session, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(monkeypatch: pytest.MonkeyPatch) -> Term:
    return a_term(monkeypatch, places={"Gitarr": 2})


@pytest.fixture
def placed(term: Term, monkeypatch: pytest.MonkeyPatch) -> Term:
    """Amina has a place in the guitar course."""
    amina = wish(term, young("Amina"), "Gitarr")
    drawn(monkeypatch, term)
    yes(amina)
    return term


def sessions(term: Term) -> list[Session]:
    return list(course(term, "Gitarr").activity.sessions.order_by("starts_at"))


def test_a_published_term_keeps_the_seats_of_its_sessions(term: Term) -> None:
    for session in sessions(term):
        assert seats(session) == (0, 2, 2), "made with one seat: the promise is the course's"
        assert session.free == 0, "nobody else gets in between"


def test_who_accepts_has_a_seat_in_every_session(placed: Term) -> None:
    for session in sessions(placed):
        assert who_comes(session) == ["Amina"]
        assert seats(session) == (1, 1, 2)
    kinds = list(Notification.objects.values_list("kind", flat=True))
    assert "booked" not in kinds, "one message, not one for each session"


def test_a_session_that_comes_later_has_the_seat_too(placed: Term) -> None:
    first = sessions(placed)[0]
    later = add_session(first.activity, first.venue, at("2027-03-02 16:00"), capacity=1)
    outside = add_session(first.activity, first.venue, at("2027-08-24 16:00"), capacity=1)
    settle_terms(by=TESTS)
    assert who_comes(later) == ["Amina"]
    assert seats(later) == (1, 1, 2)
    assert seats(outside) == (0, 0, 1), "not in the term"


def test_who_gives_up_the_course_gives_up_every_session(placed: Term) -> None:
    amina = placed.applications.get()
    withdraw(application=amina, by=as_(amina.person))
    for session in sessions(placed):
        assert who_comes(session) == []
        assert seats(session) == (0, 2, 2)


def test_who_cannot_come_once_keeps_the_place_in_the_course(placed: Term) -> None:
    first, second = sessions(placed)
    seat = Booking.objects.get(session=first)
    cancel(booking=seat, by=as_(seat.person))
    change_places(course=course(placed, "Gitarr"), places=3, by=TESTS)
    assert (who_comes(first), who_comes(second)) == ([], ["Amina"])
    assert Notification.objects.filter(kind="cancelled").count() == 1


def test_what_is_told_of_one_session_says_that_the_place_stays(
    placed: Term, mailoutbox: list[object]
) -> None:
    seat = Booking.objects.filter(session=sessions(placed)[0]).get()
    cancel(booking=seat, by=as_(seat.person))
    deliver(by=TESTS)
    bodies = [one.body for one in mailoutbox]  # type: ignore[attr-defined]
    assert any("Platsen på kursen är kvar" in body for body in bodies)
    assert any("Platsen gäller alla tillfällen" in body for body in bodies)


def test_fewer_seats_than_the_course_has_places_are_refused(placed: Term) -> None:
    with pytest.raises(CapacityBelowTaken):
        change_capacity(session=sessions(placed)[0], capacity=1, by=TESTS)


def test_a_session_called_off_keeps_no_seats(placed: Term) -> None:
    first = sessions(placed)[0]
    cancel_session(session=first, reason="Läraren är sjuk", by=TESTS)
    settle_terms(by=TESTS)
    assert seats(first) == (0, 0, 2)
    assert not CourseSeats.objects.filter(session=first).exists()


def test_a_place_in_a_course_is_not_moved_one_session_at_a_time(placed: Term) -> None:
    first, second = sessions(placed)
    with refused(Refusal.TERM_COURSE):
        move_participant(booking=first.bookings.get(), to=second, by=TESTS)


def test_more_and_fewer_places(placed: Term) -> None:
    guitar = course(placed, "Gitarr")
    change_places(course=guitar, places=5, by=TESTS)
    assert seats(sessions(placed)[0]) == (1, 4, 5)
    change_places(course=guitar, places=1, by=TESTS)
    assert seats(sessions(placed)[0]) == (1, 0, 5)
    with refused(Refusal.PLACES_PROMISED):
        change_places(course=guitar, places=0, by=TESTS)
