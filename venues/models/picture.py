"""Pictures: photos and illustrations as they are shown, in every size, with words for the blind.

Only what `venues.photos.cleaning` made is kept; the file that was sent is not. The bytes are rows,
so that a picture and what it belongs to come and go in one transaction.
"""

import uuid
from typing import Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from venues.models.venue import Venue


class PictureQuerySet(models.QuerySet["Picture"]):
    def orphans(self) -> Self:
        """Pictures that no venue, activity or other thing shows any more."""
        found = self
        for relation in self.model._meta.related_objects:
            if relation.one_to_one:
                found = found.filter(**{f"{relation.name}__isnull": True})
        return found


class Picture(models.Model):
    """A picture after cleaning. What it is and how it looks never changes; its words may."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: Pixels of the largest file, the right way up.
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    #: Drawn, not taken: said beside it, so that nobody takes it for the place.
    illustration = models.BooleanField(default=False)
    photographer = models.CharField(max_length=120, blank=True)
    licence = models.CharField(max_length=80, blank=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="venues_picture_has_size", condition=Q(width__gte=1) & Q(height__gte=1)
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PictureAlt(models.Model):
    """What a picture shows, in one language, for those who do not see it."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="alts")
    language = models.CharField(max_length=8)
    text = models.CharField(max_length=240)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["picture", "language"], name="venues_picturealt_language"
            ),
            models.CheckConstraint(name="venues_picturealt_says", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class PictureFile(models.Model):
    """A picture in one size and format. `digest` is of its bytes and part of its address."""

    class Format(models.TextChoices):
        AVIF = "avif", "AVIF"
        WEBP = "webp", "WebP"

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=4, choices=Format.choices)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=32)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["picture", "format", "width"], name="venues_picturefile_once"
            ),
            models.CheckConstraint(
                name="venues_picturefile_named", condition=Q(digest__regex=r"^[0-9a-f]{32}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.width}-{self.digest}.{self.format}"


class PlacedQuerySet(models.QuerySet[Any]):
    def with_pictures(self) -> Self:
        """In order, each with its picture, `alts` and `files`, in one query and without bytes."""
        alts = PictureAlt.objects.filter(picture=OuterRef("picture")).order_by("language")
        files = PictureFile.objects.filter(picture=OuterRef("picture")).order_by("format", "width")
        words = JSONObject(language=F("language"), text=F("text"))
        sizes = JSONObject(
            format=F("format"), width=F("width"), height=F("height"), digest=F("digest")
        )
        return (
            self.select_related("picture")
            .annotate(
                alts=ArraySubquery(alts.values(row=words)),
                files=ArraySubquery(files.values(row=sizes)),
            )
            .order_by("position")
        )

    def first_ones(self) -> Self:
        """Of each thing, the picture that stands for it."""
        return self.filter(position=0)


class Placed(models.Model):
    """A picture at its place among those of one thing; subclasses say of what."""

    picture = models.OneToOneField(Picture, on_delete=models.CASCADE, primary_key=True)
    #: 0 is the one that stands for the thing; there are no gaps.
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.picture_id} {self.position}"


class VenuePhoto(Placed):
    """A picture of a venue."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="photos")

    objects = PlacedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["venue", "position"],
                name="venues_venuephoto_position",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
