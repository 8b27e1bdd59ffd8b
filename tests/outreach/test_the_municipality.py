"""What a page is told first, and the groups and slots every municipality starts with."""

import datetime
import importlib

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client

from outreach.models import AgeGroup, TimeSlot
from tests.browsing import get
from tests.town import build_town

pytestmark = pytest.mark.django_db
usual = importlib.import_module("outreach.migrations.0002_usual_groups_and_slots")


@pytest.fixture(autouse=True)
def from_the_migration() -> None:
    """As the data migration leaves them: tests with real transactions empty all tables."""
    AgeGroup.objects.all().delete()
    TimeSlot.objects.all().delete()
    usual.add(apps, None)


def test_a_page_is_told_name_languages_groups_and_slots() -> None:
    build_town()
    told = get("/municipality")
    assert (told["code"], told["name"], told["time_zone"]) == (
        "0126",
        "Huddinge",
        "Europe/Stockholm",
    )
    assert (told["languages"], told["default_language"]) == (["sv", "en", "ar"], "sv")
    west, south, east, north = told["bbox"]
    assert west < 17.88 < 18.15 < east
    assert south < 59.21 < 59.27 < north
    assert told["age_groups"][2] == {"code": "13-16", "from": 13, "to": 16}
    assert told["slots"][0] == {
        "code": "after_school",
        "weekdays": [1, 2, 3, 4, 5],
        "starts": "14:00",
        "ends": "17:00",
        "school_holiday": False,
    }


def test_before_there_are_areas_there_is_no_box() -> None:
    assert get("/municipality", Client())["bbox"] is None


def test_the_usual_groups_and_slots() -> None:
    assert list(AgeGroup.objects.values_list("code", flat=True)) == [
        "7-9",
        "10-12",
        "13-16",
        "16-19",
        "20-25",
    ]
    assert [
        (slot.code, slot.weekdays, slot.starts.hour, slot.ends.hour, slot.school_holiday)
        for slot in TimeSlot.objects.all()
    ] == [
        ("after_school", [1, 2, 3, 4, 5], 14, 17, False),
        ("evening", [1, 2, 3, 4, 5], 17, 20, None),
        ("late", [1, 2, 3, 4, 5], 20, 23, None),
        ("weekend_day", [6, 7], 9, 17, None),
        ("weekend_evening", [6, 7], 17, 23, None),
        ("school_holiday", [1, 2, 3, 4, 5], 9, 17, True),
    ]


def test_what_a_municipality_changed_stays_when_the_migration_runs_again() -> None:
    AgeGroup.objects.filter(code="13-16").update(age_from=12)
    TimeSlot.objects.filter(code="evening").update(ends=datetime.time(21))
    usual.add(apps, None)
    assert AgeGroup.objects.get(code="13-16").age_from == 12
    assert TimeSlot.objects.get(code="evening").ends == datetime.time(21)
    assert (AgeGroup.objects.count(), TimeSlot.objects.count()) == (5, 6)


def refused(
    by: str, rows: models.QuerySet[AgeGroup] | models.QuerySet[TimeSlot], **values: object
) -> None:
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        rows.update(**values)


def test_the_database_keeps_the_rules() -> None:
    group, slot = AgeGroup.objects.filter(code="7-9"), TimeSlot.objects.filter(code="late")
    refused("outreach_agegroup_in_order", group, age_to=6)
    refused("outreach_agegroup_code", group, code="10-12")
    refused("outreach_timeslot_in_order", slot, ends=datetime.time(20))
    refused("outreach_timeslot_weekdays", slot, weekdays=[8])
    refused("outreach_timeslot_weekdays", slot, weekdays=[])
    refused("outreach_timeslot_code", slot, code="evening")
