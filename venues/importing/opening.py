"""Opening a table by what the file is, not by what it is called."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from venues.importing.csv_files import csv_table
from venues.importing.findings import no_file
from venues.importing.tables import Format, Table
from venues.importing.xlsx_files import xlsx_table

ZIP: Final = b"PK\x03\x04"
#: How files begin that are no table, whatever they are called, and what to say of them.
OTHERS: Final = {
    b"\xd0\xcf\x11\xe0": "an old .xls workbook. Save it as .xlsx",
    b"SQLite format 3\0": "a GeoPackage or another database, not a table",
    b"%PDF": "a PDF document, not a table",
    b"{\\rtf": "a text document, not a table",
    b"{": "JSON, such as a map file, not a table",
    b"[": "JSON, not a table",
    b"<": "a web page or XML. Open it in a spreadsheet program and save it as .xlsx",
    b"\x1f\x8b": "a compressed file. Unpack it first",
    b"\x89PNG": "a picture, not a table",
    b"\xff\xd8\xff": "a picture, not a table",
    b"GIF8": "a picture, not a table",
}


@contextmanager
def open_table(path: Path, form: Format) -> Iterator[Table]:
    """Open a CSV or XLSX file. Raises FileRefused for anything else."""
    start = first_bytes(path)
    bare = start.removeprefix(codecs.BOM_UTF8).lstrip()
    for sign, what in OTHERS.items():
        if bare.startswith(sign):
            raise no_file("file_unreadable", f"This is {what}.")
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
