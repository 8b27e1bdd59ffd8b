"""What an import found: counts, and every refused row with column, stable code and reason."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

#: Findings that are listed; beyond, they are counted per code and the report says how many.
LISTED: Final = 1000
#: Notes that are listed; beyond, they are counted.
NOTED: Final = 20
#: Characters of a wrong value that are shown.
SHOWN: Final = 60

CODES: Final[dict[str, str]] = {
    "file_unreadable": "the file cannot be opened, or is not what its name says",
    "file_empty": "the file has no rows below its header",
    "file_too_large": "the file unpacks to more than is read",
    "wrong_encoding": "the bytes are not text in the encoding",
    "sheet_unclear": "the workbook has several sheets, or not the one that was named",
    "no_header": "the first row holds values, not headings",
    "missing_column": "a needed column is not there",
    "unknown_column": "a column that means nothing here",
    "column_twice": "two columns have the same heading",
    "crs_unknown": "the coordinate system is not stated and cannot be degrees",
    "no_areas": "there are no areas yet to put anything into",
    "columns_shifted": "the row has more or fewer cells than the header, or values one column off",
    "formula": "the cell holds a formula, whose value depends on the program that opens it",
    "cell_error": "the cell holds a spreadsheet error such as #REF!",
    "garbled_text": "the text was decoded with the wrong encoding at some time (Ã¥ for å)",
    "value_missing": "a needed value is empty",
    "not_a_number": "not a number, or not within its limits",
    "not_a_date": "not a date written YYYY-MM-DD",
    "not_a_time": "not a time written HH:MM",
    "not_a_choice": "not one of the values that are possible",
    "too_long": "longer than can be kept",
    "duplicate_id": "the same id stands in an earlier row",
    "coordinates_missing": "no coordinates, or (0, 0)",
    "coordinates_impossible": "off the globe, far away, or in another coordinate system",
    "coordinates_swapped": "the place lies in the area when the two coordinates change places",
    "outside_every_area": "the point lies outside every area",
    "geometry_missing": "a feature without a geometry",
    "not_a_polygon": "a geometry that is no polygon",
    "geometry_invalid": "a polygon that crosses itself or is otherwise invalid",
    "unknown_area": "no area has this code",
    "unknown_parent": "no area has the code of the parent",
    "area_ambiguous": "several versions of the area's code exist",
    "area_refused": "the area cannot be saved like this",
    "bands_overlap": "two age bands of one area and date share an age",
    "no_total": "figures per sex without the total of both",
    "invalid_opening_hours": "not opening hours as OpenStreetMap writes them",
    "not_permitted": "the row lies outside the part of the municipality that you may write",
    "unknown_category": "no category has this code",
    "unknown_organiser": "nobody of this name arranges activities here",
    "unknown_venue": "no venue has this external id",
    "end_before_start": "the end does not come after the start",
    "rows_disagree": "rows of one activity say different things about it",
    "duplicate_schedule": "the same time at the same venue stands in an earlier row",
    "schedule_differs": "a known weekly time has other details than the file",
    "status_backwards": "a published or archived activity does not become a draft",
    "activity_refused": "the activity cannot be saved or published like this",
}


class Refused(Exception):
    """One thing that is wrong, with its stable code and a sentence for whoever has the file."""

    def __init__(self, code: str, reason: str, *, column: str = "", value: str = "") -> None:
        if code not in CODES:
            raise LookupError(f"The code {code!r} is not in CODES.")
        super().__init__(reason)
        self.code, self.reason, self.column = code, reason, column
        self.value = value if len(value) <= SHOWN else value[:SHOWN] + "…"


class FileRefused(Exception):
    """The file as a whole cannot be used. `row` is where that showed, 0 for all of it."""

    def __init__(self, *refusals: Refused, row: int = 0) -> None:
        super().__init__("; ".join(refusal.reason for refusal in refusals))
        self.refusals, self.row = refusals, row


def no_file(code: str, reason: str, *, row: int = 0, column: str = "") -> FileRefused:
    """A refusal of the whole file for one reason."""
    return FileRefused(Refused(code, reason, column=column), row=row)


@dataclass(frozen=True, slots=True)
class Finding:
    """One refusal: where (row as a spreadsheet counts it; 0 is the file), which, why."""

    row: int
    column: str
    code: str
    reason: str
    value: str


#: Is told every finding, listed in the report or not.
Listener = Callable[[Finding], object]


def unheard(finding: Finding) -> None:
    """Findings that nobody writes down one by one."""


@dataclass(slots=True)
class Report:
    """What an import did, or would do."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    written: bool = False
    dry_run: bool = False
    left_out: Counter[str] = field(default_factory=Counter)
    by_code: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: What the columns or fields of the file are called.
    headings: list[str] = field(default_factory=list)
    listener: Listener = unheard

    def count(self, outcome: str) -> None:
        """One thing was `added`, `changed` or `unchanged`."""
        setattr(self, outcome, getattr(self, outcome) + 1)

    def refuse(self, row: int, refusals: Iterable[Refused]) -> None:
        """A row was refused, for these reasons."""
        self.refused += 1
        for one in refusals:
            self.by_code[one.code] += 1
            finding = Finding(row, one.column, one.code, one.reason, one.value)
            self.listener(finding)
            if len(self.findings) < LISTED:
                self.findings.append(finding)

    def note(self, sentence: str) -> None:
        """Something to know that is not wrong; each sentence once, many of them counted."""
        if sentence in self.notes:
            return
        if len(self.notes) < NOTED:
            self.notes.append(sentence)
        else:
            self.left_out["further notes"] += 1

    @property
    def not_listed(self) -> int:
        """Findings that are counted but not listed one by one."""
        return sum(self.by_code.values()) - len(self.findings)

    def as_json(self) -> str:
        """The whole report for a program or a page."""
        content: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("rows", "added", "changed", "unchanged", "refused", "written", "dry_run")
        }
        content |= {"left_out": dict(+self.left_out), "by_code": dict(self.by_code)}
        content |= {"notes": self.notes, "headings": self.headings}
        content |= {"findings_not_listed": self.not_listed}
        content["findings"] = [
            {name: getattr(one, name) for name in Finding.__slots__} for one in self.findings
        ]
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
