"""Whether the person in front of the browser has just shown that it is they."""

import time
from typing import Final

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from people.models import User
from people.session_store import SINCE

#: Seconds. Long enough to read a page about what is about to happen, too short to leave a device.
FRESH_SECONDS: Final = 5 * 60


def freshly_proven(request: HttpRequest, person: User) -> bool:
    """Whether `person` logged in a moment ago, or gave a passkey or a password again since.

    The log-in counts by itself: confirming an address, the first time, leaves no record of its own.
    """
    oldest = time.time() - FRESH_SECONDS
    given = [float(r.get("at", 0)) for r in get_authentication_records(request, person)]
    return max([float(request.session.get(SINCE, 0)), *given]) >= oldest
