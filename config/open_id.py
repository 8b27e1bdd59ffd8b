"""Which identity services people may log in with: read from NARA_OPENID_PROVIDERS."""

import json
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NEEDED: Final = {"id", "name", "server_url", "client_id", "secret"}
KNOWN: Final = NEEDED | {"scope", "uid_claim", "login_origin"}


def providers(text: str) -> list[dict[str, Any]]:
    """The services in a JSON list. Raises ImproperlyConfigured for anything it does not know."""
    try:
        found = json.loads(text or "[]")
    except json.JSONDecodeError as error:
        raise ImproperlyConfigured(f"NARA_OPENID_PROVIDERS is not JSON: {error}.") from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ImproperlyConfigured("NARA_OPENID_PROVIDERS is a JSON list of objects.")
    for one in found:
        wrong = sorted((NEEDED - set(one)) | (set(one) - KNOWN))
        if wrong:
            raise ImproperlyConfigured(
                f"NARA_OPENID_PROVIDERS: {', '.join(wrong)} is missing or not known. A service has"
                f" {', '.join(sorted(NEEDED))}, and may have {', '.join(sorted(KNOWN - NEEDED))}."
            )
    return found


def apps(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The services as django-allauth wants them."""
    return [
        {
            "provider_id": one["id"],
            "name": one["name"],
            "client_id": one["client_id"],
            "secret": one["secret"],
            "settings": {
                "server_url": one["server_url"],
                "uid_field": one.get("uid_claim", "sub"),
                "scope": one.get("scope", "openid profile").split(),
            },
        }
        for one in found
    ]


def origins(found: list[dict[str, Any]]) -> list[str]:
    """Where a browser is sent to log in: a form may lead there, and nowhere else."""
    addresses = [urlsplit(one.get("login_origin", one["server_url"])) for one in found]
    return sorted({f"{address.scheme}://{address.netloc}" for address in addresses})
