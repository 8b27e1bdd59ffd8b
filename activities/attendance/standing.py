"""How a session stands: who came, how many, and the log book. Read off the log each time."""

import datetime
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from activities.models import AttendanceRecord, Kind, Status, Way
from people.encryption import decrypt


def superseded(rows: Sequence[AttendanceRecord]) -> set[uuid.UUID]:
    """Those of these that do not count, because a later one about the same participant does."""
    mine = [row for row in rows if row.participant is not None]
    about = AttendanceRecord.objects.filter(
        session__in={row.session_id for row in mine}, participant__in={r.participant for r in mine}
    )
    last = set(about.last_of_each().values_list("pk", flat=True))
    return {row.pk for row in mine} - last


def scanned_elsewhere(rows: Sequence[AttendanceRecord]) -> dict[uuid.UUID, datetime.datetime]:
    """Scans among these of a ticket that another device has scanned too: when that was first."""
    scans = [row for row in rows if row.way == Way.SCAN and row.booking_id is not None]
    same = AttendanceRecord.objects.filter(
        booking__in={row.booking_id for row in scans}, way=Way.SCAN
    ).order_by("at", "pk")
    by_booking: dict[uuid.UUID | None, list[tuple[uuid.UUID, datetime.datetime]]] = {}
    for booking, device, at in same.values_list("booking_id", "device", "at"):
        by_booking.setdefault(booking, []).append((device, at))
    found = {}
    for row in scans:
        others = [at for device, at in by_booking[row.booking_id] if device != row.device]
        if others:
            found[row.pk] = others[0]
    return found


def words_of(row: AttendanceRecord) -> dict[str, Any]:
    """Names, notes and answers of a record; empty when their time is over."""
    if not row.words_encrypted:
        return {}
    found: dict[str, Any] = json.loads(decrypt(row.words_encrypted))
    return found


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of one participant. `name` is a walk-in's or an alias, where one was given."""

    participant: uuid.UUID
    booking: uuid.UUID | None
    status: str
    way: str
    at: datetime.datetime
    name: str
    reason: str
    #: How many devices have scanned the ticket: more than one is a ticket used twice.
    devices: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one gender and age band came in one local hour."""

    hour: int
    age_band: str
    gender: str
    count: int


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who checked in by an alias."""

    participant: uuid.UUID
    alias: str
    gender: str
    age_band: str


@dataclass(slots=True)
class Log:
    """The log book: of each field, what was said last."""

    figures: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    note: str = ""
    #: Notes of what felt unsafe, in their order; one for each time that it was said.
    unsafe: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Standing:
    """How one session stands."""

    session: uuid.UUID
    marks: list[Mark]
    counts: list[Count]
    visitors: list[Visitor]
    log: Log


def standings(sessions: Iterable[uuid.UUID]) -> dict[uuid.UUID, Standing]:
    """How these sessions stand. One query, however many they are."""
    logs: dict[uuid.UUID, list[AttendanceRecord]] = {one: [] for one in sessions}
    for row in AttendanceRecord.objects.filter(session__in=logs).in_order():
        logs[row.session_id].append(row)
    return {session: standing_of(session, rows) for session, rows in logs.items()}


def standing_of(session: uuid.UUID, rows: Sequence[AttendanceRecord]) -> Standing:
    """The merge rule: what counts of one session's log, which comes in order of corrected time."""
    last: dict[uuid.UUID, AttendanceRecord] = {}
    devices: dict[uuid.UUID, set[uuid.UUID]] = {}
    sums: dict[tuple[int, str, str], int] = {}
    log = Log()
    for row in rows:
        if row.participant is not None:
            last[row.participant] = row
            if row.way == Way.SCAN:
                devices.setdefault(row.participant, set()).add(row.device)
        elif row.hour is not None and row.change is not None:
            cell = (row.hour, row.age_band, row.gender)
            sums[cell] = sums.get(cell, 0) + row.change
        else:
            _add_words(log, row)
    known = [row for row in last.values() if row.status != Status.UNDONE]
    return Standing(
        session=session,
        marks=[_mark(row, devices) for row in known if row.kind == Kind.MARK],
        counts=[Count(*cell, count) for cell, count in sorted(sums.items()) if count],
        visitors=[_visitor(row) for row in known if row.kind == Kind.VISITOR],
        log=log,
    )


def _mark(row: AttendanceRecord, devices: dict[uuid.UUID, set[uuid.UUID]]) -> Mark:
    assert row.participant is not None, "the database holds it: a mark is about somebody"
    words = words_of(row)
    return Mark(
        participant=row.participant,
        booking=row.booking_id,
        status=row.status,
        way=row.way,
        at=row.at,
        name=words.get("name", ""),
        reason=words.get("reason", ""),
        devices=len(devices.get(row.participant, ())),
    )


def _visitor(row: AttendanceRecord) -> Visitor:
    assert row.participant is not None, "the database holds it: a visitor is somebody"
    return Visitor(row.participant, words_of(row).get("alias", ""), row.gender, row.age_band)


def _add_words(log: Log, row: AttendanceRecord) -> None:
    words = words_of(row)
    if row.kind == Kind.UNSAFE:
        log.unsafe.append(words.get("note", ""))
        return
    log.figures |= row.figures
    log.answers |= words.get("answers", {})
    log.note = words.get("note", log.note)
