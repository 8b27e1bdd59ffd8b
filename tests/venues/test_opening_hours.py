"""When a place is open: weekdays, holidays of both kinds, past midnight; and when not known."""

import datetime
from typing import Any, cast

import holidays
import pytest
from django.test import Client
from opening_hours import OpeningHours

from tests.browsing import API, get, rows, wrong_names
from tests.named_people import TESTS
from tests.town import STOCKHOLM, add_venue, at, build_town, spot, stop_clock
from venues.errors import InvalidOpeningHours
from venues.models import SchoolHoliday, Venue
from venues.opening_hours import UNKNOWN, Hours, Timetable, check, public_holiday
from venues.places import VenueFields, save_venue, save_venues

WEEKDAYS = "Mo-Fr 10:00-18:00; PH off"
SPORTLOV = SchoolHoliday(
    name="Sportlov",
    first_date=datetime.date(2027, 2, 22),
    last_date=datetime.date(2027, 2, 26),
    source="Huddinge",
)


def hours(ordinary: str = "", school: str = "", source: str = "Dörren") -> Hours:
    return {
        **UNKNOWN,
        "opening_hours": ordinary,
        "opening_hours_school_holidays": school,
        "opening_hours_source": source,
    }


def timetable(ordinary: str = "", school: str = "") -> Timetable:
    venue = Venue(opening_hours=ordinary, opening_hours_school_holidays=school)
    return Timetable(venue, [SPORTLOV])


def open_at(moment: str, ordinary: str = "", school: str = "") -> bool | None:
    return timetable(ordinary, school).open_at(at(moment))


def a_venue(name: str = "Biblioteket", **more: Any) -> VenueFields:
    fields: VenueFields = {
        "name": name,
        "kind": "library",
        "address": "",
        "position": spot(0, 0),
        "position_source": "Prov",
        "position_approximate": False,
    }
    if more:
        fields["hours"] = cast(Hours, {**hours(), **more})
    return fields


def test_an_ordinary_week() -> None:
    assert open_at("2026-11-25 10:00", WEEKDAYS) is True
    assert open_at("2026-11-25 18:00", WEEKDAYS) is False
    assert open_at("2026-11-28 12:00", WEEKDAYS) is False


def test_what_nobody_has_said_is_not_known_and_never_closed() -> None:
    assert open_at("2026-11-25 10:00") is None
    assert timetable().known is False
    only_in_holidays = timetable(school="Mo-Fr 10:00-16:00; PH off")
    assert only_in_holidays.open_at(at("2026-11-25 12:00")) is None
    assert only_in_holidays.open_at(at("2027-02-22 12:00")) is True
    assert only_in_holidays.open_at(at("2027-02-22 17:00")) is False


def test_a_public_holiday_that_the_hours_do_not_speak_of_is_not_known() -> None:
    for christmas in ("2026-12-24 12:00", "2026-12-25 12:00"):
        assert open_at(christmas, "Mo-Fr 10:00-18:00") is None
        assert open_at(christmas, WEEKDAYS) is False
        assert open_at(christmas, "Mo-Fr 10:00-18:00; PH 11:00-15:00") is True
        assert open_at(christmas, "24/7") is True


def test_public_holidays_mean_the_same_to_both_libraries() -> None:
    years = range(2025, 2036)
    named = set(holidays.country_holidays("SE", years=years, categories=("public", "de_facto")))
    evaluated = OpeningHours("PH", STOCKHOLM, "SE", auto_country=False)
    day, meant = at("2025-01-01 12:00"), set()
    while day.year < 2036:
        if evaluated.is_open(day):
            meant.add(day.date())
        day += datetime.timedelta(days=1)
    assert meant == named


def test_public_holidays_have_names() -> None:
    christmas = datetime.date(2026, 12, 25)
    assert public_holiday(christmas) == "Juldagen"
    assert public_holiday(christmas, "en") == "Christmas Day"
    assert public_holiday(christmas, "ar") == "Juldagen"
    assert public_holiday(datetime.date(2026, 11, 25)) == ""


def test_school_holidays_have_hours_of_their_own() -> None:
    school = "Mo-Fr 12:00-16:00; PH off"
    assert open_at("2027-02-22 11:00", WEEKDAYS, school) is False
    assert open_at("2027-02-22 13:00", WEEKDAYS, school) is True
    assert open_at("2027-03-01 11:00", WEEKDAYS, school) is True
    assert open_at("2027-02-22 11:00", WEEKDAYS) is True, "without their own, the ordinary hold"


def test_an_evening_past_midnight_belongs_to_the_day_it_began() -> None:
    late = "Fr 20:00-02:00"
    friday, saturday = timetable(late).days(datetime.date(2026, 11, 27), 2)
    assert [(one.starts, one.ends) for one in friday.intervals] == [
        (at("2026-11-27 20:00"), at("2026-11-28 02:00"))
    ]
    assert saturday.intervals == ()
    assert open_at("2026-11-28 01:30", late) is True
    assert open_at("2026-11-28 02:00", late) is False
    assert open_at("2027-02-20 01:00", late, "Mo 10:00-12:00") is True


def test_a_late_friday_before_another_timetable_keeps_its_hours_after_midnight() -> None:
    late, school = "Su 20:00-02:00", "Mo-Fr 20:00-02:00"
    assert open_at("2027-02-22 01:00", late, school) is True, "Sunday's, begun before the holiday"
    assert open_at("2027-02-22 01:00", "Su off", school) is False, "the holiday has not begun late"


def test_a_place_that_never_closes_is_open_from_midnight_to_midnight() -> None:
    (day,) = timetable("24/7").days(datetime.date(2026, 11, 25), 1)
    assert [(one.starts, one.ends) for one in day.intervals] == [
        (at("2026-11-25 00:00"), at("2026-11-26 00:00"))
    ]
    assert timetable("24/7").next_change(at("2026-11-25 12:00")) is None


def test_when_it_changes() -> None:
    weekdays = timetable(WEEKDAYS)
    assert weekdays.next_change(at("2026-11-25 12:00")) == at("2026-11-25 18:00")
    assert weekdays.next_change(at("2026-11-27 18:00")) == at("2026-11-30 10:00")
    silent = timetable("Mo-Fr 10:00-18:00")
    assert silent.next_change(at("2026-12-23 20:00")) == at("2026-12-24 00:00"), "then unknown"
    assert silent.next_change(at("2026-12-24 12:00")) == at("2026-12-27 00:00")


def test_perhaps_is_not_known_and_says_on_what() -> None:
    text = 'Mo-Fr 10:00-16:00 unknown "ring först"'
    assert open_at("2026-11-25 12:00", text) is None
    (day,) = timetable(text).days(datetime.date(2026, 11, 25), 1)
    assert [(one.certain, one.comment) for one in day.intervals] == [(False, "ring först")]


def test_the_clock_goes_back_and_the_hours_do_not() -> None:
    (day,) = timetable("Su 01:00-05:00").days(datetime.date(2026, 10, 25), 1)
    (one,) = day.intervals
    assert one.ends.astimezone(datetime.UTC) - one.starts.astimezone(
        datetime.UTC
    ) == datetime.timedelta(hours=5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("öppet", "1"), ("Mo-Fr 10.00-18.00", "7"), ("Mo-Fr 10-18; SH off", "SH"), ("", "1")],
)
def test_what_cannot_be_read_is_refused_with_the_place(text: str, reason: str) -> None:
    with pytest.raises(InvalidOpeningHours) as refused:
        check(text)
    assert refused.value.reason == reason


@pytest.mark.django_db
def test_hours_are_saved_with_a_source_and_left_alone_when_nothing_is_said() -> None:
    build_town()
    with pytest.raises(InvalidOpeningHours):
        save_venue(fields=a_venue(opening_hours=WEEKDAYS, opening_hours_source=""), by=TESTS)
    with pytest.raises(InvalidOpeningHours):
        save_venues(venues={"a": a_venue(opening_hours="alltid")}, by=TESTS)
    told = a_venue(opening_hours=WEEKDAYS)
    assert save_venues(venues={"a": told}, by=TESTS) == {"a": "added"}
    assert save_venues(venues={"a": told}, by=TESTS) == {"a": "unchanged"}
    assert save_venues(venues={"a": a_venue("Nytt namn")}, by=TESTS) == {"a": "changed"}
    save_venue(fields=a_venue("Ännu ett"), external_id="a", by=TESTS)
    venue = Venue.objects.get()
    assert (venue.name, venue.opening_hours) == ("Ännu ett", WEEKDAYS)
    assert save_venues(venues={"a": a_venue("Ännu ett", **UNKNOWN)}, by=TESTS) == {"a": "changed"}
    assert Venue.objects.get().opening_hours == ""


@pytest.mark.django_db
def test_the_page_of_a_venue_tells_the_coming_week(monkeypatch: pytest.MonkeyPatch) -> None:
    build_town()
    stop_clock(monkeypatch, at("2026-12-22 12:00"))
    library = save_venue(fields=a_venue(opening_hours=WEEKDAYS), by=TESTS)
    told = get(f"/venues/{library.pk}", lang="en")
    assert (told["opening_hours"], told["open_now"]) == (WEEKDAYS, True)
    assert told["next_change"] == "2026-12-22T18:00:00+01:00"
    assert [day["date"] for day in told["days"]] == [f"2026-12-{22 + n}" for n in range(7)]
    assert [day["public_holiday"] for day in told["days"]][2:5] == [
        "Christmas Eve",
        "Christmas Day",
        "Second Day of Christmas",
    ]
    assert all(day["known"] for day in told["days"])
    assert told["days"][0]["intervals"] == [
        {
            "starts": "2026-12-22T10:00:00+01:00",
            "ends": "2026-12-22T18:00:00+01:00",
            "certain": True,
            "comment": "",
        }
    ]


@pytest.mark.django_db
def test_a_venue_without_hours_is_null_and_not_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    build_town()
    stop_clock(monkeypatch)
    park = add_venue("Parken", 0, 0, kind="park")
    told = get(f"/venues/{park.pk}")
    assert (told["opening_hours"], told["open_now"], told["next_change"], told["days"]) == (
        "",
        None,
        None,
        [],
    )


@pytest.mark.django_db
def test_what_is_open_now_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    build_town()
    stop_clock(monkeypatch, at("2027-02-22 13:00"))
    SPORTLOV.pk = None
    SPORTLOV.save()
    add_venue("Okänd", 0, 0)
    for name, ordinary, school in [
        ("Öppen", WEEKDAYS, ""),
        ("Stängd på lov", WEEKDAYS, "off"),
        ("Lovöppen", "Sa 10:00-12:00", "Mo-Fr 12:00-16:00"),
    ]:
        told = hours(ordinary, school)
        save_venue(fields=a_venue(name, **told), by=TESTS)
    assert [venue["name"] for venue in rows("/venues", open="now")] == ["Lovöppen", "Öppen"]
    answer = Client().get(f"{API}/venues", {"open": "later"})
    assert wrong_names(answer) == ["open"]


def test_the_reason_is_a_problem_with_a_stable_code() -> None:
    assert InvalidOpeningHours.default_code == "invalid_opening_hours"
    assert "tecken 7" in str(InvalidOpeningHours(reason="7").detail)
