"""Who may book what, and when: each rule of an activity, with somebody on either side of it."""

import datetime

import pytest

from activities.booking.ages import ages_on, is_of_age, school_year
from activities.booking.making import Wish, book
from activities.booking.refusals import Refusal
from activities.models import BookingRules, Session
from people.models import User
from tests.activities.booking.young_people import (
    EVENING,
    a_session,
    as_,
    child_of,
    counts,
    get_seat,
    queue,
    refused,
    state,
    young,
)
from tests.town import NOON, add_session, at, stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


@pytest.mark.parametrize(
    ("age", "refusal"),
    [(6, Refusal.TOO_YOUNG), (7, None), (19, None), (20, Refusal.TOO_OLD)],
)
def test_ages_count_by_calendar_year(monkeypatch: Patch, age: int, refusal: Refusal | None) -> None:
    session = a_session(monkeypatch, ages=(7, 19))
    if refusal is None:
        assert get_seat(session, young("Amina", age=age)).state == "booked"
    else:
        with refused(refusal):
            get_seat(session, young("Amina", age=age))


def born(person: User, day: str) -> User:
    person.birth_date = datetime.date.fromisoformat(day)
    person.birth_year = person.birth_date.year
    person.save()
    return person


@pytest.mark.parametrize(
    ("birthday", "refusal"),
    [
        ("2013-11-26", Refusal.TOO_YOUNG),  # thirteen the day after
        ("2013-11-25", None),
        ("2009-11-26", None),  # seventeen the day after
        ("2009-11-25", Refusal.TOO_OLD),
    ],
)
def test_ages_count_on_the_day_where_the_activity_says_so(
    monkeypatch: Patch, birthday: str, refusal: Refusal | None
) -> None:
    session = a_session(monkeypatch, ages=(13, 16), age_rule="birth_date")
    amina = born(young("Amina"), birthday)
    if refusal is None:
        assert get_seat(session, amina).state == "booked"
    else:
        with refused(refusal):
            get_seat(session, amina)


def test_the_day_is_asked_for_only_when_the_year_does_not_decide(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, ages=(13, 16), age_rule="birth_date")
    assert get_seat(session, young("Amina", age=15)).state == "booked"
    for age in (13, 17):
        with refused(Refusal.BIRTH_DATE_NEEDED):
            get_seat(session, young(f"Bo{age}", age=age))
    nobody_knows = young("Cilla")
    nobody_knows.birth_year = None
    nobody_knows.save()
    with refused(Refusal.BIRTH_YEAR_NEEDED):
        get_seat(session, nobody_knows)


def test_who_is_born_on_a_leap_day_is_older_on_the_first_of_march() -> None:
    leap = datetime.date(2012, 2, 29)
    assert ages_on(datetime.date(2026, 2, 28), 2012, leap) == (13, 13)
    assert ages_on(datetime.date(2026, 3, 1), 2012, leap) == (14, 14)
    assert ages_on(datetime.date(2028, 2, 29), 2012, leap) == (16, 16)


def test_from_eighteen_one_acts_alone() -> None:
    day = datetime.date(2026, 11, 18)
    assert not is_of_age(User(birth_year=2008), day), "the year alone leaves it open"
    assert is_of_age(User(birth_year=2007), day)
    assert is_of_age(User(birth_year=2008, birth_date=datetime.date(2008, 11, 18)), day)
    assert not is_of_age(User(birth_year=2008, birth_date=datetime.date(2008, 11, 19)), day)
    assert not is_of_age(User(), day)


def test_school_years_change_in_august(monkeypatch: Patch) -> None:
    assert school_year(2013, datetime.date(2026, 7, 31)) == 6
    assert school_year(2013, datetime.date(2026, 8, 1)) == 7
    session = a_session(monkeypatch, school_years=[7, 8, 9])
    assert get_seat(session, young("Amina", age=13)).state == "booked"
    with refused(Refusal.WRONG_SCHOOL_YEAR):
        get_seat(session, young("Bo", age=12))


def test_booking_opens_and_closes(monkeypatch: Patch) -> None:
    session = a_session(
        monkeypatch, opens_hours_before=48, opens_at=at("2026-11-23 18:00"), closes_hours_before=2
    )
    amina = young("Amina")
    moments = [
        ("2026-11-23 17:59", Refusal.NOT_OPEN_YET),
        ("2026-11-23 18:59", Refusal.NOT_OPEN_YET),
        ("2026-11-25 17:00", Refusal.CLOSED),
    ]
    for moment, refusal in moments:
        stop_clock(monkeypatch, at(moment))
        with refused(refusal):
            get_seat(session, amina)
    stop_clock(monkeypatch, at("2026-11-25 16:59"))
    assert get_seat(session, amina).state == "booked"


def test_residents_come_first_until_a_moment(monkeypatch: Patch) -> None:
    """Bo of Vårby asked before those of Skogås; he gets his offer when their time is over."""
    until = at("2026-11-20 12:00")
    session = a_session(
        monkeypatch, capacity=2, resident_areas=["0126-skogas"], residents_until=until
    )
    with refused(Refusal.FULL):
        get_seat(session, young("Ali", home="0126-varby"), queue=False)
    bo = get_seat(session, young("Bo", home="0126-varby"))
    nobody_knows = get_seat(session, young("Nils"))
    assert queue(session) == [("Bo", 1, "residents_first"), ("Nils", 2, "residents_first")]
    assert get_seat(session, young("Amina", home="R1")).state == "booked", "R1 is in Skogås"
    assert get_seat(session, young("Cilla", home="0126-skogas")).state == "booked"
    Session.objects.update(capacity=3)
    assert counts(session) == {"booked": 2, "waiting": 2}, "a seat is free, and not for them yet"
    stop_clock(monkeypatch, until)
    get_seat(session, young("Dana", home="0126-skogas"))
    assert (state(bo), state(nobody_knows)) == ("offered", "waiting")


def test_nobody_has_more_than_the_limit(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, limit_per_person=1)
    other = add_session(session.activity, session.venue, EVENING + datetime.timedelta(days=7))
    amina = young("Amina")
    get_seat(session, amina)
    with refused(Refusal.LIMIT_REACHED):
        get_seat(other, amina)
    stop_clock(monkeypatch, EVENING + datetime.timedelta(hours=1))
    assert get_seat(other, amina).state == "booked", "the first is no longer to come"


def test_a_guardian_books_for_siblings_together_all_or_none(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=2, guardian="must_approve")
    karin = young("Karin", age=40)
    three = [child_of(karin, name) for name in ("Nora", "Olle", "Pia")]
    with refused(Refusal.DOES_NOT_FIT):
        book(session=session, wish=Wish(three), by=as_(karin))
    made = book(session=session, wish=Wish(three[:2]), by=as_(karin))
    assert [one.state for one in made] == ["booked", "booked"], "the guardian has said yes by that"
    assert made[0].group == made[1].group is not None
    assert counts(session) == {"booked": 2}
    with refused(Refusal.NOT_YOUR_CHILD):
        book(session=session, wish=Wish(three[2:]), by=as_(young("Bo")))


def test_a_group_has_a_greatest_size(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch, capacity=9, group_size=2)
    karin = young("Karin", age=40)
    three = [child_of(karin, name) for name in ("Nora", "Olle", "Pia")]
    with refused(Refusal.GROUP_TOO_LARGE):
        book(session=session, wish=Wish(three, queue=True), by=as_(karin))


def test_fritidskortet_only_where_it_may_pay(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    assert not get_seat(session, young("Amina"), fritidskortet=True).fritidskortet
    BookingRules.objects.create(activity=session.activity, fritidskortet=True)
    assert get_seat(session, young("Bo"), fritidskortet=True).fritidskortet


def test_an_activity_without_rules_has_the_defaults(monkeypatch: Patch) -> None:
    session = a_session(monkeypatch)
    assert not BookingRules.objects.filter(activity=session.activity).exists()
    assert get_seat(session, young("Amina")).created_at == NOON.astimezone(datetime.UTC)
