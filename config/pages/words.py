"""What the API answers, in the words and times of a reader: for the plain pages."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

Row = Mapping[str, Any]
#: Categories with a colour of their own (frontend/src/lib/ui/paper.ts).
PAPERS = ("culture", "sport", "library", "kulturskola", "youth", "outdoor", "holiday")


@dataclass(frozen=True, slots=True)
class Tag:
    """A short fact on a card; `kind` is its look in controls.css."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A session in a list."""

    row: Row
    paper: str
    begins: str
    ends: str
    day: str
    cancelled: bool
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions of one day: `near` is today or tomorrow, else empty."""

    near: str
    name: str
    cards: tuple[Card, ...]


def local(text: str) -> datetime.datetime:
    """A time of the API in the municipality's zone."""
    return timezone.localtime(datetime.datetime.fromisoformat(text))


def clock(text: str) -> str:
    return local(text).strftime("%H:%M")


def long_day(day: datetime.date) -> str:
    """`tisdag 24 november`"""
    return date_format(day, "l j F")


def near_day(day: datetime.date) -> str:
    """Today or tomorrow; empty for a day further away."""
    away = (day - timezone.localdate()).days
    return {0: _("Idag"), 1: _("Imorgon")}.get(away, "")


def price(activity: Row) -> str:
    if activity["free"]:
        return _("Gratis")
    amount = Decimal(activity["price_sek"]).normalize()
    return _("%(amount)s kr") % {"amount": f"{amount:f}"}


def ages(activity: Row) -> str:
    return _("%(from)d–%(to)d år") % dict(activity["ages"])


def language_name(code: str) -> str:
    """What a language is called in the language of the page; its code when Django knows none."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def foreign(code: str) -> str:
    """A note when a text is in another language than the page; else empty."""
    if not code or code == get_language():
        return ""
    return _("Texten är på %(language)s.") % {"language": language_name(code)}


def warnings(translation: Row) -> list[str]:
    """What a reader should know of the translation that is shown before they trust it."""
    found = []
    if not translation["reviewed"]:
        machine = _("En maskin har översatt texten. Ingen människa har läst den än.")
        found.append(
            machine
            if translation["machine"]
            else _("Ingen har granskat den här översättningen än.")
        )
    if translation["stale"]:
        found.append(_("Den svenska texten har ändrats sedan den här översattes."))
    return found


def paper(category: Row) -> str:
    """The colour of a category: its own, its parent's, or the plain stone."""
    for code in (category["code"], category["parent"] or ""):
        for name in PAPERS:
            if code.startswith(name):
                return name
    return "other"


def _tags(session: Row) -> tuple[Tag, ...]:
    activity = session["activity"]
    tags = []
    if session["status"] == "cancelled":
        tags.append(Tag(_("Inställt"), "bad"))
    elif activity["mode"] != "drop_in" and session["seats"]["free"] == 0:
        tags.append(Tag(_("Fullt"), "bad"))
    tags.append(Tag(price(activity), "sun" if activity["free"] else ""))
    tags += [Tag(ages(activity)), Tag(activity["category"]["name"])]
    note = foreign(activity["language"])
    return (*tags, Tag(note)) if note else tuple(tags)


def card(session: Row) -> Card:
    day = local(session["starts_at"]).date()
    return Card(
        row=session,
        paper=paper(session["activity"]["category"]),
        begins=clock(session["starts_at"]),
        ends=clock(session["ends_at"]),
        day=near_day(day) or date_format(day, "D j M"),
        cancelled=session["status"] == "cancelled",
        tags=_tags(session),
    )


def by_day(sessions: Iterable[Row]) -> list[Day]:
    """Sessions in their order, day by day."""
    days = groupby(sessions, key=lambda one: local(one["starts_at"]).date())
    return [Day(near_day(day), long_day(day), tuple(card(one) for one in its)) for day, its in days]


def paragraphs(text: str) -> list[str]:
    """A text as paragraphs; an empty line stands between two."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]
