"""Pictures of activities."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Prefetch

from venues.models.picture import Placed, PlacedQuerySet


class ActivityPhoto(Placed):
    """A picture of an activity. Seen by those who may see the activity."""

    activity = models.ForeignKey(
        "activities.Activity", on_delete=models.CASCADE, related_name="photos"
    )

    objects = PlacedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "position"],
                name="activities_photo_position",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]


def first_photos(to_activity: str = "") -> "Prefetch[Any]":
    """Each activity's first picture, as `first_photos`, in one query. For `prefetch_related`."""
    shown = ActivityPhoto.objects.first_ones().with_pictures()
    return Prefetch(f"{to_activity}photos", queryset=shown, to_attr="first_photos")
