"""Opening a table by what the file is, not by what it is called."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from venues.importing.csv_files import csv_table
from venues.importing.findings import no_file
from venues.importing.tables import Format, Table
from venues.importing.xlsx_files import xlsx_table

ZIP: Final = b"PK\x03\x04"
OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


@contextmanager
def open_table(path: Path, form: Format) -> Iterator[Table]:
    """Open a CSV or XLSX file. Raises FileRefused for anything else."""
    start = first_bytes(path)
    if start.startswith(OLD_EXCEL):
        raise no_file("file_unreadable", "This is an old .xls workbook. Save it as .xlsx.")
    opened = xlsx_table(path, form) if start.startswith(ZIP) else csv_table(path, form)
    with opened as table:
        yield table


def first_bytes(path: Path) -> bytes:
    """How the file begins. Raises FileRefused when it is not there or empty."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise no_file("file_unreadable", f"{path}: {error.strerror}.") from None
    if not start.strip():
        raise no_file("file_empty", "The file is empty.")
    return start
