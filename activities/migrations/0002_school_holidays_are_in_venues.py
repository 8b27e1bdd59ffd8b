"""School holidays move to the venues room: opening hours need them too."""

from django.db import migrations

MOVE = """
INSERT INTO {to} (name, first_date, last_date, source, approximate)
SELECT name, first_date, last_date, source, approximate FROM {of} ORDER BY id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0001_initial"),
        ("venues", "0002_schoolholiday"),
    ]

    operations = [
        migrations.RunSQL(
            MOVE.format(to="venues_schoolholiday", of="activities_schoolholiday"),
            [
                MOVE.format(to="activities_schoolholiday", of="venues_schoolholiday"),
                "DELETE FROM venues_schoolholiday",
            ],
        ),
        migrations.DeleteModel("SchoolHoliday"),
    ]
