"""Sessions that were taken away: kept for a while, so that calendars of subscribers hear of it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from activities.models.activity import Activity
from activities.models.session import SessionQuerySet
from venues.models import Venue


class RemovedSession(models.Model):
    """What is left of a session that was deleted before it was over. The database writes it.

    It says when and where, and nothing that was hidden: only sessions of activities that have been
    published leave one. The database removes it with its activity or its venue.
    """

    #: The id that the session had: what calendars know it by.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(
        Activity, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    venue = models.ForeignKey(
        Venue, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revision = models.PositiveIntegerField()
    changed_at = models.DateTimeField(default=timezone.now)

    objects = SessionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["ends_at"], name="activities__ends_at_removed"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.starts_at:%Y-%m-%d %H:%M}"
