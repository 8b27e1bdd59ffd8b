"""What could not be taken in: kept sealed until a coordinator says what becomes of it."""

import datetime
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.attendance.contents import Content, Malformed, read_content
from activities.attendance.errors import AlreadyHandled, CannotBeTaken
from activities.attendance.sealing import CannotBeOpened, unseal
from activities.attendance.writing import Arrival, insert, row_of
from activities.live_attendance import announce_attendance
from activities.models import (
    AttendanceRecord,
    Booking,
    RefusedRecord,
    RefusedRecordQuerySet,
    Session,
)
from activities.scopes import scopes_of_session, sessions_within
from people.actors import Actor
from people.audit import record
from people.encryption import encrypt
from people.models import User
from people.permissions import reach, require
from people.roles import Scope, whole_municipality


@dataclass(frozen=True, slots=True)
class Kept:
    """A refused record, and why. `session` and `by` as far as it can be seen."""

    record: uuid.UUID
    digest: str
    key: str
    sealed: str
    code: str
    fields: list[str]
    session: Session | None
    by: User | None


def keep(refused: Sequence[Kept], arrival: Arrival) -> None:
    """Keep each of them once, however often it is sent. In one order, as the log itself."""
    rows = [
        RefusedRecord(
            record=one.record,
            digest=one.digest,
            key=one.key,
            sealed=one.sealed,
            code=one.code,
            fields=one.fields,
            session=one.session,
            by=one.by,
            sent_by=arrival.sent_by,
            received_at=arrival.at,
        )
        for one in sorted(refused, key=lambda one: (one.record, one.digest))
    ]
    RefusedRecord.objects.bulk_create(rows, ignore_conflicts=True)


def note_arrivals(records: Sequence[uuid.UUID], now: datetime.datetime) -> None:
    """What had been refused and has come in at a later try needs nobody's eye any more."""
    waiting = RefusedRecord.objects.open().filter(record__in=records)
    waiting.update(outcome=RefusedRecord.Outcome.ARRIVED, handled_at=now)


def scopes_of_refused(refused: RefusedRecord) -> Iterator[Scope]:
    """Where its session is; what nobody can read is the whole municipality's alone."""
    if refused.session is not None:
        yield from scopes_of_session(refused.session)


def waiting_for(by: Actor) -> RefusedRecordQuerySet:
    """The refused records that an actor may handle, oldest first."""
    scopes = reach(by, "attendance.oversee")
    found = RefusedRecord.objects.open().select_related("by")
    if whole_municipality() in scopes:
        return found
    return found.filter(session__in=Session.objects.filter(sessions_within(scopes)).values("pk"))


@dataclass(slots=True)
class Readable:
    """A refused record as a coordinator can read it."""

    row: RefusedRecord
    read: Content | None = None
    #: What was sealed, without the token, which would let a coordinator record as the leader.
    content: dict[str, Any] | None = None
    #: The name to call out or the alias; a walk-in's or a visitor's as they gave it.
    participant: str = ""

    @property
    def ways_out(self) -> list[str]:
        """What may become of it: taken in only when it says something about a session."""
        known = self.read is not None and self.row.session_id is not None
        about = self.read is None or self.read.booking is None or self.participant
        return ["accept", "dismiss"] if known and about else ["dismiss"]


def readable(rows: Iterable[RefusedRecord]) -> list[Readable]:
    """Each of them opened as far as it can be. One query, however many they are."""
    found = [_opened(row) for row in rows]
    asked = {one.read.booking for one in found if one.read is not None and one.read.booking}
    bookings = Booking.objects.with_people().in_bulk(asked)
    for one in found:
        if one.read is None:
            continue
        booking = bookings.get(one.read.booking) if one.read.booking else None
        words = one.read.words
        given = words.get("name") or words.get("alias") or ""
        one.participant = booking.participant.shown_name if booking else given
    return found


def _opened(row: RefusedRecord) -> Readable:
    try:
        plain = unseal(row.sealed, record=row.record, key=row.key)
        content = read_content(plain)
    except (CannotBeOpened, Malformed):
        return Readable(row)
    told = {name: value for name, value in json.loads(plain).items() if name != "token"}
    return Readable(row, content, told)


def _to_handle(refused: RefusedRecord, by: Actor) -> RefusedRecord:
    row = RefusedRecord.objects.select_for_update(of=("self",)).get(pk=refused.pk)
    require(by, "attendance.oversee", on=row)
    if row.outcome:
        raise AlreadyHandled
    return row


@transaction.atomic
def accept(*, refused: RefusedRecord, reason: str, by: Actor) -> AttendanceRecord:
    """Take a refused record in: the coordinator vouches for it, and says why.

    A time that was still to come when it was received is not believed: it counts as received.
    Raises AlreadyHandled, and CannotBeTaken for what can not be read or is about nothing here.
    """
    row = _to_handle(refused, by)
    (found,) = readable([row])
    if "accept" not in found.ways_out or found.read is None or row.session is None:
        raise CannotBeTaken
    content = replace(found.read, words={**found.read.words, "accepted": reason})
    arrival = Arrival(uuid.uuid4(), row.sent_by, timezone.now())
    taken = AttendanceRecord.objects.filter(pk=row.record).exists()
    free = row.pk if taken else row.record
    made = row_of(free, content, row.session, row.by or by.person, arrival)
    made.at = min(content.at, row.received_at)
    insert([made])
    _close(row, RefusedRecord.Outcome.ACCEPTED, by)
    announce_attendance(row.session.pk)
    return made


@transaction.atomic
def dismiss(*, refused: RefusedRecord, reason: str, by: Actor) -> RefusedRecord:
    """Put a refused record aside, saying why. It stays until its time is over.

    Raises AlreadyHandled.
    """
    row = _to_handle(refused, by)
    row.note_encrypted = encrypt(reason)
    _close(row, RefusedRecord.Outcome.DISMISSED, by)
    return row


def _close(row: RefusedRecord, outcome: RefusedRecord.Outcome, by: Actor) -> None:
    row.outcome, row.handled_at, row.handled_by = outcome, timezone.now(), by.person
    row.save()
    detail = {"outcome": outcome.value, "code": row.code}
    record(by=by, deed="attendance.oversee", on=row, detail=detail)
