"""An activity's rows in a file: their columns, and how they become an activity with its times."""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.conf import settings

from activities.models import Activity, Category, Organiser, Schedule
from activities.publishing import ActivityFields
from activities.recurrence import weekly
from activities.scheduling import ScheduleFields
from activities.wording import Text
from venues.importing.columns import Column, Row
from venues.importing.findings import Refused
from venues.importing.reading import Reader
from venues.models import Venue
from venues.models.venue import unread

LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)
OWN: Final = settings.LANGUAGE_CODE
MODES: Final = {str(mode.value): str(mode.label) for mode in Activity.Mode}
WEEKS: Final = {str(weeks.value): str(weeks.label) for weeks in Schedule.Weeks}
STATUSES: Final = {"draft": "utkast", "published": "publicerad"}
WEEKDAYS: Final = {
    str(number): name
    for number, name in enumerate(
        ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"), start=1
    )
}
DEAREST: Final = Decimal("99999.99")


def _text_columns() -> Iterable[Column]:
    for code in LANGUAGES:
        title = "" if code == OWN else "no text in this language"
        yield Column(f"title_{code}", f"Title ({code}), at most 120 characters", title)
        yield Column(f"summary_{code}", f"One sentence ({code}), at most 240 characters", "none")
        yield Column(f"description_{code}", f"More ({code}), at most 4,000 characters", "none")


COLUMNS: Final = (
    Column("external_id", "The id in your own register; rows below each other with it are one"),
    Column("category", "The category's code, such as `sport`"),
    Column("organiser", "Who arranges: a municipal unit or an association, never a person"),
    Column("mode", f"One of {', '.join(MODES)}, or the Swedish word"),
    Column("age_from", "First age that is welcome, in whole years"),
    Column("age_to", "Last age that is welcome, included"),
    *_text_columns(),
    Column("price_sek", "Price in kronor, such as 50 or 49,50", "free"),
    Column("languages", "Languages that leaders speak, by commas: `sv, ar`", "not known"),
    Column("status", "`draft` or `published`", "a new one is a draft, a known one stays as it is"),
    Column("venue", "The external_id of a venue", "no weekly time in this row"),
    Column("weekday", "1 (Monday) to 7, or the Swedish word", "needed with a venue"),
    Column("starts", "Local time, HH:MM", "needed with a venue"),
    Column("ends", "Local time, HH:MM", "needed with a venue"),
    Column("ends_next_day", "`yes` when it ends after midnight", "no"),
    Column("first_date", "First day it may happen, YYYY-MM-DD", "needed with a venue"),
    Column("last_date", "Last day it may happen, YYYY-MM-DD", "until further notice"),
    Column("weeks", f"One of {', '.join(WEEKS)}: every week, school weeks, holidays", "all"),
    Column("capacity", "Seats, a whole number", "needed with a venue"),
)
TIMES: Final = tuple(column.name for column in COLUMNS[-9:])
ABOUT: Final = tuple(column.name for column in COLUMNS[1:-9])


@dataclass(frozen=True, slots=True)
class Time:
    """A weekly time."""

    venue: Venue
    weekday: int
    starts: datetime.time
    ends: datetime.time
    first_date: datetime.date
    last_date: datetime.date | None
    weeks: str
    capacity: int

    @property
    def slot(self) -> tuple[uuid.UUID, int, datetime.time]:
        """What makes it the same time in a later file."""
        return self.venue.pk, self.weekday, self.starts

    def as_schedule(self) -> ScheduleFields:
        """What the schedule of this time is made of."""
        return {
            "venue": self.venue,
            "rule": weekly(self.weekday, self.last_date),
            "starts": self.starts,
            "ends": self.ends,
            "first_date": self.first_date,
            "weeks": self.weeks,
            "capacity": self.capacity,
        }


@dataclass(frozen=True, slots=True)
class Offer:
    """An activity as the file has it."""

    number: int
    external_id: str
    fields: ActivityFields
    texts: list[Text]
    status: str
    times: list[Time]


class Known:
    """What rows refer to by code, name or id: looked up for some rows at a time."""

    def __init__(self, *, add_organisers: bool) -> None:
        self.add_organisers = add_organisers
        self.categories = {row.code: row for row in Category.objects.all()}
        self.codes = {code: code for code in self.categories}
        self.organisers: dict[str, Organiser] = {}
        self.venues: dict[str, Venue] = {}

    def look_up(self, rows: Iterable[Row]) -> None:
        """Get to know what these rows refer to, and forget the rest. Two queries."""
        cells = [row.cells for row in rows]
        names = {one.get("organiser", "") for one in cells}
        ids = {one.get("venue", "") for one in cells}
        self.organisers = {row.name: row for row in Organiser.objects.filter(name__in=names)}
        venues = Venue.objects.select_related("area").defer(*unread("area__"))
        self.venues = {str(row.external_id): row for row in venues.filter(external_id__in=ids)}

    def organiser(self, name: str) -> Organiser | None:
        """The organiser of this name; one that is not saved yet where they may be added."""
        if self.add_organisers and name:
            return self.organisers.setdefault(name, Organiser(name=name))
        return self.organisers.get(name)


def read_offer(rows: Sequence[Row], known: Known) -> Offer | list[tuple[int, list[Refused]]]:
    """The activity in rows of one id, or what is wrong with each of them."""
    first, *others = rows
    reader = Reader(first)
    external_id = reader.text("external_id", longest=80, needed=True)
    fields = _fields(reader, known)
    texts = _texts(reader)
    status = reader.choice("status", STATUSES)
    time = read_time(reader, known)
    times = [time] if time else []
    wrong = [(first.number, reader.found())]
    for row in others:
        more = Reader(row)
        _agrees(more, first)
        time = read_time(more, known)
        if time and any(time.slot == other.slot for other in times):
            reason = "This time at this venue stands in an earlier row."
            more.refuse("duplicate_schedule", reason, "starts")
        times += [time] if time else []
        wrong.append((row.number, more.found()))
    wrong = [(number, problems) for number, problems in wrong if problems]
    return wrong or Offer(first.number, external_id, fields, texts, status, times)


def _agrees(reader: Reader, first: Row) -> None:
    """What a further row says about the activity is what the first one says, or nothing."""
    for name in ABOUT:
        value = reader.row.cells.get(name, "")
        if value and value != first.cells.get(name, ""):
            reason = f"{name} differs from row {first.number} of the same activity."
            reader.refuse("rows_disagree", reason, name)


def _fields(reader: Reader, known: Known) -> ActivityFields:
    category = reader.choice("category", known.codes, needed=True, code="unknown_category")
    organiser = _organiser(reader, known)
    age_from = reader.whole("age_from", 0, 120, needed=True) or 0
    age_to = reader.whole("age_to", 0, 120, needed=True) or 0
    if age_to < age_from and reader.row.cells.get("age_to"):
        reader.refuse("end_before_start", f"Ages from {age_from} to {age_to}.", "age_to")
    fields: ActivityFields = {
        "mode": reader.choice("mode", MODES, needed=True),
        "age_from": age_from,
        "age_to": age_to,
        "price_sek": reader.money("price_sek", DEAREST) or Decimal(0),
        "languages": _spoken(reader),
    }
    if category:
        fields["category"] = known.categories[category]
    if organiser:
        fields["organiser"] = organiser
    return fields


def _organiser(reader: Reader, known: Known) -> Organiser | None:
    name = reader.text("organiser", longest=160, needed=True)
    found = known.organiser(name)
    if name and found is None:
        reason = f"Nobody called {name!r} arranges anything here; --add-organisers adds them."
        reader.refuse("unknown_organiser", reason, "organiser")
    return found


def _spoken(reader: Reader) -> list[str]:
    text = reader.text("languages", longest=200).lower()
    codes = [code.strip() for code in text.replace(";", ",").split(",") if code.strip()]
    for code in codes:
        if not (len(code) in {2, 3} and code.isascii() and code.isalpha()):
            reason = f"Not a language's code of two or three letters: {code!r}."
            reader.refuse("not_a_choice", reason, "languages")
    return list(dict.fromkeys(codes))


def _texts(reader: Reader) -> list[Text]:
    texts: list[Text] = []
    for code in LANGUAGES:
        title = reader.text(f"title_{code}", longest=120, needed=code == OWN)
        summary = reader.text(f"summary_{code}", longest=240)
        description = reader.text(f"description_{code}", longest=4000)
        if not title and (summary or description) and code != OWN:
            reason = f"There is text in {code}, but no title."
            reader.refuse("value_missing", reason, f"title_{code}")
        if title:
            texts.append(
                {"language": code, "title": title, "summary": summary, "description": description}
            )
    return texts


def read_time(reader: Reader, known: Known) -> Time | None:
    """The weekly time of a row; None when it has none or is wrong."""
    cells: Mapping[str, str] = reader.row.cells
    if not any(cells.get(name) for name in TIMES):
        return None
    before = len(reader.problems)
    venue = known.venues.get(reader.text("venue", longest=80, needed=True))
    if venue is None and cells.get("venue"):
        reason = f"No venue has the id {cells['venue']!r}; run import_venues first."
        reader.refuse("unknown_venue", reason, "venue")
    weekday = reader.choice("weekday", WEEKDAYS, needed=True)
    starts = reader.time("starts", needed=True)
    ends = reader.time("ends", needed=True)
    overnight = reader.yes_or_no("ends_next_day") or False
    first = reader.date("first_date", needed=True)
    last = reader.date("last_date")
    weeks = reader.choice("weeks", WEEKS) or Schedule.Weeks.ALL.value
    capacity = reader.whole("capacity", 1, 100_000, needed=True)
    if first and last and last < first:
        reader.refuse("end_before_start", "last_date lies before first_date.", "last_date")
    if starts and ends and (ends <= starts) is not overnight:
        hint = "ends_next_day says otherwise" if overnight else "past midnight needs ends_next_day"
        reason = f"It ends at {ends:%H:%M} and starts at {starts:%H:%M}; {hint}."
        reader.refuse("end_before_start", reason, "ends")
    if len(reader.problems) > before:
        return None
    if venue is None or starts is None or ends is None or first is None or capacity is None:
        raise AssertionError("what is missing is a problem")
    return Time(venue, int(weekday), starts, ends, first, last, weeks, capacity)
