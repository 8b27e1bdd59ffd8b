"""Writing into the outbox, as part of the transaction of what is told.

What is written here is sent once the transaction is committed, and never if it is not.
"""

import datetime
import uuid
from collections.abc import Iterable, Iterator
from copy import copy

from django.conf import settings
from django.utils import timezone

from activities.models import Application, Booking, Notification, rules_of
from activities.notifying.choices import choices_of, quiet_hours, ways_to
from people.encryption import encrypt
from people.models import User

Kind = Notification.Kind
#: Answers to what the person has just done themselves: they are awake.
AT_ONCE = frozenset(
    {
        Kind.BOOKED,
        Kind.HELD,
        Kind.WAITING,
        Kind.CANCELLED,
        Kind.TERM_APPLIED,
        Kind.TERM_HELD,
        Kind.TERM_PLACED,
    }
)


def recipients(about: Booking | Application) -> list[User]:
    """Who is told: the person; for a child whoever booked or applied, or its guardians."""
    if about.person is not None:
        return [about.person]
    asked_by = about.booked_by if isinstance(about, Booking) else about.applied_by
    if asked_by is not None:
        return [asked_by]
    return list(User.objects.filter(guardianships__child=about.child))


def tell(
    kind: Kind,
    booking: Booking,
    *,
    occasion: str = "",
    message: str = "",
    not_before: datetime.datetime | None = None,
) -> None:
    """Tell those a booking concerns, once per turn of the booking, or per `occasion`.

    Each by the ways they have chosen, and not in their quiet hours.
    """
    event = f"{booking.pk}:{occasion or booking.turn}:{kind}"
    chosen = choices_of(recipients(booking))
    rows: list[Notification] = []
    for number, (person, choices) in enumerate(chosen.items()):
        when = _when(kind, _matters_until(booking), quiet_hours(choices))
        row = Notification(
            event=event if number == 0 else f"{event}:{number}",
            kind=kind,
            recipient=person,
            booking=booking,
            turn=booking.turn,
            message=message,
            send_after=when if not_before is None else max(when, not_before),
        )
        rows += by_ways(row, ways_to(choices, kind, needed=_needed(kind, booking)))
    _write(rows)


def by_ways(row: Notification, ways: Iterable[str]) -> Iterator[Notification]:
    """The message once per way."""
    for way in ways:
        one = copy(row)
        one.pk, one.channel = uuid.uuid4(), way
        yield one


def _needed(kind: Kind, booking: Booking) -> bool:
    """A reminder that must be answered for the seat to stay comes, whatever was chosen."""
    reminder = kind == Kind.REMINDER
    return reminder and rules_of(booking.session.activity).release_hours is not None


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
        send_after=_when(kind, _matters_until(booking)),
    )
    _write([row])


def tell_applicant(
    kind: Kind,
    application: Application,
    *,
    until: datetime.datetime | None = None,
    message: str = "",
) -> None:
    """Tell those an application concerns, once per turn of it. `until`: when it is too late."""
    rows: list[Notification] = []
    for number, (person, choices) in enumerate(choices_of(recipients(application)).items()):
        row = Notification(
            event=f"{application.pk}:{application.turn}:{kind}:{number}",
            kind=kind,
            recipient=person,
            application=application,
            turn=application.turn,
            message=message,
            send_after=_when(kind, until, quiet_hours(choices)),
        )
        rows += by_ways(row, ways_to(choices, kind))
    _write(rows)


def ask_guardian_of_applicant(application: Application, contact: str) -> None:
    """Ask a guardian without an account about an application."""
    row = Notification(
        event=f"{application.pk}:{application.turn}:{Kind.TERM_ASKED}",
        channel=Notification.Channel.EMAIL if "@" in contact else Notification.Channel.SMS,
        kind=Kind.TERM_ASKED,
        contact_encrypted=encrypt(contact),
        application=application,
        turn=application.turn,
        send_after=_when(Kind.TERM_ASKED, application.term.closes_at),
    )
    _write([row])


def _write(rows: Iterable[Notification]) -> None:
    """One statement. What has been told already is not told again."""
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def _of_the_municipality() -> tuple[int, int]:
    return settings.NARA_QUIET_FROM, settings.NARA_QUIET_UNTIL


def quiet_until(now: datetime.datetime, hours: tuple[int, int] | None = None) -> datetime.datetime:
    """When the quiet hours that `now` lies in are over; `now` outside them. Local time."""
    local = timezone.localtime(now)
    begins, ends = hours or _of_the_municipality()
    hour = local.hour
    quiet = begins <= hour < ends if begins <= ends else hour >= begins or hour < ends
    if not quiet:
        return now
    day = local.date() + datetime.timedelta(days=1 if hour >= ends else 0)
    return datetime.datetime.combine(day, datetime.time(ends), local.tzinfo)


def _matters_until(booking: Booking) -> datetime.datetime:
    starts_at = booking.session.starts_at
    return min(booking.expires_at or starts_at, starts_at)


def _when(
    kind: Kind, matters_until: datetime.datetime | None, hours: tuple[int, int] | None = None
) -> datetime.datetime:
    """Now, or after the quiet hours unless it would come too late to be of use."""
    now = timezone.now()
    later = quiet_until(now, hours)
    too_late = matters_until is not None and matters_until <= later + datetime.timedelta(hours=1)
    return now if kind in AT_ONCE or too_late else later
