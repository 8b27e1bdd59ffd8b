"""`manage.py apply_retention`: removes what has been kept for as long as it may."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from people.actors import system
from people.personal_data import holdings
from people.retention import apply_retention


class Command(BaseCommand):
    """Remove everything whose time is over."""

    help = (
        "Removes what has been kept for as long as it may: ended log-in sessions, ended roles, old"
        " entries of the audit log, accounts nobody has used, pictures that nothing shows."
        " Made to be run once a day."
        " The times are set by NARA_RETENTION_AUDIT_DAYS and NARA_RETENTION_PERSON_DAYS."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="remove nothing; say what would be removed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = apply_retention(by=system("apply_retention"), dry_run=options["dry_run"])
        kept = {holding.kind: holding.kept for holding in holdings()}
        verb = "would be removed" if options["dry_run"] else "removed"
        for kind, count in report.items():
            told = f" (kept {kept[kind]})" if kept[kind] else ""
            self.stdout.write(f"{count:7d} {verb}: {kind}{told}")
