"""SMS: handed to whatever class NARA_SMS_GATEWAY names. Without one nobody logs in by telephone."""

import logging
import uuid
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from people.errors import SmsNotSent

logger = logging.getLogger(__name__)


class SmsGateway(Protocol):
    """Sends one SMS. Raises OSError when it could not; a municipality plugs in its operator's."""

    def send(self, *, id: uuid.UUID, number: str, text: str) -> None:
        """`number` is E.164; `id` is the same if the same message is ever handed over again."""


class FileSms:
    """Writes each message to a file in NARA_SMS_DIR, as the example does with its mail."""

    def send(self, *, id: uuid.UUID, number: str, text: str) -> None:
        folder = Path(settings.NARA_SMS_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{id}.txt").write_text(f"To: {number}\n\n{text}\n", encoding="utf-8")


def sms_goes_to(number: str) -> bool:
    """Whether SMS is sent to such a number. Abroad it can cost much, and who asks is not known."""
    return bool(settings.NARA_SMS_GATEWAY) and number.startswith(tuple(settings.NARA_SMS_PREFIXES))


def hand_over(*, id: uuid.UUID, number: str, text: str) -> None:
    """Hand one SMS to the gateway. Raises OSError when there is none or it did not take it."""
    if not settings.NARA_SMS_GATEWAY:
        raise OSError("NARA_SMS_GATEWAY is not set")
    gateway: SmsGateway = import_string(settings.NARA_SMS_GATEWAY)()
    gateway.send(id=id, number=number, text=text)


def send_sms(*, number: str, text: str) -> None:
    """Send one SMS now. Raises SmsNotSent: nothing tries again behind the person's back."""
    try:
        hand_over(id=uuid.uuid4(), number=number, text=text)
    except OSError as error:
        # Without the traceback: a gateway's answer in it repeats the number.
        logger.error("An SMS could not be sent: %s", type(error).__name__)  # noqa: TRY400
        raise SmsNotSent from None
