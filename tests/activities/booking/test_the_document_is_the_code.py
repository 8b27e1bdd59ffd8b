"""docs/booking.md tells of the states and the ways between them that the code has."""

import re
from pathlib import Path

from django.conf import settings

from activities.booking.queue import Why
from activities.booking.states import WAYS
from activities.models import SEATED, State

DOCUMENT = (Path(settings.BASE_DIR) / "docs" / "booking.md").read_text(encoding="utf-8")


def table(title: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    section = DOCUMENT.split(f"## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in lines[2:]]


def test_every_state_has_its_meaning() -> None:
    rows = table("The states of a booking")
    assert [row[0] for row in rows] == State.values
    assert all(len(row[1]) > 20 for row in rows)
    assert {row[0] for row in rows if row[2] == "yes"} == set(SEATED)


def test_every_way_is_told_and_no_other() -> None:
    told = {(row[0], row[1]) for row in table("The ways between them")}
    ways = {(before or "nothing", after) for before, afters in WAYS.items() for after in afters}
    assert told == ways


def test_every_reason_to_wait_is_told() -> None:
    assert {row[0] for row in table("The queue")} == set(Why.values)


def test_the_settings_it_names_exist() -> None:
    from activities.models import BookingRules

    fields = {field.name for field in BookingRules._meta.get_fields()}
    named = re.findall(r"`(\w+_hours\w*|opens_at)`", DOCUMENT)
    assert named
    assert set(named) <= fields
