"""The form of the plain Explore page: every filter that the address can say, as it says it now.

A plain form sends one value for each name. Where the address says several (`category=a,b`)
they are one further choice, so that pressing the button again loses nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from activities.facets import AGES
from activities.models import Activity
from activities.windows import PARTS_OF_DAY
from config.pages import words
from venues.models import AccessFact

Row = Mapping[str, Any]
MOST_SEATS = 10
USUAL = ("window", "category", "area", "age")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A filter with its choices; `any` is the one that leaves it open."""

    name: str
    label: str
    any: str
    choices: tuple[Choice, ...]
    #: One of those that most people want; the others open when they are wanted or set.
    usual: bool


def selects(
    asked: Mapping[str, str], *, categories: list[Row], districts: list[Row]
) -> list[Select]:
    """Every filter but the words and the price, in the order of the page."""
    whatever = _("Spelar ingen roll")

    def select(name: str, label: str, open_: str, offered: Mapping[str, str]) -> Select:
        return _select(asked, name, label, open_, offered)

    return [
        select("window", _("När"), _("När som helst"), _windows()),
        select("weekday", _("Veckodag"), _("Alla dagar"), _weekdays()),
        select("time", _("Börjar"), _("Alla tider"), _parts_of_day()),
        select(
            "category",
            _("Kategori"),
            _("Alla kategorier"),
            {one["code"]: one["name"] for one in categories if not one["parent"]},
        ),
        select(
            "area", _("Område"), _("Alla områden"), {one["code"]: one["name"] for one in districts}
        ),
        select("age", _("Ålder"), _("Alla åldrar"), {str(age): str(age) for age in AGES}),
        select("mode", _("Så går det till"), whatever, _named(Activity.Mode.choices)),
        select(
            "seats",
            _("Platser kvar, minst"),
            whatever,
            {str(count): str(count) for count in range(1, MOST_SEATS + 1)},
        ),
        select("language", _("Ledarna talar"), whatever, _languages()),
        select("accessible", _("Tillgänglighet"), whatever, _named(AccessFact.choices)),
    ]


def _select(
    asked: Mapping[str, str], name: str, label: str, open_: str, offered: Mapping[str, str]
) -> Select:
    now = asked.get(name, "")
    if now and now not in offered:
        several = ", ".join(str(offered.get(one, one)) for one in now.split(","))
        offered = {**offered, now: several}
    choices = tuple(Choice(value, str(text), value == now) for value, text in offered.items())
    return Select(name, label, open_, choices, usual=name in USUAL)


def _named(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {value: str(name) for value, name in choices}


def _windows() -> dict[str, str]:
    return {
        "now": _("Pågår nu"),
        "tonight": _("Ikväll"),
        "weekend": _("I helgen"),
        "next_school_holiday": _("Nästa skollov"),
    }


def _weekdays() -> dict[str, str]:
    return {str(day + 1): str(name) for day, name in WEEKDAYS.items()}


def _parts_of_day() -> dict[str, str]:
    names = {
        "morning": _("Förmiddag"),
        "afternoon": _("Eftermiddag"),
        "evening": _("Kväll"),
        "late": _("Sent"),
    }
    return {
        part: f"{names[part]}, {since:%H:%M}–{until:%H:%M}"
        for part, (since, until) in PARTS_OF_DAY.items()
    }


def _languages() -> dict[str, str]:
    return {code: words.language_name(code) for code, _name in settings.LANGUAGES}


def kept(asked: Mapping[str, str], shown: list[Select]) -> dict[str, str]:
    """What the address says beside the fields of the form: sent along, so that it is not lost."""
    fields = {"q", "free", "cursor", *(one.name for one in shown)}
    return {name: value for name, value in asked.items() if name not in fields}
