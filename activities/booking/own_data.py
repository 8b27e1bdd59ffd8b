"""What bookings hold about people: seats, what they were told, and what hangs on it."""

import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from activities.booking.answering import cancel
from activities.models import (
    Booking,
    BookingGroup,
    BookingQuerySet,
    GroupFriend,
    GuardianRequest,
    IdempotencyKey,
    NoticeChoices,
    Notification,
)
from activities.models.notice_choices import Topic
from people.actors import system
from people.models import Child, User
from people.own_data import expire_rows, remove_rows, rows_of
from people.personal_data import register_personal_data


def _answered_for(person: User) -> BookingQuerySet:
    """The person's own, and those of children whom nobody else answers for."""
    children = Child.objects.of_nobody_but(person)
    return Booking.objects.filter(Q(person=person) | Q(child__in=children))


def _erase_bookings(person: User) -> int:
    """Seats still to come go on to the queue first; of what is over, only the figure stays."""
    coming = _answered_for(person).active().filter(session__starts_at__gt=timezone.now())
    for booking in coming:
        cancel(booking=booking, by=system("erasing"))
    return remove_rows(_answered_for(person))


def _old_bookings(now: datetime.datetime) -> QuerySet[Booking]:
    before = now - datetime.timedelta(days=settings.NARA_RETENTION_BOOKING_DAYS)
    return Booking.objects.filter(session__ends_at__lt=before)


def _old_keys(now: datetime.datetime) -> QuerySet[IdempotencyKey]:
    return IdempotencyKey.objects.filter(created_at__lte=now - IdempotencyKey.KEPT)


BOOKING_FIELDS = (
    "id",
    "session",
    "child",
    "group",
    "state",
    "created_at",
    "changed_at",
    "queue_number",
    "expires_at",
    "confirmed_at",
    "price_sek",
    "fritidskortet",
)


def register_bookings() -> None:
    """Register every model of bookings that holds something about people."""
    after = f"{settings.NARA_RETENTION_BOOKING_DAYS} days after the session"
    _register_groups()
    register_personal_data(
        Booking,
        export=lambda person: rows_of(_answered_for(person), *BOOKING_FIELDS),
        erase=_erase_bookings,
        expire=lambda now, dry_run: expire_rows(_old_bookings(now), dry_run),
        kept=after,
    )
    register_personal_data(
        GuardianRequest,
        export=lambda person: rows_of(
            GuardianRequest.objects.filter(
                Q(booking__person=person) | Q(application__person=person)
            ),
            "booking",
            "application",
            "answered_at",
        ),
        kept="with its booking or application, which takes it along; the contact until it is"
        " answered or over",
    )
    register_personal_data(
        NoticeChoices,
        export=lambda person: rows_of(
            NoticeChoices.objects.filter(person=person), *Topic.values, "quiet_from", "quiet_until"
        ),
        erase=lambda person: remove_rows(NoticeChoices.objects.filter(person=person)),
        kept="as long as the account",
    )
    register_personal_data(
        Notification,
        export=lambda person: rows_of(
            person.notifications.all(), "kind", "channel", "created_at", "sent_at", "status"
        ),
        erase=lambda person: remove_rows(person.notifications.all()),
        kept="with its booking or application, which takes it along",
    )


def _register_groups() -> None:
    register_personal_data(
        BookingGroup,
        export=lambda person: rows_of(
            BookingGroup.objects.filter(started_by=person), "id", "session", "created_at"
        ),
        kept="as long as the session; who started it is forgotten with the account",
    )
    register_personal_data(
        GroupFriend,
        export=lambda person: rows_of(GroupFriend.objects.filter(person=person), "group"),
        erase=lambda person: remove_rows(GroupFriend.objects.filter(person=person)),
        expire=lambda now, dry_run: expire_rows(
            GroupFriend.objects.filter(group__session__starts_at__lt=now), dry_run
        ),
        kept="until the group is booked or the session begins",
    )
    register_personal_data(
        IdempotencyKey,
        export=lambda person: rows_of(
            IdempotencyKey.objects.filter(actor=person), "key", "created_at", "status"
        ),
        erase=lambda person: remove_rows(IdempotencyKey.objects.filter(actor=person)),
        expire=lambda now, dry_run: expire_rows(_old_keys(now), dry_run),
        kept="24 hours",
    )
