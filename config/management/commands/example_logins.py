"""manage.py example_logins: whom one can log in as in the example municipality."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from config.example import files
from config.example.people import is_staff, only_in_the_example


class Command(BaseCommand):
    """Prints addresses, password and how to get a code. Only in the example municipality."""

    help = (
        "Show whom you can log in as in the example municipality, and how."
        " Refuses anywhere else: no other installation has these log-ins."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            only_in_the_example()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Log in at {settings.NARA_ORIGIN}/login")
        plans = files.people()
        self.stdout.write(f"\nStaff: password {plans['password']}, then the code from")
        self.stdout.write('  make manage DO="example_code EMAIL"')
        self._list([plan for plan in plans["people"] if is_staff(plan)])
        self.stdout.write("\nEverybody else: ask for a code by e-mail or SMS, then read it with")
        self.stdout.write('  make manage DO="example_code EMAIL"')
        self._list([plan for plan in plans["people"] if not is_staff(plan)])

    def _list(self, people: list[files.PersonPlan]) -> None:
        for plan in people:
            self.stdout.write(f"  {plan['email']:<22} {plan['name']}, {plan['what']}")
