"""What the worker does for this room."""

import datetime
import uuid

from django.utils import timezone
from procrastinate.contrib.django import app

from people.actors import system
from venues.carrying_out import carry_out
from venues.held import expire_files
from venues.models import Upload


@app.task(queue="imports")
def run_upload(upload_id: str) -> None:
    """Try or import one uploaded file; nothing if it is gone by now."""
    upload = Upload.objects.filter(pk=uuid.UUID(upload_id)).first()
    if upload is not None:
        carry_out(upload=upload, by=system("worker"))


def run_later(upload: Upload) -> None:
    """Have the worker do it once the caller's transaction is committed."""
    run_upload.defer(upload_id=str(upload.pk))


@app.periodic(cron="25 * * * *")
@app.task(queue="imports", queueing_lock="forget_uploads")
def forget_uploads(timestamp: int) -> None:
    """Every hour: files that nobody imported are not kept until the night's retention run."""
    expire_files(timezone.now().astimezone(datetime.UTC), dry_run=False)
