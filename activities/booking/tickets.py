"""Tickets: a short text that a leader's phone can check without a network, as a QR code.

    NARA1.<key>.<content>.<signature>          each part base64url without padding

The content is 36 bytes: the booking (UUID), the session (UUID), and until when it holds (seconds
since 1970, unsigned, big-endian). Nothing in it tells who somebody is. `activities.signing` signs
it and has the rest of the layout.
"""

import io
import struct
import uuid
from dataclasses import dataclass
from typing import Final

import segno

from activities.booking.refusals import Refusal, Refused
from activities.models import Booking, State
from activities.signing import NotSigned, signed_content, signed_text

PREFIX: Final = "NARA1"


class NotATicket(Exception):
    """The text is no ticket of this installation, or was changed."""


def ticket_of(booking: Booking) -> str:
    """The ticket of a booked seat; holds until the session ends. Raises Refused (NO_TICKET)."""
    if booking.state != State.BOOKED:
        raise Refused(Refusal.NO_TICKET)
    until = struct.pack(">I", int(booking.session.ends_at.timestamp()))
    return signed_text(PREFIX, booking.pk.bytes + booking.session_id.bytes + until)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says: which booking in which session, until when (seconds since 1970)."""

    booking: uuid.UUID
    session: uuid.UUID
    until: int


def read_ticket(text: str) -> Ticket:
    """What a ticket says, its signature checked. Raises NotATicket."""
    try:
        booking, session, until = struct.unpack(">16s16sI", signed_content(PREFIX, text))
    except (NotSigned, struct.error) as error:
        raise NotATicket from error
    return Ticket(uuid.UUID(bytes=booking), uuid.UUID(bytes=session), until)


def qr_svg(text: str) -> str:
    """A QR code as a standalone SVG, dark on light, with the quiet zone the standard asks for."""
    out = io.BytesIO()
    code = segno.make_qr(text, error="m")
    code.save(out, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False)
    return out.getvalue().decode()
