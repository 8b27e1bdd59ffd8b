"""The searches that are measured: what people ask for, each time a little differently."""

import datetime
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone

from people.api.paging import Cursor
from tests.bench.volume import DAYS_AHEAD, WORDS

DISTRICTS = ("skogas", "trangsund", "varby", "segeltorp", "flemingsberg", "sjodalen-fullersta")
CATEGORIES = ("culture", "sport", "library", "kulturskola", "youth_club", "outdoor")
#: The municipality, roughly: west, south, east, north.
WEST, SOUTH, EAST, NORTH = 17.83, 59.17, 18.20, 59.28
MAP_WIDTH, MAP_HEIGHT = 0.06, 0.03


@dataclass(frozen=True)
class Search:
    """A search with a name; `ask` makes one address of it. `staff` asks as an analyst."""

    name: str
    ask: Callable[[random.Random], str]
    staff: bool = False


def _address(path: str, **query: object) -> str:
    asked = {name.rstrip("_"): value for name, value in query.items()}
    return f"/api/v1/{path}?{urlencode(asked)}"


def _near(chance: random.Random) -> str:
    return f"{chance.uniform(SOUTH, NORTH):.5f},{chance.uniform(WEST, EAST):.5f}"


def _box(chance: random.Random) -> str:
    west, south = chance.uniform(WEST, EAST - MAP_WIDTH), chance.uniform(SOUTH, NORTH - MAP_HEIGHT)
    return f"{west:.4f},{south:.4f},{west + MAP_WIDTH:.4f},{south + MAP_HEIGHT:.4f}"


def _nearest_tonight(chance: random.Random) -> str:
    age = chance.randint(8, 19)
    near = _near(chance)
    return _address("sessions", window="tonight", near=near, order="nearest", age=age)


def _typo(chance: random.Random) -> str:
    """A word with one of its letters typed twice."""
    word = chance.choice(WORDS)
    twice = chance.randint(2, len(word) - 2)
    return _address("sessions", q=word[:twice] + word[twice - 1] + word[twice:], age=_age(chance))


def _weekend(chance: random.Random) -> str:
    area = f"0126-{chance.choice(DISTRICTS)}"
    return _address("sessions", window="weekend", area=area, category=chance.choice(CATEGORIES))


def _free(chance: random.Random) -> str:
    return _address(
        "sessions", free="true", age=_age(chance), lang=chance.choice(["sv", "en", "ar"])
    )


def _age(chance: random.Random) -> int:
    return chance.randint(13, 16)


def _facets(chance: random.Random) -> str:
    """Never twice the same, so that no count that is kept is asked for."""
    return _address("sessions/facets", window="weekend", bbox=_box(chance), age=_age(chance))


def _next_page(chance: random.Random) -> str:
    """From anywhere in the coming weeks on."""
    soon = timezone.now() + datetime.timedelta(minutes=chance.randint(0, 60 * 24 * DAYS_AHEAD))
    last = Cursor((str(soon), str(uuid.UUID(int=chance.getrandbits(128)))), backwards=False)
    return _address("sessions", cursor=last.encode(), free="true")


def _map(chance: random.Random) -> str:
    return _address("sessions", bbox=_box(chance), page_size=60)


def _tile(chance: random.Random) -> str:
    x, y = chance.randint(2252, 2255), chance.randint(1206, 1208)
    return f"/api/v1/tiles/12/{x}/{y}"


def _coverage(chance: random.Random) -> str:
    ages = chance.choice(["10-12", "13-16", "16-19"])
    slot = chance.choice(["after_school", "evening", "weekend_day"])
    return _address("coverage/areas", ages=ages, slot=slot)


#: What people ask for most: their queries and indexes are pinned by the ordinary tests.
TYPICAL = (
    Search("tonight, nearest first", _nearest_tonight),
    Search("a misspelt word", _typo),
    Search("weekend, area, category", _weekend),
    Search("free for 13 to 16", _free),
    Search("counts beside the filters", _facets),
    Search("the next page", _next_page),
)
SEARCHES = (
    *TYPICAL,
    Search("what the map shows (60)", _map),
    Search("a tile of the map", _tile),
    Search("coverage of 22 areas", _coverage, staff=True),
)
