"""`manage.py grant_role`: gives somebody who has an account a further role."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.actors import system
from people.errors import RoleNotHeld
from people.management.commands._arguments import add_role_and_scope
from people.membership import grant_role, revoke_role
from people.models import User

BY = system("grant_role")


class Command(BaseCommand):
    """Give or take back a role."""

    help = (
        "Gives somebody who has an account a role, or takes it back with --revoke."
        " Example: manage.py grant_role sara@example.org --role coordinator"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="the address the person logs in with")
        add_role_and_scope(parser)
        parser.add_argument("--revoke", action="store_true", help="take the role back instead")

    def handle(self, *args: Any, **options: Any) -> None:
        email, role, scope = options["email"], options["role"], options["scope"]
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(
                f"Nobody logs in with {email}. To let them in:"
                f" manage.py create_person {email} --role {role}"
            )
        where = f"in {scope.kind} {scope.id}"
        if not options["revoke"]:
            grant_role(by=BY, person=person, role=role, scope=scope)
            self.stdout.write(f"{email} is now {role} {where}.")
            return
        try:
            revoke_role(by=BY, person=person, role=role, scope=scope)
        except RoleNotHeld:
            raise CommandError(f"{email} is not {role} {where}.") from None
        self.stdout.write(f"{email} is no longer {role} {where}.")
