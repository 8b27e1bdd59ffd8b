"""CSV as municipalities have it: UTF-8 or Windows-1252, separated by `;`, `,` or tab."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Final

from venues.importing.findings import no_file
from venues.importing.tables import Cell, Format, Table, clean, numbered

CHUNK: Final = 1 << 20
DELIMITERS: Final = (";", ",", "\t")


@contextmanager
def csv_table(path: Path, form: Format) -> Iterator[Table]:
    """The table in a CSV file. Raises FileRefused."""
    encoding, notes = _encoding(path, form.encoding)
    with path.open(encoding=encoding, newline="") as file:
        delimiter, before = _delimiter(file, form.delimiter)
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        lines = enumerate(_records(reader, before), start=before + 1)
        number, record = next(
            (line for line in lines if any(cell.strip() for cell in line[1])), (0, [])
        )
        if not record:
            raise no_file("file_empty", "The file has no header.")
        if form.no_header:
            rows = _lines(chain([(number, record)], lines))
            yield Table(numbered(len(record)), 0, rows, notes)
            return
        header = [heading.strip().lstrip("\ufeff") for heading in record]
        yield Table(header, number, _lines(lines), notes)


def _records(reader: Iterator[list[str]], before: int) -> Iterator[list[str]]:
    number = before
    try:
        for record in reader:
            number += 1
            yield record
    except csv.Error as error:
        reason = f'Row {number + 1} cannot be read ({error}). Is a quotation mark (") not closed?'
        raise no_file("file_unreadable", reason, row=number + 1) from None


def _lines(lines: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[Cell]]]:
    for number, record in lines:
        yield number, [clean(cell) for cell in record]


def _encoding(path: Path, wanted: str) -> tuple[str, list[str]]:
    """The encoding that the whole file decodes in, and what to tell about it."""
    if wanted:
        try:
            codecs.lookup(wanted)
        except LookupError:
            raise no_file("wrong_encoding", f"No encoding is called {wanted!r}.") from None
    places: list[str] = []
    for encoding in [wanted] if wanted else ["utf-8-sig", "cp1252"]:
        place = _undecodable(path, encoding)
        if place is None:
            assumed = encoding == "cp1252" and not wanted
            note = "The file is not UTF-8; it was read as Windows-1252 (--encoding changes that)."
            return encoding, [note] if assumed else []
        places.append(f"{encoding}: {place}")
    raise no_file("wrong_encoding", f"The bytes are not text. {'; '.join(places)}.")


def _undecodable(path: Path, encoding: str) -> str | None:
    """Where the file is not text in this encoding; None when it is."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                byte = error.object[error.start]
                return f"byte {byte:#04x} near position {done + error.start}"
            if "\0" in text:
                return "it holds zero bytes (UTF-16? Save it as UTF-8)"
            done += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "it ends within a letter"
    return None


def _delimiter(file: IO[str], wanted: str) -> tuple[str, int]:
    """What separates the cells, and how many rows stand before the table."""
    first = file.readline()
    told = re.fullmatch(r"sep=(.)\s*", first.lstrip("\ufeff"))
    if told:
        return told[1], 1
    while first and not first.strip():
        first = file.readline()
    file.seek(0)
    if wanted:
        return {"tab": "\t", "\\t": "\t"}.get(wanted, wanted), 0
    bare = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=bare.count), 0
