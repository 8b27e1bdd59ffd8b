"""Addresses in messages. What is secret in one stands behind the #: it reaches no log."""

from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import NoReverseMatch, reverse

_SALT: Final = "nara.guardian.answer"


def guardian_token(nonce: str) -> str:
    """The signed text in a guardian's link."""
    return signing.Signer(salt=_SALT).sign(nonce)


def guardian_of_token(token: str) -> str:
    """The nonce in a token. Raises django.core.signing.BadSignature."""
    return signing.Signer(salt=_SALT).unsign(token)


def _page(route: str) -> str:
    """The address of a page of the frontend, or "": no message leads to a page that is not there."""
    try:
        return f"{settings.NARA_ORIGIN}{reverse(f'page {route}')}"
    except NoReverseMatch:
        return ""


def guardian_link(nonce: str) -> str:
    """Where a guardian answers, or "" while the frontend has no such page."""
    address = _page("/approve")
    return f"{address}#{guardian_token(nonce)}" if address else ""


def my_page() -> str:
    """Where one sees one's bookings, or "" while the frontend has no such page."""
    return _page("/me")
