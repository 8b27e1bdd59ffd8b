"""The outbox: what people are told, written in the transaction of what it tells of."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models.application import Application
from activities.models.booking import Booking
from people.models import User


class NotificationQuerySet(models.QuerySet["Notification"]):
    def to_send(self) -> Self:
        """Ready to go out now, oldest first."""
        return self.filter(
            status=Notification.Status.READY, send_after__lte=timezone.now()
        ).order_by("created_at", "id")


class Notification(models.Model):
    """One thing told to one person through one channel. `event` names it: it is told once.

    `contact_encrypted` is for a guardian without an account; it goes when the message has gone.
    """

    class Kind(models.TextChoices):
        BOOKED = "booked", _("Du har en plats")
        HELD = "held", _("Din plats väntar på vårdnadshavare")
        WAITING = "waiting", _("Du står i kö")
        OFFERED = "offered", _("En plats är din om du vill")
        SEATS_OPEN = "seats_open", _("En plats är ledig: först till kvarn")
        CANCELLED = "cancelled", _("Din plats är avbokad")
        REMOVED = "removed", _("Samordnaren har avbokat dig")
        DECLINED = "declined", _("Vårdnadshavare sade nej")
        EXPIRED = "expired", _("Tiden gick ut")
        RELEASED = "released", _("Din plats gick vidare")
        REMINDER = "reminder", _("Kommer du?")
        MOVED = "moved", _("Din plats har flyttats")
        SESSION_CANCELLED = "session_cancelled", _("Inställt")
        SESSION_MOVED = "session_moved", _("Ny tid eller plats")
        MESSAGE = "message", _("Meddelande från ledarna")
        GUARDIAN_ASKED = "guardian_asked", _("Ditt barn vill boka")
        GUARDIAN_INFORMED = "guardian_informed", _("Ditt barn har bokat")
        TERM_HELD = "term_held", _("Din ansökan väntar på vårdnadshavare")
        TERM_ASKED = "term_asked", _("Ditt barn vill ansöka")
        TERM_APPLIED = "term_applied", _("Ansökan är framme")
        TERM_DECLINED = "term_declined", _("Vårdnadshavare sade nej till ansökan")
        TERM_QUEUED = "term_queued", _("Lottningen är klar")
        TERM_OFFERED = "term_offered", _("En plats på en kurs är din om du vill")
        TERM_EXPIRING = "term_expiring", _("Svara snart på erbjudandet")
        TERM_PLACED = "term_placed", _("Du har en plats på kursen")
        TERM_LOST = "term_lost", _("Erbjudandet har gått vidare")
        TERM_ENDED = "term_ended", _("Ansökan är avslutad")

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-post")
        SMS = "sms", _("SMS")

    class Failure(models.TextChoices):
        NO_WAY = "no_way", _("Det finns ingen väg dit just nu")
        NOT_TAKEN = "not_taken", _("Mottagaren tog inte emot")
        UNKNOWN = "unknown", _("Vi vet inte om det kom fram")

    class Status(models.TextChoices):
        READY = "ready", _("Skickas snart")
        SENDING = "sending", _("Skickas")
        SENT = "sent", _("Skickat")
        FAILED = "failed", _("Kunde inte skickas")
        DROPPED = "dropped", _("Blev inaktuellt innan det skickades")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.CharField(max_length=120)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    recipient = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="notifications"
    )
    contact_encrypted = models.TextField(blank=True)
    booking = models.ForeignKey(
        Booking, null=True, on_delete=models.CASCADE, related_name="notifications"
    )
    application = models.ForeignKey(
        Application, null=True, on_delete=models.CASCADE, related_name="notifications"
    )
    #: The turn of the booking or the application that it tells of.
    turn = models.PositiveIntegerField(default=0)
    #: Free words of a leader or coordinator; empty for everything else.
    message = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    send_after = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.READY)
    #: Why it could not be sent, the last time it was tried; empty when nothing went wrong.
    failure = models.CharField(max_length=12, choices=Failure.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "channel"], name="activities_notification_once_per_event"
            ),
            models.CheckConstraint(
                name="activities_notification_sent_when",
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["send_after"],
                name="activities_notification_ready",
                condition=Q(status="ready"),
            ),
            models.Index(fields=["recipient", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"notification {self.pk}"
