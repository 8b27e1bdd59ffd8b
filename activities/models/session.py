"""Sessions: single occurrences with their seats. What the public sees is decided in `shown`."""

import datetime
import uuid
from collections.abc import Iterable
from typing import ClassVar, Self

from django.contrib.gis.db.models import QuerySet
from django.contrib.gis.geos import Point, Polygon
from django.contrib.gis.measure import D
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models.activity import UNREAD, Activity, ActivityText
from activities.models.photo import first_photos
from activities.models.schedule import Schedule
from venues.models import Area, Venue
from venues.models.metric import metres_from, metric
from venues.models.venue import unread


def begins(since: datetime.time, until: datetime.time) -> Q:
    """Sessions that begin between two local times of day, the second not included; the first may
    be the later one: past midnight then."""
    after, before = Q(starts_at__time__gte=since), Q(starts_at__time__lt=until)
    return after & before if since < until else after | before


class SessionQuerySet(QuerySet["Session"]):
    def shown(self, now: datetime.datetime | None = None) -> Self:
        """What everybody may see: of published activities, not yet over. Cancelled ones too."""
        return self.filter(activity__status="published", ends_at__gt=now or timezone.now())

    def upcoming(self, now: datetime.datetime | None = None) -> Self:
        """Not yet over, whatever the status of their activity."""
        return self.filter(ends_at__gt=now or timezone.now())

    def taken_away(self) -> Self:
        """Of activities that everybody has seen and that are archived now. Not of reopened ones:
        what is planned in a draft is nobody's business yet."""
        return self.filter(activity__status="archived", activity__published_at__isnull=False)

    def overlapping(self, start: datetime.datetime | None, end: datetime.datetime | None) -> Self:
        """Going on at some moment in [start, end)."""
        found = self
        if start is not None:
            found = found.filter(ends_at__gt=start)
        if end is not None:
            found = found.filter(starts_at__lt=end)
        return found

    def with_free_seats(self, count: int) -> Self:
        """Not called off, and with at least so many seats that can be had."""
        taken = F("booked") + F("held") + F("offered") + F("set_aside")
        return self.filter(status="scheduled", capacity__gte=taken + count)

    def in_box(self, box: Polygon) -> Self:
        return self.filter(venue__in=Venue.objects.in_box(box))

    def inside(self, area: Area) -> Self:
        return self.filter(venue__area__lineage__contains=[area.pk])

    def accessible(self, facts: Iterable[str]) -> Self:
        """At venues where each of these facts is known to be so."""
        return self.filter(venue__in=Venue.objects.accessible(facts))

    def near(self, point: Point, within: float | None) -> Self:
        """With `metres`, the straight-line distance of the venue; at most `within` metres."""
        here = metric(point)
        found = self.annotate(metres=metres_from(here, "venue__position_metric"))
        if within is None:
            return found
        return found.filter(venue__position_metric__dwithin=(here, D(m=within)))

    def with_venues(self) -> Self:
        """Each with its venue and area, in a constant number of queries."""
        found = self.select_related("venue__area").prefetch_related("venue__area__names")
        return found.defer(*unread("venue__area__"), "venue__position_metric")

    def with_details(self) -> Self:
        """All that a list row needs, in a constant number of queries."""
        return (
            self.with_venues()
            .select_related("activity__category__parent", "activity__organiser")
            .prefetch_related(
                Prefetch("activity__texts", ActivityText.objects.defer(*UNREAD)),
                "activity__category__names",
            )
        )

    def with_first_photos(self) -> Self:
        """Each activity with the picture that stands for it, in one further query."""
        return self.prefetch_related(first_photos("activity__"))


class Session(models.Model):
    """One occurrence. The row carries its own seat counts; only `activities.booking` moves them."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("Blir av")
        CANCELLED = "cancelled", _("Inställt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Their indexes are those with `starts_at` below. A second one, of the key alone, is what the
    # planner takes for it and then reads sessions of all times.
    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, related_name="sessions", db_index=False
    )
    schedule = models.ForeignKey(
        Schedule, null=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    #: The local date that the schedule meant; with the schedule, the session's identity.
    occurrence_date = models.DateField()
    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, related_name="sessions", db_index=False
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.SCHEDULED)
    cancelled_reason = models.CharField(max_length=200, blank=True)
    #: Time, venue or seats were set for this one alone: it no longer follows its schedule.
    by_hand = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField()
    booked = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    offered = models.PositiveIntegerField(default=0)
    set_aside = models.PositiveIntegerField(default=0)
    #: How often what a calendar shows of it has changed, and when last; kept by the database.
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    #: How many stand in the queue: a booking looks there only when somebody does.
    waiting = models.PositiveIntegerField(default=0)
    #: The last number given out in the queue.
    queue_number = models.PositiveIntegerField(default=0)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["schedule", "occurrence_date"], name="activities_session_once_per_date"
            ),
            models.CheckConstraint(
                name="activities_session_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="activities_session_seats",
                condition=Q(capacity__gte=F("booked") + F("held") + F("offered") + F("set_aside")),
            ),
            models.CheckConstraint(
                name="activities_session_cancelled_why",
                condition=~Q(status="cancelled") | ~Q(cancelled_reason=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["starts_at", "id"]),
            models.Index(fields=["venue", "starts_at"]),
            models.Index(fields=["activity", "starts_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def taken(self) -> int:
        """Seats that nobody else can get: booked, held, offered or set aside."""
        return self.booked + self.held + self.offered + self.set_aside

    @property
    def asked_for(self) -> bool:
        """Whether anybody has a seat or waits for one, or seats are kept back."""
        return bool(self.taken or self.waiting)

    @property
    def free(self) -> int:
        """Seats that can be booked now. None are free in a cancelled session."""
        return 0 if self.status == self.Status.CANCELLED else self.capacity - self.taken
