"""The addresses of pictures of venues."""

import uuid
from typing import ClassVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

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
    VenuePhotoSerializer,
    photos_of,
)
from venues.models import Venue
from venues.photos.albums import Album, album_of_venue


class VenuePhotoDoor(PhotoDoor):
    """An address of pictures of venues."""

    serializer = VenuePhotoSerializer

    def album(self, id: uuid.UUID) -> Album:
        return album_of_venue(get_object_or_404(Venue, pk=id))


class VenuePhotos(VenuePhotoDoor, Photos):
    """Adding a picture of a venue."""

    deeds: ClassVar = {"POST": "venue.write"}

    @extend_schema(
        request={"multipart/form-data": PhotoInput},
        responses={201: photos_of(VenuePhotoSerializer)},
    )
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Add a picture, last. All that the file says beside what is seen is thrown away."""
        return self.add(request, id)


class VenuePhotoOrder(VenuePhotoDoor, PhotoOrder):
    """The order of the pictures of a venue."""

    deeds: ClassVar = {"PUT": "venue.write"}

    @extend_schema(request=OrderInput, responses=photos_of(VenuePhotoSerializer))
    def put(self, request: Request, id: uuid.UUID) -> Response:
        """Put the pictures in order; the first stands for the whole."""
        return self.reorder(request, id)


class OneVenuePhoto(VenuePhotoDoor, OnePhoto):
    """One picture of a venue."""

    deeds: ClassVar = {"PUT": "venue.write", "DELETE": "venue.write"}

    @extend_schema(request=PhotoWordsInput, responses=photos_of(VenuePhotoSerializer))
    def put(self, request: Request, id: uuid.UUID, photo: uuid.UUID) -> Response:
        """Replace what is said of the picture."""
        return self.describe(request, id, photo)

    @extend_schema(responses={200: photos_of(VenuePhotoSerializer)})
    def delete(self, request: Request, id: uuid.UUID, photo: uuid.UUID) -> Response:
        """Remove the picture with all its files."""
        return self.remove(id, photo)


class VenuePhotoFile(VenuePhotoDoor, PhotoFile):
    """A picture of a venue, in one size and format."""

    deeds: ClassVar = {"GET": "venue.read"}

    @extend_schema(responses=PICTURE_ANSWERS)
    def get(self, request: Request, id: uuid.UUID, photo: uuid.UUID, name: str) -> HttpResponse:
        return self.file(request, id, photo, name)
