"""What "now", "tonight" and "this weekend" mean, on ordinary days and on the odd nights."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.windows import NAMES, window
from tests.town import STOCKHOLM, at

UTC = datetime.UTC


def asked(name: str, now: str) -> tuple[str, str]:
    """The window in local time, as seen at a local time."""
    start, end = window(name, at(now).astimezone(UTC))
    shown = [moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M") for moment in (start, end)]
    return shown[0], shown[1]


def hours(name: str, now: str) -> float:
    start, end = window(name, at(now).astimezone(UTC))
    return (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 3600


def test_now_is_the_coming_hour() -> None:
    assert asked("now", "2026-11-18 16:30") == ("2026-11-18 16:30", "2026-11-18 17:30")


@pytest.mark.parametrize(
    ("now", "start", "end"),
    [
        ("2026-11-18 04:00", "2026-11-18 16:00", "2026-11-19 04:00"),
        ("2026-11-18 15:59", "2026-11-18 16:00", "2026-11-19 04:00"),
        ("2026-11-18 16:00", "2026-11-18 16:00", "2026-11-19 04:00"),
        ("2026-11-18 21:15", "2026-11-18 21:15", "2026-11-19 04:00"),
        ("2026-11-19 00:00", "2026-11-19 00:00", "2026-11-19 04:00"),
        ("2026-11-19 03:59", "2026-11-19 03:59", "2026-11-19 04:00"),
    ],
    ids=["04:00 is today's", "before four", "at four", "late", "midnight", "03:59 is last night's"],
)
def test_tonight_lasts_until_four_in_the_morning(now: str, start: str, end: str) -> None:
    assert asked("tonight", now) == (start, end)


@pytest.mark.parametrize(
    ("now", "start"),
    [
        ("2026-11-16 08:00", "2026-11-21 00:00"),  # Monday: the coming one
        ("2026-11-20 23:59", "2026-11-21 00:00"),  # Friday night
        ("2026-11-21 13:00", "2026-11-21 13:00"),  # Saturday: the rest of it
        ("2026-11-22 10:00", "2026-11-22 10:00"),  # Sunday: the rest of it, not the next
        ("2026-11-22 23:59", "2026-11-22 23:59"),
    ],
)
def test_the_weekend_is_the_coming_one_or_the_rest_of_this(now: str, start: str) -> None:
    assert asked("weekend", now) == (start, "2026-11-23 00:00")


def test_on_the_night_to_summer_time_tonight_is_an_hour_shorter() -> None:
    assert asked("tonight", "2026-03-28 20:00") == ("2026-03-28 20:00", "2026-03-29 04:00")
    assert hours("tonight", "2026-03-28 20:00") == 7
    assert hours("weekend", "2026-03-27 12:00") == 47


def test_on_the_night_to_winter_time_tonight_is_an_hour_longer() -> None:
    assert asked("tonight", "2026-10-24 20:00") == ("2026-10-24 20:00", "2026-10-25 04:00")
    assert hours("tonight", "2026-10-24 20:00") == 9
    assert hours("weekend", "2026-10-23 12:00") == 49


def test_in_the_hour_that_comes_twice_it_is_still_last_night() -> None:
    second_half_past_two = datetime.datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    start, end = window("tonight", second_half_past_two)
    assert start == second_half_past_two
    assert end == datetime.datetime(2026, 10, 25, 3, tzinfo=UTC)


@given(
    st.sampled_from([name for name in NAMES if name != "next_school_holiday"]),
    st.integers(1_700_000_000, 1_900_000_000).map(
        lambda s: datetime.datetime.fromtimestamp(s, UTC)
    ),
)
def test_a_window_never_begins_before_now_and_always_lasts(
    name: str, now: datetime.datetime
) -> None:
    start, end = window(name, now)
    assert now <= start < end
    assert end - now <= datetime.timedelta(days=7)


def test_there_is_no_other_window() -> None:
    with pytest.raises(ValueError, match="someday"):
        window("someday", at("2026-11-18 12:00"))
