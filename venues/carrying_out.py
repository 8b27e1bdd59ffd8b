"""Carrying out what somebody uploaded: the worker's part of an import.

The rights of the person hold, those they have when the worker gets to it: a role that was taken
away meanwhile imports nothing.
"""

import gzip
import json
import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import QuerySet
from rest_framework.exceptions import APIException

from people.actors import Actor, actor_for
from people.permissions import require
from venues.importing.findings import Refused, Report
from venues.importing.kinds import kinds
from venues.importing.listing import Listing
from venues.importing.running import Way
from venues.models import Upload, UploadPart

logger = logging.getLogger(__name__)
State = Upload.State
#: Bytes of a piece of a file in the database.
PIECE: Final = 1 << 20
#: Seconds between two tellings of how far an import has come.
TELLS_EVERY: Final = 0.5
#: Held by whoever carries out an upload. The database lets go of it when that process dies.
AT_WORK: Final = 126_3002


def rows_done(upload: Upload) -> int:
    """How many rows the worker has read so far."""
    return int(cache.get(f"import:{upload.pk}", 0))


@contextmanager
def alone() -> Iterator[bool]:
    """Whether nobody else is at work on an upload; if so, nobody else is until the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [AT_WORK])
        (got,) = cursor.fetchone() or (False,)
    try:
        yield bool(got)
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [AT_WORK])


def settle_abandoned(*, by: Actor) -> int:
    """Mark what a worker that died left at work as failed; how many.

    Nothing of it was imported: the import and what it says of itself are one transaction.
    """
    require(by, "import.carry_out")
    with alone() as nobody_else:
        if not nobody_else:
            return 0
        left = Upload.objects.filter(state=State.WORKING)
        return left.update(state=State.FAILED, report=None)


def carry_out(*, upload: Upload, by: Actor) -> Upload:
    """Do what an upload waits for: the worker's part. Nothing of a file that fails is left behind.

    The file goes as soon as it is imported. To be called `alone`.
    """
    require(by, "import.carry_out")
    waiting = Upload.objects.filter(pk=upload.pk, state=State.WAITING)
    if not waiting.update(state=State.WORKING):
        return upload
    upload.refresh_from_db()
    try:
        with transaction.atomic():
            _settle(upload, State.DONE, _work(upload))
    except _Cancelled:
        logger.info("upload %s was cancelled", upload.pk)
    except Exception:
        logger.exception("upload %s could not be imported", upload.pk)
        with suppress(_Cancelled):
            _settle(upload, State.FAILED, None)
    upload.refresh_from_db()
    return upload


class _Cancelled(Exception):
    """Somebody wants it no more: nothing of it is written."""


def _settle(upload: Upload, state: str, report: Report | None) -> None:
    """Say how it ended, unless it was cancelled meanwhile."""
    told = json.loads(report.as_json()) if report else None
    if not _at_work(upload).update(state=state, report=told):
        raise _Cancelled
    if report and report.written:
        upload.pieces(UploadPart.Of.FILE).delete()


def _at_work(upload: Upload) -> QuerySet[Upload]:
    return Upload.objects.filter(pk=upload.pk, state=State.WORKING)


def _work(upload: Upload) -> Report:
    # That the second step was used was seen when the person asked for it; the roles are read now.
    by = actor_for(upload.person, second_factor=True)
    with tempfile.TemporaryDirectory(prefix="nara-import-") as folder:
        path = Path(folder) / f"file{Path(upload.file_name).suffix.lower()}"
        with path.open("wb") as file:
            for part in upload.pieces(UploadPart.Of.FILE).iterator(chunk_size=4):
                file.write(part.content)
        findings = Path(folder) / "findings.csv.gz"
        with gzip.open(findings, "wt", 1, encoding="utf-8-sig", newline="") as listed:
            way = Way(
                dry_run=upload.trial,
                keep_good_rows=bool(upload.options.get("keep_good_rows")),
                progress=_Teller(upload),
                listener=Listing(listed),
            )
            try:
                report = kinds()[upload.kind].work(path, upload.options, way, by)
            except APIException as error:
                report = Report(dry_run=upload.trial)
                report.refuse(0, [Refused("not_permitted", str(error.detail))])
        _keep_findings(upload, findings if report.refused else None)
    return report


def _keep_findings(upload: Upload, path: Path | None) -> None:
    """Instead of those of an earlier run."""
    upload.pieces(UploadPart.Of.FINDINGS).delete()
    if path is None:
        return
    with path.open("rb") as file:
        for number, content in enumerate(iter(partial(file.read, PIECE), b"")):
            UploadPart.objects.create(
                upload=upload, of=UploadPart.Of.FINDINGS, number=number, content=content
            )


class _Teller:
    """Tells now and then how many rows are done, where the page can ask for it.

    Raises _Cancelled when nobody wants the rest.
    """

    def __init__(self, upload: Upload) -> None:
        self.upload, self.key = upload, f"import:{upload.pk}"
        self.rows, self.told = 0, 0.0
        cache.delete(self.key)

    def __call__(self, more: int) -> None:
        self.rows += more
        now = time.monotonic()
        if now - self.told >= TELLS_EVERY:
            cache.set(self.key, self.rows, 3600)
            self.told = now
            if not _at_work(self.upload).exists():
                raise _Cancelled
