"""Weekly schedules become sessions: at the same hour all year, once, and never over a change."""

import datetime

import pytest

from activities.booking.seats import change_capacity
from activities.changing import cancel_session
from activities.materialising import materialise_sessions
from activities.models import Activity, Session
from people.errors import NotPermitted
from tests.named_people import GUNILLA, SARA, TESTS, acting
from tests.town import (
    STOCKHOLM,
    add_activity,
    add_venue,
    add_weekly,
    at,
    build_town,
    stop_clock,
)
from venues.models import SchoolHoliday, Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def club(monkeypatch: pytest.MonkeyPatch) -> Venue:
    stop_clock(monkeypatch)
    build_town()
    return add_venue("Skogås fritidsgård", -300, 400)


def make(first: str, last: str, activity: Activity | None = None) -> int:
    return materialise_sessions(
        by=TESTS,
        activity=activity,
        first_date=datetime.date.fromisoformat(first),
        last_date=datetime.date.fromisoformat(last),
    )


def local_times() -> list[str]:
    return [
        f"{session.starts_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}-"
        f"{session.ends_at.astimezone(STOCKHOLM):%H:%M}"
        for session in Session.objects.order_by("starts_at")
    ]


def test_seventeen_stays_seventeen_over_both_changes_of_the_clock(club: Venue) -> None:
    add_weekly(add_activity(), club, weekday=7)
    make("2026-03-22", "2026-03-29")
    make("2026-10-18", "2026-10-25")
    assert local_times() == [
        "2026-03-22 17:00-20:00",
        "2026-03-29 17:00-20:00",
        "2026-10-18 17:00-20:00",
        "2026-10-25 17:00-20:00",
    ]
    in_utc = [session.starts_at.astimezone(datetime.UTC).hour for session in _sessions()]
    assert in_utc == [16, 15, 15, 16]


def _sessions() -> list[Session]:
    return list(Session.objects.order_by("starts_at"))


def test_an_evening_may_end_after_midnight(club: Venue) -> None:
    add_weekly(add_activity(), club, weekday=5, starts="20:00", ends="00:30")
    make("2026-11-16", "2026-11-22")
    (night,) = _sessions()
    assert (night.starts_at, night.ends_at) == (at("2026-11-20 20:00"), at("2026-11-21 00:30"))
    assert night.occurrence_date == datetime.date(2026, 11, 20)


def test_in_the_hour_that_does_not_exist_a_session_keeps_its_length(club: Venue) -> None:
    add_weekly(add_activity(), club, weekday=7, starts="02:45", ends="03:15")
    assert make("2026-03-29", "2026-03-29") == 1
    (walk,) = _sessions()
    assert walk.ends_at - walk.starts_at == datetime.timedelta(minutes=30)


def test_a_second_time_makes_nothing(club: Venue) -> None:
    add_weekly(add_activity(), club)
    assert make("2026-11-16", "2026-12-13") == 4
    assert make("2026-11-16", "2026-12-13") == 0
    assert make("2026-11-16", "2026-12-20") == 1


def test_from_today_to_half_a_year_ahead_unless_told_otherwise(club: Venue) -> None:
    add_weekly(add_activity(), club)  # Wednesdays; today is one
    assert materialise_sessions(by=TESTS) == 27
    dates = [session.occurrence_date for session in _sessions()]
    assert (dates[0], dates[-1]) == (datetime.date(2026, 11, 18), datetime.date(2027, 5, 19))


def test_only_between_the_first_and_the_last_day_of_the_schedule(club: Venue) -> None:
    add_weekly(add_activity(), club, first="2026-11-25", last="2026-12-02")
    make("2026-11-01", "2026-12-31")
    assert [time[:10] for time in local_times()] == ["2026-11-25", "2026-12-02"]


@pytest.mark.parametrize(
    ("weeks", "dates"),
    [
        ("all", ["2026-10-21", "2026-10-28", "2026-11-04"]),
        ("term", ["2026-10-21", "2026-11-04"]),
        ("holiday", ["2026-10-28"]),
    ],
)
def test_term_weeks_and_holiday_weeks(club: Venue, weeks: str, dates: list[str]) -> None:
    SchoolHoliday.objects.create(
        name="Höstlov",
        first_date=datetime.date(2026, 10, 26),
        last_date=datetime.date(2026, 10, 28),
        source="Huddinge kommun",
    )
    add_weekly(add_activity(), club, weeks=weeks)
    make("2026-10-19", "2026-11-08")
    assert [time[:10] for time in local_times()] == dates


def test_what_was_changed_by_hand_stays(club: Venue) -> None:
    add_weekly(add_activity(), club, capacity=20)
    make("2026-11-18", "2026-12-02")
    cancelled, smaller, untouched = _sessions()
    cancel_session(session=cancelled, reason="Vattenläcka", by=TESTS)
    change_capacity(session=smaller, capacity=8, by=TESTS)
    assert make("2026-11-18", "2026-12-02") == 0
    assert [(s.status, s.capacity) for s in _sessions()] == [
        ("cancelled", 20),
        ("scheduled", 8),
        ("scheduled", 20),
    ]
    assert untouched.pk == _sessions()[2].pk


def test_drafts_are_prepared_and_archived_ones_are_left_alone(club: Venue) -> None:
    add_weekly(add_activity(status="draft"), club)
    add_weekly(add_activity(status="archived"), club)
    make("2026-11-18", "2026-11-18")
    assert [session.activity.status for session in _sessions()] == ["draft"]


def test_one_activity_alone(club: Venue) -> None:
    hall, chess = add_activity("Öppen hall"), add_activity("Schack")
    add_weekly(hall, club)
    add_weekly(chess, club)
    assert make("2026-11-18", "2026-11-18", chess) == 1
    assert _sessions()[0].activity == chess


def test_sara_coordinates_but_does_not_materialise(club: Venue) -> None:
    with pytest.raises(NotPermitted):
        materialise_sessions(by=acting(SARA))
    add_weekly(add_activity(), club)
    assert materialise_sessions(by=acting(GUNILLA)) == 27
