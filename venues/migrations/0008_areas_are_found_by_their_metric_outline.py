"""Which area a point lies in is asked of the metric outlines, which had no index."""

from django.contrib.postgres.indexes import GistIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("venues", "0007_words_to_search")]

    operations = [
        migrations.AddIndex(
            model_name="area",
            index=GistIndex(fields=["geometry_metric"], name="venues_area_metric"),
        ),
    ]
