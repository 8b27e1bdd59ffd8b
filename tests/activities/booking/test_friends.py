"""Friends go together: all of them get a seat, or nobody does."""

import pytest

from activities.booking.answering import accept, cancel
from activities.booking.groups import book_group, join_group, start_group
from activities.booking.refusals import Refusal
from activities.models import Booking, BookingGroup, GroupFriend, Session
from people.errors import NotPermitted
from people.models import User
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
Patch = pytest.MonkeyPatch


def together(session: Session, *people: User, contact: str = "") -> BookingGroup:
    first, *others = people
    group = start_group(session=session, contact=contact, by=as_(first))
    for friend in others:
        join_group(code=str(group.code).upper(), contact=contact, by=as_(friend))
    return group


def booked_together(session: Session, *names: str) -> list[Booking]:
    people = [young(name) for name in names]
    return book_group(group=together(session, *people), queue=True, by=as_(people[0]))


def test_three_friends_get_three_seats(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=3)
    made = booked_together(session, "Amina", "Bo", "Cilla")
    assert [one.state for one in made] == ["booked"] * 3
    assert counts(session) == {"booked": 3}
    assert not GroupFriend.objects.exists(), "who had joined is kept no longer than needed"


def test_a_group_that_does_not_fit_is_passed_over_and_sees_why(monkeypatch: Patch) -> None:
    """Four seats: three taken, one free; two friends wait, then Fia gets the seat they cannot."""
    session = a_session(monkeypatch, capacity=4)
    first, second, third = (get_seat(session, young(n)) for n in ("Amina", "Bo", "Cilla"))
    friends = booked_together(session, "Dana", "Elsa")
    assert [one.state for one in friends] == ["waiting", "waiting"]
    assert sorted(queue(session)) == [("Dana", 1, "does_not_fit"), ("Elsa", 1, "does_not_fit")]
    fia = get_seat(session, young("Fia"))
    assert fia.state == "booked"
    for one in (first, second):
        cancel(booking=one, by=as_(one.person))
    assert {state(one) for one in friends} == {"offered"}
    assert third.state == "booked"


def test_one_of_the_friends_may_leave_and_the_rest_fit(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=1)
    dana, elsa = booked_together(session, "Dana", "Elsa")
    cancel(booking=dana, by=as_(dana.person))
    assert state(elsa) == "offered"


def test_in_the_last_hours_friends_take_their_seats_together(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=2)
    seats = [get_seat(session, young(n)) for n in ("Amina", "Bo")]
    friends = booked_together(session, "Dana", "Elsa")
    stop_clock(monkeypatch, at("2026-11-25 17:00"))
    cancel(booking=seats[0], by=as_(seats[0].person))
    with refused(Refusal.DOES_NOT_FIT):
        accept(booking=friends[1], by=as_(friends[1].person))
    cancel(booking=seats[1], by=as_(seats[1].person))
    accept(booking=friends[1], by=as_(friends[1].person))
    assert {state(one) for one in friends} == {"booked"}


def test_friends_for_whom_others_come_first_take_nothing(monkeypatch: Patch) -> None:
    session = a_session(
        monkeypatch,
        capacity=2,
        resident_areas=["0126-skogas"],
        residents_until=at("2026-11-25 18:00"),
    )
    dana, _elsa = booked_together(session, "Dana", "Elsa")
    stop_clock(monkeypatch, at("2026-11-25 17:00"))
    with refused(Refusal.OFFER_GONE):
        accept(booking=dana, by=as_(dana.person))


def test_each_friends_guardian_answers_for_their_own(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=2, guardian="must_approve")
    people = [young(name) for name in ("Amina", "Bo")]
    group = together(session, *people, contact="foralder@example.org")
    made = book_group(group=group, queue=False, by=as_(people[0]))
    assert [one.state for one in made] == ["held", "held"]


def test_only_who_started_it_books_and_only_once(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=4)
    amina, bo = young("Amina"), young("Bo")
    group = together(session, amina, bo)
    with refused(Refusal.NOT_YOUR_GROUP):
        book_group(group=group, queue=True, by=as_(bo))
    code = str(group.code)
    book_group(group=group, queue=True, by=as_(amina))
    with refused(Refusal.GROUP_BOOKED):
        book_group(group=group, queue=True, by=as_(amina))
    with pytest.raises(NotPermitted):
        join_group(code=code, contact="", by=as_(young("Cilla")))


def test_joining(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=4, group_size=2)
    amina, bo = young("Amina"), young("Bo")
    group = together(session, amina, bo)
    join_group(code=str(group.code), contact="", by=as_(bo))
    assert group.friends.count() == 2, "joining twice is joining once"
    with refused(Refusal.GROUP_TOO_LARGE):
        join_group(code=str(group.code), contact="", by=as_(young("Cilla")))
    BookingGroup.objects.update(booked_at=at("2026-11-18 12:00"))
    with refused(Refusal.GROUP_BOOKED):
        join_group(code=str(group.code), contact="", by=as_(young("Dana")))
