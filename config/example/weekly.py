"""Reads the files' short way to write a week: "1-4 15:00-21:00 | 5 15:00-22:30"."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple


class Slot(NamedTuple):
    """An ISO weekday (Monday is 1) with local times."""

    weekday: int
    starts: datetime.time
    ends: datetime.time


def slots(when: str) -> Iterator[Slot]:
    """The slots of a week. Days are single, listed ("1,3") or a span ("1-5").

    Raises ValueError for anything else.
    """
    for part in when.split("|"):
        days, times = part.split()
        starts, ends = (datetime.time.fromisoformat(text) for text in times.split("-"))
        for day in _days(days):
            yield Slot(day, starts, ends)


def _days(text: str) -> Iterator[int]:
    for piece in text.split(","):
        first, _, last = piece.partition("-")
        span = range(int(first), int(last or first) + 1)
        if not span or span[0] < 1 or span[-1] > 7:
            raise ValueError(f"No such days of the week: {text!r}")
        yield from span
