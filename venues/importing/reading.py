"""Turning a row's cells into values; everything that is wrong with a row is told at once."""

import datetime
import difflib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from venues.importing.columns import Column, Fitting, Header, Row
from venues.importing.findings import Refused, Report, no_file
from venues.importing.opening import open_table
from venues.importing.running import Progress
from venues.importing.tables import Format

YES: Final = frozenset({"yes", "ja", "true", "1", "x"})
NO: Final = frozenset({"no", "nej", "false", "0"})
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?")
_BLANKS: Final = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)")


class Reader:
    """Reads one row. What is wrong is collected in `problems`; the stand-in value is never used."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.problems: list[Refused] = list(row.problems)
        self._tried = self._failed = 0

    def refuse(self, code: str, reason: str, column: str = "") -> None:
        """The row is refused for this reason."""
        value = self.row.cells.get(column, "")
        self.problems.append(Refused(code, reason, column=column, value=value))

    def _broken(self, column: str) -> bool:
        return any(problem.column == column for problem in self.problems)

    def text(self, column: str, *, longest: int, needed: bool = False) -> str:
        """The cell as it is."""
        value = self.row.cells.get(column, "")
        if needed and not value and not self._broken(column):
            self.refuse("value_missing", f"{column} is empty.", column)
        if len(value) > longest:
            reason = f"{column} has {len(value)} characters; at most {longest} can be kept."
            self.refuse("too_long", reason, column)
        return value

    def _typed(self, column: str, needed: bool) -> str:
        value = self.text(column, longest=200, needed=needed)
        self._tried += bool(value)
        return value

    def _wrong(self, code: str, reason: str, column: str) -> None:
        self._failed += 1
        self.refuse(code, reason, column)

    def number(self, column: str, *, needed: bool = False) -> float | None:
        """A number with decimal point or comma."""
        value = self._typed(column, needed)
        if not value:
            return None
        plain = _BLANKS.sub("", value).replace(",", ".")
        number = float(plain) if _NUMBER.fullmatch(plain) else math.nan
        if not math.isfinite(number):
            self._wrong("not_a_number", f"{column} is not a number: {value!r}.", column)
            return None
        return number

    def whole(self, column: str, low: int, high: int, *, needed: bool = False) -> int | None:
        """A whole number within limits, both included."""
        value = self._typed(column, needed)
        if not value:
            return None
        digits = re.sub(r"[.,]0+$", "", _BLANKS.sub("", value))
        number = int(digits) if re.fullmatch(r"-?[0-9]{1,18}", digits) else None
        if number is None or not low <= number <= high:
            reason = f"{column} is not a whole number from {low} to {high}: {value!r}."
            self._wrong("not_a_number", reason, column)
            return None
        return number

    def money(self, column: str, highest: Decimal) -> Decimal | None:
        """Kronor with at most two decimals."""
        value = self._typed(column, needed=False)
        if not value:
            return None
        plain = _BLANKS.sub("", value).replace(",", ".")
        amount = Decimal(plain) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2}0*)?", plain) else None
        if amount is None or amount > highest:
            reason = f"{column} is not an amount from 0 to {highest} with two decimals: {value!r}."
            self._wrong("not_a_number", reason, column)
            return None
        return amount

    def date(self, column: str, *, needed: bool = False) -> datetime.date | None:
        """A date, YYYY-MM-DD (or YYYYMMDD, as Statistics Sweden writes it)."""
        value = self._typed(column, needed)
        if not value:
            return None
        try:
            whole = re.fullmatch(r"[0-9]{4}(-?)[0-9]{2}\1[0-9]{2}", value)
            return datetime.date.fromisoformat(value if whole else "")
        except ValueError:
            reason = f"{column} is not a date written YYYY-MM-DD: {value!r}."
            self._wrong("not_a_date", reason, column)
            return None

    def time(self, column: str, *, needed: bool = False) -> datetime.time | None:
        """A local time, HH:MM (or HH.MM)."""
        value = self._typed(column, needed)
        if not value:
            return None
        parts = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::00)?", value)
        if parts is None:
            self._wrong("not_a_time", f"{column} is not a time written HH:MM: {value!r}.", column)
            return None
        return datetime.time(int(parts[1]), int(parts[2]))

    def choice(
        self,
        column: str,
        choices: Mapping[str, str],
        *,
        needed: bool = False,
        code: str = "not_a_choice",
    ) -> str:
        """One of the choices, by its code or (in any case) its label."""
        value = self._typed(column, needed)
        if not value or value in choices:
            return value
        wanted = value.casefold()
        found = next((one for one, label in choices.items() if label.casefold() == wanted), "")
        if not found:
            hint = _hint(value, tuple(choices.items()))
            self._wrong(code, f"{column} cannot be {value!r}. {hint}.", column)
        return found

    def yes_or_no(self, column: str) -> bool | None:
        """Yes, no, or None when empty."""
        value = self._typed(column, needed=False)
        plain = value.casefold()
        if not plain or plain in YES | NO:
            return plain in YES if plain else None
        self._wrong("not_a_choice", f"{column} is neither yes nor no: {value!r}.", column)
        return None

    def found(self) -> list[Refused]:
        """All that is wrong; most values not fitting their columns is told as a shift as well."""
        if any(problem.code == "columns_shifted" for problem in self.row.problems):
            return list(self.row.problems)
        if self._failed >= 2 and self._failed * 2 > self._tried:
            reason = f"{self._failed} of {self._tried} values do not fit: one column off?"
            return [*self.problems, Refused("columns_shifted", reason)]
        return self.problems


@lru_cache(maxsize=1024)  # the same wrong word often stands in many rows
def _hint(value: str, choices: tuple[tuple[str, str], ...]) -> str:
    """The choices that may be meant."""
    codes, labels = zip(*choices, strict=True) if choices else ((), ())
    near = difflib.get_close_matches(value, [*codes, *labels], n=3, cutoff=0.5)
    return f"Near: {', '.join(near)}" if near else f"Possible: {', '.join(codes[:40])}"


def table_rows(
    path: Path,
    columns: Sequence[Column],
    how: Fitting,
    form: Format,
    report: Report,
    progress: Progress,
) -> Iterator[Row]:
    """The rows of a CSV or XLSX file by our column names; counts them in the report."""
    with open_table(path, form) as table:
        report.headings = [heading for heading in table.header if heading]
        header = Header(table, columns, how)
        for note in table.notes:
            report.note(note)
        if unread := header.left_out():
            report.note(f"Columns not read: {', '.join(unread)}.")
        absent = [c for c in columns if c.name not in {*header.places, *how.constants}]
        for column in absent:
            report.note(f"No column {column.name}; taken as empty: {column.when_empty}.")
        for number, cells in table.lines:
            progress(1)
            if not any(cells):
                report.left_out["empty rows"] += 1
                continue
            report.rows += 1
            yield header.row(number, cells)
    if not report.rows:
        raise no_file("file_empty", "There is no row below the header.")
