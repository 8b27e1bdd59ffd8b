"""Writing into the outbox, as part of the transaction of what is told.

What is written here is sent once the transaction is committed, and never if it is not.
"""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from activities.models import Booking, Notification
from people.encryption import encrypt
from people.models import User

Kind = Notification.Kind
#: Answers to what the person has just done themselves: they are awake.
AT_ONCE = frozenset({Kind.BOOKED, Kind.HELD, Kind.WAITING, Kind.CANCELLED})


def recipients(booking: Booking) -> list[User]:
    """Who is told about a booking: the person; for a child whoever booked, or its guardians."""
    if booking.person is not None:
        return [booking.person]
    if booking.booked_by is not None:
        return [booking.booked_by]
    return list(User.objects.filter(guardianships__child=booking.child))


def tell(
    kind: Kind,
    booking: Booking,
    *,
    occasion: str = "",
    message: str = "",
    not_before: datetime.datetime | None = None,
) -> None:
    """Tell those a booking concerns, once per turn of the booking, or per `occasion`.

    By e-mail; by SMS those who have only given a number.
    """
    when = _when(kind, booking)
    event = f"{booking.pk}:{occasion or booking.turn}:{kind}"
    _write(
        Notification(
            event=event if number == 0 else f"{event}:{number}",
            channel=Notification.Channel.EMAIL if person.email else Notification.Channel.SMS,
            kind=kind,
            recipient=person,
            booking=booking,
            turn=booking.turn,
            message=message,
            send_after=when if not_before is None else max(when, not_before),
        )
        for number, person in enumerate(recipients(booking))
    )


def tell_guardian(kind: Kind, booking: Booking, contact: str) -> None:
    """Tell a guardian without an account, by e-mail or SMS, whatever `contact` is."""
    channel = Notification.Channel.EMAIL if "@" in contact else Notification.Channel.SMS
    row = Notification(
        event=f"{booking.pk}:{booking.turn}:{kind}",
        channel=channel,
        kind=kind,
        contact_encrypted=encrypt(contact),
        booking=booking,
        turn=booking.turn,
        send_after=_when(kind, booking),
    )
    _write([row])


def _write(rows: Iterable[Notification]) -> None:
    """One statement. What has been told already is not told again."""
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def quiet_until(now: datetime.datetime) -> datetime.datetime:
    """When the quiet hours that `now` lies in are over; `now` outside them. Local time."""
    local = timezone.localtime(now)
    begins, ends = settings.NARA_QUIET_FROM, settings.NARA_QUIET_UNTIL
    hour = local.hour
    quiet = begins <= hour < ends if begins <= ends else hour >= begins or hour < ends
    if not quiet:
        return now
    day = local.date() + datetime.timedelta(days=1 if hour >= ends else 0)
    return datetime.datetime.combine(day, datetime.time(ends), local.tzinfo)


def _when(kind: Kind, booking: Booking) -> datetime.datetime:
    """Now, or after the quiet hours unless it would come too late to be of use."""
    now = timezone.now()
    later = quiet_until(now)
    matters_until = min(booking.expires_at or booking.session.starts_at, booking.session.starts_at)
    too_late = matters_until <= later + datetime.timedelta(hours=1)
    return now if kind in AT_ONCE or too_late else later
