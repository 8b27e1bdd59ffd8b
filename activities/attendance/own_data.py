"""What attendance holds about people: who came, who leads, who recorded. Counts outlive names."""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from activities.models import AttendanceRecord, RefusedRecord, RegisterExtract, SessionLeader
from people.models import Child, User
from people.own_data import expire_rows, remove_rows, rows_of
from people.personal_data import register_personal_data

FIELDS = ("id", "session", "booking", "status", "at", "corrects")


def _about(person: User) -> QuerySet[AttendanceRecord]:
    """The person's own attendance, and that of children whom nobody else answers for."""
    children = Child.objects.of_nobody_but(person)
    own = Q(booking__person=person) | Q(booking__child__in=children)
    return AttendanceRecord.objects.filter(own)


def _told(person: User) -> list[dict[str, Any]]:
    """Whether they came, and what they recorded as a leader; never what that says of others."""
    mine = rows_of(_about(person), *FIELDS)
    recorded = AttendanceRecord.objects.filter(by=person)
    return mine + rows_of(recorded, "id", "session", "kind", "at", "received_at")


def _forget(person: User) -> int:
    """The records stay as figures; whom they are about and who made them goes, with all words."""
    gone = _about(person).update(booking=None, words_encrypted="")
    by = AttendanceRecord.objects.filter(by=person).update(by=None)
    AttendanceRecord.objects.filter(sent_by=person).update(sent_by=None)
    return gone + by


def _before(now: datetime.datetime) -> datetime.datetime:
    return now - datetime.timedelta(days=settings.NARA_RETENTION_BOOKING_DAYS)


def _expire_names(now: datetime.datetime, dry_run: bool) -> int:
    """Names, notes and whom it is about; the figures stay."""
    old = AttendanceRecord.objects.filter(session__ends_at__lt=_before(now))
    old = old.filter(~Q(words_encrypted="") | Q(booking__isnull=False) | Q(by__isnull=False))
    if dry_run:
        return old.count()
    return old.update(words_encrypted="", booking=None, by=None, sent_by=None)


def _refused_of(person: User) -> QuerySet[RefusedRecord]:
    return RefusedRecord.objects.filter(Q(by=person) | Q(sent_by=person))


def _forget_refused(person: User) -> int:
    gone = RefusedRecord.objects.filter(by=person).update(by=None)
    RefusedRecord.objects.filter(sent_by=person).update(sent_by=None)
    RefusedRecord.objects.filter(handled_by=person).update(handled_by=None)
    return gone


def register_own_attendance() -> None:
    """Register every model of attendance that holds something about people."""
    days = settings.NARA_RETENTION_BOOKING_DAYS
    register_personal_data(
        AttendanceRecord,
        export=_told,
        erase=_forget,
        expire=_expire_names,
        kept=f"names and whom it is about {days} days after the session; the figures stay",
    )
    register_personal_data(
        RefusedRecord,
        export=lambda person: rows_of(_refused_of(person), "id", "code", "received_at", "outcome"),
        erase=_forget_refused,
        expire=lambda now, dry_run: expire_rows(
            RefusedRecord.objects.filter(received_at__lt=_before(now)), dry_run
        ),
        kept=f"sealed, {days} days after it was received",
    )
    register_personal_data(
        RegisterExtract,
        export=lambda person: rows_of(
            RegisterExtract.objects.filter(person=person), "seen_on", "noted_at"
        ),
        erase=lambda person: remove_rows(RegisterExtract.objects.filter(person=person)),
        kept="as long as the account",
    )
    register_personal_data(
        SessionLeader,
        export=lambda person: rows_of(person.leads.all(), "session", "since"),
        erase=lambda person: remove_rows(person.leads.all()),
        expire=lambda now, dry_run: expire_rows(
            SessionLeader.objects.filter(session__ends_at__lt=_before(now)), dry_run
        ),
        kept=f"{days} days after the session, no longer than the account",
    )
