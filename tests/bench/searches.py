"""The searches that are measured: what people ask for, each time a little differently."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.bench.volume import WORDS

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


def _weekend(chance: random.Random) -> str:
    return _address("sessions", window="weekend", category=chance.choice(CATEGORIES), free="true")


def _map(chance: random.Random) -> str:
    return _address("sessions", bbox=_box(chance), page_size=60)


def _district(chance: random.Random) -> str:
    area = f"0126-{chance.choice(DISTRICTS)}"
    return _address("sessions", area=area, lang=chance.choice(["sv", "en", "ar"]))


def _words(chance: random.Random) -> str:
    return _address("activities", q=chance.choice(WORDS)[: chance.randint(4, 9)])


def _coverage(chance: random.Random) -> str:
    ages = chance.choice(["10-12", "13-16", "16-19"])
    slot = chance.choice(["after_school", "evening", "weekend_day"])
    return _address("coverage/areas", ages=ages, slot=slot)


SEARCHES = (
    Search("tonight, nearest first", _nearest_tonight),
    Search("weekend, category, free", _weekend),
    Search("what the map shows (60)", _map),
    Search("one district", _district),
    Search("activities by a word", _words),
    Search("coverage of 22 areas", _coverage, staff=True),
)
