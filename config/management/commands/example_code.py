"""manage.py example_code EMAIL: the code that an example log-in needs right now."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.example import files
from config.example.codes import STEP_SECONDS, mailed, totp
from config.example.people import only_in_the_example


class Command(BaseCommand):
    """Prints six digits (staff) or the code of the latest mail. Only in the example."""

    help = (
        "Print the code to log in with: for staff the six digits of the second factor, for"
        " everybody else the code in the latest mail to them. `manage.py example_logins` lists"
        " the addresses. Refuses outside the example municipality."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address, for instance sara@nara.example")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            only_in_the_example()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        address = str(options["email"]).strip().lower()
        plan = next((one for one in files.people()["people"] if one["email"] == address), None)
        if plan is None:
            raise CommandError(f"{address} is not an example log-in. See manage.py example_logins.")
        self.stdout.write(_digits(plan["secret"]) if "secret" in plan else _from_mail(address))


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
