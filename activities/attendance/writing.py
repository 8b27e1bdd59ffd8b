"""A record's content becomes a row of the log. Rows are inserted, never changed."""

import datetime
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from activities.attendance.aliases import visitor_id
from activities.attendance.contents import Content
from activities.attendance.deciding import is_correction
from activities.models import AttendanceRecord, Kind, Session
from people.encryption import encrypt
from people.models import User


@dataclass(frozen=True, slots=True)
class Arrival:
    """Which batch brought a record, whose log-in sent it, and when it came."""

    batch: uuid.UUID
    sent_by: User | None
    at: datetime.datetime


def participant_of(content: Content, venue: uuid.UUID) -> uuid.UUID | None:
    """Whom it is about: a booking, a walk-in, or the visitor behind an alias at a venue."""
    if content.kind == Kind.VISITOR:
        return visitor_id(content.words["alias"], venue)
    return content.booking or content.walk_in


def row_of(
    id: uuid.UUID, content: Content, session: Session, by: User | None, arrival: Arrival
) -> AttendanceRecord:
    """The row of a record that is taken in."""
    return AttendanceRecord(
        id=id,
        kind=content.kind,
        session=session,
        participant=participant_of(content, session.venue_id),
        booking_id=content.booking,
        status=content.status,
        way=content.way,
        gender=content.gender,
        age_band=content.age_band,
        hour=content.hour,
        change=content.change,
        figures=content.figures,
        words_encrypted=encrypt(json.dumps(content.words)) if content.words else "",
        corrects=is_correction(content, session),
        device=content.device,
        device_at=content.device_at,
        offset_ms=content.offset_ms,
        at=content.at,
        by=by,
        sent_by=arrival.sent_by,
        received_at=arrival.at,
        batch=arrival.batch,
        digest=content.digest,
    )


def insert(rows: Iterable[AttendanceRecord]) -> None:
    """Add rows to the log; those whose id is there already are left out.

    In the order of their ids, so that two batches with the same records never wait for each other.
    """
    ordered = sorted(rows, key=lambda row: row.pk)
    AttendanceRecord.objects.bulk_create(ordered, ignore_conflicts=True)
