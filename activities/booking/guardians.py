"""Guardians without an account: asked or told about a booking, answering from a link.

The link is signed, holds for one booking, is answered once and ends when the seat is no longer
held. Whoever has the link answers: it is sent to the contact the young person gave.
"""

from django.core import signing
from django.db import transaction
from django.utils import timezone

from activities.booking.passing_time import confirmed_by_booking
from activities.booking.refusals import Refusal, Refused
from activities.booking.row import locked_of
from activities.booking.states import turn
from activities.models import (
    Booking,
    BookingRules,
    GuardianRequest,
    Notification,
    State,
    rules_of,
)
from activities.notifying.links import guardian_of_token
from activities.notifying.outbox import tell, tell_guardian
from people.actors import Actor, system
from people.audit import record
from people.encryption import decrypt, encrypt
from people.permissions import require


def remember_guardian(booking: Booking, contact: str) -> None:
    """Keep how a guardian is reached until it is no longer needed, encrypted."""
    GuardianRequest.objects.create(booking=booking, contact_encrypted=encrypt(contact))


def must_approve(booking: Booking) -> bool:
    """Whether a guardian still has to say yes before the seat is the young person's."""
    asked = GuardianRequest.objects.filter(booking=booking, answered_at__isnull=True)
    rules = rules_of(booking.session.activity)
    return rules.guardian == BookingRules.Guardian.MUST_APPROVE and asked.exists()


def seat_given(booking: Booking) -> None:
    """Tell the person, and the guardian who is to be asked or told, of a seat just given."""
    held = booking.state == State.HELD
    tell(Notification.Kind.HELD if held else Notification.Kind.BOOKED, booking)
    if rules_of(booking.session.activity).guardian == BookingRules.Guardian.NONE:
        return
    request = GuardianRequest.objects.filter(booking=booking, answered_at__isnull=True).first()
    if request is None:
        return
    contact = decrypt(request.contact_encrypted)
    if held:
        tell_guardian(Notification.Kind.GUARDIAN_ASKED, booking, contact)
    else:
        tell_guardian(Notification.Kind.GUARDIAN_INFORMED, booking, contact)
        answered(request)


def answered(request: GuardianRequest) -> None:
    """Write down that a request is answered, and forget how the guardian is reached."""
    request.answered_at = timezone.now()
    request.contact_encrypted = ""
    request.save(update_fields=["answered_at", "contact_encrypted"])


def request_behind(token: str) -> GuardianRequest:
    """The request that a link is for, whatever has become of it. Raises Refused."""
    try:
        nonce = guardian_of_token(token)
    except signing.BadSignature as error:
        raise Refused(Refusal.LINK_UNKNOWN) from error
    requests = GuardianRequest.objects.select_related("booking", "application")
    found = requests.filter(nonce=nonce).first()
    if found is None:
        raise Refused(Refusal.LINK_UNKNOWN)
    return found


def check_answerable(request: GuardianRequest) -> None:
    """Raise Refused unless the seat, or the application, still waits for this answer."""
    if request.answered_at is not None:
        raise Refused(Refusal.LINK_USED)
    about = request.booking or request.application
    if about is None or about.state != State.HELD:
        raise Refused(Refusal.LINK_EXPIRED)


@transaction.atomic
def answer_for_child(*, token: str, approve: bool, by: Actor) -> Booking:
    """A guardian approves or declines a seat from a link. Raises Refused (LINK_...)."""
    require(by, "booking.answer_link")
    about = request_behind(token).booking
    if about is None:
        raise Refused(Refusal.LINK_UNKNOWN)
    with locked_of(about.pk) as row:
        request = request_behind(token)  # read again: the row is ours now
        check_answerable(request)
        booking = request.booking
        assert booking is not None, "a request stays about what it is about"
        booking.session = row
        state, now = (State.BOOKED if approve else State.DECLINED), timezone.now()
        booking.confirmed_at = confirmed_by_booking(row, now) if approve else None
        turn(row, booking, state, now=now)
        tell(Notification.Kind.BOOKED if approve else Notification.Kind.DECLINED, booking)
        answered(request)
        detail = {"approved": approve}
        record(by=system("guardian link"), deed="booking.answer_link", on=booking, detail=detail)
    return booking
