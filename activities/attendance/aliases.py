"""A visitor's alias becomes an id: the same alias at the same venue is the same visitor."""

import hashlib
import hmac
import unicodedata
import uuid

from django.conf import settings


def visitor_id(alias: str, venue: uuid.UUID) -> uuid.UUID:
    """The participant behind an alias: a keyed hash, so that nobody finds an alias by trying.

    Case, accents written in two ways and blanks make no difference. It changes with SECRET_KEY:
    visitors counted before and after are different ones then.
    """
    plain = " ".join(unicodedata.normalize("NFKC", alias).casefold().split())
    key = f"nara visitors {settings.SECRET_KEY}".encode()
    digest = hmac.new(key, f"{venue} {plain}".encode(), hashlib.sha256).digest()
    return uuid.UUID(bytes=digest[:16], version=5)
