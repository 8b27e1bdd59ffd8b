"""What the database itself refuses, whatever the code does: each rule broken once."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from activities.models import (
    Activity,
    ActivityChange,
    ActivityText,
    ActivityVersion,
    Category,
    CategoryName,
    Organiser,
    Schedule,
    ScheduleException,
    Session,
)
from tests.town import add_activity, add_session, add_venue, add_weekly, at

pytestmark = pytest.mark.django_db
OCTOBER = datetime.date(2026, 10, 26)
MODELS = (
    Activity,
    ActivityChange,
    ActivityText,
    ActivityVersion,
    CategoryName,
    Schedule,
    ScheduleException,
    Session,
)


def refused(by: str, row: models.Model) -> None:
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        row.save(force_insert=True)


def refused_change(by: str, row: models.Model, **values: Any) -> None:
    rows = type(row)._default_manager.filter(pk=row.pk)
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        rows.update(**values)


def test_the_catalogue() -> None:
    hall = add_activity()
    refused("activities_category_code", Category(code=hall.category.code))
    refused(
        "activities_categoryname_language",
        CategoryName(category=hall.category, language="sv", name="En till"),
    )
    refused("activities_organiser_name", Organiser(name=hall.organiser.name))
    refused_change("activities_activity_ages", hall, age_from=17)
    refused_change("activities_activity_ages", hall, age_to=121)
    refused_change("activities_activity_price", hall, price_sek=-1)
    refused_change("activities_activity_published_when", hall, published_at=None)
    refused("activities_text_language", ActivityText(activity=hall, language="sv", title="Två"))
    refused("activities_text_titled", ActivityText(activity=hall, language="en", title=""))
    refused_change("activities_activity_known_status", hall, status="secret")
    refused_change("activities_activity_version", hall, version=0)
    refused_change("activities_text_known_origin", hall.texts.get(), origin="nobody")


def test_the_history() -> None:
    hall = add_activity()
    version = {"activity": hall, "number": 1, "content": {}}
    ActivityVersion.objects.create(kind="created", **version)
    refused("activities_version_number", ActivityVersion(kind="edited", **version))
    other = {**version, "number": 2}
    refused("activities_version_known_kind", ActivityVersion(kind="dreamt", **other))
    refused("activities_change_known_kind", ActivityChange(activity=hall, kind="dreamt"))


def test_proposals_of_a_change() -> None:
    hall = add_activity()
    proposal = add_activity("Hallen, nya texter", status="draft")
    refused_change("activities_activity_proposal_unseen", add_activity("En till"), revises=hall)
    Activity.objects.filter(pk=proposal.pk).update(revises=hall)
    second = add_activity("Hallen, andra texter", status="draft")
    refused_change("activities_activity_one_open_proposal", second, revises=hall)


def test_schedules() -> None:
    weekly = add_weekly(add_activity(), add_venue("Skogås fritidsgård", 0, 0))
    refused_change("activities_schedule_rule", weekly, rule="BYDAY=WE")
    refused_change("activities_schedule_rule", weekly, rule="FREQ=HOURLY")
    off = ScheduleException(schedule=weekly, date=OCTOBER, kind="excluded", reason="Höstlov")
    off.save()
    refused("activities_scheduleexception_once", ScheduleException(**_values(off)))
    refused_change("activities_scheduleexception_why", off, reason="")
    refused_change("activities_schedule_lasts", weekly, ends=weekly.starts)
    refused_change("activities_schedule_capacity", weekly, capacity=0)


def test_sessions_and_their_seats() -> None:
    weekly = add_weekly(add_activity(), add_venue("Skogås fritidsgård", 0, 0))
    session = add_session(
        weekly.activity, weekly.venue, at("2026-11-18 17:00"), schedule=weekly, capacity=3
    )
    refused("activities_session_once_per_date", Session(**_values(session)))
    refused_change("activities_session_ends_after_start", session, ends_at=session.starts_at)
    refused_change("activities_session_seats", session, booked=1, held=1, offered=1, set_aside=1)
    refused_change("activities_session_seats", session, booked=4)
    refused_change("booked_check", session, booked=-1)
    refused_change("activities_session_cancelled_why", session, status="cancelled")


def _values(row: models.Model) -> dict[str, Any]:
    """All of a row but its id."""
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    return {name: getattr(row, name) for name in names}


def test_every_rule_of_the_room_is_in_this_file() -> None:
    told = Path(__file__).read_text()
    for model in MODELS:
        for constraint in model._meta.constraints:
            assert constraint.name in told, constraint.name
