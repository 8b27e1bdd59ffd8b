"""What was: every version of an activity for those who write it, and changes for visitors."""

import datetime
from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models.activity import Activity


class ActivityVersion(models.Model):
    """What an activity was after one change. The database refuses to change or remove a row.

    Only `by` may be emptied, when the person is erased.
    """

    class Kind(models.TextChoices):
        EARLIER = "earlier", _("Som det var när historiken började")
        CREATED = "created", _("Skapad")
        COPIED = "copied", _("Kopierad från en annan aktivitet")
        EDITED = "edited", _("Ändrad")
        TRANSLATED = "translated", _("Översättning skriven")
        SCHEDULED = "scheduled", _("Tider ändrade")
        SENT_FOR_REVIEW = "sent_for_review", _("Skickad på granskning")
        TAKEN_BACK = "taken_back", _("Tagen tillbaka från granskning")
        SENT_BACK = "sent_back", _("Skickad tillbaka")
        PUBLISHED = "published", _("Publicerad")
        ARCHIVED = "archived", _("Arkiverad")
        REOPENED = "reopened", _("Öppnad som utkast igen")
        UNDONE = "undone", _("Senaste ändringen ångrad")
        RESTORED = "restored", _("Äldre version återställd")

    id = models.BigAutoField(primary_key=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.UUIDField(null=True, db_index=True)
    by_system = models.CharField(max_length=40, blank=True)
    #: As `activities.versions.Content`.
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "number"], name="activities_version_number"
            ),
            models.CheckConstraint(
                name="activities_version_known_kind",
                condition=Q(
                    kind__in=[
                        "earlier",
                        "created",
                        "copied",
                        "edited",
                        "translated",
                        "scheduled",
                        "sent_for_review",
                        "taken_back",
                        "sent_back",
                        "published",
                        "archived",
                        "reopened",
                        "undone",
                        "restored",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.number} {self.kind}"


class ActivityChangeQuerySet(models.QuerySet["ActivityChange"]):
    def public(self) -> Self:
        """Of published activities only: what is not shown has no news either."""
        return self.filter(activity__status="published")

    def of(self, activities: Iterable[object]) -> Self:
        return self.filter(activity__in=activities)

    def since(self, moment: datetime.datetime) -> Self:
        return self.filter(at__gt=moment)


class ActivityChange(models.Model):
    """One line for everybody who saved it: what changed, from what to what. Names no person."""

    class Kind(models.TextChoices):
        TIME = "time", _("Ny tid")
        MOVED = "moved", _("Ny veckotid")
        PLACE = "place", _("Ny plats")
        CANCELLED = "cancelled", _("Inställt")
        PRICE = "price", _("Nytt pris")
        AGES = "ages", _("Nya åldrar")
        MODE = "mode", _("Nytt sätt att komma med")

    id = models.BigAutoField(primary_key=True)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="changes")
    #: Null where every session is meant.
    session = models.ForeignKey(
        "activities.Session", null=True, on_delete=models.CASCADE, related_name="changes"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    #: For people of any language: times, numbers, names of places; empty when there is none.
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = ActivityChangeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["activity", "at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_change_known_kind",
                condition=Q(
                    kind__in=["time", "moved", "place", "cancelled", "price", "ages", "mode"],
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.kind} {self.at:%Y-%m-%d}"
