"""The addresses of pictures of activities."""

import uuid
from typing import ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.detail import OneActivity
from activities.api.serializers import ActivityPhotoSerializer
from activities.models import Activity
from activities.photos import album_of_activity
from venues.api.photos import (
    PICTURE_ANSWERS,
    OnePhoto,
    OrderInput,
    PhotoDoor,
    PhotoFile,
    PhotoInput,
    PhotoOrder,
    Photos,
    PhotoWordsInput,
    photos_of,
)
from venues.photos.albums import Album


class ActivityPhotoDoor(OneActivity, PhotoDoor):
    """An address of pictures of activities."""

    serializer = ActivityPhotoSerializer

    def album(self, id: uuid.UUID) -> Album:
        return album_of_activity(self.readable(id))


class ActivityPhotos(ActivityPhotoDoor, Photos):
    """Adding a picture of an activity."""

    deeds: ClassVar = {"POST": "activity.write"}

    @extend_schema(
        request={"multipart/form-data": PhotoInput},
        responses={201: photos_of(ActivityPhotoSerializer)},
    )
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Add a picture, last. All that the file says beside what is seen is thrown away."""
        return self.add(request, id)


class ActivityPhotoOrder(ActivityPhotoDoor, PhotoOrder):
    """The order of the pictures of an activity."""

    deeds: ClassVar = {"PUT": "activity.write"}

    @extend_schema(request=OrderInput, responses=photos_of(ActivityPhotoSerializer))
    def put(self, request: Request, id: uuid.UUID) -> Response:
        """Put the pictures in order; the first stands for the whole."""
        return self.reorder(request, id)


class OneActivityPhoto(ActivityPhotoDoor, OnePhoto):
    """One picture of an activity."""

    deeds: ClassVar = {"PUT": "activity.write", "DELETE": "activity.write"}

    @extend_schema(request=PhotoWordsInput, responses=photos_of(ActivityPhotoSerializer))
    def put(self, request: Request, id: uuid.UUID, photo: uuid.UUID) -> Response:
        """Replace what is said of the picture."""
        return self.describe(request, id, photo)

    @extend_schema(responses={200: photos_of(ActivityPhotoSerializer)})
    def delete(self, request: Request, id: uuid.UUID, photo: uuid.UUID) -> Response:
        """Remove the picture with all its files."""
        return self.remove(id, photo)


class ActivityPhotoFile(ActivityPhotoDoor, PhotoFile):
    """A picture of an activity, in one size and format."""

    deeds: ClassVar = {"GET": "activity.read"}

    def public(self, album: Album) -> bool:
        return bool(album.of.status == Activity.Status.PUBLISHED)

    @extend_schema(responses=PICTURE_ANSWERS)
    def get(self, request: Request, id: uuid.UUID, photo: uuid.UUID, name: str) -> HttpResponse:
        return self.file(request, id, photo, name)
