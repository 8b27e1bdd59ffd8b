"""What the database itself refuses of attendance, whatever the code does."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.materialising import materialise_sessions
from activities.models import (
    AttendanceRecord,
    Booking,
    ReflectionQuestion,
    ReflectionQuestionText,
    RefusedRecord,
    RegisterExtract,
    Session,
    SessionLeader,
)
from activities.scheduling import add_exception
from tests.activities.attendance.phones import EVENING, a_leader, booked
from tests.activities.booking.young_people import young
from tests.named_people import TESTS
from tests.town import add_activity, add_venue, add_weekly, build_town, stop_clock

pytestmark = pytest.mark.django_db


def a_record(session: Session, **said: Any) -> AttendanceRecord:
    told: dict[str, Any] = {
        "kind": "mark",
        "status": "present",
        "way": "tap",
        "participant": uuid.uuid4(),
        **said,
    }
    return AttendanceRecord(
        id=uuid.uuid4(),
        session=session,
        device=uuid.uuid4(),
        device_at=EVENING,
        offset_ms=0,
        at=EVENING,
        batch=uuid.uuid4(),
        digest="-",
        **told,
    )


def refused(by: str, row: Any) -> None:
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        row.save(force_insert=True)


def test_a_record_says_what_its_kind_says(evening: Session) -> None:
    refused("activities_attendance_known_kind", a_record(evening, kind="dreamt"))
    refused("activities_attendance_somebodys_status", a_record(evening, participant=None))
    refused("activities_attendance_somebodys_status", a_record(evening, status="asleep"))
    refused("activities_attendance_known_way", a_record(evening, way="wave"))
    nobody: dict[str, Any] = {"status": "", "way": "", "participant": None, "kind": "count"}
    count: dict[str, Any] = {"hour": 17, "change": 1, "gender": "girls", "age_band": "13-15"}
    for wrong in ({"hour": 24}, {"change": 0}, {"change": 101}, {"gender": ""}, {"age_band": "9"}):
        row = a_record(evening, **{**nobody, **count, **wrong})
        refused("activities_attendance_count", row)
    a_record(evening, **nobody, **count).save(force_insert=True)


def test_an_id_is_there_once(evening: Session) -> None:
    row = a_record(evening)
    row.save(force_insert=True)
    refused("activities_attendancerecord_pkey", row)


def test_no_record_is_changed_or_removed(evening: Session) -> None:
    row = a_record(evening)
    row.save(force_insert=True)
    mine = AttendanceRecord.objects.filter(pk=row.pk)
    changes: list[dict[str, Any]] = [
        {"status": "absent"},
        {"at": timezone.now()},
        {"words_encrypted": "something"},
        {"by": a_leader()},
    ]
    for change in changes:
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            mine.update(**change)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        mine.delete()


def test_what_points_at_a_person_may_be_emptied(evening: Session) -> None:
    (booking,) = booked(evening, young("Amina"))
    ali = a_leader()
    row = a_record(evening, booking=booking, by=ali, sent_by=ali, words_encrypted="-")
    row.save(force_insert=True)
    mine = AttendanceRecord.objects.filter(pk=row.pk)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        mine.update(by=None, status="absent")
    mine.update(booking=None, words_encrypted="", by=None, sent_by=None)
    assert Booking.objects.count() == 1


def test_leaders_refused_records_and_questions(evening: Session) -> None:
    ali = a_leader()
    SessionLeader.objects.create(session=evening, person=ali)
    refused("activities_sessionleader_once", SessionLeader(session=evening, person=ali))
    seen: dict[str, Any] = {"person": ali, "seen_on": EVENING.date()}
    RegisterExtract.objects.create(**seen)
    refused("activities_registerextract_once_a_day", RegisterExtract(**seen))
    kept: dict[str, Any] = {"record": uuid.uuid4(), "digest": "-", "key": "-", "sealed": "-"}
    RefusedRecord.objects.create(**kept)
    refused("activities_refusedrecord_once", RefusedRecord(**kept))
    handled = RefusedRecord(**{**kept, "digest": "other"}, outcome="accepted")
    refused("activities_refusedrecord_handled_when", handled)
    first = ReflectionQuestion.objects.create(position=1)
    refused("activities_reflection_once_per_position", ReflectionQuestion(position=1))
    refused("activities_reflection_two_at_most", ReflectionQuestion(position=3))
    ReflectionQuestionText.objects.create(question=first, language="sv", text="Vad gick bra?")
    again = ReflectionQuestionText(question=first, language="sv", text="Vad gick dåligt?")
    refused("activities_reflectiontext_language", again)


def test_a_session_in_which_attendance_is_registered_is_called_off_and_not_removed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At noon Ali has noted that somebody will not come; then tonight is taken out of the plan."""
    stop_clock(monkeypatch)
    build_town()
    weekly = add_weekly(add_activity(), add_venue("Skogås fritidsgård", -300, 400))
    materialise_sessions(by=TESTS)
    tonight = Session.objects.get(occurrence_date="2026-11-18")
    a_record(tonight, status="excused").save(force_insert=True)
    add_exception(
        schedule=weekly,
        date=tonight.occurrence_date,
        kind="excluded",
        reason="Strömavbrott",
        by=TESTS,
    )
    tonight.refresh_from_db()
    assert (tonight.status, tonight.cancelled_reason) == ("cancelled", "Strömavbrott")
    assert tonight.attendance.count() == 1
