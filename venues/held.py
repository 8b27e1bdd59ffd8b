"""What this room holds about people: who uploaded which file, and the file for a short while."""

import datetime
from typing import Any

from django.conf import settings

from people.models import User
from people.personal_data import register_personal_data
from venues.models import Upload, UploadPart


def expire_files(now: datetime.datetime, dry_run: bool) -> int:
    """Remove the files that nobody imported in time; how many."""
    oldest = now - datetime.timedelta(hours=settings.NARA_RETENTION_IMPORT_FILE_HOURS)
    old = UploadPart.objects.filter(upload__uploaded_at__lt=oldest)
    files = old.values("upload").distinct().count()
    if not dry_run:
        old.delete()
    return files


def _expire_uploads(now: datetime.datetime, dry_run: bool) -> int:
    oldest = now - datetime.timedelta(days=settings.NARA_RETENTION_IMPORT_DAYS)
    old = Upload.objects.filter(uploaded_at__lt=oldest)
    return old.count() if dry_run else old.delete()[1].get("venues.Upload", 0)


def _export_uploads(person: User) -> list[dict[str, Any]]:
    rows = Upload.objects.filter(person=person).order_by("uploaded_at")
    return [
        {
            "uploaded_at": row.uploaded_at.isoformat(),
            "kind": row.kind,
            "file_name": row.file_name,
            "bytes": row.size,
            "state": row.state,
        }
        for row in rows
    ]


def register_uploads() -> None:
    """Register the uploads. A file's content is not about who uploaded it: it is not exported."""
    register_personal_data(
        Upload,
        export=_export_uploads,
        erase=lambda person: (
            Upload.objects.filter(person=person).delete()[1].get("venues.Upload", 0)
        ),
        expire=_expire_uploads,
        kept=f"{settings.NARA_RETENTION_IMPORT_DAYS} days, and no longer than the account",
    )
    register_personal_data(
        UploadPart,
        export=lambda person: [],
        expire=expire_files,
        kept=f"until it is imported, at most {settings.NARA_RETENTION_IMPORT_FILE_HOURS} hours",
    )
