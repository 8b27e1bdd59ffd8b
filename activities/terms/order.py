"""The order of the queue: the municipality's rules, and a lottery that anybody can check.

The lottery sorts by SHA-256 of the seed and the application's public number, both as text. Its
seed is drawn and its SHA-256 published before anybody can apply; the seed itself is published with
the draw. The lottery also decides, last of all, between those whom no rule tells apart.
"""

import datetime
import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from activities.models import Application, Term

Rule = Term.Rule


def new_seed() -> str:
    """256 random bits as 64 hexadecimal digits."""
    return secrets.token_hex(32)


def hash_of_seed(seed: str) -> str:
    """What is published of a seed before the draw."""
    return hashlib.sha256(seed.encode()).hexdigest()


def lot(seed: str, number: str) -> str:
    """The lot of an application: the lower one goes first."""
    return hashlib.sha256(f"{seed}{number}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """What decides the place of an application in the queue."""

    number: str
    applied_on: datetime.date
    new_pupil: bool
    sibling: bool
    last_place: int = 0


def entry_of(application: Application) -> Entry:
    """The application's. The day it came counts as the municipality's own clocks say."""
    return Entry(
        number=application.number,
        applied_on=timezone.localdate(application.applied_at),
        new_pupil=application.new_pupil,
        sibling=application.sibling,
        last_place=application.last_place or 0,
    )


_RANK: Final[dict[Rule, Callable[[Entry], int]]] = {
    Rule.APPLICATION_DATE: lambda entry: entry.applied_on.toordinal(),
    Rule.NEW_PUPILS: lambda entry: not entry.new_pupil,
    Rule.SIBLINGS: lambda entry: not entry.sibling,
}


def key(rules: Sequence[str], seed: str, entry: Entry) -> tuple[object, ...]:
    """Sorts entries in queue order. Who has been put last comes behind all others.

    No two lots are the same, so a rule that stands after the lottery never counts.
    """
    before_the_lot = rules[: rules.index(Rule.LOTTERY)] if Rule.LOTTERY in rules else rules
    told = [_RANK[Rule(rule)](entry) for rule in before_the_lot]
    return (entry.last_place, *told, lot(seed, entry.number), entry.number)
