"""Addresses in messages. What is secret in one stands behind the #: it reaches no log."""

from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT: Final = "nara.guardian.answer"


def guardian_token(nonce: str) -> str:
    """The signed text in a guardian's link."""
    return signing.Signer(salt=_SALT).sign(nonce)


def guardian_of_token(token: str) -> str:
    """The nonce in a token. Raises django.core.signing.BadSignature."""
    return signing.Signer(salt=_SALT).unsign(token)


def guardian_link(nonce: str) -> str:
    """Where a guardian answers."""
    return f"{settings.NARA_ORIGIN}{reverse('page /approve')}#{guardian_token(nonce)}"


def my_page() -> str:
    """Where one sees one's bookings."""
    return f"{settings.NARA_ORIGIN}{reverse('page /me')}"
