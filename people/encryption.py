"""Sensitive fields at rest: Fernet (AES-128-CBC with HMAC-SHA256), with keys that can be rotated.

`NARA_ENCRYPTION_KEYS` holds one or several Fernet keys: the first encrypts, each of them decrypts.
To rotate, put a new key first and remove the old one when nothing is encrypted with it any more.
Without keys, an installation on plain HTTP (an example, a developer's machine) derives one from
SECRET_KEY; any other refuses.
"""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

HOW_TO_MAKE_A_KEY = (
    "Make one with: python -c 'from cryptography.fernet import Fernet;"
    " print(Fernet.generate_key().decode())'"
)


class Undecipherable(Exception):
    """None of the keys opens this text: a key was removed too early, or the text was changed."""


def _derived(secret: str) -> bytes:
    """A Fernet key made from another secret (HKDF, RFC 5869)."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"nara field encryption")
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))


@cache
def _fernet(keys: tuple[str, ...], fallback: str) -> MultiFernet:
    if keys:
        try:
            return MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise ImproperlyConfigured(
                f"NARA_ENCRYPTION_KEYS holds something that is no Fernet key. {HOW_TO_MAKE_A_KEY}"
            ) from error
    if not fallback:
        raise ImproperlyConfigured(f"NARA_ENCRYPTION_KEYS is not set. {HOW_TO_MAKE_A_KEY}")
    return MultiFernet([Fernet(_derived(fallback))])


def fernet() -> MultiFernet:
    """The keys in force. Raises ImproperlyConfigured when there are none, or a wrong one."""
    fallback = settings.SECRET_KEY if settings.NARA_INSECURE_HTTP else ""
    return _fernet(tuple(settings.NARA_ENCRYPTION_KEYS), fallback)


def encrypt(text: str) -> str:
    """`text` so that only this installation can read it. Twice the same text gives two results."""
    return fernet().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """The text behind `encrypted`. Raises Undecipherable when no key opens it."""
    try:
        return fernet().decrypt(encrypted.encode()).decode()
    except InvalidToken as error:
        raise Undecipherable("None of NARA_ENCRYPTION_KEYS opens this.") from error
