"""Files with one thing wrong, for each of the four imports, and what is to be said of each."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import openpyxl

from tests.activities.importing.test_import_activities import GOOD as ACTIVITY
from tests.activities.importing.test_import_activities import HEADER as ACTIVITY_HEADER
from tests.venues.importing.files import as_csv, as_xlsx
from tests.venues.importing.test_import_venues import HEADER as VENUE_HEADER
from tests.venues.importing.test_import_venues import a_row as venue_row

#: Row, column, code.
Said = tuple[int, str, str]
Table = list[list[str]]
Make = Callable[[Path], Path]


@dataclass(frozen=True)
class Case:
    """A file for one import, and everything that is said of it; nothing when it is read."""

    kind: str
    importer: str
    make: Make
    said: Sequence[Said]
    options: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.importer}: {self.kind}"


def venues(**more: str) -> Table:
    return [VENUE_HEADER, venue_row("1"), venue_row("2", -500, **more)]


def population(**more: str) -> Table:
    good = {"area": "R1", "reference_date": "2024-12-31", "age": "10-14", "count": "5"}
    other = good | {"age": "15-19"} | more
    return [list(good), list(good.values()), [other[name] for name in good]]


def activities(**more: str) -> Table:
    rows = [ACTIVITY | {"external_id": "akt:0"}, ACTIVITY | more]
    return [ACTIVITY_HEADER, *([row.get(name, "") for name in ACTIVITY_HEADER] for row in rows)]


TABLES: Final[dict[str, Callable[..., Table]]] = {
    "venues": venues,
    "population": population,
    "activities": activities,
}
#: A column of text, or the nearest to it, for each.
WORDS: Final = {"venues": "name", "population": "area", "activities": "title_sv"}
NUMBERS: Final = {"venues": "lat", "population": "count", "activities": "capacity"}


def written(table: Table, **how: str) -> Make:
    return lambda folder: as_csv(folder / "a.csv", table, **how)


def raw(content: bytes, name: str = "a.csv") -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def text_of(table: Table, end: str = "\r\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator=end).writerows(table)
    return text.getvalue()


def unchanged(made: Any) -> None:
    """As openpyxl writes it."""


def book(table: Sequence[Sequence[object]], change: Callable[[Any], None] = unchanged) -> Make:
    def make(folder: Path) -> Path:
        path = as_xlsx(folder / "a.xlsx", table)
        made = openpyxl.load_workbook(path)
        change(made)
        made.save(path)
        return path

    return make


def broken_book(table: Table) -> Make:
    """A workbook whose sheet ends in the middle of a row."""

    def make(folder: Path) -> Path:
        whole, path = as_xlsx(folder / "whole.xlsx", table), folder / "a.xlsx"
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
            for part in old.namelist():
                content = old.read(part)
                if part.startswith("xl/worksheets/"):
                    content = content[: content.rindex(b"<row")]
                new.writestr(part, content)
        return path

    return make


def bomb(folder: Path) -> Path:
    """A workbook of a few hundred kilobytes that unpacks to more texts than are held."""
    path = folder / "a.xlsx"
    archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with archive, archive.open("xl/sharedStrings.xml", "w") as part:
        for _ in range(260):
            part.write(bytes(1 << 20))
    return path


def no_book(folder: Path) -> Path:
    path = folder / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return path


def hidden(made: Any) -> None:
    made.create_sheet("Gammalt").append(["helt annat"])
    made["Gammalt"].sheet_state = "hidden"


def several(made: Any) -> None:
    made.create_sheet("Blad2").append(["helt annat"])


def merged(made: Any) -> None:
    made.worksheets[0].merge_cells("A2:A3")


def dated(importer: str, column: str, value: object) -> Make:
    """A workbook whose second row holds this value, as the program keeps it."""
    table: list[list[object]] = [list(row) for row in TABLES[importer]()]
    table[2][table[0].index(column)] = value
    return book(table)
