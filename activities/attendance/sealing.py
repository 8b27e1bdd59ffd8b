"""Records are sealed on the phone to this installation's public key, and opened here.

HPKE (RFC 9180) in base mode, single shot: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The
sealed text is `enc || ciphertext`, base64url without padding; the record's id is part of `info`, so
what is sealed as one record can not be sent as another. The first of NARA_ATTENDANCE_KEYS is handed
out to seal with; all of them open.
"""

import base64
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from django.conf import settings

from activities.signing import from_base64url, key_id, seeds, to_base64url

SUITE_NAME: Final = "DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM"
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class CannotBeOpened(Exception):
    """No key here opens it: it was sealed to another key, or was changed."""


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A key that records are sealed to. `public` is raw: 32 bytes."""

    id: str
    private: X25519PrivateKey
    public: bytes

    @property
    def public_base64(self) -> str:
        return base64.b64encode(self.public).decode()


@cache
def _keys(configured: tuple[str, ...], secret: str) -> tuple[SealingKey, ...]:
    found = seeds(
        configured, setting="NARA_ATTENDANCE_KEYS", secret=secret, purpose=b"nara attendance"
    )
    privates = [X25519PrivateKey.from_private_bytes(seed) for seed in found]
    publics = [one.public_key().public_bytes_raw() for one in privates]
    pairs = zip(privates, publics, strict=True)
    return tuple(SealingKey(key_id(public), private, public) for private, public in pairs)


def sealing_keys() -> tuple[SealingKey, ...]:
    """The keys in force, the one to seal with first. Without any set: made from SECRET_KEY."""
    return _keys(tuple(settings.NARA_ATTENDANCE_KEYS), settings.SECRET_KEY)


def _info(record: uuid.UUID) -> bytes:
    return f"nara attendance 1 {record}".encode()


def seal(content: bytes, *, record: uuid.UUID, public: bytes) -> str:
    """What a phone does; here for tests, the example and measuring."""
    to = X25519PublicKey.from_public_bytes(public)
    return to_base64url(_SUITE.encrypt(content, to, info=_info(record)))


def unseal(sealed: str, *, record: uuid.UUID, key: str) -> bytes:
    """The content of a record that was sealed to the key of that name. Raises CannotBeOpened."""
    mine = next((one for one in sealing_keys() if one.id == key), None)
    if mine is None:
        raise CannotBeOpened
    try:
        return _SUITE.decrypt(from_base64url(sealed), mine.private, info=_info(record))
    except (InvalidTag, ValueError) as error:
        raise CannotBeOpened from error
