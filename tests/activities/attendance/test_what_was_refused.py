"""A refused record waits for a coordinator, who takes it in or puts it aside; none is dropped."""

import uuid

import pytest
from pytest_django import Settings

from activities.attendance.errors import AlreadyHandled, CannotBeTaken
from activities.attendance.quarantine import accept, dismiss
from activities.attendance.standing import standings, words_of
from activities.models import AttendanceRecord, RefusedRecord, Session
from people.encryption import decrypt
from people.errors import NotPermitted
from people.models import AuditEntry, User
from people.roles import Role
from tests.activities.attendance.phones import (
    EVENING,
    Phone,
    a_leader,
    booked,
    later,
    outcomes,
    sealed,
    send,
)
from tests.activities.booking.young_people import young
from tests.browsing import problem, rows, signed_in
from tests.browsing import send as ask
from tests.named_people import SARA, TESTS, Named, acting, elsewhere, make
from tests.town import in_area, stop_clock
from venues.models import Area

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


@pytest.fixture
def early(evening: Session) -> RefusedRecord:
    """Amina's mark of a phone whose clock is fast, refused at noon."""
    (amina,) = booked(evening, young("Amina"))
    ali = Phone(a_leader())
    record = ali.tap(evening, booking=amina, status="present", when=EVENING)
    assert outcomes(send(record, by=ali.leader)) == ["from_the_future"]
    return RefusedRecord.objects.get()


def test_the_coordinator_of_the_place_sees_it_and_nobody_else(early: RefusedRecord) -> None:
    sara = signed_in(make(SARA, scope=in_area(Area.objects.get(code="0126-skogas"))))
    (row,) = rows("/attendance/refused", sara)
    assert (row["code"], row["leader"], row["participant"]) == ("from_the_future", "Ali", "Amina")
    assert row["ways_out"] == ["accept", "dismiss"]
    assert row["content"]["status"] == "present"
    assert "token" not in row["content"]
    other = signed_in(a_leader("Bea", scope=elsewhere()))
    problem(other.get("/api/v1/attendance/refused"), 403, "not_permitted")
    varby = signed_in(a_coordinator("Vera", "0126-varby"))
    assert rows("/attendance/refused", varby) == []
    body = {"deed": "dismiss", "reason": "Nej"}
    answer = ask(varby, "POST", f"/attendance/refused/{early.pk}/handle", body)
    problem(answer, 403, "not_permitted")


def a_coordinator(name: str, area: str) -> User:
    return make(Named(name, Role.COORDINATOR), scope=in_area(Area.objects.get(code=area)))


def test_taken_in_it_counts_as_received_for_who_made_it(early: RefusedRecord) -> None:
    sara = make(SARA)
    body = {"deed": "accept", "reason": "Klockan gick fel"}
    path = f"/attendance/refused/{early.pk}/handle"
    assert ask(signed_in(sara), "POST", path, body).status_code == 204
    row = AttendanceRecord.objects.get()
    assert (row.pk, row.at) == (early.record, early.received_at)
    assert row.by is not None
    assert row.by.call_name == "Ali"
    assert words_of(row) == {"accepted": "Klockan gick fel"}
    assert AuditEntry.objects.filter(deed="attendance.oversee", by=sara.pk).count() == 1
    problem(ask(signed_in(sara), "POST", path, body), 409, "already_handled")
    assert rows("/attendance/refused", signed_in(sara)) == []


def test_put_aside_it_stays_with_the_reason(early: RefusedRecord) -> None:
    dismiss(refused=early, reason="Dubbelt", by=TESTS)
    early.refresh_from_db()
    assert (early.outcome, decrypt(early.note_encrypted)) == ("dismissed", "Dubbelt")
    with pytest.raises(AlreadyHandled):
        dismiss(refused=early, reason="Dubbelt", by=TESTS)
    assert not AttendanceRecord.objects.exists()


def test_sent_again_after_it_was_taken_in_it_is_had_already(
    evening: Session, monkeypatch: Patch
) -> None:
    ali = Phone(a_leader())
    record = ali.tap(evening, walk_in=str(uuid.uuid4()), name="Bo", status="present")
    send(record, by=ali.leader)
    accept(refused=RefusedRecord.objects.get(), reason="Ja", by=TESTS)
    stop_clock(monkeypatch, later(30))
    assert outcomes(send(record, by=ali.leader)) == ["already_had_it"]
    assert len(standings([evening.pk])[evening.pk].marks) == 1


def test_another_record_under_a_taken_id_gets_an_id_of_its_own(
    evening: Session, monkeypatch: Patch
) -> None:
    ali = Phone(a_leader())
    stop_clock(monkeypatch, later(30))
    first = ali.tap(evening, walk_in=str(uuid.uuid4()), status="present")
    other = ali.tap(evening, walk_in=str(uuid.uuid4()), status="late", id=first.id)
    assert outcomes(send(first, other, by=ali.leader)) == ["created", "id_reused"]
    refused = RefusedRecord.objects.get()
    assert accept(refused=refused, reason="Ja", by=TESTS).pk == refused.pk
    assert AttendanceRecord.objects.count() == 2


def test_what_cannot_be_read_or_is_about_nothing_here_can_only_be_put_aside(
    evening: Session, settings: Settings
) -> None:
    ali = Phone(a_leader())
    unknown = ali.tap(evening, booking=str(uuid.uuid4()), status="absent", when=later(-300))
    locked = ali.tap(evening, "unsafe", when=later(-300))
    settings.NARA_ATTENDANCE_KEYS = ["A" * 43 + "="]
    assert outcomes(send(locked, by=ali.leader)) == ["cannot_be_opened"]
    settings.NARA_ATTENDANCE_KEYS = []
    lost = {**ali.content(evening, "unsafe", later(-300)), "session": str(uuid.uuid4())}
    results = send(unknown, sealed(lost), sealed({"kind": "mark"}), by=ali.leader)
    assert outcomes(results) == ["unknown_booking", "unknown_session", "malformed"]
    sara = signed_in(make(SARA))
    found = {row["code"]: row["ways_out"] for row in rows("/attendance/refused", sara)}
    for code in ("unknown_booking", "unknown_session", "malformed"):
        assert found[code] == ["dismiss"]
        with pytest.raises(CannotBeTaken):
            accept(refused=RefusedRecord.objects.get(code=code), reason="Ja", by=TESTS)


def test_whoever_may_not_oversee_handles_nothing(early: RefusedRecord) -> None:
    stranger = acting(SARA, scope=elsewhere())
    for handle in (accept, dismiss):
        with pytest.raises(NotPermitted):
            handle(refused=early, reason="Ja", by=stranger)
    assert RefusedRecord.objects.open().count() == 1
