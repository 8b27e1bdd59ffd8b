"""The age groups and parts of the week that every municipality starts with; theirs to change."""

import datetime

from django.db import migrations

AGE_GROUPS = [
    ("7-9", 7, 9),
    ("10-12", 10, 12),
    ("13-16", 13, 16),
    ("16-19", 16, 19),
    ("20-25", 20, 25),
]

SCHOOL_DAYS, WEEKEND = [1, 2, 3, 4, 5], [6, 7]
SLOTS = [
    ("after_school", SCHOOL_DAYS, 14, 17, False),
    ("evening", SCHOOL_DAYS, 17, 20, None),
    ("late", SCHOOL_DAYS, 20, 23, None),
    ("weekend_day", WEEKEND, 9, 17, None),
    ("weekend_evening", WEEKEND, 17, 23, None),
    ("school_holiday", SCHOOL_DAYS, 9, 17, True),
]


def add(apps, schema_editor):
    AgeGroup = apps.get_model("outreach", "AgeGroup")
    TimeSlot = apps.get_model("outreach", "TimeSlot")
    for code, age_from, age_to in AGE_GROUPS:
        AgeGroup.objects.get_or_create(code=code, defaults={"age_from": age_from, "age_to": age_to})
    for position, (code, weekdays, starts, ends, holiday) in enumerate(SLOTS):
        TimeSlot.objects.get_or_create(
            code=code,
            defaults={
                "position": position,
                "weekdays": weekdays,
                "starts": datetime.time(starts),
                "ends": datetime.time(ends),
                "school_holiday": holiday,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
