"""School holidays moved from this room to venues: none was lost on the way, nor on the way back."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from venues.models import SchoolHoliday

pytestmark = pytest.mark.django_db
MOVED = ("activities", "0002_school_holidays_are_in_venues")
AUTUMN = ("Höstlov", "2026-10-26", "2026-10-30", "Huddinge kommun", True)
COLUMNS = "name, first_date, last_date, source, approximate"


def test_those_that_were_known_are_known_after_the_move() -> None:
    loader = MigrationLoader(connection)
    move, before = loader.get_migration(*MOVED), loader.project_state([MOVED], at_end=False)
    SchoolHoliday.objects.create(
        name="Sportlov", first_date="2027-02-22", last_date="2027-02-26", source="Huddinge kommun"
    )
    with connection.schema_editor() as editor:
        move.unapply(before.clone(), editor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM activities_schoolholiday")
        assert cursor.fetchall() == [("Sportlov",)]
        cursor.execute(
            f"INSERT INTO activities_schoolholiday ({COLUMNS}) VALUES (%s, %s, %s, %s, %s)", AUTUMN
        )
    with connection.schema_editor() as editor:
        move.apply(before.clone(), editor)
    rows = SchoolHoliday.objects.values_list(*COLUMNS.split(", "))
    kept = [(n, str(first), str(last), source, rough) for n, first, last, source, rough in rows]
    assert kept[0] == AUTUMN
    assert [row[0] for row in kept] == ["Höstlov", "Sportlov"]
