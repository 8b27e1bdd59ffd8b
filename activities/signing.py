"""Short texts that this installation signs: anybody can check them without asking the server.

    <prefix>.<key>.<content>.<signature>          each part base64url without padding

The signature is Ed25519 (RFC 8032) over everything before it; `key` names the key that made it:
the first six bytes of the SHA-256 of the public key. The first of NARA_TICKET_KEYS signs; all are
handed out to check with, so that what was signed before a change of keys still holds. The prefix
says what a text is, so one kind can not be passed off as another.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

HOW_TO_MAKE_A_KEY: Final = (
    "Make one with: python -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'"
)


class NotSigned(Exception):
    """The text was not signed here, or was changed."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that texts are signed with. `public` is raw: 32 bytes."""

    id: str
    private: Ed25519PrivateKey
    public: bytes

    @property
    def public_base64(self) -> str:
        return base64.b64encode(self.public).decode()


def to_base64url(data: bytes) -> str:
    """Without padding, as it stands in addresses and codes."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """The bytes behind a text, padded or not. Raises ValueError for anything else."""
    padded = text + "=" * (-len(text) % 4)
    return base64.b64decode(padded, altchars=b"-_", validate=True)


def key_id(public: bytes) -> str:
    """The name of a public key: the first six bytes of its SHA-256."""
    return to_base64url(hashlib.sha256(public).digest()[:6])


def seeds(configured: Sequence[str], *, setting: str, secret: str, purpose: bytes) -> list[bytes]:
    """The 32 bytes behind each key of a setting; without any, one made from another secret.

    Raises ImproperlyConfigured for something that is no key.
    """
    if not configured:
        kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose)
        return [kdf.derive(secret.encode())]
    try:
        found = [base64.b64decode(seed, validate=True) for seed in configured]
    except ValueError as error:
        raise _no_key(setting) from error
    if any(len(seed) != 32 for seed in found):
        raise _no_key(setting)
    return found


def _no_key(setting: str) -> ImproperlyConfigured:
    text = f"{setting} holds something that is no key of 32 bytes. {HOW_TO_MAKE_A_KEY}"
    return ImproperlyConfigured(text)


def _key(seed: bytes) -> SigningKey:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    return SigningKey(key_id(public), private, public)


@cache
def _keys(configured: tuple[str, ...], secret: str) -> tuple[SigningKey, ...]:
    found = seeds(configured, setting="NARA_TICKET_KEYS", secret=secret, purpose=b"nara tickets")
    return tuple(_key(seed) for seed in found)


def signing_keys() -> tuple[SigningKey, ...]:
    """The keys in force, the signing one first. Without NARA_TICKET_KEYS: made from SECRET_KEY."""
    return _keys(tuple(settings.NARA_TICKET_KEYS), settings.SECRET_KEY)


def signed_text(prefix: str, content: bytes) -> str:
    """`content` as a text that can be checked."""
    key = signing_keys()[0]
    signed = f"{prefix}.{key.id}.{to_base64url(content)}"
    return f"{signed}.{to_base64url(key.private.sign(signed.encode()))}"


def signed_content(prefix: str, text: str) -> bytes:
    """What stands in a text of this kind, its signature checked. Raises NotSigned."""
    signed, _dot, signature = text.rpartition(".")
    parts = signed.split(".")
    keys = {key.id: key for key in signing_keys()}
    if len(parts) != 3 or parts[0] != prefix or parts[1] not in keys:
        raise NotSigned
    try:
        keys[parts[1]].private.public_key().verify(from_base64url(signature), signed.encode())
        return from_base64url(parts[2])
    except (InvalidSignature, ValueError) as error:
        raise NotSigned from error
