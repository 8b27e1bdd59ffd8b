"""Which recurrence rules there can be, and which dates they mean."""

import datetime
import time

import pytest

from activities.recurrence import (
    ImpossibleRule,
    checked,
    dates,
    last_date_of,
    weekday_of,
    weekly,
)

NOVEMBER = datetime.date(2026, 11, 1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def meant(rule: str, first: str, since: str, until: str) -> list[str]:
    kept = checked(rule, day(first))
    return [str(date) for date in dates(kept, day(first), day(since), day(until))]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("FREQ=DAILY;INTERVAL=10", ["11-01", "11-11", "11-21"]),
        ("FREQ=WEEKLY;BYDAY=TU,SA;COUNT=3", ["11-03", "11-07", "11-10"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", ["11-11", "11-25"]),
        ("FREQ=WEEKLY;BYDAY=WE;UNTIL=20261118", ["11-04", "11-11", "11-18"]),
        ("FREQ=MONTHLY;BYDAY=1MO", ["11-02"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", ["11-27"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["11-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,15", ["11-15", "11-30"]),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=6", ["11-06"]),
        ("", ["11-01"]),
    ],
)
def test_what_a_rule_means_in_november(rule: str, found: list[str]) -> None:
    assert meant(rule, "2026-11-01", "2026-11-01", "2026-11-30") == [f"2026-{d}" for d in found]


def test_every_second_week_counts_from_the_first_date_however_far_one_looks() -> None:
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"
    assert meant(rule, "2026-11-04", "2027-03-01", "2027-03-31") == ["2027-03-10", "2027-03-24"]
    assert meant(rule, "2026-11-11", "2027-03-01", "2027-03-31") == [
        "2027-03-03",
        "2027-03-17",
        "2027-03-31",
    ]


def test_the_leap_day_comes_every_fourth_year() -> None:
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"
    assert meant(rule, "2024-02-29", "2024-01-01", "2033-01-01") == [
        "2024-02-29",
        "2028-02-29",
        "2032-02-29",
    ]


def test_a_date_alone_is_meant_once_and_only_in_its_span() -> None:
    assert meant("", "2026-11-04", "2026-11-05", "2026-11-30") == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("rrule:byday=we;freq=weekly", "FREQ=WEEKLY;BYDAY=WE"),
        (
            " FREQ=WEEKLY;UNTIL=20261231;WKST=MO;BYDAY=MO ",
            "FREQ=WEEKLY;BYDAY=MO;WKST=MO;UNTIL=20261231",
        ),
    ],
)
def test_a_rule_is_kept_in_one_way_of_writing(text: str, kept: str) -> None:
    assert checked(text, NOVEMBER) == kept


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ("every week", "EVERY WEEK"),
        ("FREQ=HOURLY", "FREQ"),
        ("BYDAY=MO", "FREQ"),
        ("FREQ=WEEKLY;BYHOUR=17", "BYHOUR"),
        ("FREQ=WEEKLY;BYWEEKNO=3", "BYWEEKNO"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ"),
        ("FREQ=WEEKLY;", "används inte"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX"),
        ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY"),
        ("FREQ=DAILY;BYDAY=MO", "BYDAY"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=WEEKLY;COUNT=0", "COUNT=0"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20261231", "COUNT"),
        ("FREQ=WEEKLY;UNTIL=20261301", "UNTIL"),
        ("FREQ=WEEKLY;UNTIL=20261231T170000Z", "UNTIL"),
        ("FREQ=WEEKLY;UNTIL=20261031", "UNTIL"),
        ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20261102", "ingen enda dag"),
        ("FREQ=YEARLY;BYDAY=1MO", "BYMONTH"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2", "BYSETPOS"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=24", "INTERVAL"),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "finns inte"),
    ],
)
def test_what_cannot_be_is_refused_and_says_what(rule: str, named: str) -> None:
    with pytest.raises(ImpossibleRule) as refused:
        checked(rule, NOVEMBER)
    assert named in str(refused.value.detail)


def test_no_rule_keeps_the_library_searching_until_the_year_9999() -> None:
    began = time.monotonic()
    with pytest.raises(ImpossibleRule):
        checked("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", datetime.date(2026, 2, 1))
    assert time.monotonic() - began < 5


def test_a_plain_week_is_read_back() -> None:
    rule = weekly(7, datetime.date(2026, 12, 31))
    assert rule == "FREQ=WEEKLY;BYDAY=SU;UNTIL=20261231"
    assert (weekday_of(rule), last_date_of(rule)) == (7, datetime.date(2026, 12, 31))
    for other in ("", "FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "FREQ=DAILY"):
        assert weekday_of(other) is None
        assert last_date_of(other) is None
