"""When a place is open: OpenStreetMap's grammar, public holidays, school holidays, and not known.

The grammar is read by opening-hours-py, which knows public holidays (PH) but not school holidays
(SH): a venue has a second expression for those days. Unknown is never closed. A day is unknown
when there is no expression for it, and on a public holiday that the expression says nothing about:
"Mo-Fr 10:00-18:00" alone is not a promise for Christmas Day.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypedDict
from zoneinfo import ZoneInfo

import holidays
import opening_hours as osm
from django.conf import settings
from django.utils import timezone

from venues.errors import InvalidOpeningHours
from venues.models import SchoolHoliday, Venue

#: Days ahead that are shown, and beyond which no next change is looked for.
DAYS: Final = 7
#: Days off by law and by custom (Midsummer's and Christmas Eve): what PH means here.
OFF: Final = ("public", "de_facto")
_HALF_A_DAY: Final = datetime.timedelta(hours=12)
_ONE_DAY: Final = datetime.timedelta(days=1)


class Hours(TypedDict):
    """What is known about when a venue is open. An empty expression is not known."""

    opening_hours: str
    opening_hours_school_holidays: str
    opening_hours_source: str
    opening_hours_approximate: bool


UNKNOWN: Final = Hours(
    opening_hours="",
    opening_hours_school_holidays="",
    opening_hours_source="",
    opening_hours_approximate=False,
)


@dataclass(frozen=True, slots=True)
class Interval:
    """From one moment to another. `certain` is false where the expression says "unknown"."""

    starts: datetime.datetime
    ends: datetime.datetime
    certain: bool
    comment: str


@dataclass(frozen=True, slots=True)
class Day:
    """One local date. Not `known`: nobody has said whether the place is open."""

    date: datetime.date
    known: bool
    public_holiday: bool
    school_holiday: bool
    intervals: tuple[Interval, ...]


def check(expression: str) -> None:
    """Raise InvalidOpeningHours, with a sentence that says where, unless it can be read."""
    if reason := _fault(expression):
        raise InvalidOpeningHours(reason=reason)


@lru_cache(maxsize=2048)  # a file says the same few hours in many rows
def _fault(expression: str) -> str:
    """The reason of an InvalidOpeningHours; empty when there is none."""
    if re.search(r"\bSH\b", expression):
        return "SH"
    try:
        osm.OpeningHours(expression, auto_country=False, auto_timezone=False)
    except osm.ParserError as error:  # type: ignore[attr-defined]  # left out of its stub
        return _where(str(error))
    return ""


def _where(message: str) -> str:
    """The column at which the library stopped reading."""
    found = re.search(r"--> \d+:(\d+)", message)
    return found[1] if found else "1"


def check_hours(hours: Hours) -> None:
    """Raise InvalidOpeningHours for an expression that cannot be read or has no source."""
    told = [hours["opening_hours"], hours["opening_hours_school_holidays"]]
    for expression in filter(None, told):
        check(expression)
    if any(told) and not hours["opening_hours_source"]:
        raise InvalidOpeningHours(reason="source")


@lru_cache(maxsize=2048)
def _parsed(expression: str) -> osm.OpeningHours:
    return osm.OpeningHours(
        expression,
        timezone=ZoneInfo(settings.TIME_ZONE),
        country=settings.NARA_COUNTRY,
        auto_country=False,
    )


@lru_cache(maxsize=64)
def _days_off(year: int, language: str) -> holidays.HolidayBase:
    return holidays.country_holidays(
        settings.NARA_COUNTRY, years=year, categories=OFF, language=language
    )


def public_holiday(date: datetime.date, language: str = "sv") -> str:
    """What the public holiday is called; "" on other days. Names are in Swedish or English."""
    return str(_days_off(date.year, "en_US" if language == "en" else "sv").get(date, ""))


def _midnight(date: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(date, datetime.time(), ZoneInfo(settings.TIME_ZONE))


def _own(expression: str, date: datetime.date) -> Iterator[Interval]:
    """The intervals that begin on the date, with the hours after midnight that belong to it.

    What is open past midnight and ends before noon belongs to the evening before.
    """
    first, last = _midnight(date), _midnight(date + _ONE_DAY)
    found = _parsed(expression).intervals(first - _HALF_A_DAY, last + _HALF_A_DAY)
    for starts, ends, state, comment in found:
        if state == osm.State.CLOSED or ends <= first or starts >= last:
            continue
        if starts < first and ends < first + _HALF_A_DAY:
            continue
        shown_end = last if ends >= last + _HALF_A_DAY else ends
        yield Interval(max(starts, first), shown_end, state == osm.State.OPEN, comment)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When one venue is open. `off` are the school holidays of the time that is asked about."""

    venue: Venue
    off: Sequence[SchoolHoliday]

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return bool(self.venue.opening_hours or self.venue.opening_hours_school_holidays)

    def day(self, date: datetime.date) -> Day:
        """What holds on a local date."""
        school = any(holiday.first_date <= date <= holiday.last_date for holiday in self.off)
        expression = self.venue.opening_hours
        if school and self.venue.opening_hours_school_holidays:
            expression = self.venue.opening_hours_school_holidays
        holiday = bool(public_holiday(date))
        silent = holiday and not re.search(r"\bPH\b|^\s*24/7\s*$", expression)
        known = bool(expression) and not silent
        intervals = tuple(_own(expression, date)) if known else ()
        return Day(date, known, holiday, school, intervals)

    def days(self, first: datetime.date, count: int = DAYS) -> list[Day]:
        """So many days from a date on."""
        return [self.day(first + datetime.timedelta(days=ahead)) for ahead in range(count)]

    def open_at(self, moment: datetime.datetime) -> bool | None:
        """Whether it is open; None when that is not known."""
        today = timezone.localdate(moment)
        return _open(self.days(today - _ONE_DAY, 2), moment)

    def next_change(self, moment: datetime.datetime) -> datetime.datetime | None:
        """When that will be otherwise; None when not within the coming week."""
        today = timezone.localdate(moment)
        days = self.days(today - _ONE_DAY, DAYS + 2)
        now = _open(days, moment)
        edges = {_midnight(day.date) for day in days}
        for day in days:
            edges |= {edge for one in day.intervals for edge in (one.starts, one.ends)}
        end = _midnight(days[-1].date)
        coming = sorted(edge for edge in edges if moment < edge <= end)
        return next((edge for edge in coming if _open(days, edge) is not now), None)


def _open(days: Sequence[Day], moment: datetime.datetime) -> bool | None:
    here = [one for day in days for one in day.intervals if one.starts <= moment < one.ends]
    if here:
        return True if any(one.certain for one in here) else None
    today = timezone.localdate(moment)
    return False if any(day.known for day in days if day.date == today) else None


def school_holidays_around(moment: datetime.datetime) -> list[SchoolHoliday]:
    """The school holidays that a timetable of the coming week needs. One query."""
    today = timezone.localdate(moment)
    last = today + datetime.timedelta(days=DAYS + 1)
    return list(SchoolHoliday.objects.between(today - _ONE_DAY, last))


def open_now(moment: datetime.datetime) -> list[tuple[str, str]]:
    """The pairs of expressions (ordinary, school holidays) that are open at the moment.

    A municipality has few different ones: each is evaluated once, whatever the number of venues.
    """
    off = school_holidays_around(moment)
    pairs = (
        Venue.objects.exclude(opening_hours="", opening_hours_school_holidays="")
        .order_by()
        .values_list("opening_hours", "opening_hours_school_holidays")
        .distinct()
    )
    return [
        (ordinary, holiday)
        for ordinary, holiday in pairs
        if Timetable(
            Venue(opening_hours=ordinary, opening_hours_school_holidays=holiday), off
        ).open_at(moment)
    ]
