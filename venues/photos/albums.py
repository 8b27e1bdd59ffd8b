"""Writes to pictures: the album of a venue, an activity or whatever else has `photos`.

Cleaning a picture takes seconds of work, so it happens before the transaction. Inside it the row of
the thing is locked: of two who add at once, the second sees what the first added.
"""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final, TypedDict

from django.db import transaction
from django.db.models import F

from people.actors import Actor
from people.audit import record
from people.permissions import require
from venues.errors import PhotosChanged, TooManyPhotos
from venues.models import Picture, PictureAlt, PictureFile, Venue
from venues.models.picture import Placed, PlacedQuerySet
from venues.photos.cleaning import CleanPicture, clean

#: More than these nobody scrolls through on a phone.
MOST_PHOTOS: Final = 6


class PhotoWords(TypedDict):
    """What is said of a picture. `alts` is by language; Swedish is among them."""

    alts: Mapping[str, str]
    photographer: str
    licence: str
    illustration: bool


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of one thing (a row with `photos`), and the deed it takes to change them."""

    of: Any
    deed: str

    def photos(self) -> PlacedQuerySet:
        found: PlacedQuerySet = self.of.photos.all()
        return found

    def lock(self) -> None:
        """Nobody else changes the album until the transaction ends."""
        type(self.of).objects.select_for_update().only("pk").get(pk=self.of.pk)


def album_of_venue(venue: Venue) -> Album:
    """A venue's pictures."""
    return Album(venue, "venue.write")


def add_photo(
    *, album: Album, file: IO[bytes], size: int, label: str, words: PhotoWords, by: Actor
) -> Picture:
    """Add a picture, last in its album, from a file of `size` bytes with media type `label`.

    Raises the errors of `cleaning.clean`, and TooManyPhotos.
    """
    require(by, album.deed, on=album.of)
    if album.photos().count() >= MOST_PHOTOS:
        raise TooManyPhotos
    cleaned = clean(file, size=size, label=label)
    with transaction.atomic():
        album.lock()
        count = album.photos().count()
        if count >= MOST_PHOTOS:
            raise TooManyPhotos
        picture = _kept(cleaned)
        _describe(picture, words)
        album.of.photos.create(picture=picture, position=count)
        record(by=by, deed=album.deed, on=album.of, detail={"photo": str(picture.pk)})
    return picture


def _kept(cleaned: CleanPicture) -> Picture:
    picture = Picture.objects.create(width=cleaned.width, height=cleaned.height)
    PictureFile.objects.bulk_create(
        PictureFile(
            picture=picture,
            format=file.format,
            width=file.width,
            height=file.height,
            digest=file.digest,
            content=file.content,
        )
        for file in cleaned.files
    )
    return picture


@transaction.atomic
def describe_photo(*, album: Album, photo: Placed, words: PhotoWords, by: Actor) -> None:
    """Replace what is said of a picture; the picture itself never changes."""
    require(by, album.deed, on=album.of)
    album.lock()
    _describe(photo.picture, words)
    record(by=by, deed=album.deed, on=album.of, detail={"photo_described": str(photo.pk)})


def _describe(picture: Picture, words: PhotoWords) -> None:
    picture.photographer = words["photographer"]
    picture.licence = words["licence"]
    picture.illustration = words["illustration"]
    picture.save(update_fields=["photographer", "licence", "illustration"])
    picture.alts.all().delete()
    PictureAlt.objects.bulk_create(
        PictureAlt(picture=picture, language=language, text=text)
        for language, text in words["alts"].items()
    )


@transaction.atomic
def order_photos(*, album: Album, order: Sequence[uuid.UUID], by: Actor) -> None:
    """Put an album in order; the first picture stands for the whole thing.

    Raises PhotosChanged unless `order` names each picture once.
    """
    require(by, album.deed, on=album.of)
    album.lock()
    if sorted(album.photos().values_list("pk", flat=True)) != sorted(order):
        raise PhotosChanged
    for position, pk in enumerate(order):
        album.photos().filter(pk=pk).update(position=position)
    record(by=by, deed=album.deed, on=album.of, detail={"photos_ordered": len(order)})


@transaction.atomic
def remove_photo(*, album: Album, photo: Placed, by: Actor) -> None:
    """Remove a picture with all its files; those behind it move up."""
    require(by, album.deed, on=album.of)
    album.lock()
    removed = str(photo.pk)
    behind = album.photos().filter(position__gt=photo.position)
    photo.picture.delete()
    behind.update(position=F("position") - 1)
    record(by=by, deed=album.deed, on=album.of, detail={"photo_removed": removed})


def copy_photos(source: Album, to: Album) -> None:
    """Give an empty album the pictures of another, as pictures of its own.

    In the caller's transaction, who asked for permission.
    """
    for placed in source.of.photos.select_related("picture").order_by("position"):
        old = placed.picture
        names = ("width", "height", "illustration", "photographer", "licence")
        new = Picture.objects.create(**{name: getattr(old, name) for name in names})
        words, files = list(old.alts.all()), list(old.files.all())
        for row in (*words, *files):
            row.pk, row.picture = None, new
        PictureAlt.objects.bulk_create(words)
        PictureFile.objects.bulk_create(files)
        to.of.photos.create(picture=new, position=placed.position)


def hand_over_photos(source: Album, to: Album) -> None:
    """Let the pictures of one album take the place of all those of another.

    In the caller's transaction, who asked for permission.
    """
    Picture.objects.filter(pk__in=list(to.photos().values_list("pk", flat=True))).delete()
    moved = list(source.photos().order_by("position").values_list("pk", "position"))
    source.photos().delete()
    for pk, position in moved:
        to.of.photos.create(picture_id=pk, position=position)


def remove_orphans(now: datetime.datetime, dry_run: bool) -> int:
    """Remove pictures that nothing shows any more, as when their activity is gone; how many.

    Part of the daily retention run (`people.retention`), which asks for permission.
    """
    orphans = Picture.objects.orphans()
    count = orphans.count()
    if not dry_run:
        orphans.delete()
    return count
