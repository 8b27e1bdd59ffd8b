"""`manage.py load_categories`: the usual categories, for a municipality that starts anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from config.example.catalogue import load_categories


class Command(BaseCommand):
    """Add the usual categories."""

    help = (
        "Adds the usual categories in two levels (culture, sport, library, kulturskola, youth club,"
        " outdoor, holiday) with names in every language. Run again, it adds what is missing and"
        " brings names up to date; categories of your own stay."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_categories()} categories added.")
