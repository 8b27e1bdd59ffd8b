"""Who leads a session, who came, and what could not be taken in. Rules: `activities.attendance`."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models.booking import Booking
from activities.models.session import Session
from people.disclosure import RecordKeyField
from people.models import User


class Kind(models.TextChoices):
    """What a record says."""

    MARK = "mark", _("Närvaro")
    COUNT = "count", _("Antal")
    VISITOR = "visitor", _("Besökare")
    LOG = "log", _("Loggbok")
    UNSAFE = "unsafe", _("Något kändes otryggt")


class Status(models.TextChoices):
    """Whether somebody came. `undone` takes back what was said before: nothing is known again."""

    PRESENT = "present", _("Närvarande")
    LATE = "late", _("Sen")
    ABSENT = "absent", _("Frånvarande")
    EXCUSED = "excused", _("Anmält frånvaro")
    UNDONE = "undone", _("Ångrad")


#: They were there.
CAME = (Status.PRESENT, Status.LATE)


class Way(models.TextChoices):
    """How it came about: a tap on a name, a scanned ticket, or "all present"."""

    TAP = "tap", _("Tryck")
    SCAN = "scan", _("Biljett")
    ALL = "all", _("Alla på en gång")


class Gender(models.TextChoices):
    GIRLS = "girls", _("Flickor")
    BOYS = "boys", _("Pojkar")
    NON_BINARY = "non_binary", _("Icke-binära")
    UNKNOWN = "unknown", _("Vet ej")


class AgeBand(models.TextChoices):
    """Ages in whole years, both included [KEKS]."""

    FROM_7 = "7-9", _("7–9 år")
    FROM_10 = "10-12", _("10–12 år")
    FROM_13 = "13-15", _("13–15 år")
    FROM_16 = "16-19", _("16–19 år")
    FROM_20 = "20-25", _("20–25 år")


class SessionLeader(models.Model):
    """Somebody leads a session. Standing staff of a venue hold the role of leader there instead."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="leaders")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="leads")
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "person"], name="activities_sessionleader_once"
            )
        ]

    def __str__(self) -> str:
        return f"leader {self.pk}"


class AttendanceRecordQuerySet(models.QuerySet["AttendanceRecord"]):
    def about_somebody(self) -> Self:
        """Those that say whether somebody came: their last one counts."""
        return self.filter(kind__in=[Kind.MARK, Kind.VISITOR])

    def in_order(self) -> Self:
        """By corrected time, ties by id: the same however they arrived."""
        return self.order_by("at", "id")

    def last_of_each(self) -> Self:
        """What counts for each participant: the last by corrected time, ties by id."""
        latest = self.about_somebody().order_by("session", "participant", "-at", "-id")
        return latest.distinct("session", "participant")


class AttendanceRecord(models.Model):
    """One tap on one phone. Append-only: the database refuses a change of what was recorded.

    Only what points at a person may be emptied: `booking`, `by`, `sent_by` and `words_encrypted`.
    """

    #: Made on the phone. The database holds each once, which is what makes sending again harmless.
    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="attendance", db_index=False
    )
    #: Whom it is about: a booking's id, a walk-in's own, or what an alias makes (`aliases`).
    participant = models.UUIDField(null=True)
    booking = models.ForeignKey(
        Booking, null=True, on_delete=models.SET_NULL, related_name="attendance"
    )
    status = models.CharField(max_length=8, choices=Status.choices, blank=True)
    way = models.CharField(max_length=4, choices=Way.choices, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    age_band = models.CharField(max_length=5, choices=AgeBand.choices, blank=True)
    #: The local hour of a count, and how many came or were taken back.
    hour = models.PositiveSmallIntegerField(null=True)
    change = models.SmallIntegerField(null=True)
    #: Of a log: `open_minutes`, `staff_minutes`, `youth_minutes`, `young_producers`.
    figures = models.JSONField(default=dict)
    #: Names, aliases, notes, answers, reasons: JSON, encrypted; emptied when their time is over.
    words_encrypted = models.TextField(blank=True)
    #: It is about a session that was long over, and says why.
    corrects = models.BooleanField(default=False)
    device = models.UUIDField()
    device_at = models.DateTimeField()
    #: The server's clock minus the device's, in milliseconds, as the device had measured it.
    offset_ms = models.BigIntegerField()
    #: Corrected: `device_at` + `offset_ms`. What decides.
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)
    #: Which batch brought it.
    batch = models.UUIDField()
    #: SHA-256 of what was sealed: the same id with other content is another record, and refused.
    digest = models.CharField(max_length=64)
    record_key = RecordKeyField()

    objects = AttendanceRecordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_attendance_known_kind", condition=Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="activities_attendance_somebodys_status",
                condition=Q(
                    kind__in=["mark", "visitor"],
                    participant__isnull=False,
                    status__in=Status.values,
                )
                | Q(
                    kind__in=["count", "log", "unsafe"],
                    participant__isnull=True,
                    booking__isnull=True,
                    status="",
                ),
            ),
            models.CheckConstraint(
                name="activities_attendance_count",
                condition=Q(
                    kind="count",
                    hour__range=(0, 23),
                    change__range=(-100, 100),
                    gender__in=Gender.values,
                    age_band__in=AgeBand.values,
                )
                & ~Q(change=0)
                | (~Q(kind="count") & Q(hour__isnull=True, change__isnull=True)),
            ),
            models.CheckConstraint(
                name="activities_attendance_known_way",
                condition=Q(kind="mark", way__in=Way.values) | (~Q(kind="mark") & Q(way="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["session", "participant", "-at", "-id"],
                name="activities_attendance_last",
            ),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class RefusedRecordQuerySet(models.QuerySet["RefusedRecord"]):
    def open(self) -> Self:
        """Those that wait for a coordinator."""
        return self.filter(outcome="")


class RefusedRecord(models.Model):
    """A record that was not taken in, sealed as it came. A coordinator says what becomes of it."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Tagen in av samordnare")
        DISMISSED = "dismissed", _("Lagd åt sidan av samordnare")
        ARRIVED = "arrived", _("Kom in vid ett senare försök")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.UUIDField()
    digest = models.CharField(max_length=64)
    key = models.CharField(max_length=16)
    sealed = models.TextField()
    code = models.CharField(max_length=40)
    #: The fields that were wrong, by name, where that was the reason.
    fields = models.JSONField(default=list)
    session = models.ForeignKey(
        Session, null=True, on_delete=models.SET_NULL, related_name="refused_records"
    )
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    #: Why it was put aside; encrypted.
    note_encrypted = models.TextField(blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RefusedRecordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "digest"], name="activities_refusedrecord_once"
            ),
            models.CheckConstraint(
                name="activities_refusedrecord_handled_when",
                condition=Q(outcome="", handled_at__isnull=True)
                | (~Q(outcome="") & Q(handled_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["received_at", "id"],
                name="activities_refusedrecord_open",
                condition=Q(outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return f"refused record {self.pk}"
