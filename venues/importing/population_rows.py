"""A row of population figures: per area, date and age band, as it was published."""

import datetime
import re
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from venues.importing.columns import Column, Row
from venues.importing.findings import Refused
from venues.importing.reading import Reader
from venues.models import Area

OLDEST: Final = 130
MOST: Final = 10_000_000

COLUMNS: Final = (
    Column("area", "The area's code; Statistics Sweden's suffix `_DeSO2025` is understood"),
    Column("reference_date", "The day of the figures, YYYY-MM-DD; a year means its 31 December"),
    Column("count", "People, a whole number; empty or `..` means missing"),
    Column("age", "The age band: `10-14`, `80-`, `7` or `totalt`", "see age_from and age_to"),
    Column("age_from", "First age of the band, where there is no column age", "see age"),
    Column("age_to", "Last age of the band, included", "the band is open at the end"),
    Column("sex", "`totalt`, or one sex: such rows are left out", "both sexes"),
    Column("apportioned", "`yes` when the figure was shared out from a larger one", "no"),
)

_TOTAL: Final = frozenset(
    {"totalt", "total", "tot", "samtliga", "alla", "all", "båda", "both", "1+2", "totalt ålder"}
)
_ONE_SEX: Final = frozenset(
    {"män", "kvinnor", "man", "kvinna", "men", "women", "pojkar", "flickor", "1", "2", "m", "k"}
)
_MISSING: Final = frozenset({"..", ".", "-", "null", "none", "nan"})
_SUFFIX: Final = re.compile(r"^(?P<code>.+?)_(?:DeSO|RegSO)(?P<year>\d{4})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `age_from` None: all ages together. `count` None: missing."""

    number: int
    area: uuid.UUID
    reference_date: datetime.date
    age_from: int | None
    age_to: int | None
    count: int | None
    sex: str
    apportioned: bool


class Codes:
    """All areas by code, for looking up many."""

    def __init__(self, version: str) -> None:
        self.version = version
        self._areas: dict[str, list[tuple[str, uuid.UUID]]] = defaultdict(list)
        for code, of, pk in Area.objects.values_list("code", "version", "pk"):
            self._areas[code].append((of, pk))

    def __bool__(self) -> bool:
        return bool(self._areas)

    def find(self, text: str) -> uuid.UUID | Refused:
        """The area that a code means: of the version told, else the only one there is."""
        suffix = _SUFFIX.match(text)
        code = suffix["code"] if suffix else text
        there = self._areas.get(code, [])
        found = there
        if self.version:
            found = [one for one in there if one[0] == self.version]
        elif suffix:
            found = [one for one in there if one[0].startswith(suffix["year"])]
        if len(found) == 1:
            return found[0][1]
        versions = ", ".join(sorted(version for version, _pk in there))
        if found:
            reason = f"{code} exists in versions {versions}: say --area-version."
            return Refused("area_ambiguous", reason, column="area", value=text)
        have = f" of the version asked for; there are versions {versions}" if there else ""
        return Refused("unknown_area", f"No area {code}{have}.", column="area", value=text)


def read_figure(row: Row, codes: Codes) -> Figure | Sequence[Refused]:
    """The figure in a row, or everything that is wrong with it."""
    reader = Reader(row)
    area = _area(reader, codes)
    date = _date(reader)
    age_from, age_to = _ages(reader)
    missing = row.cells.get("count", "").casefold() in _MISSING | {""}
    count = None if missing else reader.whole("count", 0, MOST)
    sex = _sex(reader)
    apportioned = reader.yes_or_no("apportioned") or False
    problems = reader.found()
    if problems or area is None or date is None:
        return problems
    return Figure(row.number, area, date, age_from, age_to, count, sex, apportioned)


def _area(reader: Reader, codes: Codes) -> uuid.UUID | None:
    code = reader.text("area", longest=60, needed=True)
    if not code:
        return None
    found = codes.find(code)
    if isinstance(found, Refused):
        reader.problems.append(found)
        return None
    return found


def _date(reader: Reader) -> datetime.date | None:
    text = reader.row.cells.get("reference_date", "")
    if re.fullmatch(r"(19|20)\d\d", text):
        return datetime.date(int(text), 12, 31)
    return reader.date("reference_date", needed=True)


def _ages(reader: Reader) -> tuple[int | None, int | None]:
    text = reader.row.cells.get("age", "").casefold()
    if not text:
        first = reader.whole("age_from", 0, OLDEST)
        last = reader.whole("age_to", 0, OLDEST)
        if first is None and not reader.row.cells.get("age_from"):
            reader.refuse("value_missing", "Neither age nor age_from says which ages.", "age_from")
        return _in_order(reader, first, last, "age_to")
    if text in _TOTAL:
        return None, None
    band = re.fullmatch(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?(?:\s*år)?", text)
    if band:
        first = int(band[1])
        return _in_order(reader, first, int(band[2] or first), "age")
    above = re.fullmatch(r"(\d{1,3})\s*(?:[-–+]|och äldre|år och äldre)(?:\s*år)?\+?", text)
    if above:
        return int(above[1]), None
    reader.refuse("not_a_choice", f"Not an age band such as 10-14, 80- or totalt: {text!r}.", "age")
    return None, None


def _in_order(
    reader: Reader, first: int | None, last: int | None, column: str
) -> tuple[int | None, int | None]:
    if first is not None and last is not None and last < first:
        reader.refuse("end_before_start", f"The band ends at {last} before {first}.", column)
    return first, last


def _sex(reader: Reader) -> str:
    """ "" for both together, else which one."""
    text = reader.row.cells.get("sex", "").casefold()
    if text and text not in _TOTAL | _ONE_SEX:
        reader.refuse("not_a_choice", f"Neither totalt nor one sex: {text!r}.", "sex")
    return text if text in _ONE_SEX else ""
