"""What data migrations make of what was there before."""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.town import add_venue, at

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name: str) -> Any:
    """The models as they are after the room's migration `name`."""
    executor = MigrationExecutor(connection)
    executor.migrate([("activities", name)])
    return MigrationExecutor(connection).loader.project_state([("activities", name)]).apps


@pytest.fixture
def back_to_now() -> Iterator[None]:
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def a_weekly_schedule(old: Any) -> Any:
    """A row as it was before rules, with an activity and a venue; venues is not gone back in."""
    category = old.get_model("activities", "Category").objects.create(code="sport", colour="sport")
    organiser = old.get_model("activities", "Organiser").objects.create(name="Huddinge kommun")
    activity = old.get_model("activities", "Activity").objects.create(
        category=category,
        organiser=organiser,
        owner_kind="municipality",
        owner_id=uuid.uuid4(),
        mode="drop_in",
        age_from=13,
        age_to=16,
    )
    return old.get_model("activities", "WeeklySchedule").objects.create(
        activity=activity,
        venue_id=add_venue("Skogås fritidsgård", 0, 0).pk,
        weekday=7,
        starts=datetime.time(17),
        ends=datetime.time(20),
        first_date=datetime.date(2026, 1, 1),
        last_date=datetime.date(2026, 12, 31),
        weeks="term",
        capacity=20,
    )


def test_weekly_schedules_become_rules_and_sessions_remember_what_was_set_by_hand(
    back_to_now: None,
) -> None:
    old = migrate("0003_what_calendars_must_hear_of")
    weekly = a_weekly_schedule(old)
    sessions = old.get_model("activities", "Session").objects
    usual, fewer, alone = (
        sessions.create(
            activity=weekly.activity,
            venue_id=weekly.venue_id,
            schedule=schedule,
            occurrence_date=starts.date(),
            starts_at=starts,
            ends_at=starts + datetime.timedelta(hours=3),
            capacity=capacity,
        ).pk
        for schedule, starts, capacity in (
            (weekly, at("2026-11-22 17:00"), 20),
            (weekly, at("2026-11-29 17:00"), 8),
            (None, at("2026-11-29 17:00"), 8),
        )
    )
    since = weekly.pk
    weekly.pk, weekly.weekday, weekly.last_date = uuid.uuid4(), 1, None
    weekly.save(force_insert=True)
    new = migrate("0004_schedules_are_rules")
    rules = new.get_model("activities", "Schedule").objects.order_by("rule")
    assert [(row.rule, row.capacity, f"{row.starts:%H:%M}", row.weeks) for row in rules] == [
        ("FREQ=WEEKLY;BYDAY=MO", 20, "17:00", "term"),
        ("FREQ=WEEKLY;BYDAY=SU;UNTIL=20261231", 20, "17:00", "term"),
    ]
    sessions = new.get_model("activities", "Session").objects
    assert {row.pk: (row.by_hand, row.schedule_id) for row in sessions.all()} == {
        usual: (False, since),
        fewer: (True, since),
        alone: (False, None),
    }
