"""Tickets: a short text that a leader's phone can check without a network, as a QR code.

    NARA1.<key>.<content>.<signature>          each part base64url without padding

The content is 36 bytes: the booking (UUID), the session (UUID), and until when it holds (seconds
since 1970, unsigned, big-endian). Nothing in it tells who somebody is. The signature is Ed25519
(RFC 8032) over everything before it; `key` names the key that made it: the first six bytes of the
SHA-256 of the public key. The first of NARA_TICKET_KEYS signs; all are handed out to check with, so
that tickets made before a change of keys still hold.
"""

import base64
import hashlib
import io
import struct
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Final

import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from activities.booking.refusals import Refusal, Refused
from activities.models import Booking, State

PREFIX: Final = "NARA1"
HOW_TO_MAKE_A_KEY: Final = (
    "Make one with: python -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'"
)


class NotATicket(Exception):
    """The text is no ticket of this installation, or was changed."""


@dataclass(frozen=True, slots=True)
class TicketKey:
    """A key that tickets are signed with. `public` is raw: 32 bytes."""

    id: str
    private: Ed25519PrivateKey
    public: bytes

    @property
    def public_base64(self) -> str:
        return base64.b64encode(self.public).decode()


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _key(seed: bytes) -> TicketKey:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    return TicketKey(_b64(hashlib.sha256(public).digest()[:6]), private, public)


@cache
def _keys(seeds: tuple[str, ...], secret: str) -> tuple[TicketKey, ...]:
    if not seeds:
        kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"nara tickets")
        return (_key(kdf.derive(secret.encode())),)
    try:
        return tuple(_key(base64.b64decode(seed, validate=True)) for seed in seeds)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"NARA_TICKET_KEYS holds something that is no key of 32 bytes. {HOW_TO_MAKE_A_KEY}"
        ) from error


def ticket_keys() -> tuple[TicketKey, ...]:
    """The keys in force, the signing one first. Without NARA_TICKET_KEYS: made from SECRET_KEY."""
    return _keys(tuple(settings.NARA_TICKET_KEYS), settings.SECRET_KEY)


def ticket_of(booking: Booking) -> str:
    """The ticket of a booked seat; holds until the session ends. Raises Refused (NO_TICKET)."""
    if booking.state != State.BOOKED:
        raise Refused(Refusal.NO_TICKET)
    key = ticket_keys()[0]
    until = struct.pack(">I", int(booking.session.ends_at.timestamp()))
    content = booking.pk.bytes + booking.session_id.bytes + until
    signed = f"{PREFIX}.{key.id}.{_b64(content)}"
    return f"{signed}.{_b64(key.private.sign(signed.encode()))}"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says: which booking in which session, until when (seconds since 1970)."""

    booking: uuid.UUID
    session: uuid.UUID
    until: int


def read_ticket(text: str) -> Ticket:
    """What a ticket says, its signature checked. Raises NotATicket."""
    signed, _dot, signature = text.rpartition(".")
    parts = signed.split(".")
    keys = {key.id: key for key in ticket_keys()}
    if len(parts) != 3 or parts[0] != PREFIX or parts[1] not in keys:
        raise NotATicket
    try:
        keys[parts[1]].private.public_key().verify(_unb64(signature), signed.encode())
        content = _unb64(parts[2])
        booking, session, until = struct.unpack(">16s16sI", content)
    except (InvalidSignature, ValueError, struct.error) as error:
        raise NotATicket from error
    return Ticket(uuid.UUID(bytes=booking), uuid.UUID(bytes=session), until)


def qr_svg(text: str) -> str:
    """A QR code as a standalone SVG, dark on light, with the quiet zone the standard asks for."""
    out = io.BytesIO()
    code = segno.make_qr(text, error="m")
    code.save(out, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False)
    return out.getvalue().decode()
