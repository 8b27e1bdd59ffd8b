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
from venues.models import Area, AreaName

OLDEST: Final = 130
MOST: Final = 10_000_000
#: Characters of an area's name with that of the area above it.
LONGEST: Final = 250

COLUMNS: Final = (
    Column(
        "area",
        "The area's code; Statistics Sweden's suffix `_DeSO2025` is understood. With `--by-name`"
        " its name, alone or as `Huddinge (Segeltorp)`",
    ),
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
    """All areas (of a kind, when there is one) by code, or by name, for looking up many."""

    def __init__(self, version: str, *, kind: str = "", by_name: bool = False) -> None:
        self.version, self.by_name = version, by_name
        self._areas: dict[str, list[tuple[str, uuid.UUID]]] = defaultdict(list)
        areas = Area.objects.filter(**({"kind": kind} if kind else {}))
        names = _names() if by_name else {}
        for code, of, pk, lineage in areas.values_list("code", "version", "pk", "lineage"):
            above = {name for one in lineage if one != pk for name in names.get(one, ())}
            own = names.get(pk, set())
            within = {f"{town} ({name})" for town in above for name in own}
            for key in own | within if by_name else {code}:
                self._areas[key].append((of, pk))

    def __bool__(self) -> bool:
        return bool(self._areas)

    def find(self, text: str) -> uuid.UUID | Refused:
        """The area that is meant: of the version told, else the only one there is."""
        if self.by_name:
            return self._only(text, self._areas.get(text.casefold(), []), "")
        suffix = _SUFFIX.match(text)
        code = suffix["code"] if suffix else text
        return self._only(text, self._areas.get(code, []), suffix["year"] if suffix else "")

    def _only(
        self, text: str, there: list[tuple[str, uuid.UUID]], year: str
    ) -> uuid.UUID | Refused:
        found = there
        if self.version:
            found = [one for one in there if one[0] == self.version]
        elif year:
            found = [one for one in there if one[0].startswith(year)]
        if len(found) == 1:
            return found[0][1]
        versions = ", ".join(sorted(version for version, _pk in there))
        if found:
            reason = f"{text} exists in versions {versions}: say --area-version or --kind."
            return Refused("area_ambiguous", reason, column="area", value=text)
        have = f" of the version asked for; there are versions {versions}" if there else ""
        hint = "" if self.by_name or there else " Is it a name? Then say --by-name."
        reason = f"No area {text}{have}.{hint}"
        return Refused("unknown_area", reason, column="area", value=text)


def _names() -> dict[uuid.UUID, set[str]]:
    """What each area is called, in every language, in lower case."""
    names: dict[uuid.UUID, set[str]] = defaultdict(set)
    for area, name in AreaName.objects.values_list("area", "name"):
        names[area].add(name.casefold())
    return names


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
    code = reader.text("area", longest=LONGEST, needed=True)
    if not code or len(code) > LONGEST:
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
