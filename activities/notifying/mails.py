"""One mail per message."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from activities.notifying.saying import Words


def send_email(*, id: uuid.UUID, address: str, words: Words) -> None:
    """Send one mail, with a Message-ID of its own that stays the same. Raises OSError."""
    host = urlsplit(settings.NARA_ORIGIN).hostname or "nara"
    EmailMessage(
        subject=words.subject,
        body=words.body + "\n",
        to=[address],
        headers={"Message-ID": f"<{id}@{host}>"},
    ).send()
