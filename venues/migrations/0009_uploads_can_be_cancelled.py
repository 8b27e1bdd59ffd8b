"""An import can be cancelled, and everything wrong that it found is kept beside the file."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("venues", "0008_areas_are_found_by_their_metric_outline")]

    operations = [
        migrations.AlterField(
            model_name="upload",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("working", "working"),
                    ("done", "done"),
                    ("failed", "failed"),
                    ("cancelled", "cancelled"),
                ],
                default="waiting",
                max_length=9,
            ),
        ),
        migrations.RemoveConstraint(model_name="upload", name="venues_upload_state"),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                name="venues_upload_state",
                condition=Q(state__in=["waiting", "working", "done", "failed", "cancelled"]),
            ),
        ),
        migrations.AddField(
            model_name="uploadpart",
            name="of",
            field=models.CharField(
                choices=[
                    ("file", "the file that was uploaded"),
                    ("findings", "everything wrong that the newest run found, as gzipped CSV"),
                ],
                default="file",
                max_length=8,
            ),
        ),
        migrations.RemoveConstraint(model_name="uploadpart", name="venues_uploadpart_once"),
        migrations.AddConstraint(
            model_name="uploadpart",
            constraint=models.UniqueConstraint(
                fields=("upload", "of", "number"), name="venues_uploadpart_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="uploadpart",
            constraint=models.CheckConstraint(
                name="venues_uploadpart_of", condition=Q(of__in=["file", "findings"])
            ),
        ),
    ]
