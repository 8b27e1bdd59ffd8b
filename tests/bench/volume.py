"""A municipality of any size: venues, activities and sessions, the same in every run.

Everything lies in the areas of the example municipality, which has to be loaded already.
"""

import datetime
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.contrib.gis.geos import Point
from django.db import connection
from django.utils import timezone

from activities.models import Activity, ActivityText, Category, Organiser, Session
from people.roles import whole_municipality
from venues.models import Area, Venue
from venues.models.accessibility import FACTS

SEED = 1
BATCH = 2_000
DAYS_AHEAD = 56
WORDS = ("fotboll", "dans", "måleri", "läxhjälp", "gitarr", "brädspel", "simning", "klättring")
#: Counts of a session that are nought in a new one.
COUNTS = ("held", "offered", "set_aside", "revision", "waiting", "queue_number")
SESSION_COLUMNS = (
    "id",
    "activity_id",
    "venue_id",
    "occurrence_date",
    "starts_at",
    "ends_at",
    "status",
    "cancelled_reason",
    "by_hand",
    "capacity",
    "booked",
    *COUNTS,
    "changed_at",
)
PLACES = ("gården", "hallen", "biblioteket", "parken", "skolan", "torget")


@dataclass(frozen=True, slots=True)
class Volume:
    """How many of each there are in the end."""

    venues: int
    activities: int
    sessions: int

    def __str__(self) -> str:
        return f"{self.venues} venues, {self.activities} activities, {self.sessions} sessions"


SMALL = Volume(venues=500, activities=2_000, sessions=20_000)
FULL = Volume(venues=2_000, activities=5_000, sessions=100_000)


def fill(volume: Volume) -> None:
    """Add what is missing to reach `volume`, and let the database look at its statistics."""
    chance = random.Random(SEED)
    venues = _venues(chance, volume.venues - Venue.objects.count())
    activities = _activities(chance, volume.activities - Activity.objects.published().count())
    missing = volume.sessions - Session.objects.upcoming().count()
    _copy(_sessions(chance, venues, activities, missing))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _create(model: type, rows: Iterator[object]) -> None:
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)  # type: ignore[attr-defined]


def _venues(chance: random.Random, count: int) -> list[Venue]:
    """Spread over the smallest areas, each in a random spot of its area."""
    areas = list(Area.objects.filter(kind=Area.Kind.REGSO).order_by("code"))
    spots = [spot for area in areas for spot in _spots(area, count // len(areas) + 1)]
    chance.shuffle(spots)
    made = [
        Venue(
            id=_uuid(chance),
            name=f"{chance.choice(WORDS).title()}{chance.choice(PLACES)} {number}",
            kind=chance.choice(Venue.Kind.values),
            position=spot,
            position_source="Generated",
            area=area,
            access_yes=chance.sample(FACTS, chance.randint(0, 4)),
        )
        for number, (area, spot) in enumerate(spots[: max(count, 0)])
    ]
    _create(Venue, iter(made))
    return list(Venue.objects.order_by("id"))


def _spots(area: Area, count: int) -> list[tuple[Area, Point]]:
    query = (
        "SELECT ST_X(spot), ST_Y(spot) FROM (SELECT"
        " (ST_Dump(ST_GeneratePoints(geometry, %s, %s))).geom AS spot"
        " FROM venues_area WHERE id = %s) spots"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [count, SEED, area.pk])
        return [(area, Point(x, y, srid=4326)) for x, y in cursor.fetchall()]


def _activities(chance: random.Random, count: int) -> list[Activity]:
    """In every category; every second one also in English."""
    categories = list(Category.objects.order_by("code"))
    organisers = list(Organiser.objects.order_by("name"))
    owner = whole_municipality()
    made = []
    for _ in range(max(count, 0)):
        youngest = chance.randint(6, 16)
        made.append(
            Activity(
                id=_uuid(chance),
                category=chance.choice(categories),
                organiser=chance.choice(organisers),
                owner_kind=owner.kind,
                owner_id=owner.id,
                status=Activity.Status.PUBLISHED,
                published_at=timezone.now(),
                mode=chance.choice(Activity.Mode.values),
                age_from=youngest,
                age_to=youngest + chance.randint(2, 9),
                price_sek=Decimal(chance.choice([0, 0, 0, 100, 450])),
                languages=chance.choice([["sv"], ["sv", "ar"], ["sv", "en"]]),
            )
        )
    _create(Activity, iter(made))
    _create(ActivityText, _texts(chance, made))
    return list(Activity.objects.published().order_by("id"))


def _texts(chance: random.Random, activities: list[Activity]) -> Iterator[ActivityText]:
    for number, activity in enumerate(activities):
        title = f"{chance.choice(WORDS).title()} i {chance.choice(PLACES)} {number}"
        for language in ("sv", "en")[: 1 + number % 2]:
            yield ActivityText(
                activity=activity,
                language=language,
                title=title,
                summary=f"Kom och prova {chance.choice(WORDS)}.",
                description="Alla är välkomna. " * chance.randint(1, 20),
            )


def _sessions(
    chance: random.Random, venues: list[Venue], activities: list[Activity], count: int
) -> Iterator[tuple[object, ...]]:
    """Rows for `SESSION_COLUMNS`: afternoons and evenings of the coming eight weeks."""
    today = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    changed = timezone.now()
    for _ in range(max(count, 0)):
        day = today + datetime.timedelta(days=chance.randint(0, DAYS_AHEAD))
        starts = day.replace(hour=chance.randint(14, 20))
        capacity = chance.choice([8, 15, 25, 60])
        yield (
            _uuid(chance),
            chance.choice(activities).pk,
            chance.choice(venues).pk,
            starts.date(),
            starts,
            starts + datetime.timedelta(hours=chance.randint(1, 3)),
            "scheduled",
            "",
            False,
            capacity,
            chance.randint(0, capacity),
            *[0] * len(COUNTS),
            changed,
        )


def _uuid(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)


def _copy(rows: Iterator[tuple[object, ...]]) -> None:
    """Sessions by COPY: a hundred thousand in seconds."""
    columns = ", ".join(SESSION_COLUMNS)
    statement = f"COPY activities_session ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
