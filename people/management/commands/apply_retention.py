"""`manage.py apply_retention`: removes what has been kept for as long as it may."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.actors import system
from people.models import AuditEntry
from people.personal_data import holdings
from people.retention import apply_retention


class Command(BaseCommand):
    """Remove everything whose time is over."""

    help = (
        "Removes what has been kept for as long as it may: ended log-in sessions, ended roles, old"
        " entries of the audit log, accounts nobody has used, pictures that nothing shows."
        " The worker does it every night."
        " The times are set by NARA_RETENTION_AUDIT_DAYS and NARA_RETENTION_PERSON_DAYS."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="remove nothing; say what would be removed"
        )
        parser.add_argument(
            "--last", action="store_true", help="show what the latest run removed; remove nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["last"]:
            self._tell_last()
            return
        report = apply_retention(by=system("apply_retention"), dry_run=options["dry_run"])
        kept = {holding.kind: holding.kept for holding in holdings()}
        verb = "would be removed" if options["dry_run"] else "removed"
        for kind, count in report.items():
            told = f" (kept {kept[kind]})" if kept[kind] else ""
            self.stdout.write(f"{count:7d} {verb}: {kind}{told}")

    def _tell_last(self) -> None:
        """The report of the latest run, as the audit log has it: counts, never whose."""
        entry = AuditEntry.objects.filter(deed="retention.apply").order_by("at").last()
        if entry is None:
            raise CommandError("Retention has not run yet. Does the worker run?")
        self.stdout.write(f"{entry.at:%Y-%m-%d %H:%M} UTC by {entry.by_system}")
        for kind, count in sorted(entry.detail.items()):
            self.stdout.write(f"{count:7d} removed: {kind}")
