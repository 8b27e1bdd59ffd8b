"""What the worker does for bookings every minute: ends what is over, reminds those who come."""

import datetime
import uuid
from itertools import chain

from django.db import transaction
from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Value,
)
from django.utils import timezone

from activities.booking.row import locked
from activities.models import (
    Booking,
    BookingRules,
    Notification,
    Session,
    SetAside,
    State,
)
from activities.notifying.outbox import tell
from people.actors import Actor
from people.permissions import require

HOUR = datetime.timedelta(hours=1)


def due_sessions(now: datetime.datetime) -> set[uuid.UUID]:
    """The sessions in which time has done something that nobody has written down yet."""
    waited_for = Session.objects.filter(waiting__gt=0, status=Session.Status.SCHEDULED)
    taken = F("booked") + F("held") + F("offered") + F("set_aside")
    before_release = ExpressionWrapper(
        F("activity__rules__release_hours") * Value(HOUR), output_field=DurationField()
    )
    unconfirmed = Booking.objects.filter(
        session=OuterRef("pk"), state=State.BOOKED, confirmed_at__isnull=True
    )
    to_release = Session.objects.filter(booked__gt=0, starts_at__gt=now)
    found = chain(
        Booking.objects.due(now).values_list("session_id", flat=True),
        SetAside.objects.filter(released_at__isnull=True, until__lte=now).values_list(
            "session_id", flat=True
        ),
        waited_for.filter(starts_at__lte=now).values_list("pk", flat=True),
        waited_for.filter(starts_at__gt=now, capacity__gt=taken).values_list("pk", flat=True),
        to_release.filter(Exists(unconfirmed), starts_at__lte=now + before_release).values_list(
            "pk", flat=True
        ),
    )
    return set(found)


def settle_due(*, by: Actor) -> int:
    """Settle every session that time has passed over, each in a transaction of its own."""
    require(by, "booking.settle")
    due = due_sessions(timezone.now())
    for session_id in sorted(due):
        with locked(session_id):
            pass  # locking settles
    return len(due)


@transaction.atomic
def remind(*, by: Actor) -> int:
    """Ask those with a seat whether they come, at the hours their activity says; how many."""
    require(by, "booking.settle")
    now, asked = timezone.now(), 0
    for rules in BookingRules.objects.exclude(remind_hours=[]):
        for hours in sorted(rules.remind_hours):
            for one in _to_ask(rules, hours * HOUR, now):
                tell(Notification.Kind.REMINDER, one, occasion=f"{one.turn}-{hours}h")
                asked += 1
    return asked


def _to_ask(
    rules: BookingRules, before: datetime.timedelta, now: datetime.datetime
) -> list[Booking]:
    """Unconfirmed seats that were booked before this reminder was due, and have not had it."""
    moment = ExpressionWrapper(F("session__starts_at") - before, output_field=DateTimeField())
    had = Notification.objects.filter(
        booking=OuterRef("pk"),
        kind=Notification.Kind.REMINDER,
        created_at__gte=OuterRef("asked_at"),
    )
    seats = Booking.objects.filter(
        session__activity=rules.activity_id,
        session__starts_at__range=(now, now + before),
        state=State.BOOKED,
        confirmed_at__isnull=True,
    ).annotate(asked_at=moment)
    return list(
        seats.filter(~Exists(had), created_at__lt=F("asked_at")).select_related(
            "session", "person", "child", "booked_by"
        )
    )
