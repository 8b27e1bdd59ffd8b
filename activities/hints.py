"""Why nobody finds this: what an activity lacks, as plain facts in and hints out.

Pure: nothing here asks the database. `activities.api.hints` gathers the facts.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    NOBODY = "nobody"  # no search of anybody's leads to it
    FEWER = "fewer"  # some do not find it, or find it and cannot use it


@dataclass(frozen=True, slots=True)
class Hint:
    """A stable code, how bad it is, and the field of the form that mends it."""

    code: str
    severity: Severity
    field: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an activity. Ages in years; `texts` maps a language to its description."""

    status: str
    age_from: int
    age_to: int
    texts: dict[str, str]
    stale: frozenset[str]
    unreviewed: frozenset[str]
    spoken: frozenset[str]
    schedules: int
    last_session: datetime.date | None
    seats_free: bool
    outside_every_area: bool
    approximate: bool
    access_known: bool
    pictures: int


#: Nobody is helped by an offer for everybody from the cradle on: it drowns among all ages' lists.
WIDEST_AGES: Final = 25
SOON: Final = datetime.timedelta(days=14)
_NOBODY, _FEWER = Severity.NOBODY, Severity.FEWER


def hints(facts: Facts, *, today: datetime.date, languages: frozenset[str]) -> list[Hint]:
    """Everything that keeps people from finding it, the worst first. `languages`: of the site."""
    found = [*_never_found(facts, today), *_where(facts), *_who(facts), *_words(facts, languages)]
    return sorted(found, key=lambda hint: hint.severity != _NOBODY)


def _never_found(facts: Facts, today: datetime.date) -> Iterator[Hint]:
    if "sv" not in facts.texts:
        yield Hint("no_swedish_text", _NOBODY, "texts")
    if not facts.schedules:
        yield Hint("no_schedule", _NOBODY, "schedules")
    elif facts.last_session is None:
        yield Hint("no_coming_session", _NOBODY, "schedules")
    elif facts.last_session <= today + SOON:
        yield Hint("ends_soon", _FEWER, "schedules")
    if facts.last_session is not None and not facts.seats_free:
        yield Hint("every_session_full", _FEWER, "schedules")


def _where(facts: Facts) -> Iterator[Hint]:
    if facts.outside_every_area:
        yield Hint("outside_every_area", _FEWER, "venue")
    if facts.approximate:
        yield Hint("approximate_position", _FEWER, "venue")
    if facts.schedules and not facts.access_known:
        yield Hint("no_accessibility_facts", _FEWER, "venue")


def _who(facts: Facts) -> Iterator[Hint]:
    if facts.age_to - facts.age_from > WIDEST_AGES:
        yield Hint("no_real_age", _FEWER, "ages")
    if not facts.spoken:
        yield Hint("no_language_spoken", _FEWER, "languages")


def _words(facts: Facts, languages: frozenset[str]) -> Iterator[Hint]:
    if not facts.pictures:
        yield Hint("no_picture", _FEWER, "photos")
    if facts.texts and not facts.texts.get("sv", "").strip():
        yield Hint("no_description", _FEWER, "description")
    if len(facts.texts) == 1:
        yield Hint("only_one_language", _FEWER, "texts")
    elif languages - set(facts.texts):
        yield Hint("language_missing", _FEWER, "texts")
    if facts.stale:
        yield Hint("translation_out_of_date", _FEWER, "texts")
    if facts.unreviewed:
        yield Hint("translation_not_reviewed", _FEWER, "texts")
