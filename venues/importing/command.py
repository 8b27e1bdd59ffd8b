"""What the import commands share: their options, progress, and how they tell the report."""

import argparse
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from venues.importing.columns import Column, Fitting, write_template
from venues.importing.findings import FileRefused, Listener, Report, unheard
from venues.importing.listing import Listing
from venues.importing.running import Way
from venues.importing.tables import Format, numbered

#: Findings that are told on the screen; the file of --report has more.
TOLD: Final = 40


def pair(text: str) -> tuple[str, str]:
    """`OURS=THEIRS`."""
    left, sign, right = text.partition("=")
    if not sign or not left:
        raise argparse.ArgumentTypeError(f"{text!r} is not written NAME=VALUE")
    return left.strip(), right.strip()


def value(text: str) -> tuple[tuple[str, str], str]:
    """`COLUMN:THEIRS=OURS`."""
    left, ours = pair(text)
    column, colon, theirs = left.partition(":")
    if not colon:
        raise argparse.ArgumentTypeError(f"{text!r} is not written COLUMN:THEIRS=OURS")
    return (column, theirs), ours


@contextmanager
def _listing(path: Path | None) -> Iterator[Listener]:
    """What writes every finding into the file, when there is to be one."""
    if path is None:
        yield unheard
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        yield Listing(file)


class ImportCommand(BaseCommand):
    """Imports one file: all of it or nothing, and as often as you like."""

    #: The columns of the file, for tables.
    columns: ClassVar[Sequence[Column]] = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="the file to import")
        parser.add_argument(
            "--template",
            metavar="FILE",
            type=Path,
            help="write an empty file to fill in and do nothing else",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="check and report everything, change nothing"
        )
        parser.add_argument(
            "--keep-good-rows",
            action="store_true",
            help="import the good rows although others are refused (default: all or nothing)",
        )
        parser.add_argument(
            "--report", metavar="FILE", type=Path, help="write the report as JSON as well"
        )
        parser.add_argument(
            "--errors", metavar="FILE", type=Path, help="write everything that is wrong as CSV"
        )
        parser.add_argument(
            "--no-progress", action="store_true", help="show no progress while working"
        )
        self.add_own_arguments(parser)

    def add_own_arguments(self, parser: CommandParser) -> None:
        """The options of one importer."""

    def add_table_arguments(self, parser: CommandParser) -> None:
        """How a CSV or XLSX file is read."""
        add = parser.add_argument_group("how the table is read").add_argument
        many: dict[str, Any] = {"action": "append", "default": []}
        add(
            "--column",
            metavar="OURS=THEIRS",
            type=pair,
            help="our column has another heading in the file (repeat as needed)",
            **many,
        )
        add(
            "--constant",
            metavar="OURS=VALUE",
            type=pair,
            help="one value for every row (repeat as needed)",
            **many,
        )
        add(
            "--value",
            metavar="COLUMN:THEIRS=OURS",
            type=value,
            help="a word in the file means one of ours, such as kind:Bibliotek=library",
            **many,
        )
        add(
            "--columns",
            metavar="OURS,OURS",
            default="",
            help="the file has no headings: its columns in order, by our names; ,, leaves one out",
        )
        add("--ignore-column", metavar="HEADING", help="a column not to read", **many)
        add("--ignore-other-columns", action="store_true", help="do not read unknown columns")
        add("--encoding", default="", help="CSV: found out (UTF-8, else Windows-1252)")
        add("--delimiter", default="", help="CSV: found out (; or , or tab)")
        add("--sheet", default="", help="XLSX: which sheet, when there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["template"]:
            try:
                self.write_template(options["template"])
            except FileRefused as refused:
                raise CommandError(str(refused)) from None
            self.stdout.write(f"Wrote {options['template']}.")
            return
        if not options["file"]:
            raise CommandError("Say which FILE to import, or --template FILE to get one to fill.")
        hidden = options["no_progress"] or options["verbosity"] == 0
        # Where nobody watches, a line now and then instead of a moving one.
        seldom = 0.2 if sys.stderr.isatty() else 10
        bar = tqdm(unit=" rows", file=sys.stderr, disable=hidden, mininterval=seldom, leave=True)
        with bar, _listing(options["errors"]) as listener:
            way = Way(
                dry_run=options["dry_run"],
                keep_good_rows=options["keep_good_rows"],
                progress=bar.update,
                listener=listener,
            )
            report = self.import_file(options["file"], way, options)
        if options["report"]:
            options["report"].write_text(report.as_json(), encoding="utf-8")
        self.tell(report)

    def write_template(self, path: Path) -> None:
        """An empty file with the headings."""
        write_template(path, self.columns)

    def import_file(self, path: Path, way: Way, options: dict[str, Any]) -> Report:
        """What one importer does."""
        raise NotImplementedError

    def tell(self, report: Report) -> None:
        """Say what happened; with an error status when nothing was written though it should be."""
        for note in report.notes:
            self.stdout.write(f"  note: {note}")
        for reason, number in sorted((+report.left_out).items()):
            self.stdout.write(f"  left out: {number} {reason}")
        for one in report.findings[:TOLD]:
            where = f"row {one.row}" if one.row else "file"
            column = f", {one.column}" if one.column else ""
            self.stderr.write(f"  {where}{column}: {one.reason} [{one.code}]")
        more = sum(report.by_code.values()) - min(TOLD, len(report.findings))
        if more > 0:
            self.stderr.write(f"  … and {more} more; --errors FILE lists every one.")
        if len(report.by_code) > 1 or more > 0:
            counted = ", ".join(f"{code}: {n}" for code, n in report.by_code.most_common())
            self.stderr.write(f"  by code: {counted}")
        self._conclude(report)

    def _conclude(self, report: Report) -> None:
        would = "" if report.written else "would be "
        counts = (
            f"{report.rows} rows: {report.added} {would}added, {report.changed} {would}changed,"
            f" {report.unchanged} unchanged, {report.refused} refused."
        )
        if report.written:
            self.stdout.write(self.style.SUCCESS(f"Imported. {counts}"))
        elif report.dry_run and not report.refused:
            self.stdout.write(f"Only tried, nothing changed. {counts}")
        else:
            tried = "Only tried. " if report.dry_run else ""
            raise CommandError(f"{tried}Nothing was imported. {counts}")


def fitting(options: dict[str, Any]) -> Fitting:
    """The options of `add_table_arguments` that say what the columns are."""
    told = options["columns"]
    in_order = [name.strip() for name in told.split(",")] if told else []
    if in_order and options["column"]:
        raise CommandError("Say what the columns are with --columns or with --column.")
    places = list(zip(in_order, numbered(len(in_order)), strict=True))
    return Fitting(
        headings=dict(options["column"]) | {name: place for name, place in places if name},
        constants=dict(options["constant"]),
        values=dict(options["value"]),
        ignored=options["ignore_column"] + [place for name, place in places if not name],
        ignore_others=options["ignore_other_columns"],
    )


def form(options: dict[str, Any]) -> Format:
    """The options of `add_table_arguments` that say how the file is written."""
    how = {name: options[name] for name in ("encoding", "delimiter", "sheet")}
    return Format(**how, no_header=bool(options["columns"]))
