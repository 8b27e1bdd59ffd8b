"""Taking in a batch of sealed records: each once, whatever comes how often in which order."""

import datetime
import enum
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from activities.attendance.contents import Content, Malformed, read_content
from activities.attendance.deciding import Known, decide, known
from activities.attendance.quarantine import Kept, keep, note_arrivals
from activities.attendance.refusals import NotTaken, Why
from activities.attendance.sealing import CannotBeOpened, unseal
from activities.attendance.standing import scanned_elsewhere, superseded
from activities.attendance.writing import Arrival, insert, row_of
from activities.live_attendance import announce_attendance
from activities.models import AttendanceRecord
from people.actors import Actor
from people.models import User
from people.permissions import require


@dataclass(frozen=True, slots=True)
class Envelope:
    """A record as it travels: its id, the key it is sealed to, and the sealed text."""

    id: uuid.UUID
    key: str
    sealed: str


class Outcome(enum.StrEnum):
    """What became of a record. In all but the last it is in the log."""

    CREATED = "created"
    ALREADY_HAD_IT = "already_had_it"
    SUPERSEDED = "superseded"
    REFUSED = "refused"


@dataclass(slots=True)
class Opened:
    """An envelope, and what it came to. `digest` names its content; sealed again it is the same."""

    envelope: Envelope
    digest: str
    content: Content | None = None
    leader: User | None = None
    outcome: Outcome = Outcome.CREATED
    why: Why | None = None
    fields: list[str] = field(default_factory=list)
    #: When another phone had scanned the same ticket.
    ticket_used_at: datetime.datetime | None = None

    def refuse(self, reason: NotTaken) -> None:
        self.outcome, self.why, self.fields = Outcome.REFUSED, reason.why, reason.fields


def opened(envelope: Envelope) -> Opened:
    """An envelope, opened and read as far as it can be."""
    try:
        plain = unseal(envelope.sealed, record=envelope.id, key=envelope.key)
    except CannotBeOpened:
        digest = hashlib.sha256(f"{envelope.key} {envelope.sealed}".encode()).hexdigest()
        found = Opened(envelope, digest)
        found.refuse(NotTaken(Why.CANNOT_BE_OPENED))
        return found
    found = Opened(envelope, hashlib.sha256(plain).hexdigest())
    try:
        found.content = read_content(plain)
    except Malformed as wrong:
        found.refuse(NotTaken(Why.MALFORMED, wrong.fields))
    return found


@transaction.atomic
def receive(*, envelopes: Sequence[Envelope], by: Actor) -> list[Opened]:
    """Take in a batch; what became of each record, in their order.

    A constant number of queries. What is refused is kept for the coordinator, sealed as it came.
    """
    require(by, "attendance.send")
    arrival = Arrival(uuid.uuid4(), by.person, timezone.now())
    records = [opened(one) for one in envelopes]
    _settle_known(records)
    fresh = [one for one in records if one.outcome is Outcome.CREATED]
    given = known([one.content for one in records if one.content is not None], arrival.at)
    _decide(fresh, given)
    _add([one for one in fresh if one.outcome is Outcome.CREATED], given, arrival)
    keep([_kept(one, given) for one in records if one.outcome is Outcome.REFUSED], arrival)
    return records


def _held(records: Sequence[Opened]) -> dict[uuid.UUID, AttendanceRecord]:
    ids = {one.envelope.id for one in records}
    # Enough to tell a repeated record from another one under its id.
    return AttendanceRecord.objects.only("digest", "batch").in_bulk(ids)


def _settle_known(records: Sequence[Opened]) -> None:
    """What is in the log or earlier in the batch has arrived; other content under its id not."""
    digests = {pk: row.digest for pk, row in _held(records).items()}
    for one in records:
        if one.outcome is Outcome.REFUSED:
            continue
        there = digests.setdefault(one.envelope.id, "")
        if not there:
            digests[one.envelope.id] = one.digest
        elif there == one.digest:
            one.outcome = Outcome.ALREADY_HAD_IT
        else:
            one.refuse(NotTaken(Why.ID_REUSED))


def _decide(records: Sequence[Opened], given: Known) -> None:
    for one in records:
        assert one.content is not None, "what could not be read is refused"
        try:
            one.leader = decide(one.content, given)
        except NotTaken as refusal:
            one.refuse(refusal)


def _add(records: Sequence[Opened], given: Known, arrival: Arrival) -> None:
    """Insert them, and see which of them another batch has brought in the same moment."""
    rows = []
    for one in records:
        assert one.content is not None, "what could not be read is refused"
        session = given.sessions[one.content.session]
        rows.append(row_of(one.envelope.id, one.content, session, one.leader, arrival))
    insert(rows)
    held = _held(records)
    mine = [row for row in rows if held[row.pk].batch == arrival.batch]
    later, used = superseded(mine), scanned_elsewhere(mine)
    for one in records:
        there = held[one.envelope.id]
        if there.digest != one.digest:
            one.refuse(NotTaken(Why.ID_REUSED))
        elif there.batch != arrival.batch:
            one.outcome = Outcome.ALREADY_HAD_IT
        elif one.envelope.id in later:
            one.outcome = Outcome.SUPERSEDED
        one.ticket_used_at = used.get(one.envelope.id)
    note_arrivals([row.pk for row in mine], arrival.at)
    for session_id in {row.session_id for row in mine}:
        announce_attendance(session_id)


def _kept(one: Opened, given: Known) -> Kept:
    content = one.content
    assert one.why is not None, "only what is refused is kept"
    return Kept(
        record=one.envelope.id,
        digest=one.digest,
        key=one.envelope.key,
        sealed=one.envelope.sealed,
        code=one.why.value,
        fields=one.fields,
        session=given.sessions.get(content.session) if content else None,
        by=given.leader(content) if content else None,
    )
