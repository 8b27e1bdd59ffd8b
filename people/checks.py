"""System checks of the people room: what must not go into production."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from people.encryption import HOW_TO_MAKE_A_KEY, fernet


@register(Tags.security)
def check_keys_are_keys(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Keys that are set can be used (people.E001)."""
    if not settings.NARA_ENCRYPTION_KEYS:
        return []
    try:
        fernet()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint=HOW_TO_MAKE_A_KEY, id="people.E001")]
    return []


@register(Tags.security, deploy=True)
def check_keys_are_set(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Production has its own keys for what is encrypted at rest (people.E002)."""
    if settings.NARA_ENCRYPTION_KEYS:
        return []
    return [
        Error(
            "NARA_ENCRYPTION_KEYS is not set: second-factor secrets could not be stored safely.",
            hint=HOW_TO_MAKE_A_KEY,
            id="people.E002",
        )
    ]
