"""manage.py example_code CONTACT: the code that somebody in the example needs right now."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.example import files
from config.example.codes import STEP_SECONDS, mailed, texted, totp
from config.example.people import only_in_the_example


class Command(BaseCommand):
    """Prints six digits (staff) or the code of the latest mail or SMS. Only in the example."""

    help = (
        "Print the code to log in with: for staff the six digits of the second factor, for"
        " everybody else the code in the latest mail or SMS to them, also when they have just"
        " made their account. `manage.py example_logins` lists the addresses. Refuses outside the"
        " example municipality."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "contact", help="an address or a number: sara@nara.example, +46701234567"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            only_in_the_example()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        contact = str(options["contact"]).strip().lower()
        plans = [one for one in files.people()["people"] if one["email"] == contact]
        if plans and "secret" in plans[0]:
            self.stdout.write(_digits(plans[0]["secret"]))
        else:
            self.stdout.write(_from_mail(contact) if "@" in contact else _from_sms(contact))


def _digits(secret: str) -> str:
    now = time.time()
    if now % STEP_SECONDS > STEP_SECONDS - 3:  # about to expire: the next one lasts longer
        now += 3
    return totp(secret, now)


def _from_mail(address: str) -> str:
    if not settings.NARA_MAIL_DIR:
        raise CommandError("NARA_MAIL_DIR is not set: mail is not kept, so look where it went.")
    code = mailed(address, Path(settings.NARA_MAIL_DIR))
    if code is None:
        raise CommandError(f"No mail with a code to {address} yet. Ask for one on the log-in page.")
    return code


def _from_sms(number: str) -> str:
    if not settings.NARA_SMS_DIR:
        raise CommandError("NARA_SMS_DIR is not set: SMS is not kept, so look where it went.")
    code = texted(number, Path(settings.NARA_SMS_DIR))
    if code is None:
        raise CommandError(f"No SMS with a code to {number} yet. Write the number as +46701234567.")
    return code
