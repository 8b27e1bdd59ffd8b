"""Where log-in sessions are kept (SESSION_ENGINE): Django's store, knowing whose each one is.

So a person can see where they are logged in and end it, and erasing a person finds their sessions
by an index instead of opening every session there is.
"""

import datetime
from collections.abc import Mapping
from typing import Any, Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from people.models import SignIn

#: Under these the log-in writes them into the session (`people.sign_ins.note`).
DEVICE: Final = "nara_device"
SINCE: Final = "nara_since"


class SessionStore(DatabaseStore):
    """Keeps each session as a `SignIn`."""

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def create_model_instance(self, data: Mapping[str, Any]) -> SignIn:
        row: SignIn = super().create_model_instance(data)  # type: ignore[arg-type, assignment]
        row.person_id = data.get(SESSION_KEY)
        row.device = data.get(DEVICE, "")
        since = data.get(SINCE)
        row.since = datetime.datetime.fromtimestamp(since, datetime.UTC) if since else None
        return row
