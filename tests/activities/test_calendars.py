"""Amina subscribes to what is on in Skogås; what changes and what is off reaches her calendar.

A second library reads the calendars, so that not only the one that wrote them understands them.
"""

import datetime
from typing import Any

import ics
import pytest
from django.test import Client
from icalendar import Calendar

from activities import calendars
from activities.api import calendars as addresses
from activities.changing import cancel_session
from activities.models import Activity, Session
from activities.publishing import (
    archive_activity,
    edit_activity,
    publish_activity,
    take_step,
)
from activities.removed import forget_removed_sessions
from activities.wording import Text
from tests.browsing import API, wrong_names
from tests.named_people import TESTS
from tests.town import (
    STOCKHOLM,
    Town,
    add_activity,
    add_category,
    add_session,
    add_venue,
    add_weekly,
    at,
    build_town,
    near,
    stop_clock,
)

pytestmark = pytest.mark.django_db
#: Clocks go forward in the night to Sunday the 28th.
WEDNESDAY = at("2027-03-24 12:00")


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    stop_clock(monkeypatch, WEDNESDAY)
    return build_town()


@pytest.fixture
def hall(town: Town) -> Session:
    """An open hall in Skogås tonight."""
    add_category("sport", sv="Sport", ar="رياضة")
    club = add_venue("Skogås fritidsgård", 300, 400)
    activity = add_activity("Öppen hall", others=[("ar", "قاعة مفتوحة")])
    add_weekly(activity, club)
    return add_session(activity, club, at("2027-03-24 17:00"))


def fetch(path: str, **query: Any) -> Any:
    answer = Client().get(API + path, query)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return answer


def read(path: str, **query: Any) -> Any:
    return Calendar.from_ical(fetch(path, **query).content)


def events(path: str, **query: Any) -> list[Any]:
    return list(read(path, **query).events)


def only(path: str, **query: Any) -> Any:
    (event,) = events(path, **query)
    return event


def archive(activity: Activity) -> None:
    archive_activity(activity=activity, by=TESTS)


def words(title: str) -> list[Text]:
    return [{"language": "sv", "title": title, "summary": "Kom.", "description": ""}]


def test_a_session_says_what_when_and_where(hall: Session) -> None:
    event = only(f"/sessions/{hall.pk}.ics")
    assert (event["UID"], event["SUMMARY"], event["STATUS"]) == (
        str(hall.pk),
        "Öppen hall",
        "CONFIRMED",
    )
    assert event.start == at("2027-03-24 17:00")
    assert event.end == at("2027-03-24 20:00")
    assert event["LOCATION"] == "Skogås fritidsgård"
    assert event["URL"] == f"http://localhost:8000/sessions/{hall.pk}"
    assert event.categories == ["Sport"]
    assert "Ålder 13-16 år. Gratis. Arrangör: Huddinge kommun" in event["DESCRIPTION"]
    position = hall.venue.position
    assert event["GEO"].to_ical() == f"{position.y};{position.x}"


def test_a_place_that_is_not_known_exactly_says_so_in_words(hall: Session) -> None:
    hall.venue.position_approximate = True
    hall.venue.save()
    event = only(f"/sessions/{hall.pk}.ics")
    assert event["LOCATION"] == "Skogås fritidsgård (ungefärlig plats)"
    assert "Platsen på kartan är ungefärlig." in event["DESCRIPTION"]


def test_five_o_clock_stays_five_o_clock_across_summer_time(hall: Session) -> None:
    for day in ("2027-03-27", "2027-03-28", "2027-10-30", "2027-10-31"):
        add_session(hall.activity, hall.venue, at(f"{day} 17:00"))
    body = fetch(f"/activities/{hall.activity_id}.ics").content.decode()
    for day in ("20270327", "20270328", "20271030", "20271031"):
        assert f"DTSTART;TZID=Europe/Stockholm:{day}T170000" in body
    # The other library trusts the rules in the file alone: in UTC, the hour moves.
    utc = [event.begin.to("UTC").hour for event in sorted(ics.Calendar(body).events)]
    assert utc == [16, 16, 15, 15, 16]
    assert body.count("BEGIN:VTIMEZONE") == 1


def test_another_library_reads_the_same(hall: Session) -> None:
    (event,) = ics.Calendar(fetch(f"/sessions/{hall.pk}.ics").content.decode()).events
    assert (event.name, event.uid, event.status) == ("Öppen hall", str(hall.pk), "CONFIRMED")
    assert event.begin.datetime == at("2027-03-24 17:00")
    assert event.duration == datetime.timedelta(hours=3)
    assert event.categories == {"Sport"}


def test_programs_are_told_to_come_back_every_hour(hall: Session) -> None:
    found = read("/sessions.ics")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in fetch("/sessions.ics").content
    assert found.refresh_interval == datetime.timedelta(hours=1)
    assert found["X-PUBLISHED-TTL"].to_ical() == b"PT1H"
    assert (found["METHOD"], found["X-WR-CALNAME"]) == ("PUBLISH", "Nära · Huddinge")
    assert found["X-WR-TIMEZONE"] == "Europe/Stockholm"


def test_it_speaks_the_language_that_is_asked_for(hall: Session) -> None:
    cancel_session(session=hall, reason="Sjuk ledare", by=TESTS)
    event = only("/sessions.ics", lang="ar")
    assert event["SUMMARY"] == "أُلغي: قاعة مفتوحة"
    assert event.categories == ["رياضة"]
    in_english = only("/sessions.ics", lang="en")
    assert in_english["SUMMARY"] == "Cancelled: Öppen hall"
    assert in_english["SUMMARY"].params["LANGUAGE"] == "sv", "there is no English title"


def test_a_cancellation_reaches_the_subscriber_with_its_reason(hall: Session) -> None:
    before = only("/sessions.ics")
    cancel_session(session=hall, reason="Ledaren är sjuk", by=TESTS)
    after = only("/sessions.ics")
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    assert after["SUMMARY"] == "Inställt: Öppen hall"
    assert after["DESCRIPTION"].startswith("Inställt: Ledaren är sjuk")


@pytest.mark.parametrize("what", ["hour", "title", "ages", "venue", "address"])
def test_each_change_counts_up(hall: Session, what: str) -> None:
    path = f"/sessions/{hall.pk}.ics"
    before = only(path)["SEQUENCE"]
    if what == "hour":
        Session.objects.filter(pk=hall.pk).update(starts_at=at("2027-03-24 18:00"))
    elif what == "title":
        edit_activity(activity=hall.activity, fields={}, texts=words("Ny hall"), by=TESTS)
    elif what == "ages":
        edit_activity(activity=hall.activity, fields={"age_to": 19}, texts=None, by=TESTS)
    elif what == "venue":
        Session.objects.filter(pk=hall.pk).update(venue=add_venue("Parken", 0, 0, kind="park"))
    else:
        hall.venue.address = "Skogåstorget 1"
        hall.venue.save()
    assert only(path)["SEQUENCE"] > before


def test_seats_that_are_taken_change_no_calendar(hall: Session) -> None:
    """A booking is nobody's news but the booker's: hundreds of calendars stay as they are."""
    before = fetch("/sessions.ics")
    Session.objects.filter(pk=hall.pk).update(booked=5)
    edit_activity(activity=hall.activity, fields={}, texts=None, by=TESTS)
    assert fetch("/sessions.ics").content == before.content


def test_a_row_that_is_saved_as_a_whole_takes_no_revision_back(hall: Session) -> None:
    stale = Session.objects.get(pk=hall.pk)
    Session.objects.filter(pk=hall.pk).update(starts_at=at("2027-03-24 18:00"))
    stale.refresh_from_db(fields=["starts_at"])
    stale.save()
    assert only(f"/sessions/{hall.pk}.ics")["SEQUENCE"] == 3  # two texts, one change of hour


def test_an_archived_activity_reaches_its_subscribers_as_off_and_says_nothing_else(
    hall: Session,
) -> None:
    before = only("/sessions.ics")
    archive(hall.activity)
    for path in (
        "/sessions.ics",
        f"/sessions/{hall.pk}.ics",
        f"/activities/{hall.activity_id}.ics",
    ):
        event = only(path)
        assert (event["UID"], event["STATUS"]) == (str(hall.pk), "CANCELLED")
        assert event["SEQUENCE"] > before["SEQUENCE"]
        assert event["SUMMARY"] == "Inställt: tillfället är borttaget"
        body = fetch(path).content.decode()
        assert "Öppen hall" not in body
        assert "fritidsgård" not in body


def test_published_again_it_is_on_again_and_as_a_draft_it_says_nothing(hall: Session) -> None:
    archive(hall.activity)
    off = only("/sessions.ics")["SEQUENCE"]
    take_step(activity=hall.activity, step="reopen", by=TESTS)
    planned = add_session(hall.activity, hall.venue, at("2027-03-25 17:00"))
    assert events("/sessions.ics") == []
    planned.delete()
    assert events("/sessions.ics") == []
    publish_activity(activity=hall.activity, by=TESTS)
    event = only("/sessions.ics")
    assert (event["STATUS"], event["SUMMARY"]) == ("CONFIRMED", "Öppen hall")
    assert event["SEQUENCE"] > off


def test_a_removed_session_is_off_until_it_would_have_ended(
    hall: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, path = only("/sessions.ics")["SEQUENCE"], f"/sessions/{hall.pk}.ics"
    activity = hall.activity
    Session.objects.filter(pk=hall.pk).delete()
    for where in (path, "/sessions.ics", f"/activities/{activity.pk}.ics"):
        event = only(where)
        assert (event["STATUS"], event["SEQUENCE"] > before) == ("CANCELLED", True)
        assert event.start == at("2027-03-24 17:00")
    stop_clock(monkeypatch, at("2027-03-24 20:01"))
    assert events("/sessions.ics") == []
    assert Client().get(API + path).status_code == 404
    assert forget_removed_sessions(by=TESTS) == 1
    assert forget_removed_sessions(by=TESTS) == 0


def test_only_those_who_would_have_found_it_hear_that_it_is_gone(hall: Session) -> None:
    Session.objects.filter(pk=hall.pk).delete()
    assert len(events("/sessions.ics", area="0126-skogas", category="sport", age=14)) == 1
    assert events("/sessions.ics", area="0126-varby") == []
    assert events("/sessions.ics", age=30) == []
    assert events("/sessions.ics", near=near(0, 0), within=100) == []


def test_a_draft_is_in_no_calendar_and_neither_is_what_was_removed_from_it(hall: Session) -> None:
    draft = add_activity("Hemligt utkast", status="draft")
    secret = add_session(draft, hall.venue, at("2027-03-25 17:00"))
    paths = (f"/activities/{draft.pk}.ics", f"/sessions/{secret.pk}.ics")
    assert [Client().get(API + path).status_code for path in paths] == [404, 404]
    assert len(events("/sessions.ics")) == 1
    secret.delete()
    assert [Client().get(API + path).status_code for path in paths] == [404, 404]
    assert len(events("/sessions.ics")) == 1


def test_what_is_removed_with_its_activity_leaves_nothing(hall: Session) -> None:
    activity = hall.activity
    activity.schedules.all().delete()
    activity.delete()
    assert events("/sessions.ics") == []


def test_an_unchanged_calendar_is_not_sent_again(hall: Session) -> None:
    first = fetch("/sessions.ics")
    again = Client().get(API + "/sessions.ics", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    cancel_session(session=hall, reason="Sjuk ledare", by=TESTS)
    changed = Client().get(API + "/sessions.ics", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_too_many_are_cut_and_the_calendar_says_so_where_one_looks(
    hall: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendars, "MOST", 2)
    monkeypatch.setattr(addresses, "MOST", 2)
    for day in ("2027-03-25", "2027-03-26"):
        add_session(hall.activity, hall.venue, at(f"{day} 17:00"))
    found = read("/sessions.ics", area="0126-skogas")
    *shown, note = found.events
    assert [event.start.date().day for event in shown] == [24, 25]
    assert (note["SUMMARY"], note.start) == (
        "Fler tillfällen finns på Nära",
        datetime.date(2027, 3, 25),
    )
    assert "de 2 närmaste tillfällena" in note["DESCRIPTION"]
    assert note["URL"] == "http://localhost:8000/?area=0126-skogas"
    assert "de 2 närmaste" in found["X-WR-CALDESC"]
    assert len(events("/sessions.ics", to="2027-03-26")) == 2, "two of two: nothing to say"


def test_the_parameters_are_those_of_the_list(hall: Session) -> None:
    assert len(events("/sessions.ics", window="tonight", free="true", q="hall")) == 1
    assert events("/sessions.ics", window="weekend") == []
    for name in ("order", "cursor", "page_size", "format", "colour"):
        assert wrong_names(Client().get(API + "/sessions.ics", {name: "x"})) == [name]


def test_where_somebody_is_stands_in_no_link_of_the_calendar(hall: Session) -> None:
    body = fetch("/sessions.ics", near=near(0, 0), within=900).content.decode()
    assert "near" not in body
    assert STOCKHOLM.key in body
