"""What the worker does for this room."""

import datetime
import logging
import uuid
from typing import Final

from django.utils import timezone
from procrastinate.contrib.django import app

from people.actors import system
from venues.carrying_out import alone, carry_out, settle_abandoned
from venues.held import expire_files
from venues.models import Upload

logger = logging.getLogger(__name__)

#: Seconds until an upload that found another at work looks again.
LOOKS_AGAIN: Final = 3


@app.task(queue="imports")
def run_upload(upload_id: str) -> None:
    """Try or import one uploaded file; nothing if it is gone by now.

    While another is at work it comes again later: a long import never takes more than one of the
    worker's places.
    """
    upload = Upload.objects.filter(pk=uuid.UUID(upload_id)).first()
    if upload is None:
        return
    with alone() as nobody_else:
        if nobody_else:
            carry_out(upload=upload, by=system("worker"))
            return
    run_upload.configure(schedule_in={"seconds": LOOKS_AGAIN}).defer(upload_id=upload_id)


def run_later(upload: Upload) -> None:
    """Have the worker do it once the caller's transaction is committed."""
    run_upload.defer(upload_id=str(upload.pk))


@app.periodic(cron="* * * * * */20")
@app.task(queue="imports", queueing_lock="settle_uploads")
def settle_uploads(timestamp: int) -> None:
    """Three times a minute: what a dead worker left at work is told to have failed."""
    settled = settle_abandoned(by=system("worker"))
    if settled:
        logger.warning("%d uploads were left at work by a worker that died", settled)


@app.periodic(cron="25 * * * *")
@app.task(queue="imports", queueing_lock="forget_uploads")
def forget_uploads(timestamp: int) -> None:
    """Every hour: files that nobody imported are not kept until the night's retention run."""
    expire_files(timezone.now().astimezone(datetime.UTC), dry_run=False)
