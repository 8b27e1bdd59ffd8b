"""Delivering the outbox: each notification at most once, retried only when it surely did not go.

That sending begins is committed before it begins. If the worker dies before it has written down how
it went, nobody knows, and the message is not sent again: people trust a message that comes once. It
stays on the person's own page, and the log says how many there were.
"""

import datetime
import logging
from smtplib import SMTPException

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from activities.models import Notification
from activities.notifying.mails import send_email
from activities.notifying.words import words
from people.actors import Actor
from people.encryption import decrypt
from people.permissions import require
from people.sms import hand_over

logger = logging.getLogger(__name__)
TRIES = 6
#: Nothing takes this long: who began has died.
LOST_AFTER = datetime.timedelta(minutes=10)
Kind, Status, Failure = Notification.Kind, Notification.Status, Notification.Failure
#: Told only while the booking or the application has not changed since.
FLEETING = frozenset(
    {
        Kind.OFFERED,
        Kind.SEATS_OPEN,
        Kind.REMINDER,
        Kind.GUARDIAN_ASKED,
        Kind.HELD,
        Kind.REMOVED,
        Kind.TERM_HELD,
        Kind.TERM_ASKED,
        Kind.TERM_OFFERED,
        Kind.TERM_EXPIRING,
        Kind.TERM_PLACED,
        Kind.TERM_QUEUED,
    }
)


def deliver(*, by: Actor) -> int:
    """Send everything that is ready; how many went out. Several workers may do it at once."""
    require(by, "notification.deliver")
    _give_up_the_lost()
    sent = 0
    while (notification := _take_one()) is not None:
        sent += _deliver_one(notification)
    return sent


def _give_up_the_lost() -> None:
    before = timezone.now() - LOST_AFTER
    lost = Notification.objects.filter(status=Status.SENDING, tried_at__lt=before)
    count = lost.update(status=Status.FAILED, failure=Failure.UNKNOWN, contact_encrypted="")
    if count:
        logger.error("%d notifications began to be sent; whether they went is not known", count)


@transaction.atomic
def _take_one() -> Notification | None:
    """The next one, marked as being sent and committed, so that nobody else takes it."""
    rows = Notification.objects.to_send().select_for_update(skip_locked=True, of=("self",))
    found = rows.first()
    if found is not None:
        found.status, found.tried_at = Status.SENDING, timezone.now()
        found.attempts += 1
        found.save(update_fields=["status", "tried_at", "attempts"])
    return found


def _deliver_one(notification: Notification) -> bool:
    notification = Notification.objects.select_related(
        "recipient",
        "booking__session__activity",
        "booking__session__venue",
        "application__term",
    ).get(pk=notification.pk)
    if _outdated(notification):
        _close(notification, Status.DROPPED)
        return False
    try:
        _send(notification)
    except (SMTPException, OSError) as error:
        notification.failure = _why(notification)
        # Without the traceback: a mail server's answer in it repeats the address.
        logger.warning("a notification could not be sent: %s", type(error).__name__)
        _try_later(notification)
        return False
    notification.sent_at, notification.failure = timezone.now(), ""
    _close(notification, Status.SENT)
    return True


def _outdated(notification: Notification) -> bool:
    """Whether what it tells has changed since, so that it would only confuse."""
    about = notification.booking or notification.application
    if about is None:
        return True
    return notification.kind in FLEETING and notification.turn != about.turn


def _send(notification: Notification) -> None:
    recipient = notification.recipient
    language = recipient.language if recipient else settings.LANGUAGE_CODE
    said = words(notification, language)
    sms = notification.channel == Notification.Channel.SMS
    if recipient is None:
        contact = decrypt(notification.contact_encrypted)
    else:
        contact = (recipient.phone if sms else recipient.email) or ""
    if sms:
        hand_over(id=notification.pk, number=contact, text=said.short)
    else:
        send_email(id=notification.pk, address=contact, words=said)


def _why(notification: Notification) -> str:
    """What the person is told of a sending that failed: nothing of what a server answered."""
    sms = notification.channel == Notification.Channel.SMS
    return Failure.NO_WAY if sms and not settings.NARA_SMS_GATEWAY else Failure.NOT_TAKEN


def _close(notification: Notification, status: str) -> None:
    notification.status, notification.contact_encrypted = status, ""
    notification.save(update_fields=["status", "sent_at", "failure", "contact_encrypted"])


def _try_later(notification: Notification) -> None:
    """After 1, 2, 4, 8, 16 minutes; then it is given up."""
    if notification.attempts >= TRIES:
        _close(notification, Status.FAILED)
        return
    wait = datetime.timedelta(minutes=2 ** (notification.attempts - 1))
    notification.status, notification.send_after = Status.READY, timezone.now() + wait
    notification.save(update_fields=["status", "failure", "send_after"])
