"""The example's files under `data/`, as typed records. Nothing here touches the database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NotRequired, TypedDict

DATA = Path(__file__).parent / "data"
LANGUAGES = ("sv", "en", "ar")

#: Words in some languages: language to text.
Words = dict[str, str]


class AreaPlan(TypedDict):
    """A district or RegSO in `areas.json`. `homes` are [lat, lng, weight, place]."""

    code: str
    names: Words
    district: NotRequired[str]
    population: NotRequired[int]
    homes: NotRequired[list[tuple[float, float, float, str]]]


class AreasFile(TypedDict):
    version: str
    reference_date: str
    municipality: AreaPlan
    districts: list[AreaPlan]
    regso: list[AreaPlan]


class PositionSource(TypedDict):
    approximate: bool
    sentence: str


class VenuePlan(TypedDict):
    """A place in `venues.json`. `at` is [lat, lng]; `source` names one of the file's sources.

    `yes` and `no` are facts about accessibility (`venues.models.AccessFact`), in its order.
    """

    key: str
    name: str
    kind: str
    at: tuple[float, float]
    source: str
    address: NotRequired[str]
    yes: NotRequired[list[str]]
    no: NotRequired[list[str]]
    hours: NotRequired[str]


class VenuesFile(TypedDict):
    """Places. `hours` are [ordinary, school holidays] in OpenStreetMap's grammar, by a name that
    places refer to; a place without a name has no known hours."""

    hours_source: str
    hours: dict[str, tuple[str, str]]
    sources: dict[str, PositionSource]
    venues: list[VenuePlan]


class CategoryPlan(TypedDict):
    """A category; one without a parent names its colour."""

    code: str
    names: Words
    colour: NotRequired[str]
    parent: NotRequired[str]


class OrganiserPlan(TypedDict):
    key: str
    name: str
    invented: bool


class Placing(TypedDict):
    """An offer at one venue: one activity. What it names overrides the offer."""

    venue: str
    when: str
    seats: NotRequired[int]
    languages: NotRequired[list[str]]
    status: NotRequired[str]
    note: NotRequired[Words]


class Offer(TypedDict):
    """The same activity at one or several venues. Texts are [title, summary, description]."""

    key: str
    category: str
    organiser: str
    ages: tuple[int, int]
    mode: str
    seats: int
    at: list[Placing]
    sv: tuple[str, str, str]
    en: NotRequired[tuple[str, str, str]]
    ar: NotRequired[tuple[str, str, str]]
    price: NotRequired[int]
    weeks: NotRequired[str]
    status: NotRequired[str]


class HolidayPlan(TypedDict):
    name: str
    first: str
    last: str


class CalendarFile(TypedDict):
    """School holidays, days on which all is closed (MM-DD to reason), and reasons to call off the
    odd session: any, or one that people book."""

    source: str
    holidays: list[HolidayPlan]
    closed: Words
    cancelled: list[str]
    cancelled_booked: list[str]


class PersonPlan(TypedDict):
    """Somebody to log in as. Staff have a `secret` for their second factor (base32).

    `where` their role holds is an area's code, a venue's key or another's address; without it,
    the whole municipality (a young person: themselves).
    """

    email: str
    role: str
    name: str
    what: str
    where: NotRequired[str]
    age: NotRequired[int]
    language: NotRequired[str]
    home: NotRequired[str]
    alias: NotRequired[str]
    secret: NotRequired[str]


class PeopleFile(TypedDict):
    password: str
    people: list[PersonPlan]


class GuestPlan(TypedDict):
    """A young person who only fills seats; their address is their name at unga.example."""

    name: str
    age: int


class WishPlan(TypedDict):
    """Who books, by address and in this order, the next session of an activity (offer:venue)."""

    activity: str
    who: list[str]
    guardian: NotRequired[str]


class BookingsFile(TypedDict):
    """Who fills seats, the booking rules of activities (offer:venue), and who books what."""

    guests: list[GuestPlan]
    rules: dict[str, dict[str, Any]]
    wishes: list[WishPlan]


class EveningFile(TypedDict):
    """The reflection questions by language, and how many weeks ago whose extract was seen."""

    questions: list[Words]
    extracts: dict[str, int]


class TermPlan(TypedDict):
    """The term that one can apply to; days count from the first load."""

    name: str
    organiser: str
    answer_days: int
    order: list[str]
    second_refusal: str
    keeps_higher_wish: bool
    guardian: str
    open_days: int
    begins_after_days: int
    lasts_days: int


class PicturesFile(TypedDict):
    """What each scene of `drawing` shows, and which activity (offer:venue) or venue has which."""

    scenes: dict[str, Words]
    activities: dict[str, str]
    venues: dict[str, str]


def read(name: str) -> Any:
    """The parsed content of a file under `data/`."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def areas() -> AreasFile:
    plan: AreasFile = read("areas.json")
    return plan


def shapes() -> dict[str, dict[str, Any]]:
    """GeoJSON geometry by area code."""
    return {f["properties"]["code"]: f["geometry"] for f in read("areas.geojson")["features"]}


def venues() -> VenuesFile:
    plan: VenuesFile = read("venues.json")
    return plan


def categories() -> list[CategoryPlan]:
    plan: list[CategoryPlan] = read("categories.json")
    return plan


def organisers() -> list[OrganiserPlan]:
    plan: list[OrganiserPlan] = read("organisers.json")
    return plan


def calendar() -> CalendarFile:
    plan: CalendarFile = read("school_holidays.json")
    return plan


def people() -> PeopleFile:
    plan: PeopleFile = read("people.json")
    return plan


def bookings() -> BookingsFile:
    plan: BookingsFile = read("bookings.json")
    return plan


def evening() -> EveningFile:
    plan: EveningFile = read("evening.json")
    return plan


def term() -> TermPlan:
    plan: TermPlan = read("terms.json")
    return plan


def pictures() -> PicturesFile:
    plan: PicturesFile = read("pictures.json")
    return plan


def offers() -> Iterator[Offer]:
    """Every offer, file by file, in a fixed order."""
    for path in sorted(DATA.glob("activities_*.json")):
        yield from read(path.name)
