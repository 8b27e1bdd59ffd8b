"""XLSX, read row by row. Formulas are refused: their value is what some program last computed."""

import datetime
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from venues.importing.findings import Refused, no_file
from venues.importing.tables import Cell, Format, Table, clean, numbered

#: Bytes that a workbook may unpack to: more is no table of a municipality.
UNPACKED: Final = 2 << 30
#: Bytes of what is held in memory of it: texts and styles, all but the sheets.
HELD: Final = 256 << 20
#: What comes of a workbook that is broken, or made to break who reads it.
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    InvalidFileException,
    EOFError,
    KeyError,
    OSError,
    ValueError,
)


@contextmanager
def xlsx_table(path: Path, form: Format) -> Iterator[Table]:
    """The table in a sheet of a workbook. Raises FileRefused."""
    try:
        _check_size(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    except BROKEN as error:
        raise no_file("file_unreadable", f"Not an XLSX workbook: {error}.") from None
    try:
        sheet = _sheet(book, form.sheet)
        sheet.reset_dimensions()  # some programs write wrong ones
        rows = enumerate(_rows(sheet), start=1)
        number, first = _first(rows)
        if form.no_header:
            lines = chain([(number, first)], _lines(rows, len(first)))
            yield Table(numbered(len(first)), 0, lines)
        else:
            yield Table(_header(number, first), number, _lines(rows, len(first)))
    finally:
        book.close()


def _check_size(path: Path) -> None:
    """Raises FileRefused for a workbook that is small only as long as it is packed."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    held = sum(one.file_size for one in parts if not one.filename.startswith("xl/worksheets/"))
    if held > HELD or sum(one.file_size for one in parts) > UNPACKED:
        reason = f"It unpacks to more than {UNPACKED >> 30} GiB, or {HELD >> 20} MiB of texts."
        raise no_file("file_too_large", reason)


def _rows(sheet: Any) -> Iterator[Any]:
    """The sheet's rows. Raises FileRefused where it is broken."""
    number = 0
    try:
        for row in sheet.iter_rows():
            number += 1
            yield row
    except BROKEN as error:
        reason = f"The workbook is broken below row {number}: {error}."
        raise no_file("file_unreadable", reason, row=number + 1) from None


def _sheet(book: Any, wanted: str) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    names = ", ".join(repr(name) for name in sheets)
    if wanted and wanted not in sheets:
        raise no_file("sheet_unclear", f"There is no sheet {wanted!r}; there are: {names}.")
    visible = [sheet for sheet in sheets.values() if sheet.sheet_state == "visible"]
    if not wanted and len(visible) != 1:
        raise no_file("sheet_unclear", f"Say which sheet with --sheet; there are: {names}.")
    return sheets[wanted] if wanted else visible[0]


def _first(rows: Iterator[tuple[int, Any]]) -> tuple[int, list[Cell]]:
    """The first row that holds anything, without the empty cells at its end."""
    for number, row in rows:
        cells = [_text(cell) for cell in row]
        if any(cells):
            while not cells[-1]:
                cells.pop()
            return number, cells
    raise no_file("file_empty", "The sheet is empty.")


def _header(number: int, cells: list[Cell]) -> list[str]:
    for cell in cells:
        if isinstance(cell, Refused):
            raise no_file(cell.code, f"In a heading: {cell.reason}", row=number)
    return [cell for cell in cells if isinstance(cell, str)]


def _lines(rows: Iterator[tuple[int, Any]], width: int) -> Iterator[tuple[int, list[Cell]]]:
    for number, row in rows:
        cells = [_text(cell) for cell in row]
        yield number, cells + [""] * (width - len(cells))


def _text(cell: Any) -> Cell:
    """A cell as the text that the same cell has in a CSV file."""
    value = cell.value
    if cell.data_type == "f":
        return clean(value if isinstance(value, str) else "=…")
    if cell.data_type == "e":
        return Refused("cell_error", f"The cell shows the error {value}.", value=str(value))
    if isinstance(value, str):
        return clean(value)
    return _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, datetime.time):
        return value.isoformat("minutes" if value.second == 0 else "seconds")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return str(value)
