"""The town the tests take place in: Skogås and Vårby in Huddinge, at their real positions.

Everything is placed in metres east and north of the square in Skogås, in the projected CRS, so a
distance in a test can be checked by hand: (300, 400) is 500 m from the square.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.contrib.gis.geos import Point, Polygon

from activities.models import (
    Activity,
    ActivityText,
    Category,
    CategoryName,
    Organiser,
    Schedule,
    Session,
)
from activities.recurrence import weekly
from people.actors import Actor
from people.roles import Scope, ScopeKind, whole_municipality
from tests.named_people import TESTS
from venues.areas import save_area
from venues.models import Area, Venue
from venues.places import save_venue

STOCKHOLM = ZoneInfo("Europe/Stockholm")
#: The square in Skogås (59.2180 N, 18.1543 E) in SWEREF 99 TM, rounded to whole metres.
SKOGAS = (680_032, 6_568_586)
#: Vårby gård (59.2647 N, 17.8836 E), as metres east and north of the square in Skogås.
VARBY = (-15_669, 4_497)
VERSION = "test-1"
#: A Wednesday in the school term, in winter time.
NOON = datetime.datetime(2026, 11, 18, 12, tzinfo=STOCKHOLM)


def at(text: str) -> datetime.datetime:
    """A local moment: `at("2026-11-18 17:00")`."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def stop_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime.datetime = NOON) -> None:
    """Let it be `moment` for the product."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment.astimezone(datetime.UTC))


def spot(east: float, north: float) -> Point:
    """The point so many metres east and north of the square in Skogås, in EPSG:4326."""
    point = Point(SKOGAS[0] + east, SKOGAS[1] + north, srid=3006)
    point.transform(4326)
    return point


def near(east: float, north: float) -> str:
    """The same as the parameter `near`."""
    point = spot(east, north)
    return f"{point.y:.7f},{point.x:.7f}"


def box(west: float, south: float, east: float, north: float) -> Polygon:
    """A rectangle in metres from the square in Skogås, in EPSG:4326."""
    x, y = SKOGAS
    polygon = Polygon.from_bbox((x + west, y + south, x + east, y + north))
    polygon.srid = 3006
    polygon.transform(4326)
    return polygon


def add_area(
    code: str,
    geometry: Polygon,
    *,
    kind: str,
    parent: Area | None = None,
    version: str = VERSION,
    **names: str,
) -> Area:
    return save_area(
        kind=kind,
        code=code,
        version=version,
        names=names or {"sv": code.title()},
        geometry=geometry,
        geometry_source="Ritad för prov",
        parent=parent,
        by=TESTS,
    )


@dataclass(frozen=True, slots=True)
class Town:
    """Huddinge with two districts; Skogås has a western and an eastern part."""

    huddinge: Area
    skogas: Area
    skogas_west: Area
    skogas_east: Area
    varby: Area
    varby_gard: Area


def build_town() -> Town:
    x, y = VARBY
    huddinge = add_area(
        "0126",
        box(-18_000, -3_000, 3_000, 7_000),
        kind="municipality",
        sv="Huddinge",
        en="Huddinge",
        ar="هودينغه",
    )
    skogas = add_area(
        "0126-skogas",
        box(-2_000, -2_000, 2_000, 2_000),
        kind="district",
        parent=huddinge,
        sv="Skogås",
        ar="سكوغوس",
    )
    west = box(-2_000, -2_000, 0, 2_000)
    east = box(0, -2_000, 2_000, 2_000)
    around = box(x - 2_000, y - 2_000, x + 2_000, y + 2_000)
    varby = add_area("0126-varby", around, kind="district", parent=huddinge, sv="Vårby")
    return Town(
        huddinge=huddinge,
        skogas=skogas,
        skogas_west=add_area("R1", west, kind="regso", parent=skogas, sv="Västra Skogås"),
        skogas_east=add_area("R2", east, kind="regso", parent=skogas, sv="Östra Skogås"),
        varby=varby,
        varby_gard=add_area("R3", around, kind="regso", parent=varby, sv="Vårby gård"),
    )


def in_area(area: Area) -> Scope:
    """The scope of an area."""
    return Scope(ScopeKind.AREA, area.pk)


def add_venue(
    name: str, east: float, north: float, *, kind: str = "youth_club", by: Actor = TESTS
) -> Venue:
    return save_venue(
        fields={
            "name": name,
            "kind": kind,
            "address": "",
            "position": spot(east, north),
            "position_source": "Satt för prov",
            "position_approximate": False,
        },
        by=by,
    )


def add_category(code: str, *, parent: Category | None = None, **names: str) -> Category:
    category = Category.objects.create(code=code, parent=parent, colour="sport")
    for language, name in (names or {"sv": code.title()}).items():
        CategoryName.objects.create(category=category, language=language, name=name)
    return category


def a_category(code: str = "sport") -> Category:
    return Category.objects.filter(code=code).first() or add_category(code)


def an_organiser(
    name: str = "Huddinge kommun, ungdomsverksamheten", *, second_pair_of_eyes: bool = False
) -> Organiser:
    return Organiser.objects.get_or_create(
        name=name, defaults={"second_pair_of_eyes": second_pair_of_eyes}
    )[0]


def add_activity(
    title: str = "Öppen hall",
    *,
    status: str = "published",
    category: Category | None = None,
    ages: tuple[int, int] = (13, 16),
    price: str = "0",
    mode: str = "drop_in",
    summary: str = "Kom och spela.",
    owner: Scope | None = None,
    organiser: Organiser | None = None,
    others: Iterable[tuple[str, str]] = (),
) -> Activity:
    """An activity as a row, in any status; how it gets there is tested on its own."""
    scope = owner or whole_municipality()
    activity = Activity.objects.create(
        category=category or a_category(),
        organiser=organiser or an_organiser(),
        owner_kind=scope.kind,
        owner_id=scope.id,
        status=status,
        mode=mode,
        age_from=ages[0],
        age_to=ages[1],
        price_sek=Decimal(price),
        languages=["sv"],
        published_at=None if status in ("draft", "in_review") else NOON,
    )
    for language, words in [("sv", title), *others]:
        ActivityText.objects.create(
            activity=activity, language=language, title=words, summary=summary
        )
    return activity


def add_session(
    activity: Activity,
    venue: Venue,
    starts: datetime.datetime,
    *,
    hours: float = 3,
    capacity: int = 20,
    **more: object,
) -> Session:
    return Session.objects.create(
        activity=activity,
        venue=venue,
        occurrence_date=starts.date(),
        starts_at=starts,
        ends_at=(starts.astimezone(datetime.UTC) + datetime.timedelta(hours=hours)),
        capacity=capacity,
        **more,
    )


def add_weekly(
    activity: Activity,
    venue: Venue,
    *,
    weekday: int = 3,
    starts: str = "17:00",
    ends: str = "20:00",
    first: str = "2026-01-01",
    last: str | None = None,
    weeks: str = "all",
    capacity: int = 20,
) -> Schedule:
    """A weekly schedule as a row, without telling the worker."""
    return Schedule.objects.create(
        activity=activity,
        venue=venue,
        rule=weekly(weekday, datetime.date.fromisoformat(last) if last else None),
        starts=datetime.time.fromisoformat(starts),
        ends=datetime.time.fromisoformat(ends),
        first_date=datetime.date.fromisoformat(first),
        weeks=weeks,
        capacity=capacity,
    )
