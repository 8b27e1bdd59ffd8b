"""What attendance holds of a person: told to them, emptied when they leave or its time is over."""

import datetime
import json
import uuid

import pytest

from activities.attendance.leading import assign_leader
from activities.attendance.standing import standings
from activities.models import AttendanceRecord, RefusedRecord, Session, SessionLeader
from people.models import User
from people.retention import apply_retention, erase_person, export_person
from tests.activities.attendance.phones import (
    EVENING,
    Phone,
    a_leader,
    an_evening,
    booked,
    later,
    send,
)
from tests.activities.booking.young_people import young
from tests.named_people import TESTS
from tests.town import stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


@pytest.fixture
def evening(monkeypatch: Patch) -> Session:
    """Ali leads; Amina and a walk-in have come; one record was refused."""
    session = an_evening(monkeypatch)
    (amina,) = booked(session, young("Amina"))
    ali = a_leader()
    assign_leader(session=session, person=ali, by=TESTS)
    phone = Phone(ali)
    stop_clock(monkeypatch, later(30))
    send(
        phone.tap(session, booking=amina, status="late", reason="Bussen"),
        phone.tap(session, walk_in=str(uuid.uuid4()), name="Bosse", status="present"),
        phone.tap(session, "count", gender="girls", age_band="13-15", hour=17, change=4),
        phone.tap(session, "unsafe", when=later(120)),
        by=ali,
    )
    return session


def person(name: str) -> User:
    return User.objects.get(call_name=name)


def figures(session: Session) -> tuple[list[str], list[int]]:
    stand = standings([session.pk])[session.pk]
    return sorted(one.status for one in stand.marks), [one.count for one in stand.counts]


def test_they_get_a_copy_that_says_nothing_of_others(evening: Session) -> None:
    told = export_person(person=person("Amina"), by=TESTS)["activities.attendancerecord"]
    assert [one["status"] for one in told] == ["late"]
    leaders = export_person(person=person("Ali"), by=TESTS)
    kinds = sorted(one["kind"] for one in leaders["activities.attendancerecord"])
    assert kinds == ["count", "mark", "mark"]
    assert len(leaders["activities.refusedrecord"]) == 1
    assert len(leaders["activities.sessionleader"]) == 1
    assert "Bosse" not in json.dumps(leaders)


def test_erased_they_are_a_figure(evening: Session) -> None:
    before = figures(evening)
    amina = AttendanceRecord.objects.get(status="late")
    erase_person(person=person("Amina"), by=TESTS)
    amina.refresh_from_db()
    assert (amina.booking, amina.words_encrypted) == (None, "")
    assert figures(evening) == before == (["late", "present"], [4])


def test_an_erased_leader_leaves_what_they_registered(evening: Session) -> None:
    before = figures(evening)
    erase_person(person=person("Ali"), by=TESTS)
    assert figures(evening) == before
    assert not AttendanceRecord.objects.exclude(by=None, sent_by=None).exists()
    assert RefusedRecord.objects.get().by is None
    assert not SessionLeader.objects.exists()


def test_after_a_year_names_go_and_figures_stay(evening: Session, monkeypatch: Patch) -> None:
    before = figures(evening)
    stop_clock(monkeypatch, EVENING + datetime.timedelta(days=364))
    assert apply_retention(by=TESTS, dry_run=True)["activities.attendancerecord"] == 0
    stop_clock(monkeypatch, EVENING + datetime.timedelta(days=366))
    for dry_run in (True, False):
        report = apply_retention(by=TESTS, dry_run=dry_run)
        assert report["activities.attendancerecord"] == 3
        assert report["activities.refusedrecord"] == 1
        assert report["activities.sessionleader"] == 1
    assert apply_retention(by=TESTS)["activities.attendancerecord"] == 0
    assert not AttendanceRecord.objects.exclude(words_encrypted="", booking=None, by=None).exists()
    assert figures(evening) == before
