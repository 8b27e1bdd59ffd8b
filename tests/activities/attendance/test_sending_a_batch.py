"""A batch of sealed records: each counts once, however it comes; what cannot count is kept."""

import datetime
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from activities.attendance.leading import assign_leader
from activities.attendance.standing import standings
from activities.models import AttendanceRecord, RefusedRecord, Session
from people.errors import NotPermitted
from people.membership import revoke_role
from people.roles import Role, whole_municipality
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
from tests.named_people import TESTS, elsewhere
from tests.town import add_activity, add_session, stop_clock

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def marks(session: Session) -> dict[uuid.UUID, str]:
    return {one.participant: one.status for one in standings([session.pk])[session.pk].marks}


def test_a_tap_counts_once_however_often_it_is_sent(evening: Session, monkeypatch: Patch) -> None:
    ali, (amina,) = a_leader(), booked(evening, young("Amina"))
    phone = Phone(ali)
    stop_clock(monkeypatch, later(30))
    record = phone.tap(evening, booking=amina, status="present")
    again = sealed(phone.content(evening, "mark", EVENING, booking=str(amina.pk), status="present"))
    assert again.id != record.id
    assert outcomes(send(record, by=ali)) == ["created"]
    assert outcomes(send(record, record, by=ali)) == ["already_had_it", "already_had_it"]
    twice = phone.tap(evening, booking=amina, status="late", when=later(1))
    assert outcomes(send(twice, twice, by=ali)) == ["created", "already_had_it"]
    assert AttendanceRecord.objects.count() == 2
    assert marks(evening) == {amina.pk: "late"}


def test_the_last_by_corrected_time_counts_in_whatever_order_they_arrive(
    evening: Session, monkeypatch: Patch
) -> None:
    (amina,) = booked(evening, young("Amina"))
    ali = Phone(a_leader(), slow=datetime.timedelta(hours=3))
    bea = Phone(a_leader("Bea"))
    stop_clock(monkeypatch, later(60))
    first = ali.tap(evening, booking=amina, status="absent", when=later(5))
    last = bea.tap(evening, booking=amina, status="late", when=later(10))
    assert outcomes(send(last, by=bea.leader)) == ["created"]
    assert outcomes(send(first, by=ali.leader)) == ["superseded"]
    assert marks(evening) == {amina.pk: "late"}


def test_a_tie_is_broken_by_the_id(evening: Session, monkeypatch: Patch) -> None:
    (amina,) = booked(evening, young("Amina"))
    ali = Phone(a_leader())
    stop_clock(monkeypatch, later(60))
    low, high = uuid.UUID(int=1), uuid.UUID(int=2)
    one = ali.tap(evening, booking=amina, status="present", id=high)
    other = ali.tap(evening, booking=amina, status="absent", id=low)
    assert outcomes(send(one, other, by=ali.leader)) == ["created", "superseded"]
    assert marks(evening) == {amina.pk: "present"}


def test_undone_takes_back_what_was_said(evening: Session, monkeypatch: Patch) -> None:
    (amina,) = booked(evening, young("Amina"))
    ali = Phone(a_leader())
    stop_clock(monkeypatch, later(60))
    send(
        ali.tap(evening, booking=amina, status="absent"),
        ali.tap(evening, booking=amina, status="undone", when=later(1)),
        by=ali.leader,
    )
    assert marks(evening) == {}


def test_counts_of_two_phones_at_one_door_add_up(evening: Session, monkeypatch: Patch) -> None:
    ali, bea = Phone(a_leader()), Phone(a_leader("Bea"))
    stop_clock(monkeypatch, later(60))
    girl: dict[str, Any] = {"gender": "girls", "age_band": "13-15", "hour": 17}
    records = [phone.tap(evening, "count", change=1, **girl) for phone in (ali, bea, bea)]
    records += [ali.tap(evening, "count", change=-1, **girl)]
    records += [ali.tap(evening, "count", change=2, **{**girl, "hour": 18})]
    send(*records, by=ali.leader)
    found = standings([evening.pk])[evening.pk].counts
    assert [(one.hour, one.gender, one.count) for one in found] == [
        (17, "girls", 2),
        (18, "girls", 2),
    ]


def test_walk_ins_by_name_without_one_and_by_another_ticket(
    evening: Session, monkeypatch: Patch
) -> None:
    other = add_session(add_activity("Rugby"), evening.venue, EVENING)
    (amina,) = booked(other, young("Amina"))
    ali = Phone(a_leader())
    stop_clock(monkeypatch, later(60))
    bo, nobody = str(uuid.uuid4()), str(uuid.uuid4())
    results = send(
        ali.tap(evening, walk_in=bo, name="Bosse Bus", status="present"),
        ali.tap(evening, walk_in=nobody, status="late"),
        ali.tap(evening, booking=amina, status="present", way="scan"),
        ali.tap(evening, booking=amina, status="present"),
        by=ali.leader,
    )
    assert outcomes(results) == ["created", "created", "created", "other_session"]
    stand = standings([evening.pk])[evening.pk].marks
    assert {(str(one.participant), one.name) for one in stand} == {
        (bo, "Bosse Bus"),
        (nobody, ""),
        (str(amina.pk), ""),
    }
    assert "Bosse Bus" not in AttendanceRecord.objects.get(participant=bo).words_encrypted


def test_a_visitor_is_the_same_by_the_same_alias(evening: Session, monkeypatch: Patch) -> None:
    ali = Phone(a_leader())
    stop_clock(monkeypatch, later(60))
    send(
        ali.tap(evening, "visitor", alias="Räven", age_band="13-15"),
        ali.tap(evening, "visitor", alias="  räven ", gender="girls", when=later(1)),
        ali.tap(evening, "visitor", alias="Ugglan", when=later(2)),
        ali.tap(evening, "visitor", alias="Ugglan", status="undone", when=later(3)),
        by=ali.leader,
    )
    (visitor,) = standings([evening.pk])[evening.pk].visitors
    assert (visitor.alias, visitor.gender, visitor.age_band) == ("räven", "girls", "")


def test_the_log_book_keeps_what_was_said_last_of_each_field(
    evening: Session, monkeypatch: Patch
) -> None:
    ali, bea = Phone(a_leader()), Phone(a_leader("Bea"))
    stop_clock(monkeypatch, later(300))
    question = str(uuid.uuid4())
    send(
        bea.tap(evening, "log", note="Lugnt", staff_minutes=360, when=later(200)),
        ali.tap(evening, "log", open_minutes=180, note="Stökigt", answers={question: "Mycket"}),
        ali.tap(evening, "unsafe", note="Slagsmål utanför"),
        bea.tap(evening, "unsafe", when=later(1)),
        by=ali.leader,
    )
    log = standings([evening.pk])[evening.pk].log
    assert log.figures == {"open_minutes": 180, "staff_minutes": 360}
    assert (log.note, log.answers) == ("Lugnt", {question: "Mycket"})
    assert log.unsafe == ["Slagsmål utanför", ""]


def test_a_ticket_that_two_phones_have_scanned_is_told_to_the_second(
    evening: Session, monkeypatch: Patch
) -> None:
    (amina,) = booked(evening, young("Amina"))
    ali, bea = Phone(a_leader()), Phone(a_leader("Bea"))
    stop_clock(monkeypatch, later(60))
    scan: dict[str, Any] = {"booking": amina, "status": "present", "way": "scan"}
    (first,) = send(ali.tap(evening, when=later(1), **scan), by=ali.leader)
    (again,) = send(ali.tap(evening, when=later(2), **scan), by=ali.leader)
    assert first.ticket_used_at is again.ticket_used_at is None
    (other,) = send(bea.tap(evening, when=later(3), **scan), by=bea.leader)
    assert other.ticket_used_at == later(1)
    assert [one.devices for one in standings([evening.pk])[evening.pk].marks] == [2]


def test_it_counts_for_who_made_it_whoever_sends_it(evening: Session, monkeypatch: Patch) -> None:
    (amina,) = booked(evening, young("Amina"))
    ali, sara = Phone(a_leader()), a_leader("Sara", scope=elsewhere())
    stop_clock(monkeypatch, later(60))
    record = ali.tap(evening, booking=amina, status="present")
    assert outcomes(send(record, by=sara)) == ["created"]
    row = AttendanceRecord.objects.get()
    assert (row.by, row.sent_by) == (ali.leader, sara)


def test_who_may_not_register_anything_sends_nothing(evening: Session, monkeypatch: Patch) -> None:
    ali = Phone(a_leader())
    record = ali.tap(evening, walk_in=str(uuid.uuid4()), status="present")
    with pytest.raises(NotPermitted):
        send(record, by=young("Amina"))
    assert not RefusedRecord.objects.exists()


def a_tap(phone: Phone, session: Session, **more: Any) -> Any:
    return phone.tap(session, walk_in=str(uuid.uuid4()), status="present", **more)


def test_every_refusal_has_its_reason_and_the_record_is_kept(
    evening: Session, monkeypatch: Patch
) -> None:
    ali = Phone(a_leader())
    far = a_leader("Fia", scope=elsewhere())
    quits = a_leader("Gus")
    stranger, quitter, gone = Phone(far), Phone(quits), Phone(a_leader("Hans"))
    where = {"role": Role.LEADER, "scope": whole_municipality()}
    revoke_role(person=quits, by=TESTS, **where)  # type: ignore[arg-type]
    gone.leader.is_active = False
    gone.leader.save()
    off = add_session(
        add_activity("Inställd"),
        evening.venue,
        EVENING,
        status="cancelled",
        cancelled_reason="Sjuk",
    )
    next_week = add_session(add_activity(), evening.venue, later(7 * 24 * 60))
    forged = {**ali.content(evening, "unsafe", EVENING), "token": ali.token[:-4] + "AAAA"}
    lost = {**ali.content(evening, "unsafe", EVENING), "session": str(uuid.uuid4())}
    nobody = ali.tap(evening, booking=str(uuid.uuid4()), status="present")
    open_ = a_tap(ali, evening)
    spoiled = type(open_)(open_.id, open_.key, "AAAA" + open_.sealed[4:])
    stop_clock(monkeypatch, later(60))
    cases = {
        "cannot_be_opened": spoiled,
        "malformed": sealed({"kind": "mark"}),
        "token_invalid": sealed(forged),
        "leader_gone": a_tap(gone, evening),
        "outside_token": a_tap(ali, evening, when=later(-60 * 6)),
        "from_the_future": a_tap(ali, evening, when=later(90)),
        "unknown_session": sealed(lost),
        "not_your_session": a_tap(stranger, evening),
        "session_cancelled": a_tap(ali, off),
        "too_early": a_tap(ali, next_week),
        "unknown_booking": nobody,
    }
    assert outcomes(send(*cases.values(), by=ali.leader)) == list(cases)
    assert outcomes(send(a_tap(quitter, evening), by=ali.leader)) == ["not_your_session"]
    assert not AttendanceRecord.objects.exists()
    kept = set(RefusedRecord.objects.values_list("code", flat=True))
    assert kept == {*cases, "not_your_session"}
    send(*cases.values(), by=ali.leader)
    assert RefusedRecord.objects.count() == len(cases) + 1, "kept once, however often it is sent"


def test_a_key_that_is_not_ours_any_more(evening: Session, settings: Settings) -> None:
    ali = Phone(a_leader())
    record = a_tap(ali, evening, when=later(-300))
    settings.NARA_ATTENDANCE_KEYS = ["A" * 43 + "="]
    assert outcomes(send(record, by=ali.leader)) == ["cannot_be_opened"]
    settings.NARA_ATTENDANCE_KEYS = []
    assert outcomes(send(record, by=ali.leader)) == ["created"]
    assert RefusedRecord.objects.get().outcome == "arrived"


def test_a_session_long_over_is_changed_with_a_reason_only(
    evening: Session, monkeypatch: Patch
) -> None:
    stop_clock(monkeypatch, later(60 * 24))
    ali = Phone(a_leader())
    bare = a_tap(ali, evening, when=later(60 * 24))
    why = a_tap(ali, evening, when=later(60 * 24), reason="Glömde")
    note = ali.tap(evening, "log", note="Dagen efter", when=later(60 * 24))
    assert outcomes(send(bare, why, note, by=ali.leader)) == ["reason_needed", "created", "created"]
    assert AttendanceRecord.objects.filter(corrects=True).count() == 1
    assert [one.reason for one in standings([evening.pk])[evening.pk].marks] == ["Glömde"]


def test_other_content_under_a_known_id_is_refused(evening: Session, monkeypatch: Patch) -> None:
    ali = Phone(a_leader())
    stop_clock(monkeypatch, later(60))
    record = a_tap(ali, evening)
    other = a_tap(ali, evening, id=record.id)
    assert outcomes(send(record, by=ali.leader)) == ["created"]
    assert outcomes(send(other, record, by=ali.leader)) == ["id_reused", "already_had_it"]


def test_a_leader_of_one_session_may_register_there_alone(
    evening: Session, monkeypatch: Patch
) -> None:
    far = a_leader("Fia", scope=elsewhere())
    assign_leader(session=evening, person=far, by=TESTS)
    beside = add_session(add_activity("Rugby"), evening.venue, EVENING)
    fia = Phone(far)
    stop_clock(monkeypatch, later(60))
    results = send(a_tap(fia, evening), a_tap(fia, beside), by=far)
    assert outcomes(results) == ["created", "not_your_session"]


def test_a_batch_of_five_hundred_asks_as_often_as_one_of_five(
    evening: Session, monkeypatch: Patch
) -> None:
    ali = Phone(a_leader())
    seats = booked(evening, *(young(f"Ung{n}") for n in range(5)))
    stop_clock(monkeypatch, later(60))

    def batch(size: int) -> list[Any]:
        good = [
            ali.tap(evening, booking=seats[n % 5], status="present", way="scan", when=later(n / 60))
            for n in range(size)
        ]
        return [*good, a_tap(ali, evening, when=later(90)), sealed({"kind": "mark"})]

    counts = []
    for size in (5, 498):
        records = batch(size)
        with CaptureQueriesContext(connection) as queries:
            found = send(*records, by=ali.leader)
        assert sum(one.why is None for one in found) == size
        counts.append(len(queries))
    assert counts == [QUERIES, QUERIES]


#: Of one batch with good and refused records, with savepoints and what sends them.
QUERIES = 16
