"""The indexes of a session's activity and venue are those that also know when it begins."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0011_proposals"), ("venues", "0007_words_to_search")]

    operations = [
        migrations.AlterField(
            model_name="session",
            name="activity",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sessions",
                to="activities.activity",
            ),
        ),
        migrations.AlterField(
            model_name="session",
            name="venue",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="venues.venue",
            ),
        ),
    ]
