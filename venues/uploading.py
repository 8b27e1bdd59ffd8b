"""Importing a file that somebody uploaded: kept in pieces, tried first, then done for real.

`venues.carrying_out` is what the worker then does.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from people.actors import Actor
from people.audit import record
from people.errors import NotPermitted
from people.permissions import require
from venues.errors import (
    ImportBusy,
    ImportFileGone,
    ImportNotReady,
    ImportNotUnderWay,
    UploadTooLarge,
)
from venues.importing.kinds import kinds
from venues.models import Upload, UploadPart
from venues.tasks import run_later


@transaction.atomic
def upload_file(
    *, kind: str, file_name: str, content: Iterable[bytes], options: dict[str, Any], by: Actor
) -> Upload:
    """Keep a file and have the worker try it. `options` are those that the kind offers.

    Raises UploadTooLarge beyond NARA_IMPORT_MAX_MB.
    """
    require(by, "import.write")
    require(by, kinds()[kind].deed)
    assert by.person is not None, "require has seen a person"
    upload = Upload.objects.create(
        person=by.person, kind=kind, file_name=file_name, size=0, options=options
    )
    size = lines = 0
    for number, part in enumerate(content):
        size, lines = size + len(part), lines + part.count(b"\n")
        if size > settings.NARA_IMPORT_MAX_MB << 20:
            raise UploadTooLarge
        UploadPart.objects.create(upload=upload, number=number, content=part)
    upload.size = size
    upload.lines = lines if Path(file_name).suffix.lower() == ".csv" else None
    upload.save(update_fields=["size", "lines"])
    record(by=by, deed="import.write", on=upload, detail={"kind": kind, "bytes": size})
    run_later(upload)
    return upload


@transaction.atomic
def try_again(*, upload: Upload, options: dict[str, Any], by: Actor) -> Upload:
    """Try the same file read in another way. Raises ImportBusy or ImportFileGone."""
    _require_own(upload, by)
    return _again(upload, trial=True, options=options)


@transaction.atomic
def apply_upload(*, upload: Upload, by: Actor) -> Upload:
    """Import what was tried. Raises ImportBusy, ImportFileGone or ImportNotReady."""
    _require_own(upload, by)
    again = _again(upload, trial=False, options=None)
    record(by=by, deed="import.write", on=upload, detail={"applied": True})
    return again


@transaction.atomic
def cancel_upload(*, upload: Upload, by: Actor) -> Upload:
    """Stop what waits or is at work: nothing of it is imported, and the file stays.

    The worker notices within a second or two. Raises ImportNotUnderWay.
    """
    _require_own(upload, by)
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if not upload.busy:
        raise ImportNotUnderWay
    upload.state, upload.report = Upload.State.CANCELLED, None
    upload.save(update_fields=["state", "report"])
    record(by=by, deed="import.write", on=upload, detail={"cancelled": True})
    return upload


def _require_own(upload: Upload, by: Actor) -> None:
    """What somebody uploaded is theirs alone."""
    require(by, "import.write")
    if by.id != upload.person_id:
        raise NotPermitted


def _again(upload: Upload, *, trial: bool, options: dict[str, Any] | None) -> Upload:
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.busy:
        raise ImportBusy
    if not upload.has_file:
        raise ImportFileGone
    if not trial and not upload.may_apply:
        raise ImportNotReady
    upload.trial, upload.state, upload.report = trial, Upload.State.WAITING, None
    if options is not None:
        upload.options = options
    upload.save(update_fields=["trial", "state", "report", "options"])
    run_later(upload)
    return upload
