"""manage.py load_example: fill the database with the example municipality, Huddinge."""

import time
from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from config.example import areas, bookings, calendar, catalogue, evening, people, places, terms
from people.actors import system

#: Two loads at once wait for each other.
LOCK = 126_2026


class Command(BaseCommand):
    """Loads everything in one transaction: all of it, or nothing."""

    help = """Fill the database with the built-in example municipality, Huddinge:

  districts and RegSO with population, places, activities in three languages,
  and sessions from two weeks back to the planning horizon, seen from today.

Run it as often as you like: what is there already is left alone, and new
sessions are added as days pass. Districts and places follow the files in
config/example/data; activities that somebody has edited keep their edits.
In the example municipality (NARA_EXAMPLE) it also makes people to log in as
(`manage.py example_logins` shows them), and bookings: an evening that is full
and has a queue, a seat that waits for a guardian, an evening that Leo leads, and
a term of the kulturskola to apply to. See config/example/data/README.md for what
is real, what is approximate and what is invented."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def handle(self, *args: Any, **options: Any) -> None:
        by = system("example")
        steps: list[tuple[str, Callable[[], int]]] = [
            ("districts and RegSO", lambda: areas.load_areas(by=by)),
            ("places", lambda: places.load_venues(by=by)),
            ("categories", catalogue.load_categories),
            ("organisers", catalogue.load_organisers),
            ("school holidays", calendar.load_school_holidays),
            ("activities", lambda: catalogue.load_activities(by=by)),
            ("sessions", lambda: calendar.load_sessions(by=by)),
            ("sessions called off", lambda: calendar.call_off_some(by=by)),
        ]
        if settings.NARA_EXAMPLE:
            steps.append(("people to log in as", lambda: people.load_people(by=by)))
            steps.append(("bookings to try with", lambda: bookings.load_bookings(by=by)))
            steps.append(("an evening to lead", lambda: evening.load_evening(by=by)))
            steps.append(("courses to apply for", lambda: terms.load_term(by=by)))
        start = time.monotonic()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            changed = 0
            for name, step in steps:
                began = time.monotonic()
                count = step()
                changed += count
                told = f"{count} new or changed" if count else "already there"
                self.stdout.write(f"  {name}: {told} ({time.monotonic() - began:.1f} s)")
            if changed:
                # Thousands of new rows: without figures of them the planner takes tables for empty.
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
        took = time.monotonic() - start
        self.stdout.write(self.style.SUCCESS(f"Example municipality ready after {took:.1f} s."))
