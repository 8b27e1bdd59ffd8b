"""Which columns a table has, how they are told from its header, and template files."""

import csv
import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment

from venues.importing.findings import FileRefused, Refused, no_file
from venues.importing.tables import Cell, Table


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and what an empty cell means ("" when it is needed)."""

    name: str
    holds: str
    when_empty: str = ""

    @property
    def needed(self) -> bool:
        return not self.when_empty


#: What is no heading: a number that is no year, a date.
_VALUE: Final = re.compile(r"(?!(19|20)\d\d$)[+-]?\d[\d\s.,:-]*")


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a file's columns and values become ours."""

    #: Our column: the heading in the file.
    headings: Mapping[str, str] = field(default_factory=dict)
    #: Our column: one value for every row.
    constants: Mapping[str, str] = field(default_factory=dict)
    #: (our column, value in the file): our value.
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    #: Headings that are not wanted.
    ignored: Collection[str] = ()
    ignore_others: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row by our column names; `problems` are those of its cells as such."""

    number: int
    cells: Mapping[str, str]
    problems: Sequence[Refused] = ()


class Header:
    """Where our columns are in a file."""

    def __init__(self, table: Table, columns: Sequence[Column], how: Fitting) -> None:
        self.how, self.width = how, len(table.header)
        self.headings = table.header
        self.places: dict[str, int] = {}
        wrong = [*self._twice(), *self._place(columns), *self._unknown(columns)]
        if wrong and not self.places and any(map(_VALUE.fullmatch, self.headings)):
            wrong = [self._not_headings(columns)]
        if wrong:
            raise FileRefused(*wrong, row=table.header_row)

    def _not_headings(self, columns: Sequence[Column]) -> Refused:
        """Where headings should be are values."""
        names = [one.name for one in columns if one.needed and one.name not in self.how.constants]
        reason = (
            f"The first row holds values ({', '.join(self.headings[:4])}), not headings. If the"
            f" file has none, say what its columns are, in order: --columns {','.join(names)}."
            " What no column holds is said with --constant."
        )
        return Refused("no_header", reason)

    def _twice(self) -> Iterator[Refused]:
        counted = Counter(_plain(heading) for heading in self.headings if heading)
        for heading in self.headings:
            if counted.pop(_plain(heading), 0) > 1:
                reason = f"The heading {heading!r} stands above two columns."
                yield Refused("column_twice", reason, column=heading)

    def _place(self, columns: Sequence[Column]) -> Iterator[Refused]:
        where = {_plain(heading): place for place, heading in enumerate(self.headings)}
        names = {column.name for column in columns}
        for ours in sorted({*self.how.headings, *self.how.constants} - names):
            reason = f"There is no column {ours!r} here; there are: {', '.join(sorted(names))}."
            yield Refused("unknown_column", reason, column=ours)
        for column in columns:
            if column.name in self.how.constants:
                continue
            heading = self.how.headings.get(column.name, column.name)
            place = where.get(_plain(heading))
            if place is not None:
                self.places[column.name] = place
            elif column.needed or column.name in self.how.headings:
                found = ", ".join(repr(heading) for heading in self.headings if heading)
                reason = f"The column {heading!r} is missing. The file has: {found or 'nothing'}."
                yield Refused("missing_column", reason, column=column.name)

    def _unknown(self, columns: Sequence[Column]) -> Iterator[Refused]:
        used = {_plain(self.headings[place]) for place in self.places.values()}
        ignored = {_plain(heading) for heading in self.how.ignored}
        for heading in sorted(ignored - {_plain(heading) for heading in self.headings}):
            yield Refused("missing_column", f"There is no column {heading!r} to ignore.")
        if self.how.ignore_others:
            return
        names = [column.name for column in columns if column.name not in self.places]
        for heading in self.headings:
            if heading and _plain(heading) not in used | ignored:
                near = difflib.get_close_matches(heading, names, n=1)
                meant = f" Is it {near[0]!r}?" if near else ""
                reason = (
                    f"The column {heading!r} is not known.{meant} Say what it is with --column,"
                    " or leave it out with --ignore-column or --ignore-other-columns."
                )
                yield Refused("unknown_column", reason, column=heading)

    def left_out(self) -> list[str]:
        """The headings that are not read."""
        used = set(self.places.values())
        return [h for place, h in enumerate(self.headings) if h and place not in used]

    def row(self, number: int, cells: list[Cell]) -> Row:
        """The row by our names."""
        if len(cells) < self.width or any(cells[self.width :]):
            reason = f"The row has {len(cells)} cells, the header {self.width}: columns shifted?"
            return Row(number, {}, [Refused("columns_shifted", reason)])
        stray = [cell for heading, cell in zip(self.headings, cells, strict=False) if not heading]
        if any(stray):
            reason = "The row has a value below no heading: columns shifted?"
            return Row(number, {}, [Refused("columns_shifted", reason)])
        named, problems = dict(self.how.constants), []
        for name, place in self.places.items():
            cell = cells[place]
            if isinstance(cell, Refused):
                problems.append(Refused(cell.code, cell.reason, column=name, value=cell.value))
                continue
            named[name] = self.how.values.get((name, cell), cell)
        return Row(number, named, problems)


def _plain(heading: str) -> str:
    return heading.strip().casefold()


def write_template(path: Path, columns: Sequence[Column]) -> None:
    """Make an empty file with the headings, CSV or XLSX by its name; never over another file."""
    names = [column.name for column in columns]
    if path.exists():
        raise no_file("file_unreadable", f"{path} exists already; it is left as it is.")
    if path.suffix.lower() == ".csv":
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerow(names)
    elif path.suffix.lower() == ".xlsx":
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("import")
        headings = []
        for column in columns:
            cell = WriteOnlyCell(sheet, value=column.name)
            cell.comment = Comment(f"{column.holds}. {_empty(column)}", "Nära")
            headings.append(cell)
        sheet.append(headings)
        book.save(path)
    else:
        raise no_file("file_unreadable", f"A template is a .csv or .xlsx file, not {path.name!r}.")


def _empty(column: Column) -> str:
    return "Needed." if column.needed else f"Empty: {column.when_empty}."


def as_markdown(columns: Sequence[Column]) -> str:
    """The columns as the table that the documentation shows."""
    rows = (f"| `{c.name}` | {c.holds} | {c.when_empty or '**needed**'} |" for c in columns)
    return "\n".join(["| column | what it holds | when empty |", "|---|---|---|", *rows])
