"""All of a file, or nothing: the one transaction around every import."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from django.db import connection, transaction

from venues.importing.findings import FileRefused, Listener, Report, unheard

#: Two imports at once wait for each other.
LOCK: Final = 126_3001
#: Rows that are checked and written together.
BATCH: Final = 1000

Item = TypeVar("Item")


#: Is told how many more rows are done.
Progress = Callable[[int], object]


def silent(rows: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Way:
    """How to run: only try, or keep the good rows although others are refused."""

    dry_run: bool = False
    keep_good_rows: bool = False
    progress: Progress = silent
    listener: Listener = unheard


def run(work: Callable[[Report], None], way: Way) -> Report:
    """Do `work` in one transaction and report.

    Everything is taken back on a dry run, when the file as a whole cannot be used, and when a row
    is refused (unless the good rows shall be kept).
    """
    report = Report(dry_run=way.dry_run, listener=way.listener)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            work(report)
            report.written = not way.dry_run and (way.keep_good_rows or not report.refused)
            transaction.set_rollback(not report.written)
    except FileRefused as refused:
        report.refuse(refused.row, refused.refusals)
    return report


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


class Seen:
    """Which ids have come by, in a temporary table: a million rows cost no memory here."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS pg_temp.import_seen")
            cursor.execute(
                "CREATE TEMPORARY TABLE import_seen (id text PRIMARY KEY, row_number bigint)"
                " ON COMMIT DROP"
            )

    def repeated(self, ids: list[tuple[int, str]]) -> dict[int, int]:
        """Take (row, id) pairs in; the rows whose id came before, with the row where it did."""
        first: dict[str, int] = {}
        for row, one in ids:
            first.setdefault(one, row)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, row_number FROM import_seen WHERE id = ANY(%s)", [list(first)]
            )
            first |= {one: int(row) for one, row in cursor}
            cursor.execute(
                "INSERT INTO import_seen SELECT * FROM unnest(%s::text[], %s::bigint[])"
                " ON CONFLICT DO NOTHING",
                [list(first), list(first.values())],
            )
        return {row: first[one] for row, one in ids if first[one] != row}
