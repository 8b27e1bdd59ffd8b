"""What is known of a place and its pictures, in the words of a reader: for the plain pages.

The same facts as the app shows, from the same answers of the API. What nobody has told is said to
be unknown, never no and never closed.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.pages.words import clock
from venues.models import AccessFact

Row = Mapping[str, Any]
LABELS: Final = dict(AccessFact.choices)
WEBP: Final = "image/webp"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the one size that a page without scripts takes."""

    url: str
    width: int
    height: int
    alt: str
    language: str
    note: str


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day of the coming week and when the place is open on it."""

    name: str
    note: str
    times: tuple[str, ...]


def pictures(photos: Iterable[Row]) -> list[Picture]:
    """All of them, each in its middle size, as frontend/src/lib/photo/sources.ts chooses it."""
    return [_picture(photo) for photo in photos]


def _picture(photo: Row) -> Picture:
    webp = [one for one in photo["sources"] if one["type"] == WEBP]
    source = webp[(len(webp) - 1) // 2]
    made = [_("Illustration") if photo["illustration"] else "", photo["photographer"]]
    return Picture(
        url=source["url"],
        width=source["width"],
        height=source["height"],
        alt=photo["alt"],
        language=photo["language"],
        note=" · ".join(part for part in [*made, photo["licence"]] if part),
    )


def access(venue: Row) -> list[tuple[bool, str]]:
    """What is known about getting in: (whether it is so, what). Empty: nobody has told."""
    known = venue["accessibility"]
    facts: Sequence[tuple[bool, str]] = [
        *((True, fact) for fact in known["yes"]),
        *((False, fact) for fact in known["no"]),
    ]
    return [(so, str(LABELS[fact])) for so, fact in facts]


def week(venue: Row) -> list[OpenDay]:
    """Seven days from today; none when nobody has told."""
    return [_day(day) for day in venue["days"]]


def _day(day: Row) -> OpenDay:
    date = datetime.date.fromisoformat(day["date"])
    notes = [day["public_holiday"], _("Skollov") if day["school_holiday"] else ""]
    return OpenDay(
        name=date_format(date, "l j F"),
        note=" · ".join(note for note in notes if note),
        times=tuple(_times(day)),
    )


def _times(day: Row) -> list[str]:
    if not day["known"]:
        return [_("Inte känt")]
    if not day["intervals"]:
        return [_("Stängt")]
    return [_interval(one) for one in day["intervals"]]


def _interval(one: Row) -> str:
    begins, ends = clock(one["starts"]), clock(one["ends"])
    text = _("Dygnet runt") if begins == ends == "00:00" else f"{begins}–{ends}"
    words = [text, "" if one["certain"] else _("kanske"), one["comment"]]
    return " · ".join(word for word in words if word)
