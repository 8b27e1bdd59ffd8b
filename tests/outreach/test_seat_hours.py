"""Seat-hours: what counts for whom, in which part of the week, worked out by hand."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.models import TimeSlot
from outreach.supply import AgeRange, Asked, coming_weeks, hours_in_slot, seat_hours_by_venue
from tests.town import (
    a_category,
    add_activity,
    add_category,
    add_session,
    add_venue,
    at,
    stop_clock,
)
from venues.models import SchoolHoliday

ASKED = AgeRange(13, 16)
AUTUMN = SchoolHoliday(
    name="Höstlov",
    first_date=datetime.date(2026, 10, 26),
    last_date=datetime.date(2026, 10, 30),
)


def slot(
    starts: str, ends: str, weekdays: str = "1234567", school_holiday: bool | None = None
) -> TimeSlot:
    return TimeSlot(
        weekdays=[int(day) for day in weekdays],
        starts=datetime.time.fromisoformat(starts),
        ends=datetime.time.fromisoformat(ends),
        school_holiday=school_holiday,
    )


def hours(starts: str, ends: str, part: TimeSlot | None) -> float:
    in_utc = [at(moment).astimezone(datetime.UTC) for moment in (starts, ends)]
    return hours_in_slot(in_utc[0], in_utc[1], part, [AUTUMN])


@pytest.mark.parametrize(
    ("ages", "share"),
    [
        ((13, 16), 1),
        ((10, 25), 1),
        ((13, 15), 3 / 4),
        ((16, 19), 1 / 4),
        ((17, 19), 0),
        ((7, 9), 0),
    ],
)
def test_the_part_of_the_ages_that_it_is_open_to(ages: tuple[int, int], share: float) -> None:
    assert ASKED.share_open(*ages) == share


@pytest.mark.parametrize(
    ("starts", "ends", "part", "expected"),
    [
        ("2026-11-18 17:00", "2026-11-18 20:00", None, 3),
        ("2026-11-18 17:00", "2026-11-18 20:00", slot("17:00", "20:00"), 3),
        ("2026-11-18 16:00", "2026-11-18 21:30", slot("17:00", "20:00"), 3),
        ("2026-11-18 18:30", "2026-11-18 19:00", slot("17:00", "20:00"), 0.5),
        ("2026-11-18 20:00", "2026-11-18 21:00", slot("17:00", "20:00"), 0),
        ("2026-11-18 17:00", "2026-11-18 20:00", slot("17:00", "20:00", "67"), 0),
        ("2026-11-21 17:00", "2026-11-21 20:00", slot("17:00", "20:00", "67"), 3),
    ],
)
def test_the_hours_that_lie_in_the_slot(
    starts: str, ends: str, part: TimeSlot | None, expected: float
) -> None:
    assert hours(starts, ends, part) == expected


def test_a_night_counts_on_both_sides_of_midnight() -> None:
    friday_to_saturday = ("2026-11-20 21:00", "2026-11-21 02:00")
    assert hours(*friday_to_saturday, slot("20:00", "23:00")) == 2
    assert hours(*friday_to_saturday, slot("00:00", "04:00")) == 2
    assert hours(*friday_to_saturday, slot("00:00", "04:00", "6")) == 2
    assert hours(*friday_to_saturday, slot("00:00", "04:00", "5")) == 0
    assert hours("2026-11-20 12:00", "2026-11-22 12:00", slot("17:00", "20:00")) == 6


def test_the_nights_when_the_clock_changes_have_the_hours_they_have() -> None:
    night = slot("00:00", "06:00")
    assert hours("2026-03-29 00:00", "2026-03-29 06:00", night) == 5
    assert hours("2026-10-25 00:00", "2026-10-25 06:00", night) == 7
    assert hours("2026-10-25 00:00", "2026-10-25 06:00", None) == 7


def test_school_holidays_only_except_or_either() -> None:
    on_holiday = ("2026-10-28 09:00", "2026-10-28 12:00")
    in_term = ("2026-11-04 09:00", "2026-11-04 12:00")
    found = {
        kind: (
            hours(*on_holiday, slot("09:00", "17:00", school_holiday=kind)),
            hours(*in_term, slot("09:00", "17:00", school_holiday=kind)),
        )
        for kind in (True, False, None)
    }
    assert found == {True: (3, 0), False: (0, 3), None: (3, 3)}


@given(st.integers(0, 2_000), st.integers(1, 600), st.integers(0, 22))
def test_parts_that_cover_the_day_add_up_to_the_whole(begin: int, minutes: int, cut: int) -> None:
    start = at("2026-11-16 00:00").astimezone(datetime.UTC) + datetime.timedelta(minutes=begin)
    end = start + datetime.timedelta(minutes=minutes)
    border = datetime.time(cut + 1)
    parts = [
        TimeSlot(weekdays=[1, 2, 3, 4, 5, 6, 7], starts=first, ends=last, school_holiday=None)
        for first, last in ((datetime.time(0), border), (border, datetime.time(23, 59, 59, 999999)))
    ]
    total = sum(hours_in_slot(start, end, part, []) for part in parts)
    assert total == pytest.approx(minutes / 60, abs=1e-5)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2026-11-16", "2026-11-23", "2026-12-20"),  # Monday: from the next one on
        ("2026-11-22", "2026-11-23", "2026-12-20"),  # Sunday
        ("2026-12-28", "2027-01-04", "2027-01-31"),  # week 53
    ],
)
def test_four_whole_weeks_are_counted_from_next_monday(today: str, first: str, last: str) -> None:
    found = coming_weeks(datetime.date.fromisoformat(today))
    assert [day.isoformat() for day in found] == [first, last]


@pytest.mark.django_db
def test_which_sessions_count(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)  # so Monday 23 November to Sunday 20 December are counted
    club = add_venue("Skogås fritidsgård", 0, 0)
    other = add_venue("Skogås bibliotek", 100, 0)
    basket = add_category("basket", parent=a_category("sport"))
    hall = add_activity("Öppen hall", category=basket)
    for day in ("2026-11-23", "2026-12-20"):
        add_session(hall, club, at(f"{day} 17:00"), hours=3, capacity=20)  # 60 each
    add_session(hall, club, at("2026-11-22 17:00"))  # before
    add_session(hall, club, at("2026-12-21 00:00"))  # after
    add_session(hall, club, at("2026-12-01 17:00"), status="cancelled", cancelled_reason="Nej")
    for status in ("draft", "archived"):
        add_session(add_activity(status=status), club, at("2026-12-01 17:00"))
    add_session(add_activity(ages=(7, 9)), club, at("2026-12-01 17:00"))
    small = add_activity("Schack", ages=(15, 18), category=add_category("library"))
    add_session(small, other, at("2026-12-02 15:00"), hours=2, capacity=10)  # 20, half the ages
    assert seat_hours_by_venue(Asked(ASKED)) == {club.pk: 120 / 4, other.pk: 10 / 4}
    assert seat_hours_by_venue(Asked(ASKED, "sport")) == {club.pk: 30}
    assert seat_hours_by_venue(Asked(ASKED, "library")) == {other.pk: 2.5}
    evening = TimeSlot.objects.create(
        code="test_evening",
        position=99,
        weekdays=[1, 2, 3, 4, 5],
        starts=datetime.time(18),
        ends=datetime.time(20),
    )
    in_the_evening = seat_hours_by_venue(Asked(ASKED, None, evening))
    assert in_the_evening == {club.pk: 2 * 20 / 4, other.pk: 0}  # the 20th is a Sunday
