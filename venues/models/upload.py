"""Files that coordinators uploaded to import, for as long as they are needed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Upload(models.Model):
    """A file to import: whose it is, how it is to be read, and what came of it.

    The report is that of the newest run; `trial` says whether that run only tried.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        WORKING = "working", "working"
        DONE = "done", "done"
        FAILED = "failed", "failed"
        CANCELLED = "cancelled", "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    #: Bytes.
    size = models.PositiveBigIntegerField()
    #: Lines of a text file, for the progress; null where they cannot be counted beforehand.
    lines = models.PositiveBigIntegerField(null=True)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    trial = models.BooleanField(default=True)
    report = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="venues_upload_done_has_report",
                condition=~Q(state="done") | Q(report__isnull=False),
            ),
            models.CheckConstraint(
                name="venues_upload_state",
                condition=Q(state__in=["waiting", "working", "done", "failed", "cancelled"]),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "uploaded_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def busy(self) -> bool:
        """Waiting for the worker, or at work."""
        return self.state in {self.State.WAITING, self.State.WORKING}

    def pieces(self, of: str) -> "models.QuerySet[UploadPart]":
        """The pieces of one of its files, in order."""
        return UploadPart.objects.filter(upload=self, of=of).order_by("number")

    @property
    def has_file(self) -> bool:
        """Not imported and not forgotten yet."""
        return self.pieces(UploadPart.Of.FILE).exists()

    @property
    def may_apply(self) -> bool:
        """Tried, and nothing stands against doing it."""
        if self.state != self.State.DONE or not self.trial or self.report is None:
            return False
        return not self.report["refused"] or (
            bool(self.options.get("keep_good_rows"))
            and not any(one["row"] == 0 for one in self.report["findings"])
            and self.report["added"] + self.report["changed"] > 0
        )


class UploadPart(models.Model):
    """A piece of a file. It is in the database because web and worker need not share a disk."""

    class Of(models.TextChoices):
        FILE = "file", "the file that was uploaded"
        FINDINGS = "findings", "everything wrong that the newest run found, as gzipped CSV"

    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    of = models.CharField(max_length=8, choices=Of.choices, default=Of.FILE)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["upload", "of", "number"], name="venues_uploadpart_once"
            ),
            models.CheckConstraint(
                name="venues_uploadpart_of", condition=Q(of__in=["file", "findings"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.of} {self.number}"
