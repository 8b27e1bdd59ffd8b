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
    Application,
    Category,
    CategoryName,
    GuardianRequest,
    Organiser,
    Schedule,
    ScheduleException,
    Session,
    Term,
    TermCourse,
    Wish,
)
from tests.activities.booking.young_people import child_of, young
from tests.activities.terms.season import a_term, course, wish
from tests.town import add_activity, add_session, add_venue, add_weekly, at

pytestmark = pytest.mark.django_db
OCTOBER = datetime.date(2026, 10, 26)
MODELS = (
    Application,
    Term,
    TermCourse,
    Wish,
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


def test_terms_and_their_courses(monkeypatch: pytest.MonkeyPatch) -> None:
    term = a_term(monkeypatch)
    guitar = course(term, "Gitarr")
    refused("activities_term_name_per_organiser", Term(**_values(term)))
    refused_change("activities_term_dates", term, last_date=datetime.date(2027, 1, 1))
    refused_change("activities_term_window", term, closes_at=term.opens_at)
    refused_change("activities_term_answer_days", term, answer_days=0)
    refused_change("activities_term_ordered", term, order=[])
    refused_change("activities_term_committed_when_published", term, seed_hash="")
    refused_change("activities_term_drawn_with_its_seed", term, seed="0")
    refused_change("activities_term_drawn_with_its_seed", term, drawn_at=term.closes_at)
    refused_change("activities_term_drawn_with_its_seed", term, drawn_at=term.opens_at, seed="0")
    refused("activities_termcourse_once_per_term", TermCourse(**_values(guitar)))
    refused_change("activities_termcourse_some_places", guitar, places=0)
    refused_change("activities_termcourse_places", guitar, offered=1, placed=1)


def test_applications_and_their_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    term = a_term(monkeypatch)
    made = wish(term, young("Amina"), "Gitarr", "Piano")
    again = {**_values(made), "number": "1234567890"}
    refused("activities_application_once_per_person", Application(**again))
    refused_change("activities_application_known_state", made, state="lost")
    refused_change("activities_application_one_participant", made, person=None)
    child = child_of(made.person, "Elsa")  # type: ignore[arg-type]
    hers = {**again, "person_id": None, "child_id": child.pk}
    Application.objects.create(**hers)
    refused(
        "activities_application_once_per_child", Application(**{**hers, "number": "0987654321"})
    )
    first, second = made.wishes.order_by("rank")
    offer = {"state": "offered", "expires_at": term.closes_at}
    refused_change("activities_wish_known_state", first, state="lost")
    refused_change("activities_wish_rank", first, rank=4)
    refused_change("activities_wish_once_per_rank", first, rank=2)
    refused_change("activities_wish_once_per_course", first, course=second.course)
    refused_change("activities_wish_offer_expires", first, state="offered")
    refused_change("activities_wish_offer_expires", first, expires_at=term.closes_at)
    refused_change("activities_wish_rests_in_the_queue", first, state="placed", resting=True)
    Wish.objects.filter(pk=second.pk).update(**offer)
    refused_change("activities_wish_one_offer", first, **offer)
    Wish.objects.filter(pk=second.pk).update(state="placed", expires_at=None)
    refused_change("activities_wish_one_place", first, state="placed")
    row = GuardianRequest(booking=None, application=None)
    refused("activities_guardianrequest_about_one", row)


def _values(row: models.Model) -> dict[str, Any]:
    """All of a row but its id."""
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    return {name: getattr(row, name) for name in names}


def test_every_rule_of_the_room_is_in_this_file() -> None:
    told = Path(__file__).read_text()
    for model in MODELS:
        for constraint in model._meta.constraints:
            assert constraint.name in told, constraint.name
