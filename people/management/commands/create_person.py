"""`manage.py create_person`: lets somebody in, the first administrator among them."""

import getpass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from people.actors import system
from people.errors import EmailTaken
from people.management.commands._arguments import add_role_and_scope
from people.membership import create_person, grant_role
from people.roles import STAFF_ROLES, Role

BY = system("create_person")


class Command(BaseCommand):
    """Make an account with a role."""

    help = (
        "Makes an account and gives it a role. The person logs in with a code sent to EMAIL, or"
        " with a password when --password is given. Roles of staff sleep until the person has set"
        " up a second step (an app that shows one-time codes) and logs in with it."
        " Example: manage.py create_person gunilla@example.org --role administrator"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="the address the person logs in with")
        add_role_and_scope(parser)
        parser.add_argument("--name", default="", help="what the person is called here")
        parser.add_argument(
            "--language",
            default=settings.LANGUAGE_CODE,
            choices=[code for code, _name in settings.LANGUAGES],
            help="the language of mails and messages to the person (default %(default)s)",
        )
        parser.add_argument(
            "--password", action="store_true", help="ask for a password (never on the command line)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"]
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address.") from None
        password = self._password() if options["password"] else None
        try:
            with transaction.atomic():
                person = create_person(
                    by=BY,
                    email=email,
                    call_name=options["name"],
                    language=options["language"],
                    password=password,
                )
                grant_role(by=BY, person=person, role=options["role"], scope=options["scope"])
        except EmailTaken:
            raise CommandError(
                f"Somebody logs in with {email} already. To give them another role:"
                f" manage.py grant_role {email} --role {options['role']}"
            ) from None
        self.stdout.write(f"Made an account for {email} as {options['role']} ({person.pk}).")
        if Role(options["role"]) in STAFF_ROLES:
            self.stdout.write(
                f"The role wakes up when they log in at {settings.NARA_ORIGIN}/login, set up a"
                " second step under /account and log in with it."
            )

    def _password(self) -> str:
        password = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != password:
            raise CommandError("The two were not the same.")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        return password
