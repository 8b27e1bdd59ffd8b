"""Bookings: a seat for somebody, or their place in the queue, and what hangs on it."""

import datetime
import secrets
import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models.application import Application, Wish
from activities.models.participant import participant_rules, the_one
from activities.models.rules import BookingRules
from activities.models.session import Session
from people.disclosure import RecordKeyField
from people.models import Child, User


class State(models.TextChoices):
    """What has become of a request for a seat. The meanings stand in docs/booking.md."""

    HELD = "held", _("Väntar på vårdnadshavare")
    WAITING = "waiting", _("I kö")
    OFFERED = "offered", _("Erbjuden plats")
    BOOKED = "booked", _("Bokad")
    CANCELLED = "cancelled", _("Avbokad")
    DECLINED = "declined", _("Nej tack")
    EXPIRED = "expired", _("Tiden gick ut")
    RELEASED = "released", _("Inte bekräftad")


#: These take a seat each, and the session's row counts them under the same name.
SEATED = (State.BOOKED, State.HELD, State.OFFERED)
#: These are still something; one person has at most one of them for a session.
ACTIVE = (*SEATED, State.WAITING)
#: These end by themselves at `expires_at`.
TIMED = (State.HELD, State.OFFERED)


class BookingGroup(models.Model):
    """Friends or siblings who go together: they get their seats all at once or not at all.

    Friends join with the code before the one who started it books; `code` is empty for siblings.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="groups")
    started_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    code = models.CharField(max_length=16, null=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    booked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"group {self.pk}"


class GroupFriend(models.Model):
    """A friend who has joined a group that is not booked yet. Gone once it is."""

    group = models.ForeignKey(BookingGroup, on_delete=models.CASCADE, related_name="friends")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    #: Whom to ask or tell about this friend; encrypted.
    contact_encrypted = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "person"], name="activities_groupfriend_once")
        ]

    def __str__(self) -> str:
        return f"friend {self.pk}"


class BookingQuerySet(models.QuerySet["Booking"]):
    def active(self) -> Self:
        return self.filter(state__in=ACTIVE)

    def of(self, person: User) -> Self:
        """A person's own, those of the children they answer for, and no others'."""
        return self.filter(Q(person=person) | Q(child__guardianships__guardian=person)).distinct()

    def waiting(self) -> Self:
        """In queue order: who asked first; those who asked together stay together."""
        return self.filter(state=State.WAITING).order_by("queue_number", "group_id", "id")

    def due(self, now: datetime.datetime) -> Self:
        """Held or offered for longer than they may be. At the very moment, time is up."""
        return self.filter(state__in=TIMED, expires_at__lte=now)

    def with_people(self) -> Self:
        return self.select_related("person", "child")

    def with_sessions(self) -> Self:
        """Each with what and where it is, in a constant number of queries."""
        sessions = Session.objects.with_details().select_related("activity__rules")
        return self.with_people().prefetch_related(models.Prefetch("session", queryset=sessions))


class Booking(models.Model):
    """One seat asked for in one session, by or for one participant: a user or a child.

    Its state is only ever changed by `activities.booking`, together with the session's counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="bookings")
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="bookings")
    booked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    group = models.ForeignKey(
        BookingGroup, null=True, on_delete=models.SET_NULL, related_name="bookings"
    )
    #: The place in a term's course that this seat is part of; null is a seat of its own.
    place = models.ForeignKey(Wish, null=True, on_delete=models.SET_NULL, related_name="bookings")
    state = models.CharField(max_length=10, choices=State.choices)
    #: How often the state has changed: with it, an event of a booking has a name of its own.
    turn = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)
    #: Its order in the queue, given under the lock: clocks may jump, it does not. Those who asked
    #: together share it. Kept when a seat is offered.
    queue_number = models.PositiveIntegerField(null=True, blank=True)
    #: Until then others come first (residents); null is no wait.
    eligible_from = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    #: What it was when staff cancelled it; empty when they did not, or it cannot be undone.
    undo_state = models.CharField(max_length=10, choices=State.choices, blank=True)
    #: What the seat cost when it was asked for, and whether Fritidskortet shall pay.
    price_sek = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    fritidskortet = models.BooleanField(default=False)
    record_key = RecordKeyField()

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_booking_known_state", condition=Q(state__in=State.values)
            ),
            *participant_rules("booking", within="session", living=ACTIVE),
            models.CheckConstraint(
                name="activities_booking_timed_expires",
                condition=Q(state__in=TIMED, expires_at__isnull=False)
                | (~Q(state__in=TIMED) & Q(expires_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="activities_booking_queued_when",
                condition=~Q(state__in=[State.WAITING, State.OFFERED])
                | Q(queue_number__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["session", "queue_number", "id"],
                name="activities_booking_queue",
                condition=Q(state=State.WAITING),
            ),
            models.Index(
                fields=["expires_at"],
                name="activities_booking_due",
                condition=Q(state__in=TIMED),
            ),
            models.Index(fields=["session", "state"]),
            models.Index(fields=["person", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"booking {self.pk}"

    @property
    def participant(self) -> User | Child:
        return the_one(self.person, self.child)

    @property
    def unit(self) -> uuid.UUID:
        """Those with the same unit get seats all at once or not at all."""
        return self.group_id or self.pk


class SetAside(models.Model):
    """Seats of a session that are kept back until an hour, for drop-in or for a partner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="set_asides")
    seats = models.PositiveIntegerField()
    purpose = models.CharField(max_length=8, choices=BookingRules.Purpose.choices)
    until = models.DateTimeField()
    by_rule = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="activities_setaside_some", condition=Q(seats__gte=1)),
            models.UniqueConstraint(
                name="activities_setaside_once_by_rule",
                fields=["session"],
                condition=Q(by_rule=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["until"],
                name="activities_setaside_due",
                condition=Q(released_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.seats} seats until {self.until:%Y-%m-%d %H:%M}"


def _nonce() -> str:
    return secrets.token_urlsafe(16)


class GuardianRequest(models.Model):
    """A guardian without an account is asked about a booking or an application, or told of one.

    The link carries `nonce`, signed; a request is answered once. The contact is encrypted, and is
    removed as soon as it is answered or over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    booking = models.OneToOneField(
        Booking, null=True, on_delete=models.CASCADE, related_name="guardian_request"
    )
    application = models.OneToOneField(
        Application, null=True, on_delete=models.CASCADE, related_name="guardian_request"
    )
    nonce = models.CharField(max_length=32, unique=True, default=_nonce)
    contact_encrypted = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_guardianrequest_about_one",
                condition=Q(booking__isnull=True) ^ Q(application__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"guardian request {self.pk}"


class IdempotencyKey(models.Model):
    """An answer that was given, kept so that the same request gets the same answer again."""

    KEPT: ClassVar = datetime.timedelta(hours=24)

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor", "key"], name="activities_idempotencykey_once")
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return f"idempotency key {self.pk}"
